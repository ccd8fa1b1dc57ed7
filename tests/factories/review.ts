import type { Db } from '../../src/db/client.js';
import {
  decideRound,
  draftRound,
  nameCandidate,
  openRound,
  publishNotice,
  recommend,
  startScoring,
} from '../../src/features/evaluations/index.js';
import { newId } from '../../src/shared/ids.js';
import { testAppOn } from '../support/app.js';
import { testClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aRecommendationMeeting, aRoundInput, DEEDS, standardsOf } from './evaluation.js';
import { publishedLetters } from './published-letters.js';

/** The committee's meeting as its form sends it. */
export const MEETING = {
  ...{ heldOn: '2026-12-01', place: '三楼会议室', chair: '陈志远', recorder: '孙丽娟', agenda: '审定表彰对象' },
  ...{ eligibleCount: '7', presentCount: '7', forCount: '7', againstCount: '0', abstainCount: '0' },
  decision: '同意授予称号。',
};

/**
 * Branches as candidates of 先进基层党组织 under review: the first wrote its letters, the others are empty. `totals`: what
 * the head and a second reviewer gave each, in the order of the branches.
 */
export async function aReviewedRound(db: Db, totals: readonly (readonly [number, number])[]) {
  const clock = testClock('2026-12-01T10:00:00+08:00');
  const built = await publishedLetters({ db, clock });
  const { bureauId, campaignId, branch, secretary } = built;
  await standardsOf(db, bureauId, campaignId);
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const second = await anAccount(db, bureauId, { displayName: '孙丽娟', role: 'COMMITTEE_MEMBER' });
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const roundId = await draftRound(by(head), campaignId, aRoundInput({ award: 'ADVANCED_ORGANIZATION' }));
  await openRound(by(head), roundId, 1);
  const branches = [branch];
  while (branches.length < totals.length) branches.push(await aBranch(db, bureauId));
  const candidates: string[] = [];
  for (const { id: branchId, name } of branches) {
    const place = { campaignId, branchId, branchName: name };
    await nameCandidate(by(secretary), place, roundId, { memberId: null, text: DEEDS, revision: 0 });
    const { id } = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId, branchId } });
    const meetingId = await aRecommendationMeeting(db, { bureauId, id: branchId }, campaignId, secretary.id);
    await recommend(by(secretary), place, roundId, { applicationIds: [id], meetingId, opinion: '同意' });
    candidates.push(id);
  }
  await startScoring(by(head), roundId, 2);
  for (const [index, applicationId] of candidates.entries()) {
    for (const [at, reviewer] of [head, second].entries()) {
      const total = totals[index]?.[at] ?? 0;
      await db.scoreSheet.create({
        data: {
          ...{ bureauId, id: newId(), applicationId, reviewerId: reviewer.id, reviewerName: reviewer.displayName },
          ...{ status: 'CLOSED', total, createdAt: clock.now(), closedAt: clock.now() },
          scores: [
            { points: total - 40, reason: '材料翔实' },
            { points: 40, reason: '成绩突出' },
          ],
        },
      });
    }
  }
  const round = () => db.evaluationRound.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: roundId } } });
  const application = (index: number) =>
    db.evaluationApplication.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: candidates[index] ?? '' } } });
  const app = testAppOn(db, clock);
  return { ...built, clock, head, second, by, roundId, branches, candidates, round, application, app };
}

/** The person a test account is, as the services take him. */
export const asPerson = (
  { id, displayName }: { id: string; displayName: string },
  bureauId: string,
  role: 'BUREAU_SECRETARY' | 'COMMITTEE_MEMBER' = 'BUREAU_SECRETARY',
) => ({
  ...{ bureauId, bureauName: '', accountId: id, username: '', displayName, mustChangePassword: false },
  ...{ roles: [{ role, branchId: null }], member: null, ledGroups: [], branchNames: {} },
});

/** The same, decided for the first branch and shown to the public on 10 December 2026, a Thursday. */
export async function aPublicNotice(db: Db) {
  const built = await aReviewedRound(db, [
    [95, 91],
    [80, 82],
  ]);
  const { clock, head, by, roundId, candidates, bureauId } = built;
  clock.set('2026-12-10T10:00:00+08:00');
  const { heldOn: _, eligibleCount, presentCount, forCount, againstCount, abstainCount, ...said } = MEETING;
  await decideRound(by(head), asPerson(head, bureauId), roundId, {
    ...{ chosenIds: candidates.slice(0, 1), grounds: null, revision: 3 },
    minutes: { ...said, heldOn: new Date('2026-12-10'), absentNote: null, observers: null, discussion: null },
    votes: {
      ...{ eligible: Number(eligibleCount), present: Number(presentCount), for: Number(forCount) },
      ...{ against: Number(againstCount), abstain: Number(abstainCount) },
    },
  });
  const periodId = await publishNotice(by(head), roundId, {
    ...{ contact: '局党委办公室，0951-1234567', secrecyReviewedBy: '孙丽娟', revision: 4 },
    rows: [{ applicationId: candidates[0] ?? '', about: '第一中学', deeds: '带出一支好队伍。' }],
  });
  const board = `/board/${bureauId}/public-notices/${periodId}`;
  return { ...built, periodId, board };
}
