import { placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { GroupChangeKind } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { passOnAssignments, readdressCommitments } from '../commitments/index.js';
import { endLeadership, requireNoOpenElection } from '../elections/index.js';
import { type DecidedMove, moveByDecision, reviseConfirmedList } from '../enrollments/index.js';
import {
  findAnnouncedProposal,
  findFreeMeeting,
  lockGroupsInBeing,
  type StandingGroup,
} from './group-changes.queries.js';
import { CHANGE_LABELS, type GroupSnapshot } from './group-changes.rules.js';

/** What every change rests on: a meeting that passed, and the reason in words. */
export interface Decision {
  meetingId: string;
  reason: string;
}

/** What a kind of change does: who goes where, which groups end, who takes over what they were to do. */
export interface Reorganization {
  /** Groups whose members or names change, old and new. */
  touched: readonly string[];
  moves: readonly DecidedMove[];
  closed: readonly string[];
  successor: string | null;
}

export type Recorder = (entry: AuditEntry) => void;

/**
 * A change of the groups in mid-campaign, whole or not at all: places, leaders' terms, commitments, the list's next
 * version and what stood before and after. `work` says what happens to the groups of the branch, which are locked.
 * Throws RuleViolation (no meeting that passed, a leader being elected, members signing up, a group full), StepNotOpen.
 */
export async function changeGroups(
  useCase: UseCase,
  branch: Pick<StepPlace, 'campaignId' | 'branchId'>,
  kind: GroupChangeKind,
  decision: Decision,
  work: (tx: Tx, place: StepPlace, groups: readonly StandingGroup[]) => Promise<Reorganization>,
): Promise<void> {
  const place = placeFor(useCase, branch);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const groups = await lockGroupsInBeing(tx, place);
    await requireMeeting(tx, place, decision);
    const plan = await work(tx, place, groups);
    await requireNoOpenElection(tx, place, plan.touched);
    await carryOut(tx, record, useCase, place, decision, plan);
    await keepHistory(tx, record, useCase, place, { kind, decision, plan, groups });
  });
}

async function requireMeeting(tx: Tx, place: StepPlace, { meetingId }: Decision): Promise<void> {
  if (await findFreeMeeting(tx, place, meetingId)) return;
  throw new RuleViolation('请选择一次表决通过、还没有用于其他调整的支部会议。', 'meetingId');
}

async function carryOut(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  place: StepPlace,
  { reason }: Decision,
  { moves, closed, touched, successor }: Reorganization,
): Promise<void> {
  const leaving = moves.map(({ memberId }) => memberId);
  await endLeadership(tx, record, useCase, place, { groupIds: closed, memberIds: null, reason });
  await endLeadership(tx, record, useCase, place, { groupIds: touched, memberIds: leaving, reason });
  await moveByDecision(tx, useCase, place, moves, reason);
  await passOnAssignments(tx, place, closed, successor, useCase.clock.now());
  const { count } = await tx.functionGroup.updateMany({
    where: { bureauId: place.bureauId, id: { in: [...closed] }, closedAt: null, memberCount: 0 },
    data: { closedAt: useCase.clock.now(), closeReason: reason },
  });
  if (count !== closed.length) throw new StaleState('小组的成员刚才有变化，请看最新情况后再办理。');
  await reviseConfirmedList(tx, useCase, place, reason);
}

async function keepHistory(
  tx: Tx,
  record: Recorder,
  { actor, clock }: UseCase,
  place: StepPlace,
  act: {
    kind: GroupChangeKind;
    decision: Decision;
    plan: Reorganization;
    groups: readonly StandingGroup[];
  },
): Promise<void> {
  const { kind, decision, plan } = act;
  const now = await lockGroupsInBeing(tx, place);
  const stay = now.filter(({ id }) => plan.touched.includes(id));
  const everybody = stay.flatMap(({ id, members }) => members.map((member) => ({ memberId: member.id, groupId: id })));
  await readdressCommitments(tx, record, place, everybody);
  const [before, after] = [snapshot(act.groups, plan.touched), snapshot(now, plan.touched)];
  const id = newId();
  const { campaignId, branchId } = place;
  await tx.groupChange.create({
    data: {
      ...{ bureauId: actor.bureauId, id, campaignId, branchId, kind, createdAt: clock.now() },
      ...{ meetingId: decision.meetingId, reason: decision.reason },
      before: before.map((row) => ({ ...row })),
      after: after.map((row) => ({ ...row })),
    },
  });
  record({
    ...{ action: `group.${kind.toLowerCase()}`, entity: 'GroupChange', entityId: id, branchId },
    note: `${CHANGE_LABELS[kind]}：${decision.reason}`,
    detail: { before: before.map(({ name }) => name), after: after.map(({ name }) => name) },
  });
}

function snapshot(groups: readonly StandingGroup[], touched: readonly string[]): GroupSnapshot[] {
  return groups
    .filter(({ id }) => touched.includes(id))
    .map(({ id, name, members }) => ({ id, name, members: members.map((member) => member.name) }));
}

/** One of the branch's groups in being. Throws NotFound when it is not, or no longer, among them. */
export function groupAmong(groups: readonly StandingGroup[], id: string): StandingGroup {
  const group = groups.find((row) => row.id === id);
  if (!group) throw new NotFound('没有找到这个功能党小组，可能刚才已经合并或撤销。');
  return group;
}

/** The proposal that new groups belong to. Throws RuleViolation before the groups are announced. */
export async function announcedProposal(tx: Tx, place: StepPlace) {
  const proposal = await findAnnouncedProposal(tx, place);
  if (!proposal) throw new RuleViolation('功能党小组还没有在支部大会上公布，请在小组方案里修改。');
  return proposal;
}
