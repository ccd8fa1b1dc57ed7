import { describe, expect, it } from 'vitest';
import { draftRound, openRound } from '../../../src/features/evaluations/index.js';
import { digestOf } from '../../../src/shared/digest.js';
import { anAccount } from '../../factories/account.js';
import { aRecommendationMeeting, aRoundInput, DEEDS, standardsOf } from '../../factories/evaluation.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { aMember } from '../../factories/member.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** An open round of the members' honour, and a member with a published letter that is half kept. */
async function scene(award: 'OUTSTANDING_MEMBER' | 'ADVANCED_ORGANIZATION' = 'OUTSTANDING_MEMBER') {
  const clock = testClock('2026-12-01T10:00:00+08:00');
  const built = await publishedLetters({ db, clock });
  const { bureauId, campaignId, branch, base, secretary, teaching, ofMember } = built;
  await standardsOf(db, bureauId, campaignId);
  await anAcceptedRecord(db, { bureauId, id: ofMember }, teaching.leader.account, { doneOn: '2026-09-01', value: 2 });
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const useCase = useCaseFor(db, { bureauId, accountId: head.id, name: head.displayName }, clock);
  const roundId = await draftRound(useCase, campaignId, aRoundInput({ award }));
  await openRound(useCase, roundId, 1);
  const meetingId = await aRecommendationMeeting(db, branch, campaignId, secretary.id);
  const app = testAppOn(db, clock);
  const [own, desk] = await Promise.all([app.signIn(teaching.member.account.username), app.signIn(secretary.username)]);
  const path = `/me/honours/${roundId}`;
  const inBranch = `${base}/evaluations/${roundId}`;
  const applications = () => db.evaluationApplication.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  const apply = async () => {
    await own.post(path, { text: DEEDS, revision: '0' });
    await own.post(`${path}/submission`, {});
  };
  /** The group of the candidate speaks by an officer, from its minutes. */
  const speak = (id: string | undefined, over: Record<string, string> = {}) =>
    desk.post(`${base}/group-words/${id}`, { supported: 'yes', heldOn: '2026-12-01', opinion: '一贯表现好', ...over });
  const recommend = async (applicationIds: string[], over: Record<string, string> = {}) => {
    for (const id of applicationIds) await speak(id);
    return desk.post(`${inBranch}/recommendation`, { applicationIds, meetingId, opinion: '同意推荐', ...over });
  };
  return {
    ...built,
    clock,
    head,
    app,
    own,
    desk,
    path,
    inBranch,
    applications,
    apply,
    recommend,
    speak,
    meetingId,
    roundId,
  };
}

describe('R43: applying and recommending', () => {
  it('R43, R44: a member writes only his deeds; the portal attaches the rest and freezes it when the branch hands in', async () => {
    const { own, path, apply, applications, recommend, head, app, roundId, desk, inBranch } = await scene();
    // The first form of a session stores its token: one query more, once.
    await own.get(path);
    const { result: page, queries } = await countQueries(db, () => own.get(path));
    expect(page.text).toContain('完成50%，共1项');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    await apply();
    const [application] = await applications();
    expect(application).toMatchObject({ status: 'SUBMITTED', source: 'SELF', candidateName: '赵敏', record: null });
    await desk.get(inBranch);
    const seen = await countQueries(db, () => desk.get(inBranch));
    expect(seen.result.text).toContain('本人申报');
    expect(seen.result.text).toContain('/meetings/new?purpose=RECOMMENDATION');
    expect(seen.queries.length, seen.queries.join('\n')).toBeLessThanOrEqual(6);
    expect((await recommend([application?.id ?? ''])).status).toBe(303);
    const [sent] = await applications();
    expect(sent?.status).toBe('RECOMMENDED');
    expect(sent?.recordHash).toBe(digestOf(sent?.record as object));
    expect(sent?.record).toMatchObject({ letters: [{ percent: 50, items: [{ accepted: 1, percent: 50 }] }] });
    const above = await app.signIn(head.username);
    expect((await above.get(`/bureau/evaluations/${roundId}`)).text).toContain('赵敏');
    expect((await own.post(`${path}/withdrawal`, {})).status).toBe(409);
    expect((await own.post(path, { text: DEEDS, revision: '3' })).status).toBe(422);
  });

  it('R43: deeds too short cannot be handed in; what was written stays', async () => {
    const { own, path, applications } = await scene();
    await own.post(path, { text: '短', revision: '0' });
    const answer = await own.post(`${path}/submission`, {});
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('事迹材料现有1字，至少600字');
    expect(answer.text).toContain('短</textarea>');
    expect(await applications()).toMatchObject([{ status: 'DRAFT', deeds: '短' }]);
    const stale = await own.post(path, { text: '另一个窗口', revision: '0' });
    expect(stale.text).toContain('本次没有保存');
    expect(stale.text).toContain('另一个窗口');
  });

  it('R43: late is late, for the member and for the branch', async () => {
    const { app, apply, applications, clock, teaching, secretary, path, inBranch, meetingId } = await scene();
    await apply();
    clock.set('2026-12-21T08:00:00+08:00');
    const own = await app.signIn(teaching.member.account.username);
    expect((await own.post(`${path}/withdrawal`, {})).text).toContain('申报已经截止');
    const desk = await app.signIn(secretary.username);
    const [application] = await applications();
    const late = await desk.post(`${inBranch}/recommendation`, {
      ...{ applicationIds: [application?.id ?? ''], meetingId, opinion: '同意' },
    });
    expect(late.status).toBe(422);
    expect((await desk.get(inBranch)).text).toContain('申报已经截止，本支部没有上报');
    expect(await applications()).toMatchObject([{ status: 'SUBMITTED' }]);
  });

  it('R43: nobody fit is a valid answer, given once', async () => {
    const { apply, applications, recommend, desk, inBranch, bureauId } = await scene();
    await apply();
    expect((await recommend([])).status).toBe(303);
    expect(await applications()).toMatchObject([{ status: 'NOT_RECOMMENDED', record: null }]);
    expect(await db.branchRecommendation.findMany({ where: { bureauId } })).toMatchObject([{ nobody: true }]);
    expect((await desk.get(inBranch)).text).toContain('没有合适人选');
    expect((await recommend([])).status).toBe(409);
  });

  it('R43: a meeting that passed it is needed; the branch’s committee or a lost vote is not one', async () => {
    const { apply, applications, recommend, branch, campaignId, secretary } = await scene();
    await apply();
    const [application] = await applications();
    for (const over of [{ verdict: 'REJECTED' }, { kind: 'COMMITTEE' }] as const) {
      const wrong = await aRecommendationMeeting(db, branch, campaignId, secretary.id, over);
      const answer = await recommend([application?.id ?? ''], { meetingId: wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('请选择讨论通过推荐对象的支部党员大会');
    }
    expect(await applications()).toMatchObject([{ status: 'SUBMITTED' }]);
  });

  it('E44: no more than the quota; the branch may also name somebody who did not apply himself', async () => {
    const { apply, applications, recommend, desk, inBranch, safety } = await scene();
    await apply();
    const named = await desk.post(`${inBranch}/candidates`, { memberId: safety.member.member.id, text: DEEDS });
    expect(named.status).toBe(303);
    const all = await applications();
    expect(all.map(({ source }) => source)).toEqual(['SELF', 'BRANCH']);
    const tooMany = await recommend(all.map(({ id }) => id));
    expect(tooMany.status).toBe(422);
    expect(tooMany.text).toContain('正式党员4名的10%，舍去小数，最少1名：可推荐1名，现在选了2名');
    expect((await recommend([all[1]?.id ?? ''])).status).toBe(303);
    expect((await applications()).map(({ status }) => status)).toEqual(['NOT_RECOMMENDED', 'RECOMMENDED']);
  });

  it('E5: a probationary member is told why, and cannot be named by the branch either', async () => {
    const { app, branch, bureauId, desk, inBranch, path, applications } = await scene();
    const young = await aMember(db, branch, { name: '许晴', memberType: 'PROBATIONARY' });
    const account = await anAccount(db, bureauId, { displayName: '许晴', memberId: young.id });
    const browser = await app.signIn(account.username);
    expect((await browser.get(path)).text).toContain('预备党员不能评为优秀共产党员');
    expect((await browser.post(path, { text: DEEDS, revision: '0' })).status).toBe(422);
    const named = await desk.post(`${inBranch}/candidates`, { memberId: young.id, text: DEEDS });
    expect(named.text).toContain('许晴不能申报');
    expect(await applications()).toEqual([]);
  });

  it('R44: 先进基层党组织 is applied for by the branch itself, with its own record', async () => {
    const { desk, inBranch, applications, recommend, own, path, branch } = await scene('ADVANCED_ORGANIZATION');
    expect((await own.post(path, { text: DEEDS, revision: '0' })).status).toBe(404);
    await desk.post(`${inBranch}/candidates`, { memberId: '', text: DEEDS });
    const [application] = await applications();
    expect(application).toMatchObject({ memberId: null, candidateName: branch.name, status: 'SUBMITTED' });
    await recommend([application?.id ?? '']);
    expect((await applications())[0]?.record).toMatchObject({ letters: [{ title: '2026年承诺', percent: 50 }] });
  });

  it('of two handing in at once one is taken', async () => {
    const { apply, applications, recommend, speak, bureauId, desk, inBranch } = await scene();
    await apply();
    await desk.get(inBranch);
    const [application] = await applications();
    await speak(application?.id);
    const answers = await Promise.all([recommend([application?.id ?? '']), recommend([])]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await db.branchRecommendation.count({ where: { bureauId } })).toBe(1);
  });
});
