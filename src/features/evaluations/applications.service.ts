import type { BranchInCampaign } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type Application, findOwnApplication } from './applications.queries.js';
import { type CandidateOnRoster, findCandidateFacts } from './candidate-record.queries.js';
import type { Round } from './rounds.queries.js';
import { APPLICATION_LIFE, type ApplicationAction, deedsFault, eligibilityFaults, isTaking } from './rounds.rules.js';
import { getRound } from './rounds.service.js';

export interface Deeds {
  text: string;
  /** The revision the author had before him; 0 when there was none. */
  revision: number;
}

const LATE = '申报已经截止，不能再提交或修改。';

/** Applications come in until the last day of an open round. Throws NotFound before, RuleViolation after. */
export function requireTaking(round: Round, today: Date): void {
  if (round.status === 'DRAFT') throw new NotFound();
  if (!isTaking(round, today)) throw new RuleViolation(LATE);
}

/**
 * R43: a member's own application, kept as a draft. Throws NotFound, RuleViolation: not to be named (E5), late, decided,
 * changed meanwhile.
 */
export async function saveOwnApplication(
  useCase: UseCase,
  place: BranchInCampaign,
  target: { roundId: string; memberId: string },
  deeds: Deeds,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, target.roundId);
    requireTaking(round, chinaDay(useCase.clock.now()));
    if (round.award !== 'OUTSTANDING_MEMBER') throw new NotFound();
    const { name } = await requireEligible(tx, useCase, place, round, target.memberId);
    const { memberId } = target;
    const id = await putDeeds(tx, useCase, place, round, { memberId, name, source: 'SELF' }, deeds);
    record(entry('save', id, place.branchId));
  });
}

/** The member. Throws NotFound off the roster, RuleViolation with every reason why he cannot be named. */
export async function requireEligible(
  tx: Tx,
  { actor }: UseCase,
  { campaignId, branchId }: BranchInCampaign,
  round: Round,
  memberId: string,
): Promise<CandidateOnRoster> {
  const facts = await findCandidateFacts(tx, { bureauId: actor.bureauId, campaignId, branchId, memberId });
  if (!facts) throw new NotFound();
  const faults = eligibilityFaults(facts, round.rules, round.applyUntil);
  if (faults.length > 0) throw new RuleViolation(`${facts.name}不能申报：${faults.join('；')}。`);
  return facts;
}

const CHANGED = '您填写期间，这份申报已在别处被修改，本次没有保存。请打开最新内容再改。';

/** Writes the deeds of a candidate who may still be written about; gives the application's id. */
export async function putDeeds(
  tx: Tx,
  { actor, clock }: UseCase,
  { branchId }: BranchInCampaign,
  round: Round,
  candidate: { memberId: string | null; name: string; source: 'SELF' | 'BRANCH' },
  { text, revision }: Deeds,
): Promise<string> {
  const { bureauId } = actor;
  const { memberId, name, source } = candidate;
  const found = await tx.evaluationApplication.findFirst({
    where: { bureauId, roundId: round.id, branchId, memberId, status: { not: 'WITHDRAWN' } },
    select: { id: true },
  });
  if (found) {
    const { count } = await tx.evaluationApplication.updateMany({
      where: { bureauId, id: found.id, status: 'DRAFT', revision },
      data: { deeds: text, revision: { increment: 1 } },
    });
    if (count === 0) throw new RuleViolation(CHANGED);
    return found.id;
  }
  const id = newId();
  const by = { createdById: actor.accountId ?? '', createdByName: actor.name, createdAt: clock.now() };
  try {
    await tx.evaluationApplication.create({
      data: { bureauId, id, roundId: round.id, branchId, memberId, candidateName: name, source, deeds: text, ...by },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new RuleViolation(CHANGED);
    throw error;
  }
  return id;
}

/** Hands the member's application to the branch. Throws NotFound, RuleViolation: length of the deeds, late. */
export async function submitOwnApplication(
  useCase: UseCase,
  place: BranchInCampaign,
  target: { roundId: string; memberId: string },
): Promise<void> {
  await changeOwn(useCase, place, target, 'submit', (application, round) => {
    const fault = deedsFault(application.deeds, round.rules);
    if (fault) throw new RuleViolation(fault, 'text');
    return { submittedAt: useCase.clock.now() };
  });
}

/** Takes the member's application back until the branch has decided. Throws NotFound, RuleViolation when late. */
export async function withdrawOwnApplication(
  useCase: UseCase,
  place: BranchInCampaign,
  target: { roundId: string; memberId: string },
): Promise<void> {
  await changeOwn(useCase, place, target, 'withdraw', () => ({}));
}

/** What else changes with the status; throws where the application is not fit for it. */
type Change = (application: Application, round: Round) => { submittedAt?: Date };

/** Where an act leads an application, as its table says. Throws StaleState when the table does not. */
export function applicationAfter(status: Application['status'], act: ApplicationAction): Application['status'] {
  const row: Partial<Record<ApplicationAction, { to: Application['status'] }>> = APPLICATION_LIFE[status];
  const move = row[act];
  if (!move) throw new StaleState('支部已经研究决定，或这份申报刚才有变化，请看最新情况。');
  return move.to;
}

async function changeOwn(
  useCase: UseCase,
  { branchId }: BranchInCampaign,
  target: { roundId: string; memberId: string },
  act: 'submit' | 'withdraw',
  change: Change,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, target.roundId);
    const application = await findOwnApplication(tx, bureauId, target);
    if (!application) throw new NotFound();
    requireTaking(round, chinaDay(useCase.clock.now()));
    const to = applicationAfter(application.status, act);
    const { count } = await tx.evaluationApplication.updateMany({
      where: { bureauId, id: application.id, status: application.status, revision: application.revision },
      data: { ...change(application, round), status: to, revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState('这份申报刚才有变化，请看最新情况。');
    record({ ...entry(act, application.id, branchId), from: application.status, to });
  });
}

export const entry = (act: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action: `application.${act}`, entity: 'EvaluationApplication', entityId, branchId },
});
