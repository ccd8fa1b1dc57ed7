import { expect, it } from 'vitest';
import { receiveTransfer, sendTransferBack, writeTransferLetter } from '../../../src/features/transfers/index.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;
const DAYS = { letterOn: new Date('2026-06-15'), validUntil: new Date('2026-06-25') };

/** A branch whose list is settled, and a member of a branch beside it on his way there, with an account. */
async function onHisWay() {
  app.clock.set(ENROLLMENT_DAY);
  const branch = await aListedBranch(db, { members: 8 });
  const { bureauId, branchId, campaignId } = branch.place;
  await db.groupProposal.updateMany({ where: { bureauId }, data: { status: 'ANNOUNCED' } });
  const home = await aBranch(db, bureauId, { shortName: '第六小学党支部' });
  const officer = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: home.id });
  const member = await aMember(db, home, { name: '何静', post: '美术教师' });
  const account = await anAccount(db, bureauId, { memberId: member.id, displayName: '何静' });
  const homeActs = useCaseFor(db, { bureauId, accountId: officer.id, name: '周明' }, branch.clock);
  const letter = { memberId: member.id, toBranchId: branchId, destination: null, letterNo: '第12号', ...DAYS };
  const id = await writeTransferLetter(homeActs, home.id, letter);
  const secretary = await app.signIn(branch.secretary.username);
  return {
    ...branch,
    bureauId,
    branchId,
    campaignId,
    home,
    officer,
    homeActs,
    member,
    account,
    letter,
    id,
    secretary,
    secretaryName: branch.secretary.username,
  };
}
/** The page of a step, which has no list of what waits for its reader. */
const stepOf = (branchId: string, step = 'enrollment') => `/branches/${branchId}/steps/${step}`;
const base = (branchId: string) => `/branches/${branchId}/transfers`;

it('E2: the receiving branch sends a letter back with its reason; he stays at home and a new letter can be written', async () => {
  const { bureauId, branchId, home, officer, homeActs, member, letter, id, secretary } = await onHisWay();
  const sending = await app.signIn(officer.username);
  const page = await secretary.get(`${base(branchId)}/${id}/return/new`);
  expect(page.text).toContain('不接收何静，把介绍信退回原支部吗？');
  expect(page.text).toContain('第12号');
  expect((await sending.post(`${base(home.id)}/${id}/return`, { reason: '不要了' })).status).toBe(404);
  const refused = await secretary.post(`${base(branchId)}/${id}/return`, { reason: '' });
  expect([refused.status, refused.text.includes('请填写退回原因')]).toEqual([422, true]);
  expect((await secretary.post(`${base(branchId)}/${id}/return`, { reason: '介绍信姓名有误' })).status).toBe(303);
  expect(await db.memberTransfer.findFirstOrThrow({ where: { bureauId, id } })).toMatchObject({
    ...{ status: 'RETURNED', cancelReason: '介绍信姓名有误', receivedOn: null },
  });
  expect(await db.member.findFirstOrThrow({ where: { bureauId, id: member.id } })).toMatchObject({ leftOn: null });
  const list = (await sending.get(base(home.id))).text;
  expect(list).toContain('已退回');
  expect(list).toContain('介绍信姓名有误');
  await expect(sendTransferBack(homeActs, branchId, id, '再退一次')).rejects.toThrow('已经办结');
  await writeTransferLetter(homeActs, home.id, letter);
});

it('E2: whoever arrived stands under 待入组, signs up late, is placed, and is told by when to write his commitment', async () => {
  const { bureauId, branchId, campaignId, account, teaching, id, secretary } = await onHisWay();
  const step = { bureauId, branchId, campaignId, step: 'COMMITMENT' as const, openedAt: new Date(ENROLLMENT_DAY) };
  await db.branchStep.create({ data: { ...step, id: newId() } });
  const received = { receivedOn: '2026-06-15', commitmentDays: '20' };
  const wrong = await secretary.post(`${base(branchId)}/${id}/reception`, { ...received, commitmentDays: '0' });
  expect(wrong.text).toContain('作出承诺的天数应为1到90之间的整数');
  expect((await secretary.post(`${base(branchId)}/${id}/reception`, received)).status).toBe(303);
  const { newMemberId, commitmentDueOn } = await db.memberTransfer.findFirstOrThrow({ where: { bureauId, id } });
  expect(commitmentDueOn).toEqual(new Date('2026-07-05'));
  expect((await secretary.get(base(branchId))).text).toContain('已办结');
  const { result, queries } = await countQueries(db, () => secretary.get(base(branchId)));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  for (const words of ['待入组', '安排何静参加一个功能党小组', '2026年7月5日前']) expect(result.text).toContain(words);
  expect((await secretary.get(`/branches/${branchId}`)).text).toContain('安排转入的党员何静参加功能党小组');
  expect((await secretary.get(stepOf(branchId))).text).toContain('1名转入的党员还没有参加功能党小组');

  const own = await app.signIn(account.username);
  const tasks = (await own.get('/me')).text;
  for (const words of ['转入本支部，请填报志愿', '2026年7月5日截止']) expect(tasks).toContain(words);
  expect((await own.get('/me/enrollment')).text).toContain('小组名单在您转入以前已经确定');
  const wish = { groupId: teaching, secondGroupId: teaching, servicePledge: '每周带一次兴趣小组' };
  expect((await own.post('/me/enrollment', wish)).text).toContain('第二志愿与第一志愿相同');
  expect((await own.post('/me/enrollment', { ...wish, secondGroupId: '' })).status).toBe(303);
  expect(await db.groupMembership.count({ where: { bureauId, memberId: newMemberId ?? '' } })).toBe(0);
  expect((await own.get('/me')).text).toContain('志愿已记下，等支部安排小组');
  expect((await secretary.get(base(branchId))).text).toContain('本人报名“教学科研”');

  const place = `/branches/${branchId}/enrollment/members/${newMemberId}/assignment`;
  expect((await secretary.post(place, { groupId: teaching, reason: '组织关系转入' })).status).toBe(303);
  const list = await db.membershipListVersion.findFirstOrThrow({ where: { bureauId }, orderBy: { version: 'desc' } });
  expect(JSON.stringify(list.content)).toContain('何静');
  expect((await secretary.get(base(branchId))).text).not.toContain('待入组');
  expect((await own.post('/me/enrollment', { ...wish, secondGroupId: '' })).status).toBe(422);
});

it('E2: members who were there when the list was settled do not sign up late', async () => {
  const { bureauId, members, teaching } = await onHisWay();
  const first = members[0]?.id ?? '';
  await db.groupMembership.updateMany({ where: { bureauId, memberId: first }, data: { endedAt: new Date() } });
  const account = await anAccount(db, bureauId, { memberId: first });
  const own = await app.signIn(account.username);
  const wish = { groupId: teaching, secondGroupId: '', servicePledge: '答疑' };
  const refused = await own.post('/me/enrollment', wish);
  expect(refused.status).not.toBe(303);
  expect(await db.enrollment.count({ where: { bureauId, memberId: first } })).toBe(0);
});

it('E1: a letter that lapsed is shown to the home branch, on its list and on its step', async () => {
  const { bureauId, branchId, campaignId, home, officer, secretary, secretaryName } = await onHisWay();
  const step = { bureauId, branchId: home.id, campaignId, step: 'SURVEY' as const, openedAt: new Date(ENROLLMENT_DAY) };
  await db.branchStep.create({ data: { ...step, id: newId() } });
  expect((await secretary.get(`/branches/${branchId}`)).text).toContain('接收转入的党员何静');
  expect((await secretary.get(stepOf(branchId))).text).toContain('1名党员的介绍信已开到本支部');
  app.clock.set('2026-06-27T10:00:00+08:00');
  const sending = await app.signIn(officer.username);
  expect((await sending.get(base(home.id))).text).toContain('何静的介绍信已过期');
  expect((await sending.get(`/branches/${home.id}`)).text).toContain('撤回何静已过期的介绍信');
  expect((await sending.get(stepOf(home.id, 'survey'))).text).toContain('1份转出的介绍信已过期');
  const receiving = await app.signIn(secretaryName);
  expect((await receiving.get(stepOf(branchId))).text).not.toContain('介绍信已开到本支部');
});

it('E1, E2: receiving and sending back at once, one counts', async () => {
  const { useCase, bureauId, branchId, id } = await onHisWay();
  const both = await Promise.allSettled([
    receiveTransfer(useCase, branchId, id, new Date('2026-06-15')),
    sendTransferBack(useCase, branchId, id, '有误'),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const row = await db.memberTransfer.findFirstOrThrow({ where: { bureauId, id } });
  expect(row.newMemberId === null).toBe(row.status === 'RETURNED');
});
