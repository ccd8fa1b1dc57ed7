import { requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { earlyCloseRefusal, ROUND_LABELS, ROUND_LIFE, type RoundAction, windowFault } from './enrollments.rules.js';
import { isProposalAnnounced, listUnplacedMembers, lockRound, type RoundRow } from './round.queries.js';

export interface EnrollmentWindow {
  opensOn: Date;
  closesOn: Date;
}

/** R16: opens the sign-up of the branch. Throws RuleViolation before the groups are announced and on bad dates. */
export async function openRound(useCase: UseCase, place: StepPlace, window: EnrollmentWindow): Promise<string> {
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    requireGoodWindow(window, useCase);
    if (!(await isProposalAnnounced(tx, place))) {
      throw new RuleViolation('功能党小组还没有在支部大会上公布，请先完成公布再开放报名。');
    }
    const id = newId();
    await createRound(tx, place, { id, ...window, createdAt: useCase.clock.now() });
    record({
      ...roundEntry('enrollment.open', place, id),
      to: 'OPEN',
      detail: { opensOn: dayInput(window.opensOn), closesOn: dayInput(window.closesOn) },
    });
    return id;
  });
}

async function createRound(
  tx: Tx,
  place: StepPlace,
  round: EnrollmentWindow & { id: string; createdAt: Date },
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  try {
    await tx.enrollmentRound.create({ data: { bureauId, campaignId, branchId, ...round } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new StaleState('本支部的报名已经开放，不能重复开放。请看最新情况。');
  }
}

/** Moves the window of an open sign-up, or opens a closed one again. */
export async function changeWindow(useCase: UseCase, place: StepPlace, window: EnrollmentWindow): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    requireGoodWindow(window, useCase);
    const action = round.status === 'OPEN' ? 'changeWindow' : 'reopen';
    await moveRound(tx, place, round, action, window);
    record({
      ...roundEntry(`enrollment.${action}`, place, round.id),
      from: round.status,
      to: 'OPEN',
      detail: { opensOn: dayInput(window.opensOn), closesOn: dayInput(window.closesOn) },
    });
  });
}

/** Ends the sign-up. Throws RuleViolation when it is too early (see earlyCloseRefusal). */
export async function closeRound(useCase: UseCase, place: StepPlace): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    const unplaced = await listUnplacedMembers(tx, place);
    const silent = unplaced.filter(({ hasWished }) => !hasWished).length;
    const refusal = earlyCloseRefusal(round, chinaDay(useCase.clock.now()), silent);
    if (round.status === 'OPEN' && refusal) throw new RuleViolation(refusal);
    await moveRound(tx, place, round, 'close');
    record({ ...roundEntry('enrollment.close', place, round.id), from: round.status, to: 'CLOSED' });
  });
}

/** The sign-up with its row locked for a change by the branch. Throws NotFound when none was opened. */
export async function getRound(tx: Tx, place: StepPlace): Promise<RoundRow> {
  const round = await lockRound(tx, place, 'UPDATE');
  if (!round) throw new NotFound('本支部还没有开放报名。');
  return round;
}

/** The one writer of a sign-up's status: by the table, from the status that was read. Throws StaleState. */
export async function moveRound(
  tx: Tx,
  place: StepPlace,
  round: RoundRow,
  action: RoundAction,
  change: Partial<EnrollmentWindow> & { listVersion?: number; confirmedAt?: Date } = {},
): Promise<void> {
  const transition = ROUND_LIFE[round.status][action];
  if (!transition) throw new StaleState(`${ROUND_LABELS[round.status]}，不能再进行这项操作。请看最新情况。`);
  const moved = await tx.enrollmentRound.updateMany({
    where: { bureauId: place.bureauId, id: round.id, status: round.status, listVersion: round.listVersion },
    data: { ...change, status: transition.to },
  });
  if (moved.count === 0) throw new StaleState();
}

function requireGoodWindow({ opensOn, closesOn }: EnrollmentWindow, { clock }: UseCase): void {
  const fault = windowFault(opensOn, closesOn, chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault.message, fault.field);
}

/** The common part of audit entries about a sign-up. */
export function roundEntry(action: string, place: StepPlace, roundId: string): AuditEntry {
  return { action, entity: 'EnrollmentRound', entityId: roundId, branchId: place.branchId };
}
