import { beforeAll, expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aListedBranch, ENROLLMENT_DAY, type EnrollingBranch } from '../../factories/enrollment-step.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

let branch: EnrollingBranch;
let secretary: TestBrowser;
let member: TestBrowser;
let base: string;
let group: string;

beforeAll(async () => {
  branch = await aListedBranch(db, { members: 10 });
  base = `/branches/${branch.place.branchId}`;
  group = `${base}/groups/${branch.teaching}`;
  secretary = await app.signIn(branch.secretary.username);
  member = await app.signIn((await accountOf('王伟')).username);
});

const idOf = (name: string) => branch.members.find((row) => row.name === name)?.id ?? '';
const accountOf = (name: string) => anAccount(db, branch.place.bureauId, { displayName: name, memberId: idOf(name) });
const electionOf = () => db.leaderElection.findFirstOrThrow({ where: { bureauId: branch.place.bureauId } });

it('R23, R24: from the nomination on a phone to the count and the leader', async () => {
  expect((await member.get('/me/nomination')).text).toContain('还没有开始自荐');
  const noGroup = await secretary.post(`${base}/elections`, { closesOn: '2026-06-15' });
  expect(noGroup.status).toBe(422);
  const opened = await secretary.post(`${base}/elections`, {
    groupIds: [branch.teaching, branch.safety],
    closesOn: '2026-06-15',
  });
  expect(opened.status).toBe(303);

  expect((await member.get('/me/nomination')).text).toContain('可以自荐担任组长');
  expect((await member.post('/me/nomination', { statement: '' })).status).toBe(422);
  expect((await member.post('/me/nomination', { statement: '我熟悉教研工作' })).status).toBe(303);
  expect((await member.get('/me/nomination')).text).toContain('您是本小组组长候选人');
  expect((await member.post('/me/nomination/withdrawal')).status).toBe(303);
  expect((await member.post('/me/nomination', { statement: '我熟悉教研工作' })).status).toBe(303);
  const named = await secretary.post(`${group}/election/candidates`, { memberId: idOf('丁晓'), statement: '骨干教师' });
  expect(named.status).toBe(303);

  const page = await secretary.get(`${group}/election`);
  expect(page.text.indexOf('丁晓')).toBeLessThan(page.text.indexOf('王伟'));
  expect((await secretary.get(`${group}/election/count/new`)).status).toBe(404);
  expect((await secretary.get(`${group}/election/voting/new`)).text).toContain('丁晓、王伟');
  expect((await secretary.post(`${group}/election/voting`)).status).toBe(303);
  const papers = await secretary.get(`${group}/election/papers`);
  for (const words of ['推选功能党小组组长选票', '签到表', '计票表', '应到5人', '姓氏笔画'])
    expect(papers.text).toContain(words);

  const count = {
    ...{ round: '1', heldOn: '2026-06-15', place: '会议室', presentCount: '5', issuedCount: '5', returnedCount: '5' },
    ...{ invalidCount: '0', supervisor: '王伟', teller: '马丽' },
    ...{ 'tallies.0.memberId': idOf('丁晓'), 'tallies.0.for': '1', 'tallies.0.against': '4', 'tallies.0.abstain': '0' },
    ...{ 'tallies.1.memberId': idOf('王伟'), 'tallies.1.for': '4', 'tallies.1.against': '1', 'tallies.1.abstain': '0' },
  };
  const refused = await secretary.post(`${group}/election/counts`, count);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('王伟是候选人，不能担任监票人');
  expect(refused.text).toContain('value="马丽"');
  expect((await electionOf()).status).not.toBe('ELECTED');
  expect((await secretary.post(`${group}/election/counts`, { ...count, supervisor: '陈建国' })).status).toBe(303);
  const done = await member.get(`${group}/election`);
  expect(done.text).toContain('组长：王伟');
  expect(done.text).toContain('王伟得赞成票4票');
  const again = await secretary.post(`${group}/election/counts`, { ...count, supervisor: '陈建国' });
  expect(again.status).toBe(409);
});

it('P3: pages ask the database a fixed number of times', async () => {
  const limits: [string, TestBrowser, number][] = [
    [`${base}/elections`, secretary, 4],
    [`${group}/election`, secretary, 6],
    [`${group}/appointment/new`, secretary, 6],
    [`${base}/groups/${branch.safety}/election/voting/new`, secretary, 6],
    ['/me/nomination', member, 6],
  ];
  for (const [path, browser, limit] of limits) {
    const { result, queries } = await countQueries(db, () => browser.get(path));
    expect(result.status, path).toBe(200);
    expect(queries.length, `${path}\n${queries.join('\n')}`).toBeLessThanOrEqual(limit);
  }
});

it('E5: the portal tells a probationary member why he cannot stand, and refuses the form', async () => {
  const { bureauId } = branch.place;
  await db.member.updateMany({ where: { bureauId, id: idOf('董明') }, data: { memberType: 'PROBATIONARY' } });
  const browser = await app.signIn((await accountOf('董明')).username);
  expect((await browser.get('/me/nomination')).text).toContain('您是预备党员');
  expect((await browser.post('/me/nomination', { statement: '愿意服务' })).status).toBe(422);
  expect(await db.electionCandidate.count({ where: { bureauId, memberId: idOf('董明') } })).toBe(0);
});

it('S1: a member reads an election and decides nothing', async () => {
  expect((await member.get(`${base}/elections`)).text).not.toContain('开始自荐');
  for (const path of [
    'election/candidates',
    'election/voting',
    'election/counts',
    'election/withdrawal',
    'appointment',
  ]) {
    expect((await member.post(`${group}/${path}`)).status, path).toBe(403);
  }
});

it('E26: the secretary releases a leader; the page then names who acts and until when', async () => {
  const other = await aListedBranch(db, { members: 10 });
  const browser = await app.signIn(other.secretary.username);
  const path = `/branches/${other.place.branchId}/groups/${other.teaching}`;
  const id = (name: string) => other.members.find((row) => row.name === name)?.id ?? '';
  expect((await browser.get(`${path}/leader-departure/new`)).status).toBe(404);
  await browser.post(`${path}/appointment`, { memberId: id('丁晓'), reason: '支委会研究' });
  const { result, queries } = await countQueries(db, () => browser.get(`${path}/leader-departure/new`));
  expect(result.text).toContain('登记丁晓不再担任组长吗？');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  const acting = { actingMemberId: id('王伟'), actingUntil: '2026-07-10' };
  expect((await browser.post(`${path}/leader-departure`, { reason: '', ...acting })).status).toBe(422);
  expect((await browser.post(`${path}/leader-departure`, { reason: '长期病休', ...acting })).status).toBe(303);
  const page = (await browser.get(`${path}/election`)).text;
  for (const words of ['代理组长', '王伟', '补选截止', '2026年7月10日', '开始自荐']) expect(page).toContain(words);
  expect((await browser.get(`/branches/${other.place.branchId}/elections`)).text).toContain(
    '王伟代理，2026年7月10日前补选',
  );
});

it('R56, E5, E6: 应到 is that of the day of the vote, for who is confirmed later counts later', async () => {
  const other = await aListedBranch(db, { members: 10 });
  const browser = await app.signIn(other.secretary.username);
  const path = `/branches/${other.place.branchId}/groups/${other.teaching}/election`;
  expect((await browser.get(path)).text).toContain('5人');
  const { bureauId } = other.place;
  const later = other.members.find((row) => row.name === '刘洋')?.id ?? '';
  await db.member.update({
    where: { bureauId_id: { bureauId, id: later } },
    data: { fullMemberOn: new Date('2027-01-01') },
  });
  expect((await browser.get(path)).text).toMatch(/应到[\s\S]{0,200}4人/);
});
