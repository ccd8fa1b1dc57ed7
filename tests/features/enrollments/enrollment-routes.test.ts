import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import {
  anEnrollingBranch,
  anOpenRound,
  ENROLLMENT_DAY,
  type EnrollingBranch,
} from '../../factories/enrollment-step.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

let branch: EnrollingBranch;
let secretary: TestBrowser;
let member: TestBrowser;
let base: string;

beforeAll(async () => {
  branch = await anEnrollingBranch(db, { members: 4, maxSize: 3 });
  const { bureauId, branchId } = branch.place;
  base = `/branches/${branchId}/enrollment`;
  secretary = await app.signIn(branch.secretary.username);
  const account = await anAccount(db, bureauId, { displayName: '丁晓', memberId: idOf(0) });
  member = await app.signIn(account.username);
});

function idOf(index: number): string {
  const found = branch.members[index];
  if (!found) throw new Error('No such member in the test.');
  return found.id;
}

const placesOf = (memberId: string) =>
  db.groupMembership.findMany({ where: { bureauId: branch.place.bureauId, memberId, endedAt: null } });

it('R16: from the open window to the published lists, in the browser of the secretary and of a member', async () => {
  const empty = await member.get('/me/enrollment');
  expect(empty.status).toBe(200);
  expect(empty.text).toContain('还没有开放报名');

  const opened = await secretary.post(base, { opensOn: '2026-06-15', closesOn: '2026-06-15' });
  expect(opened.status).toBe(303);
  expect((await secretary.get(base)).text).toContain('还有4名党员没有小组');

  const own = await member.get('/me/enrollment');
  expect(own.text).toContain('还剩3个名额');
  const refused = await member.post('/me/enrollment', { groupId: branch.teaching, servicePledge: '', seen: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请填写服务承诺');
  expect(await placesOf(idOf(0))).toEqual([]);
  const wish = { groupId: branch.teaching, secondGroupId: branch.safety, servicePledge: '每周答疑', seen: '' };
  expect((await member.post('/me/enrollment', wish)).status).toBe(303);
  expect((await member.get('/me/enrollment')).text).toContain('已报名“教学科研”');
  expect(await placesOf(idOf(0))).toMatchObject([{ groupId: branch.teaching }]);

  const beside = await secretary.get(`${base}/members/${idOf(0)}`);
  expect(beside.text, 'R20: the service pledge is shown to whoever decides').toContain('每周答疑');

  const stale = await member.post('/me/enrollment', { ...wish, groupId: branch.safety, secondGroupId: '' });
  expect(stale.status).toBe(409);

  for (const index of [1, 2, 3]) {
    const path = `${base}/members/${idOf(index)}`;
    const groupId = index === 3 ? branch.safety : branch.teaching;
    const half = await secretary.post(`${path}/assignment`, {
      groupId,
      heldOn: '2026-06-15',
      withWhom: '',
      outcome: '',
    });
    expect(half.status).toBe(422);
    expect(half.text).toContain('请填写与谁协商');
    const form = { groupId, heldOn: '2026-06-15', withWhom: '本人', outcome: '同意' };
    expect((await secretary.post(`${path}/assignment`, form)).status).toBe(303);
  }
  const full = await secretary.post(`${base}/members/${idOf(3)}/assignment`, {
    ...{ groupId: branch.teaching, heldOn: '2026-06-15', withWhom: '本人', outcome: '同意改到教学科研' },
  });
  expect(full.status).toBe(422);
  expect(full.text).toContain('已满3人');
  expect(full.text).toContain('同意改到教学科研');

  expect((await secretary.get(`${base}/closure/new`)).text).toContain('确定结束报名吗');
  expect((await secretary.post(`${base}/closure`)).status).toBe(303);
  const confirmation = await secretary.get(`${base}/confirmation/new`);
  expect(confirmation.text).toContain('“校园平安”只有1人，少于3人');
  const small = await secretary.post(`${base}/confirmation`, { exceptionReason: '' });
  expect(small.status).toBe(422);
  expect((await secretary.post(`${base}/confirmation`, { exceptionReason: '学校规模小' })).status).toBe(303);
  expect((await secretary.get(`${base}/lists/1`)).text).toContain('功能党小组党员名单（第1版）');
  expect((await secretary.get(`${base}/lists/2`)).status).toBe(404);

  const early = await secretary.post(`${base}/publication`, { secrecyReviewedBy: '陈建国', secrecyReview: 'on' });
  expect(early.status).toBe(422);
  expect(early.text).toContain('没有组长');
  for (const [groupId, index] of [
    [branch.teaching, 1],
    [branch.safety, 3],
  ] as const) {
    const path = `/branches/${branch.place.branchId}/groups/${groupId}/appointment`;
    expect((await secretary.post(path, { memberId: idOf(index), reason: '业务骨干' })).status).toBe(303);
  }
  expect((await secretary.post(`${base}/publication`, { secrecyReviewedBy: '陈建国' })).status).toBe(422);
  const published = await secretary.post(`${base}/publication`, { secrecyReviewedBy: '陈建国', secrecyReview: 'on' });
  expect(published.status).toBe(303);
  expect(await db.notice.count({ where: { bureauId: branch.place.bureauId } })).toBe(2);
  expect((await secretary.get(base)).text).toContain('名单和组长已公布');
});

it('R21: the member takes note of the place the branch gave him', async () => {
  const account = await anAccount(db, branch.place.bureauId, { displayName: '王伟', memberId: idOf(1) });
  const browser = await app.signIn(account.username);
  expect((await browser.get('/me/enrollment')).text).toContain('2026年6月15日与本人协商：同意');
  expect((await browser.post('/me/enrollment/acknowledgement')).status).toBe(303);
  expect((await placesOf(idOf(1)))[0]?.acknowledgedAt).not.toBeNull();
});

it('R6, R16: the sign-up form shows the skills of the roster, and keeps those typed in elsewhere', async () => {
  const own = await anOpenRound(db, { members: 3 });
  const { bureauId } = own.place;
  const memberId = own.members[0]?.id ?? '';
  const key = { bureauId_id: { bureauId, id: memberId } };
  await db.member.update({ where: key, data: { skills: ['信息技术', '合唱指挥'], skillNote: '带过社团' } });
  const account = await anAccount(db, bureauId, { memberId });
  const phone = await app.signIn(account.username);
  expect((await phone.get('/me/enrollment')).text).toMatch(/value="信息技术" checked/);
  const wish = { groupId: own.teaching, servicePledge: '每周答疑', seen: '', skillsAsked: '1' };
  expect((await phone.post('/me/enrollment', { ...wish, skills: ['课堂教学', '信息技术'] })).status).toBe(303);
  const after = await db.member.findUniqueOrThrow({ where: key });
  expect(after.skills.toSorted()).toEqual(['信息技术', '合唱指挥', '课堂教学'].toSorted());
  expect(after.skillNote).toBe('带过社团');
  const filledAt = after.skillsFilledAt;
  app.clock.advanceMinutes(5);
  const [place] = await db.groupMembership.findMany({ where: { bureauId, memberId, endedAt: null } });
  const again = { ...wish, seen: place?.id ?? '', servicePledge: '每周两次', skills: ['课堂教学', '信息技术'] };
  expect((await phone.post('/me/enrollment', again)).status).toBe(303);
  expect((await db.member.findUniqueOrThrow({ where: key })).skillsFilledAt, 'unchanged skills').toEqual(filledAt);
});

it('R19: the post duties are kept on the roster and shown in the group', async () => {
  const path = `${base}/members/${idOf(1)}/post-duties`;
  expect((await secretary.post(path, { post: '语文教师', postDuties: '负责青年教师培养' })).status).toBe(303);
  const group = await member.get(`/branches/${branch.place.branchId}/groups/${branch.teaching}`);
  expect(group.text).toContain('负责青年教师培养');
});

it('P3: pages ask the database a fixed number of times', async () => {
  const limits: [string, TestBrowser, number][] = [
    [base, secretary, 4],
    [`${base}?show=unplaced`, secretary, 4],
    [`${base}/members/${idOf(1)}`, secretary, 6],
    [`${base}/confirmation/new`, secretary, 6],
    [`${base}/publication/new`, secretary, 6],
    [`${base}/lists/1`, secretary, 6],
    ['/me/enrollment', member, 6],
    [`/branches/${branch.place.branchId}/groups/${branch.teaching}`, member, 6],
  ];
  for (const [path, browser, limit] of limits) {
    const { result, queries } = await countQueries(db, () => browser.get(path));
    expect(result.status, path).toBe(200);
    expect(queries.length, `${path}\n${queries.join('\n')}`).toBeLessThanOrEqual(limit);
  }
});

it('S1: a member does not reach the secretary’s pages, another branch’s secretary finds nothing', async () => {
  expect((await member.get(base)).status).toBe(403);
  expect((await member.post(`${base}/closure`)).status).toBe(403);
  const { bureauId } = branch.place;
  const elsewhere = await aBranch(db, bureauId);
  const step = { bureauId, branchId: elsewhere.id, campaignId: branch.place.campaignId, step: 'ENROLLMENT' as const };
  await db.branchStep.create({ data: { ...step, id: newId(), openedAt: app.clock.now() } });
  const account = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: elsewhere.id });
  const stranger = await app.signIn(account.username);
  expect((await stranger.get(base)).status).toBe(404);
  expect((await stranger.post(`${base}/confirmation`)).status).toBe(404);
  const own = `/branches/${elsewhere.id}`;
  expect((await stranger.get(`${own}/enrollment/members/${idOf(1)}`)).status).toBe(404);
  expect((await stranger.get(`${own}/groups/${branch.teaching}`)).status).toBe(404);
  expect(
    (await stranger.post(`${own}/groups/${branch.teaching}/rules`, { duties: '无', activityRules: '无' })).status,
  ).toBe(404);
});

it('R26: the leader revises the rules of his own group only, and nobody overwrites another’s change unseen', async () => {
  const { bureauId, branchId } = branch.place;
  const account = await db.account.findFirstOrThrow({ where: { bureauId, memberId: idOf(1) } });
  const leader = await app.signIn(account.username);
  const rules = (groupId: string) => `/branches/${branchId}/groups/${groupId}/rules`;
  const page = await leader.get(`${rules(branch.teaching)}/edit`);
  const seen = /name="seen" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const text = { duties: '抓教研', activityRules: '每两周活动一次', seen };
  expect((await leader.post(rules(branch.teaching), text)).status).toBe(303);
  expect((await secretary.post(rules(branch.teaching), { ...text, duties: '另一种写法' })).status).toBe(409);
  expect((await leader.get(`${rules(branch.safety)}/edit`)).status).toBe(404);
  expect((await leader.post(rules(branch.safety), text)).status).toBe(404);
  expect((await member.get(`${rules(branch.teaching)}/edit`)).status).toBe(403);
  const group = await db.functionGroup.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: branch.teaching } } });
  expect(group).toMatchObject({ duties: '抓教研', activityRules: '每两周活动一次' });
});

it('before the bureau publishes a campaign the pages say so', async () => {
  const bureau = await aBureau(db);
  const lonely = await aBranch(db, bureau.id);
  const account = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: lonely.id });
  const browser = await app.signIn(account.username);
  const answer = await browser.get(`/branches/${lonely.id}/enrollment`);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('尚未发布活动');
});
