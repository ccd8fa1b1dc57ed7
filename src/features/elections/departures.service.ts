import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { addDays, chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { startTerm } from './election-life.service.js';
import { hasLeader, lockGroup } from './elections.queries.js';
import { requireEligible } from './nominations.service.js';

/** The portal's own limit for an acting leader; no regulation gives one. */
const LONGEST_ACTING_DAYS = 90;

export interface Departure {
  groupId: string;
  reason: string;
  /** Who stands in until the by-election; null: nobody. */
  actingMemberId: string | null;
  /** By when the by-election is held; required with an acting leader. */
  actingUntil: Date | null;
}

/**
 * E26: the leader of a group leaves office; where the branch names somebody, he acts as leader until a day by which the
 * by-election is held. Throws RuleViolation (no leader, no right to be elected, a day out of reach).
 */
export async function releaseLeader(useCase: UseCase, place: StepPlace, input: Departure): Promise<void> {
  const now = useCase.clock.now();
  const today = chinaDay(now);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const group = await lockGroup(tx, place, input.groupId);
    if (!group) throw new NotFound();
    if (!(await hasLeader(tx, place, input.groupId))) throw new RuleViolation(`“${group.name}”目前没有组长。`);
    const { bureauId, campaignId } = place;
    const term = await tx.leaderTerm.findFirstOrThrow({
      where: { bureauId, campaignId, groupId: input.groupId, endedAt: null },
      select: { id: true, memberId: true },
    });
    await endTerm(tx, record, useCase, { ...term, branchId: place.branchId }, input.reason);
    if (input.actingMemberId === null) return;
    if (input.actingMemberId === term.memberId)
      throw new RuleViolation('离任的组长不能代理组长，请选择其他党员。', 'actingMemberId');
    const until = actingDay(input.actingUntil, today);
    await requireEligible(tx, place, { groupId: input.groupId, memberId: input.actingMemberId }, today);
    const acting = { groupId: input.groupId, memberId: input.actingMemberId, electionId: null, startedAt: now };
    const id = await startTerm(tx, place, { ...acting, method: 'ACTING', reason: input.reason, actingUntil: until });
    const entry = { action: 'leader.act', entity: 'LeaderTerm', entityId: id, branchId: place.branchId };
    record({ ...entry, to: 'ACTING', note: dayInput(until) });
  });
}

/**
 * Ends the office of whoever leads one of these groups (`memberIds` null) or leads one and leaves it. Part of a larger
 * act of the branch.
 */
export async function endLeadership(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  place: StepPlace,
  ending: { groupIds: readonly string[]; memberIds: readonly string[] | null; reason: string },
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  const { groupIds, memberIds, reason } = ending;
  const where = { bureauId, campaignId, branchId, groupId: { in: [...groupIds] } };
  const terms = await tx.leaderTerm.findMany({
    where: { ...where, endedAt: null, ...(memberIds === null ? {} : { memberId: { in: [...memberIds] } }) },
    select: { id: true },
  });
  for (const { id } of terms) await endTerm(tx, record, useCase, { id, branchId }, reason);
}

/** Throws RuleViolation while a leader is being elected in one of these groups: its electors must stay as they are. */
export async function requireNoOpenElection(tx: Tx, place: StepPlace, groupIds: readonly string[]): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  const open = await tx.leaderElection.findFirst({
    where: { bureauId, campaignId, branchId, groupId: { in: [...groupIds] }, status: { in: ['NOMINATING', 'VOTING'] } },
    select: { group: { select: { name: true } } },
  });
  if (open) throw new RuleViolation(`“${open.group.name}”正在推选组长。请先完成推选或指定组长，再调整小组。`);
}

/** Throws RuleViolation while this member stands as a candidate in the branch. */
export async function requireNoCandidacy(
  tx: Tx,
  { bureauId, branchId }: Omit<StepPlace, 'campaignId'>,
  memberId: string,
): Promise<void> {
  const open = await tx.leaderElection.findFirst({
    where: {
      ...{ bureauId, branchId, status: { in: ['NOMINATING', 'VOTING'] } },
      candidates: { some: { bureauId, memberId, withdrawnAt: null } },
    },
    select: { group: { select: { name: true } } },
  });
  if (open) throw new RuleViolation(`这名党员是“${open.group.name}”组长候选人。请先撤下候选人，再办理转接。`);
}

function actingDay(until: Date | null, today: Date): Date {
  if (until === null) throw new RuleViolation('请填写补选的截止日期。', 'actingUntil');
  if (until < today) throw new RuleViolation('补选的截止日期已经过去，请选择今天或以后的日期。', 'actingUntil');
  if (until > addDays(today, LONGEST_ACTING_DAYS))
    throw new RuleViolation(`代理组长最长${LONGEST_ACTING_DAYS}天，请提前补选日期。`, 'actingUntil');
  return until;
}

async function endTerm(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  { id, branchId }: { id: string; branchId: string },
  reason: string,
): Promise<void> {
  await tx.leaderTerm.update({
    where: { bureauId_id: { bureauId, id } },
    data: { endedAt: clock.now(), endReason: reason },
  });
  record({ action: 'leader.leave', entity: 'LeaderTerm', entityId: id, branchId, note: reason });
}
