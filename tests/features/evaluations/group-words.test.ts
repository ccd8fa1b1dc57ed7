import { describe, expect, it } from 'vitest';
import { draftRound, openRound, writeGroupWord } from '../../../src/features/evaluations/index.js';
import { anAccount } from '../../factories/account.js';
import { aRecommendationMeeting, aRoundInput, DEEDS, standardsOf } from '../../factories/evaluation.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { asPerson } from '../../factories/review.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** A member of the teaching group has applied; his group has still to speak. */
async function scene() {
  const clock = testClock('2026-12-03T10:00:00+08:00');
  const built = await publishedLetters({ db, clock });
  const { bureauId, campaignId, branch, base, secretary, teaching } = built;
  await standardsOf(db, bureauId, campaignId);
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const useCase = useCaseFor(db, { bureauId, accountId: head.id, name: head.displayName }, clock);
  const roundId = await draftRound(useCase, campaignId, aRoundInput());
  await openRound(useCase, roundId, 1);
  const app = testAppOn(db, clock);
  const own = await app.signIn(teaching.member.account.username);
  await own.post(`/me/honours/${roundId}`, { text: DEEDS, revision: '0' });
  await own.post(`/me/honours/${roundId}/submission`, {});
  const { id } = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId } });
  const meetingId = await aRecommendationMeeting(db, branch, campaignId, secretary.id);
  const path = `${base}/group-words/${id}`;
  const word = (over: Record<string, string> = {}) => ({
    ...{ supported: 'yes', heldOn: '2026-12-02', opinion: '听课评课从不缺席', ...over },
  });
  const words = () => db.groupWord.findMany({ where: { bureauId } });
  const inBranch = `${base}/evaluations/${roundId}`;
  const sending = { applicationIds: [id], meetingId, opinion: '同意' };
  return { ...built, clock, head, app, own, roundId, id, path, word, words, inBranch, sending, useCase };
}

describe('R43, R44: group → branch → bureau', () => {
  it('R44: the leader says what the group thinks, from his home page on; the branch and the reviewers read it', async () => {
    const { app, teaching, path, word, words, base, secretary, inBranch, sending, bureauId } = await scene();
    const leader = await app.signIn(teaching.leader.account.username);
    expect((await leader.get('/me')).text).toContain('“教学科研”有1名组员申报了荣誉');
    await leader.get(`${base}/group-words`);
    const { result: list, queries } = await countQueries(db, () => leader.get(`${base}/group-words`));
    expect(list.text).toContain('赵敏');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(5);
    expect((await leader.get(path)).text).toContain('与青年教师结成对子');
    expect((await leader.post(path, word())).status).toBe(303);
    expect(await words()).toMatchObject([{ supported: true, opinion: '听课评课从不缺席', writtenByName: '李慧' }]);
    expect((await leader.get('/me')).text).not.toContain('申报了荣誉');
    const desk = await app.signIn(secretary.username);
    expect((await desk.get(inBranch)).text).toContain('小组同意推荐');
    expect((await desk.post(`${inBranch}/recommendation`, sending)).status).toBe(303);
    const { record } = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId } });
    expect(record).toMatchObject({ group: { name: '教学科研', supported: true, heldOn: '2026-12-02' } });
  });

  it('R44: without the group’s word, or with one spoken after the branch met, nothing is handed in', async () => {
    const { app, path, word, secretary, inBranch, sending, bureauId, clock } = await scene();
    const desk = await app.signIn(secretary.username);
    const early = await desk.post(`${inBranch}/recommendation`, sending);
    expect(early.status).toBe(422);
    expect(early.text).toContain('“教学科研”还没有对赵敏提出小组意见，请先由小组讨论');
    // The branch met on the 5th.
    clock.set('2026-12-07T10:00:00+08:00');
    const later = await app.signIn(secretary.username);
    await later.post(path, word({ heldOn: '2026-12-06' }));
    const late = await later.post(`${inBranch}/recommendation`, sending);
    expect(late.status).toBe(422);
    expect(late.text).toContain('晚于支部党员大会');
    expect(await db.branchRecommendation.count({ where: { bureauId } })).toBe(0);
  });

  it('E43: nobody writes of himself, nor the leader of another group, nor a plain member', async () => {
    const { app, own, path, word, words, safety, teaching, bureauId, branch, id, clock } = await scene();
    expect((await own.post(path, word())).status).toBe(403);
    const stranger = await app.signIn(safety.leader.account.username);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(path, word())).status).toBe(404);
    const { account, member } = teaching.leader;
    const self = { ...asPerson(account, bureauId), member: { id: teaching.member.member.id, branchId: branch.id } };
    const useCase = useCaseFor(db, { bureauId, accountId: account.id, name: '李慧' }, clock);
    const led = [{ groupId: teaching.group.id, branchId: branch.id }];
    const said = { supported: true, opinion: '好', heldOn: new Date('2026-12-02') };
    const where = { branchId: branch.id, applicationId: id };
    await expect(writeGroupWord(useCase, { ...self, ledGroups: led }, where, said)).rejects.toThrow();
    expect(member.id).not.toBe(self.member.id);
    expect(await words()).toEqual([]);
  });

  it('R43: is given once, not ahead of its day, not after applications closed; what was typed is kept', async () => {
    const { app, path, word, words, teaching, clock } = await scene();
    const leader = await app.signIn(teaching.leader.account.username);
    const ahead = await leader.post(path, word({ heldOn: '2026-12-09' }));
    expect(ahead.status).toBe(422);
    expect(ahead.text).toContain('小组讨论的日期不能晚于今天');
    expect(ahead.text).toContain('听课评课从不缺席');
    expect((await leader.post(path, word({ supported: '' }))).status).toBe(422);
    const answers = await Promise.all([leader.post(path, word()), leader.post(path, word({ supported: 'no' }))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await words()).toHaveLength(1);
    await db.groupWord.deleteMany({ where: { bureauId: (await words())[0]?.bureauId ?? '' } });
    clock.set('2026-12-21T08:00:00+08:00');
    const late = await app.signIn(teaching.leader.account.username);
    expect((await late.post(path, word())).text).toContain('申报已经截止');
    expect(await words()).toEqual([]);
  });

  it('R44: who is in no group is handed in without a word', async () => {
    const { app, secretary, inBranch, sending, bureauId } = await scene();
    await db.groupMembership.updateMany({ where: { bureauId }, data: { endedAt: new Date('2026-12-01T00:00:00Z') } });
    const desk = await app.signIn(secretary.username);
    expect((await desk.post(`${inBranch}/recommendation`, sending)).status).toBe(303);
  });
});

describe('R43: a name put forward', () => {
  it('R43: is taken back by the branch until it has handed in, and what was written is there again', async () => {
    const { app, safety, secretary, inBranch, bureauId, path, word, sending } = await scene();
    const desk = await app.signIn(secretary.username);
    await desk.post(`${inBranch}/candidates`, { memberId: safety.member.member.id, text: DEEDS });
    const named = () => db.evaluationApplication.findFirstOrThrow({ where: { bureauId, source: 'BRANCH' } });
    const back = `${inBranch}/candidates/${(await named()).id}/withdrawal`;
    expect((await desk.get(inBranch)).text).toContain('取回提名');
    // A member's own application is not the branch's to take back.
    expect((await desk.post(`${inBranch}/candidates/${sending.applicationIds[0]}/withdrawal`, {})).status).toBe(404);
    const answer = await desk.post(back, {});
    expect(await named()).toMatchObject({ status: 'WITHDRAWN' });
    const again = (await desk.get(String(answer.headers['location']))).text;
    expect(again).toContain('与青年教师结成对子');
    expect(again).toContain('周军');
    expect((await desk.post(back, {})).status).toBe(404);
    await desk.post(`${inBranch}/candidates`, { memberId: safety.member.member.id, text: `${DEEDS}又及。` });
    const second = await db.evaluationApplication.findFirstOrThrow({
      where: { bureauId, source: 'BRANCH', status: 'SUBMITTED' },
    });
    await desk.post(path, word());
    await desk.post(`${inBranch}/recommendation`, sending);
    const late = await desk.post(`${inBranch}/candidates/${second.id}/withdrawal`, {});
    expect(late.status).toBe(409);
    expect((await db.evaluationApplication.findMany({ where: { bureauId, id: second.id } }))[0]?.status).toBe(
      'NOT_RECOMMENDED',
    );
  });
});
