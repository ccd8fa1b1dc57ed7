import type { BranchInCampaign } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { digestOf } from '../../shared/digest.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type Application, findBranchRound, listRecommendationMeetings } from './applications.queries.js';
import { applicationAfter, entry, putDeeds, requireEligible, requireTaking } from './applications.service.js';
import { countMembers, listLettersOf } from './candidate-record.queries.js';
import { composeRecord } from './candidate-record.rules.js';
import { requireGroupWord } from './group-words.service.js';
import type { Round } from './rounds.queries.js';
import { deedsFault, quotaBase, quotaOf, quotaWords } from './rounds.rules.js';
import { getRound } from './rounds.service.js';

/**
 * R44: the branch itself names a candidate: a member, or for 先进基层党组织 itself (`memberId` null). Throws NotFound,
 * RuleViolation: not to be named, the length of the deeds, late.
 */
export async function nameCandidate(
  useCase: UseCase,
  place: BranchInCampaign & { branchName: string },
  roundId: string,
  { memberId, text, revision }: { memberId: string | null; text: string; revision: number },
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId);
    requireTaking(round, chinaDay(useCase.clock.now()));
    if ((round.award === 'ADVANCED_ORGANIZATION') !== (memberId === null))
      throw new RuleViolation('请选择要推荐的党员', 'memberId');
    const fault = deedsFault(text, round.rules);
    if (fault) throw new RuleViolation(fault, 'text');
    await requireUndecided(tx, bureauId, roundId, place.branchId);
    const member = memberId ? await requireEligible(tx, useCase, place, round, memberId) : null;
    const name = member?.name ?? place.branchName;
    const id = await putDeeds(tx, useCase, place, round, { memberId, name, source: 'BRANCH' }, { text, revision });
    await tx.evaluationApplication.updateMany({
      where: { bureauId, id, status: 'DRAFT' },
      data: { status: applicationAfter('DRAFT', 'submit'), submittedAt: useCase.clock.now() },
    });
    record(entry('name', id, place.branchId));
  });
}

/** The branch takes back a name it put forward itself, until it has handed in. Throws NotFound, RuleViolation, StaleState. */
export async function takeBackName(
  useCase: UseCase,
  { branchId }: BranchInCampaign,
  roundId: string,
  applicationId: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId);
    requireTaking(round, chinaDay(useCase.clock.now()));
    const { applications } = await findBranchRound(tx, bureauId, { roundId, branchId });
    const named = applications.find(({ id, source }) => id === applicationId && source === 'BRANCH');
    if (!named) throw new NotFound();
    await settle(tx, bureauId, named, 'withdraw', {});
    record({ ...entry('take-back', applicationId, branchId), from: named.status, to: 'WITHDRAWN' });
  });
}

async function requireUndecided(tx: Tx, bureauId: string, roundId: string, branchId: string): Promise<void> {
  const { recommendation } = await findBranchRound(tx, bureauId, { roundId, branchId });
  if (recommendation) throw new StaleState('支部已经上报，不能再增加推荐对象。');
}

export interface RecommendationInput {
  /** Applications to send; none: nobody is fit, which is a valid answer. */
  applicationIds: readonly string[];
  meetingId: string;
  opinion: string;
}

/**
 * R43, R44: what the branch's general meeting decided is handed to the bureau; each candidate's record is frozen with its
 * SHA-256. Throws NotFound, RuleViolation (more than the quota, no such meeting, somebody no longer eligible, late),
 * StaleState when it was handed in already.
 */
export async function recommend(
  useCase: UseCase,
  place: BranchInCampaign,
  roundId: string,
  input: RecommendationInput,
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const { campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId);
    requireTaking(round, chinaDay(clock.now()));
    const meetings = await listRecommendationMeetings(tx, { bureauId, branchId, campaignId });
    const meeting = meetings.find(({ id }) => id === input.meetingId);
    if (!meeting) throw new RuleViolation('请选择讨论通过推荐对象的支部党员大会', 'meetingId');
    const { applications } = await findBranchRound(tx, bureauId, { roundId, branchId });
    const chosen = applications.filter(({ id, status }) => status === 'SUBMITTED' && input.applicationIds.includes(id));
    if (chosen.length !== new Set(input.applicationIds).size) throw new StaleState('推荐对象刚才有变化，请重新选择。');
    const quota = quotaOn(round, await countMembers(tx, { bureauId, branchId }, quotaBase(round.rules.quota)));
    if (chosen.length > quota.most)
      throw new RuleViolation(`${quota.words}，现在选了${chosen.length}名`, 'applicationIds');
    await putRecommendation(tx, useCase, { roundId, branchId }, quota, { ...input, nobody: chosen.length === 0 });
    for (const application of applications) {
      if (application.status !== 'SUBMITTED') continue;
      if (!chosen.includes(application)) await settle(tx, bureauId, application, 'pass', {});
      else {
        await requireGroupWord(tx, useCase, campaignId, application, meeting.heldOn);
        await handIn(tx, useCase, place, round, application);
      }
    }
    record({
      ...{ action: 'evaluation.recommend', entity: 'EvaluationRound', entityId: roundId, branchId },
      detail: { candidates: chosen.length },
    });
  });
}

export interface BranchQuota {
  most: number;
  words: string;
}

/** E44: how many a branch of so many members may send, with the words that explain it; of organizations just itself. */
export function quotaOn(round: Round, members: number): BranchQuota {
  if (round.award === 'ADVANCED_ORGANIZATION') return { most: 1, words: '每个党支部可申报本支部' };
  const { quota } = round.rules;
  return { most: quotaOf(members, quota), words: quotaWords(members, quota) };
}

async function putRecommendation(
  tx: Tx,
  { actor, clock }: UseCase,
  { roundId, branchId }: { roundId: string; branchId: string },
  { most, words }: BranchQuota,
  { meetingId, opinion, nobody }: RecommendationInput & { nobody: boolean },
): Promise<void> {
  const { bureauId } = actor;
  try {
    await tx.branchRecommendation.create({
      data: {
        ...{ bureauId, id: newId(), roundId, branchId, meetingId, quota: most, quotaBasis: words, nobody, opinion },
        ...{ decidedByName: actor.name, createdAt: clock.now() },
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleState('本支部的推荐刚才已经上报。');
    throw error;
  }
}

async function handIn(
  tx: Tx,
  useCase: UseCase,
  place: BranchInCampaign,
  round: Round,
  application: Application,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const { memberId } = application;
  const member = memberId ? await requireEligible(tx, useCase, place, round, memberId) : null;
  const candidate = { bureauId, campaignId: place.campaignId, branchId: place.branchId, memberId };
  const letters = await listLettersOf(tx, candidate);
  const { groupWord } = application;
  const group = groupWord && { ...groupWord, name: groupWord.group.name, heldOn: dayInput(groupWord.heldOn) };
  const record = {
    ...composeRecord(letters, member?.grades ?? [], chinaDay(useCase.clock.now())),
    ...(group
      ? { group: { name: group.name, supported: group.supported, opinion: group.opinion, heldOn: group.heldOn } }
      : {}),
  };
  await settle(tx, bureauId, application, 'recommend', { record, recordHash: digestOf(record) });
}

async function settle(
  tx: Tx,
  bureauId: string,
  { id, revision, status }: Application,
  act: 'recommend' | 'pass' | 'withdraw',
  data: { record?: object; recordHash?: string },
): Promise<void> {
  const { count } = await tx.evaluationApplication.updateMany({
    where: { bureauId, id, status, revision },
    data: { ...data, status: applicationAfter(status, act), revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('推荐对象刚才有变化，请重新选择。');
}

/** The round as branches and members see it. Throws NotFound for a draft. */
export function requireOpened(round: Round | null): Round {
  if (!round || round.status === 'DRAFT') throw new NotFound();
  return round;
}
