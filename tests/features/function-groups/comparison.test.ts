import { expect, it } from 'vitest';
import {
  addGroup,
  answerOpinion,
  decideProposal,
  giveOpinion,
  openConsultation,
  removeGroup,
  updateGroup,
} from '../../../src/features/function-groups/index.js';
import { compareTexts } from '../../../src/shared/text-diff.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, GROUP_INPUT, someMinutes } from '../../factories/group-setup.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const START = '2026-06-02T10:00:00+08:00';
const app = await startTestApp(START);
const { db, clock } = app;

async function asked() {
  clock.set(START);
  const setup = await aBranchInGroupSetup(db, clock, { members: 8 });
  const { useCase, place, members, branch, bureauId } = setup;
  const changed = await addGroup(useCase, place, GROUP_INPUT);
  const dropped = await addGroup(useCase, place, { ...GROUP_INPUT, name: '文体活动' });
  await addGroup(useCase, place, { ...GROUP_INPUT, name: '校园平安' });
  await openConsultation(useCase, place, { closesOn: new Date('2026-06-05') });
  const memberId = members[0]?.id ?? '';
  await giveOpinion(useCase, place, { memberId, stance: 'OBJECT', content: '文体活动不必单设' });
  const account = await anAccount(db, bureauId, { memberId, displayName: '党员1' });
  const href = `/branches/${branch.id}/group-proposal`;
  return { ...setup, changed, dropped, memberId, account, href };
}

it('R14: what the consultation changed, side by side, with the opinions and answers for the branch alone', async () => {
  const { useCase, place, changed, dropped, href, secretary, account, bureauId } = await asked();
  const opinion = await db.consultationOpinion.findFirstOrThrow({ where: { bureauId } });
  await answerOpinion(useCase, place, opinion.id, { handling: 'ADOPTED', answer: '并入教学科研' });
  await removeGroup(useCase, place, dropped);
  await updateGroup(useCase, place, changed, { ...GROUP_INPUT, duties: '带头开展课堂教学研究和文体活动。' });
  await addGroup(useCase, place, { ...GROUP_INPUT, name: '志愿服务' });
  clock.set('2026-06-06T10:00:00+08:00');
  await decideProposal(useCase, place, { meeting: someMinutes('2026-06-06'), consultationNote: null });
  const desk = await app.signIn(secretary.username);
  const { result: page, queries } = await countQueries(db, () => desk.get(`${href}/comparison`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(5);
  expect(page.text).toContain('小组修改1个，增加1个，减少1个，其余1个没有改动。');
  expect(page.text).toMatch(/<ins>[^<]*文体活动[^<]*<\/ins>/);
  expect(page.text).toContain('并入教学科研');
  expect(page.text).toContain('征求意见时（2026年6月2日）');
  expect(page.text).toContain('研究确定（2026年6月6日）');
  const phone = await app.signIn(account.username);
  const seen = (await phone.get(`${href}/comparison`)).text;
  expect(seen).toContain('小组修改1个');
  expect(seen).not.toContain('文体活动不必单设');
  expect((await phone.get('/me/consultation')).text).toContain(`${href}/comparison`);
});

it('R14: before members are asked there is nothing to compare', async () => {
  const setup = await aBranchInGroupSetup(db, clock, {});
  const desk = await app.signIn(setup.secretary.username);
  expect((await desk.get(`/branches/${setup.branch.id}/group-proposal/comparison`)).status).toBe(404);
});

it('R13: the closing day may move back, never forward, and the members have until then', async () => {
  const { href, secretary, bureauId, useCase, place, memberId } = await asked();
  let desk = await app.signIn(secretary.username);
  const extend = (closesOn: string, reason = '部分党员外出培训') =>
    desk.post(`${href}/consultation/extension`, { closesOn, reason });
  const earlier = await extend('2026-06-04');
  expect(earlier.status).toBe(422);
  expect(earlier.text).toContain('应晚于原来的2026年6月5日');
  expect(earlier.text).toContain('部分党员外出培训');
  expect((await extend('2026-06-09', '')).status).toBe(422);
  expect((await extend('2026-06-09')).status).toBe(303);
  expect(await db.auditEvent.count({ where: { bureauId, action: 'proposal.extend' } })).toBe(1);
  clock.set('2026-06-09T10:00:00+08:00');
  await giveOpinion(useCase, place, { memberId, stance: 'SUPPORT', content: null });
  desk = await app.signIn(secretary.username);
  expect((await desk.get(`${href}/consultation/extension/new`)).text).toContain('2026年6月9日');
});

it('R13: a reminder of the branch stands on the member’s home until he has read', async () => {
  const { href, secretary, members, bureauId } = await asked();
  const account = await anAccount(db, bureauId, { memberId: members[1]?.id ?? '', displayName: '党员2' });
  const desk = await app.signIn(secretary.username);
  const phone = await app.signIn(account.username);
  expect((await phone.get('/me')).text).not.toContain('提醒您办理');
  expect((await desk.post(`${href}/reminders`)).status).toBe(303);
  expect((await phone.get('/me')).text).toContain('支部6月2日提醒您办理');
  expect((await phone.post('/me/consultation/reading')).status).toBe(303);
  expect((await phone.get('/me')).text).not.toContain('提醒您办理');
});

it('R9–R11: the figures stand beside an empty proposal, and its suggestion is taken over as drafts', async () => {
  clock.set(START);
  const { secretary, branch, bureauId } = await aBranchInGroupSetup(db, clock, { members: 17 });
  await db.member.updateMany({ where: { bureauId }, data: { post: '语文教师', skills: ['课堂教学'] } });
  const desk = await app.signIn(secretary.username);
  const href = `/branches/${branch.id}/group-proposal`;
  await desk.get(href);
  const { result: page, queries } = await countQueries(db, () => desk.get(href));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  expect(page.text).toContain('学科组（任课教师）');
  expect(page.text).toContain('采用建议的2个小组');
  expect((await desk.post(`${href}/fitting-groups`)).status).toBe(303);
  const groups = await db.functionGroup.findMany({ where: { bureauId }, orderBy: { position: 'asc' } });
  expect(groups.map(({ name }) => name)).toHaveLength(2);
  expect(groups[0]).toMatchObject({ name: '教学科研', wantedSkills: ['课堂教学'], minSize: 3 });
  expect((await desk.post(`${href}/fitting-groups`)).status).toBe(303);
  expect(await db.functionGroup.count({ where: { bureauId } })).toBe(2);
});

it('marks words, not letters', () => {
  expect(compareTexts('每月活动一次', '每月活动两次').after.filter(({ changed }) => changed)).toHaveLength(1);
  expect(compareTexts('', '新增').after).toEqual([{ text: '新增', changed: true }]);
});
