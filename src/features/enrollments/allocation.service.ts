import { requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { settleReminders } from '../reminders/index.js';
import { type AllocatedPlace, allocate } from './allocate.js';
import { type AllocationBasis, findAllocationRun, getAllocationBasis } from './allocation.queries.js';
import { lockGroups } from './places.queries.js';
import type { RoundRow } from './round.queries.js';
import { getRound } from './rounds.service.js';

/** What is kept of a run. */
export type AllocationResult = { places: AllocatedPlace[]; summary: string };

/** The seed is kept with the run: the same wishes give the same places again. */
const SEED = 2026;

/**
 * R18–R21, E16: works out a proposal for all places from the wishes alone, whoever came first. Nothing changes for
 * anybody until it is adopted. Throws RuleViolation (window open, no way to keep all sizes, in words), StaleState.
 */
export async function proposeAllocation(useCase: UseCase, place: StepPlace): Promise<string> {
  const basis = await getAllocationBasis(useCase.db, place);
  const allocation = await allocate({ seed: SEED, members: basis.members, groups: basis.groups });
  return inTransaction(useCase, async (tx, record) => {
    const round = await requireClosedRound(tx, place);
    if (!allocation.possible) throw new RuleViolation(`无法生成方案：${allocation.reasons.join('')}`);
    const { places, summary } = allocation;
    await requireSame(tx, place, basis.hash);
    const id = newId();
    await tx.allocationRun.create({
      data: {
        ...{ bureauId: place.bureauId, id, roundId: round.id, seed: SEED, inputHash: basis.hash },
        result: { places: places.map((each) => ({ ...each })), summary },
        createdById: useCase.actor.accountId ?? '',
        createdAt: useCase.clock.now(),
      },
    });
    record({ ...entryOf('allocation.propose', place, id), note: summary });
    return id;
  });
}

/**
 * Takes over a proposal as the draft of the list: who is elsewhere is moved, all or nobody. Where the place is not the
 * first wish, the consultation is still to be recorded before the list is confirmed (R21).
 * Throws StaleState when anything it was worked out from has changed, NotFound, RuleViolation.
 */
export async function adoptAllocation(useCase: UseCase, place: StepPlace, runId: string): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireClosedRound(tx, place);
    const run = await findAllocationRun(tx, place);
    if (!run) throw new NotFound();
    if (run.id !== runId || run.status !== 'PROPOSED') throw new StaleState('这份建议方案已不是最新的，请看最新情况。');
    const basis = await requireSame(tx, place, run.inputHash);
    const { places, summary } = run.result as unknown as AllocationResult;
    const ids = basis.groups.map(({ id }) => id);
    await lockGroups(tx, place, ids);
    const stays = new Set(
      basis.standing.flatMap(({ id, memberId, groupId }) =>
        places.some((each) => each.memberId === memberId && each.groupId === groupId) ? [id] : [],
      ),
    );
    const moved = basis.standing.filter(({ id }) => !stays.has(id));
    const staying = new Set(basis.standing.filter(({ id }) => stays.has(id)).map(({ memberId }) => memberId));
    await tx.groupMembership.updateMany({
      where: { bureauId, campaignId, branchId, endedAt: null, id: { in: moved.map(({ id }) => id) } },
      data: { endedAt: now, endReason: '按建议方案统一调配' },
    });
    const firstWish = new Map(basis.members.map((member) => [member.id, member.wishes[0]]));
    const others = [...staying].filter((memberId) => {
      const now = basis.standing.find((each) => each.memberId === memberId);
      return firstWish.get(memberId) !== now?.groupId;
    });
    // A second wish taken for the time being and kept now is for the member to agree to, like any other place.
    await tx.groupMembership.updateMany({
      where: { bureauId, campaignId, branchId, endedAt: null, source: 'ENROLLED', memberId: { in: others } },
      data: { source: 'ASSIGNED', acknowledgedAt: null },
    });
    await tx.groupMembership.createMany({
      data: places
        .filter(({ memberId }) => !staying.has(memberId))
        .map(({ memberId, groupId }) => {
          const wished = firstWish.get(memberId) === groupId;
          const source = wished ? ('ENROLLED' as const) : ('ASSIGNED' as const);
          const common = { bureauId, id: newId(), campaignId, branchId, groupId, memberId, source, startedAt: now };
          return { ...common, acknowledgedAt: wished ? now : null };
        }),
    });
    for (const { memberId } of places.filter((each) => !basis.standing.some((now) => now.memberId === each.memberId))) {
      await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'ENROLLMENT' });
    }
    await countAgain(tx, place, ids, places);
    await tx.allocationRun.updateMany({
      where: { bureauId, id: run.id, status: 'PROPOSED' },
      data: { status: 'ADOPTED', adoptedAt: now },
    });
    record({ ...entryOf('allocation.adopt', place, run.id), from: 'PROPOSED', to: 'ADOPTED', note: summary });
  });
}

async function requireClosedRound(tx: Tx, place: StepPlace): Promise<RoundRow> {
  await requireOpenStep(tx, place, 'ENROLLMENT');
  const round = await getRound(tx, place);
  if (round.status === 'OPEN') throw new RuleViolation('报名还没有结束，结束报名后才能生成和采用建议方案。');
  if (round.status === 'CONFIRMED') throw new RuleViolation('名单已经确定，不能再整体调配；个别调整请逐人办理。');
  return round;
}

async function requireSame(tx: Tx, place: StepPlace, hash: string): Promise<AllocationBasis> {
  const basis = await getAllocationBasis(tx, place);
  if (basis.hash !== hash) throw new StaleState('党员、志愿或小组在生成方案后有变化，请重新生成建议方案。');
  return basis;
}

async function countAgain(tx: Tx, place: StepPlace, ids: readonly string[], places: readonly AllocatedPlace[]) {
  for (const id of ids) {
    const memberCount = places.filter(({ groupId }) => groupId === id).length;
    await tx.functionGroup.updateMany({ where: { bureauId: place.bureauId, id }, data: { memberCount } });
  }
}

const entryOf = (action: string, place: StepPlace, entityId: string) =>
  ({ action, entity: 'AllocationRun', entityId, branchId: place.branchId }) as const;
