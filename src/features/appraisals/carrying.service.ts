import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';

/**
 * E40: of a branch that goes into another one, what its members said of themselves and was not decided yet is decided there;
 * surveys of the public end. `members`: the new row on the roster by the old one. Part of a larger act.
 */
export async function carryAppraisals(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  carrying: { from: string; to: string | null; members: ReadonlyMap<string, string>; reason: string },
): Promise<void> {
  const { from, to, members, reason } = carrying;
  const undecided = await tx.memberAppraisal.findMany({
    where: { bureauId, branchId: from, memberId: { in: [...members.keys()] }, decidedOn: null },
    select: { id: true, memberId: true },
  });
  if (to !== null)
    for (const { id, memberId } of undecided) {
      const data = { branchId: to, memberId: members.get(memberId) ?? memberId, revision: { increment: 1 } };
      await tx.memberAppraisal.update({ where: { bureauId_id: { bureauId, id } }, data });
      const entry = { action: 'appraisal.carry', entity: 'MemberAppraisal', entityId: id, branchId: to };
      record({ ...entry, from, to, note: reason });
    }
  const open = { bureauId, branchId: from, status: 'OPEN' } as const;
  const surveys = await tx.appraisalSurvey.findMany({ where: open, select: { id: true } });
  await tx.appraisalSurvey.updateMany({ where: open, data: { status: 'CLOSED', closedAt: clock.now() } });
  for (const { id } of surveys) {
    const entry = { action: 'survey.close', entity: 'AppraisalSurvey', entityId: id, branchId: from };
    record({ ...entry, from: 'OPEN', to: 'CLOSED', note: reason });
  }
}
