import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';

/**
 * E40: whom a meeting left out of 应到 is left out in the branch that took him over as well: the ground and both steps of
 * the rule stay, the new branch may end it. `members`: the new row on the roster by the old one. Gives how many. Part of a
 * larger act.
 */
export async function carryExclusions(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  carrying: { toBranchId: string; members: ReadonlyMap<string, string>; on: Date; reason: string },
): Promise<number> {
  const { toBranchId, members, on, reason } = carrying;
  const open = await tx.attendanceExclusion.findMany({
    where: { bureauId, memberId: { in: [...members.keys()] }, OR: [{ endsOn: null }, { endsOn: { gt: on } }] },
  });
  for (const exclusion of open) {
    const id = newId();
    await tx.attendanceExclusion.create({
      data: {
        ...exclusion,
        ...{ id, branchId: toBranchId, memberId: members.get(exclusion.memberId) ?? '', createdAt: clock.now() },
      },
    });
    const entry = { action: 'exclusion.carry', entity: 'AttendanceExclusion', entityId: id, branchId: toBranchId };
    record({ ...entry, from: exclusion.branchId, to: toBranchId, note: reason });
  }
  await tx.$executeRaw`UPDATE attendance_exclusion SET "endsOn" = GREATEST("startsOn", ${on}::date)
    WHERE "bureauId" = ${bureauId}::uuid AND id = ANY(${open.map(({ id }) => id)}::uuid[])`;
  return open.length;
}
