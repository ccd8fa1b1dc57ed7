import { placeFor } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { dropBoardCache } from '../notice-board/index.js';
import type { CommitmentPlace } from './breakdown.service.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import { findYearRound } from './rounds.queries.js';
import { hearingFault, ROUND_DAYS, type RoundDays, roundFault } from './rounds.rules.js';

/**
 * R32: opens the branch's round of the year, or moves its days back. Throws RuleViolation with the field of a day that is
 * not in order, StaleState when somebody else changed them meanwhile, StepNotOpen before the branch's turn (E37).
 */
export async function arrangeRound(
  useCase: UseCase,
  place: CommitmentPlace,
  days: RoundDays,
): Promise<'opened' | 'moved'> {
  const { bureauId } = useCase.actor;
  const done = await inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, place), place);
    const { round: standing } = await findYearRound(tx, bureauId, place);
    const fault = roundFault(days, { year: place.year, today: chinaDay(useCase.clock.now()), standing });
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const id = standing ? await moveRound(tx, bureauId, standing, days) : await openRound(tx, useCase, place, days);
    record(entryOf(standing ? 'move' : 'open', place, id, days));
    return standing ? ('moved' as const) : ('opened' as const);
  });
  dropBoardCache();
  return done;
}

function entryOf(act: 'open' | 'move', { branchId, year }: CommitmentPlace, id: string, days: RoundDays): AuditEntry {
  const told = Object.fromEntries(ROUND_DAYS.map(({ name }) => [name, dayInput(days[name])]));
  return {
    action: `commitment-round.${act}`,
    entity: 'CommitmentRound',
    entityId: id,
    branchId,
    detail: { year, ...told },
  };
}

const CHANGED = '年度承诺的时间安排刚才已由其他人修改，请看最新情况。';

async function openRound(tx: Tx, { actor, clock }: UseCase, place: CommitmentPlace, days: RoundDays): Promise<string> {
  const id = newId();
  const { campaignId, branchId, year } = place;
  const { suggestionsUntil, branchDueOn, groupDueOn, memberDueOn } = days;
  try {
    await tx.commitmentRound.create({
      data: {
        ...{ bureauId: actor.bureauId, id, campaignId, branchId, year },
        ...{ suggestionsUntil, branchDueOn, groupDueOn, memberDueOn },
        openedAt: clock.now(),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleState(CHANGED);
    throw error;
  }
  return id;
}

async function moveRound(
  tx: Tx,
  bureauId: string,
  { id, suggestionsUntil, branchDueOn, groupDueOn, memberDueOn }: RoundDays & { id: string },
  to: RoundDays,
): Promise<string> {
  const { count } = await tx.commitmentRound.updateMany({
    where: { bureauId, id, suggestionsUntil, branchDueOn, groupDueOn, memberDueOn },
    data: {
      suggestionsUntil: to.suggestionsUntil,
      branchDueOn: to.branchDueOn,
      groupDueOn: to.groupDueOn,
      memberDueOn: to.memberDueOn,
    },
  });
  if (count === 0) throw new StaleState(CHANGED);
  return id;
}

/** R34: the branch hears and answers everybody before it pledges. Throws RuleViolation. */
export async function requireHeard(tx: Tx, { actor, clock }: UseCase, place: CommitmentPlace): Promise<void> {
  const fault = hearingFault(await findYearRound(tx, actor.bureauId, place), chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault);
}
