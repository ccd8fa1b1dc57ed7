import { describe, expect, it } from 'vitest';
import { isYearEnd, lookBackYear, quarterOf, quarterToRemark } from '../../../src/shared/year-seasons.js';
import { joinGroup } from '../../factories/commitment-step.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function scene(now = '2026-09-10T10:00:00+08:00') {
  const clock = testClock(now);
  const built = await publishedLetters({ db, clock });
  const { bureauId, base } = built;
  const app = testAppOn(db, clock);
  const letter = async (level: 'BRANCH' | 'GROUP' | 'MEMBER') =>
    (await db.commitment.findFirstOrThrow({ where: { bureauId, level } })).id;
  const ids = { branch: await letter('BRANCH'), group: await letter('GROUP'), member: await letter('MEMBER') };
  const path = (id: string, part = '') => `${base}/commitments/${id}${part}`;
  const remarks = () => db.commitmentRemark.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  const receipts = () => db.letterReceipt.findMany({ where: { bureauId }, orderBy: { receivedAt: 'asc' } });
  return { ...built, app, clock, ids, path, remarks, receipts };
}

describe('R51: receiving a letter', () => {
  it('R51: the side above confirms by name, the members as a number, each once a version', async () => {
    const { app, committee, teaching, safety, ids, path, receipts, bureauId } = await scene();
    const above = await app.signIn(committee.username);
    expect((await above.get(path(ids.branch))).text).toContain('还没有确认收到');
    await above.post(path(ids.branch, '/receipt'), {});
    await above.post(path(ids.branch, '/receipt'), {});
    const reader = await app.signIn(teaching.member.account.username);
    await reader.post(path(ids.branch, '/receipt'), {});
    const other = await app.signIn(safety.member.account.username);
    await other.post(path(ids.group, '/receipt'), {});
    expect((await receipts()).map(({ side, receivedBy, version }) => [side, receivedBy, version])).toEqual([
      ['ORGANIZATION', '刘志远', 1],
      ['PEOPLE', '赵敏', 1],
      ['PEOPLE', '周军', 1],
    ]);
    const page = (await reader.get(path(ids.branch))).text;
    expect(page).toContain('刘志远2026年9月10日确认收到');
    expect(page).toContain('1名党员已阅知');
    expect(page).not.toContain('我已阅知');
    await db.commitment.update({ where: { bureauId_id: { bureauId, id: ids.branch } }, data: { version: 2 } });
    expect((await above.get(path(ids.branch))).text).toContain('还没有确认收到');
  });

  it('R51: a member’s letter goes to the leader of the group; its author and other members have nothing to confirm', async () => {
    const { app, teaching, safety, ids, path, receipts } = await scene();
    for (const { account } of [teaching.member, safety.member]) {
      const browser = await app.signIn(account.username);
      expect((await browser.post(path(ids.member, '/receipt'), {})).status).toBe(404);
    }
    const leader = await app.signIn(teaching.leader.account.username);
    await leader.post(path(ids.member, '/receipt'), {});
    expect(await receipts()).toMatchObject([{ side: 'ORGANIZATION', receivedBy: '李慧' }]);
  });

  it('R51: a letter that is not published yet cannot be received', async () => {
    const { app, committee, ids, path, receipts, bureauId } = await scene();
    await db.commitment.update({ where: { bureauId_id: { bureauId, id: ids.branch } }, data: { status: 'APPROVED' } });
    const above = await app.signIn(committee.username);
    expect((await above.post(path(ids.branch, '/receipt'), {})).status).toBe(409);
    expect(await receipts()).toEqual([]);
  });
});

describe('R41: remarks down the chain', () => {
  it('R41: one remark a quarter and author; a second one of the quarter replaces the first', async () => {
    const { app, teaching, ids, path, remarks, clock } = await scene();
    const leader = await app.signIn(teaching.leader.account.username);
    await leader.post(path(ids.member, '/remarks'), { text: '做得扎实' });
    clock.advanceMinutes(5);
    await leader.post(path(ids.member, '/remarks'), { text: '做得扎实，请补登记' });
    expect(await remarks()).toMatchObject([{ kind: 'QUARTERLY', quarter: 3, text: '做得扎实，请补登记' }]);
    const author = await app.signIn(teaching.member.account.username);
    expect((await author.get(path(ids.member, '/remarks'))).text).toContain('做得扎实，请补登记');
  });

  it('R41: an empty remark is refused with the field named, and nothing is written', async () => {
    const { app, teaching, ids, path, remarks } = await scene();
    const leader = await app.signIn(teaching.leader.account.username);
    const answer = await leader.post(path(ids.member, '/remarks'), { text: '  ' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('请填写内容');
    expect(await remarks()).toEqual([]);
  });

  it('R41: self and fellows write at year’s end only; a fellow sees nobody’s word but his own', async () => {
    const { app, teaching, branch, ids, path, remarks, clock, bureauId, campaignId } = await scene();
    const author = await app.signIn(teaching.member.account.username);
    expect((await author.post(path(ids.member, '/remarks'), { text: '都做到了' })).status).toBe(422);
    expect(await remarks()).toEqual([]);
    clock.set('2026-12-10T10:00:00+08:00');
    const fellow = await joinGroup(db, branch, { ...teaching.group, campaignId }, '钱进');
    const again = await app.signIn(teaching.member.account.username);
    await again.post(path(ids.member, '/remarks'), { text: '都做到了' });
    const peer = await app.signIn(fellow.account.username);
    await peer.post(path(ids.member, '/remarks'), { text: '帮过我磨课' });
    expect((await remarks()).map(({ kind, quarter }) => [kind, quarter])).toEqual([
      ['SELF', 0],
      ['PEER', 0],
    ]);
    const seen = (await peer.get(path(ids.member, '/remarks'))).text;
    expect(seen).toContain('帮过我磨课');
    expect(seen).not.toContain('都做到了');
    expect(await db.auditEvent.count({ where: { bureauId, action: 'commitment.remark' } })).toBe(2);
  });

  it('R41: the list names what is each person’s to write, in few queries', async () => {
    const { app, teaching, committee, officer, base } = await scene();
    const leader = await app.signIn(teaching.leader.account.username);
    const { result, queries } = await countQueries(db, () => leader.get(`${base}/remarks`));
    expect(result.text).toContain('三季度点评');
    expect(result.text).toContain('还有1份等您写');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
    const bureau = await app.signIn(committee.username);
    expect((await bureau.get('/bureau/remarks')).text).toContain('还有1份等您写');
    const atBranch = await app.signIn(officer.username);
    expect((await atBranch.get(`${base}/remarks`)).text).toContain('教学科研小组');
  });
});

describe('the seasons of the year', () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);

  it.each([
    ['2026-01-01', 1],
    ['2026-03-31', 1],
    ['2026-04-01', 2],
    ['2026-12-31', 4],
  ])('%s lies in quarter %i', (text, quarter) => expect(quarterOf(day(text))).toBe(quarter));

  it('R41: the fourth quarter is still remarked on in January, nothing after it', () => {
    expect(quarterToRemark(2026, day('2027-01-20'))).toBe(4);
    expect(quarterToRemark(2026, day('2027-02-01'))).toBeNull();
    expect(quarterToRemark(2027, day('2026-12-31'))).toBeNull();
  });

  it('R41: a year ends in December and January, or when the campaign is summed up', () => {
    expect(isYearEnd(2026, day('2026-11-30'), false)).toBe(false);
    expect(isYearEnd(2026, day('2026-12-01'), false)).toBe(true);
    expect(isYearEnd(2026, day('2027-01-31'), false)).toBe(true);
    expect(isYearEnd(2026, day('2027-02-01'), true)).toBe(false);
    expect(isYearEnd(2027, day('2027-06-10'), true)).toBe(true);
  });

  it('E36: January looks back on the year before, inside the campaign’s two years', () => {
    expect(lookBackYear(2026, day('2027-01-05'))).toBe(2026);
    expect(lookBackYear(2026, day('2027-02-05'))).toBe(2027);
    expect(lookBackYear(2026, day('2026-01-05'))).toBe(2026);
    expect(lookBackYear(2026, day('2027-02-05'), '2026')).toBe(2026);
    expect(lookBackYear(2026, day('2027-02-05'), '2031')).toBe(2027);
  });
});

it('R58, E46: the public’s view stands beside the branch’s own letter, without a breakdown under five answers', async () => {
  const { app, committee, ids, path, bureauId, branch, campaignId } = await scene();
  const surveyId = crypto.randomUUID();
  const at = new Date('2026-09-01');
  await db.appraisalSurvey.create({
    data: {
      ...{ bureauId, id: surveyId, campaignId, branchId: branch.id, year: 2026, title: '年中群众评议' },
      ...{ status: 'CLOSED', closesOn: at, createdAt: at, closedAt: at },
    },
  });
  const answer = (overall: number) =>
    db.surveyAnswer.create({
      data: {
        ...{ bureauId, id: crypto.randomUUID(), surveyId },
        grades: { overall, work: 1, keeping: 1, deeds: 1, building: 1 },
      },
    });
  for (const grade of [1, 1, 2, 4]) await answer(grade);
  const above = await app.signIn(committee.username);
  expect((await above.get(path(ids.branch, '/remarks'))).text).toContain('4份，不足5份，不显示分项结果');
  await answer(1);
  expect((await above.get(path(ids.branch, '/remarks'))).text).toContain('满意率80%');
  expect((await above.get(path(ids.group, '/remarks'))).text).not.toContain('年中群众评议');
});
