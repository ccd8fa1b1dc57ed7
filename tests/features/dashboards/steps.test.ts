import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.js';
import { aBranchInStep, aGroup } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-05-12T10:00:00+08:00');
const { db } = app;
const at = new Date('2026-05-10T02:00:00Z');

async function signInTo(bureauId: string, branchId: string, role: 'BRANCH_SECRETARY' | 'BRANCH_COMMITTEE_MEMBER') {
  const account = await anAccount(db, bureauId, { role, branchId });
  return app.signIn(account.username);
}

async function memberOf(branch: { bureauId: string; id: string }, over: object = {}) {
  const member = await aMember(db, branch, over);
  const account = await anAccount(db, branch.bureauId, { memberId: member.id, displayName: member.name });
  return { member, browser: await app.signIn(account.username) };
}

describe('home', () => {
  it.each([
    ['BUREAU_SECRETARY', '/account/work'],
    ['COMMITTEE_MEMBER', '/account/work'],
    ['INSPECTOR', '/account/work'],
    ['BRANCH_SECRETARY', 'the branch'],
    ['BRANCH_COMMITTEE_MEMBER', 'the branch'],
  ] as const)('R52: leads %s to %s', async (role, href) => {
    const bureau = await aBureau(db);
    const branch = await aBranch(db, bureau.id);
    const scope = href === 'the branch' ? { branchId: branch.id } : {};
    const { username } = await anAccount(db, bureau.id, { role, ...scope });
    const answer = await (await app.signIn(username)).get('/');
    const home = href === 'the branch' ? `/branches/${branch.id}` : href;
    expect([answer.status, answer.headers['location']]).toEqual([303, home]);
  });

  it('R52: leads a member to his own page', async () => {
    const bureau = await aBureau(db);
    const { browser } = await memberOf(await aBranch(db, bureau.id));
    expect((await browser.get('/')).headers['location']).toBe('/me');
  });

  it('R40: shows the notice board to those without an account', async () => {
    const answer = await app.anonymous().get('/');
    expect(answer.status).toBeLessThan(400);
    expect(answer.text).not.toContain('登录密码');
  });
});

describe('the page of a step', () => {
  it('says where the branch is, what is next and what is missing, with links', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT', app.clock);
    await aGroup(db, state, '校园平安');
    await aMember(db, state.branch, { name: '王五' });
    const browser = await signInTo(state.bureauId, state.branchId, 'BRANCH_SECRETARY');
    const { text } = await browser.get(`/branches/${state.branchId}`);
    for (const word of [
      '报名定岗',
      '还有1名党员未参加任何功能党小组：王五',
      '1个小组中，“校园平安”还没有组长',
      '三级双向承诺',
      '进行中',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).toContain(`href="/branches/${state.branchId}/enrollment"`);
    expect(text.match(/btn-primary/g)).toHaveLength(1);
  });

  it('R3: completes the step by a page of its own, and only when every check holds', async () => {
    const state = await aBranchInStep(db, 'SURVEY', app.clock);
    const member = await aMember(db, state.branch, { name: '王五' });
    const browser = await signInTo(state.bureauId, state.branchId, 'BRANCH_SECRETARY');
    const step = `/branches/${state.branchId}/steps/survey`;
    expect((await browser.get(`${step}/completion/new`)).text).toContain('还有1项没有完成');
    const refused = await browser.post(`${step}/completion`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('王五');
    expect(await db.branchStep.count({ where: { bureauId: state.bureauId } })).toBe(1);
    await db.member.updateMany({
      where: { bureauId: state.bureauId, id: member.id },
      data: { skillsFilledAt: at, skillsConfirmedAt: at },
    });
    expect((await browser.get(step)).text).toContain(`href="${step}/completion/new"`);
    expect((await browser.get(`${step}/completion/new`)).text).toContain('不能撤回');
    const done = await browser.post(`${step}/completion`);
    expect([done.status, done.headers['location']]).toEqual([303, `/branches/${state.branchId}/steps/study`]);
    expect((await browser.get(step)).text).toContain('已完成');
    expect((await browser.post(`${step}/completion`)).status).toBe(409);
    expect((await browser.get(`${step}/completion/new`)).status).toBe(409);
  });

  it('R52: others of the branch may read and not complete; other branches find nothing', async () => {
    const state = await aBranchInStep(db, 'SURVEY', app.clock);
    const other = await aBranch(db, state.bureauId);
    const step = `/branches/${state.branchId}/steps/survey`;
    const { browser: member } = await memberOf(state.branch);
    const committee = await signInTo(state.bureauId, state.branchId, 'BRANCH_COMMITTEE_MEMBER');
    const neighbor = await signInTo(state.bureauId, other.id, 'BRANCH_SECRETARY');
    expect((await member.get(step)).status).toBe(200);
    const seen = (await member.get(step)).text;
    expect(seen).not.toContain(`href="/branches/${state.branchId}/members"`);
    expect(seen).not.toContain('btn-primary');
    for (const browser of [member, committee]) {
      expect((await browser.post(`${step}/completion`)).status).toBe(403);
    }
    expect((await neighbor.get(step)).status).toBe(404);
    expect((await neighbor.post(`${step}/completion`)).status).toBe(404);
    expect(await db.branchStep.findMany({ where: { bureauId: state.bureauId } })).toMatchObject([{ status: 'OPEN' }]);
  });

  it('shows a step that is not reached yet, and none that does not exist', async () => {
    const state = await aBranchInStep(db, 'SURVEY', app.clock);
    const browser = await signInTo(state.bureauId, state.branchId, 'BRANCH_SECRETARY');
    const { text } = await browser.get(`/branches/${state.branchId}/steps/group-setup`);
    expect(text).toContain('还没有进行到这一步');
    expect((await browser.get(`/branches/${state.branchId}/steps/nonsense`)).status).toBe(404);
    expect((await browser.get(`/branches/${state.branchId}/steps/group-setup/completion/new`)).status).toBe(409);
    expect((await browser.post(`/branches/${state.branchId}/steps/group-setup/completion`)).status).toBe(409);
  });

  it('says so when no campaign is published', async () => {
    const bureau = await aBureau(db);
    const branch = await aBranch(db, bureau.id);
    const browser = await signInTo(bureau.id, branch.id, 'BRANCH_SECRETARY');
    expect((await browser.get(`/branches/${branch.id}`)).text).toContain('局党委尚未发布活动');
  });

  it.each([
    'SURVEY',
    'STUDY',
    'GROUP_SETUP',
    'ENROLLMENT',
    'COMMITMENT',
    'EVALUATION',
    'SUMMARY',
    'ACCEPTANCE',
  ] as const)('P3: the page of %s asks three queries, and one for what waits for an officer', async (step) => {
    const state = await aBranchInStep(db, step, app.clock);
    const browser = await signInTo(state.bureauId, state.branchId, 'BRANCH_SECRETARY');
    await browser.get('/account');
    const { result, queries } = await countQueries(db, () => browser.get(`/branches/${state.branchId}`));
    expect(result.status).toBe(200);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  });
});

describe('a member’s own page', () => {
  it('R6, R13, R16: says what is his to do next, step by step', async () => {
    const state = await aBranchInStep(db, 'SURVEY', app.clock);
    const { bureauId, campaignId, branchId } = state;
    const { member, browser } = await memberOf(state.branch, { name: '李慧' });
    expect((await browser.get('/me')).text).toContain('请填写您的能力特长');
    await db.member.updateMany({ where: { bureauId, id: member.id }, data: { skillsFilledAt: at } });
    expect((await browser.get('/me')).text).toContain('您的事项都已办好');

    const group = await aGroup(db, state, '教学科研');
    const where = { bureauId, campaignId, branchId };
    await db.groupProposal.updateMany({
      where,
      data: { status: 'CONSULTING', consultationClosesOn: new Date('2026-05-20') },
    });
    const consulting = (await browser.get('/me')).text;
    expect(consulting).toContain('对功能党小组初步意见提出意见');
    expect(consulting).toContain('还有8天');

    await db.branchStep.updateMany({ where, data: { status: 'COMPLETED', completedAt: at } });
    await db.branchStep.create({ data: { ...where, id: newId(), step: 'ENROLLMENT', openedAt: at } });
    await db.groupProposal.updateMany({ where, data: { status: 'ANNOUNCED' } });
    const dates = { opensOn: new Date('2026-05-10'), closesOn: new Date('2026-05-15') };
    await db.enrollmentRound.create({ data: { ...where, id: newId(), ...dates, createdAt: at } });
    expect((await browser.get('/me')).text).toContain('去报名');

    const membership = {
      ...where,
      id: newId(),
      groupId: group.id,
      memberId: member.id,
      source: 'ASSIGNED' as const,
      startedAt: at,
    };
    await db.groupMembership.create({ data: { ...membership, consultationNote: '5月11日面谈' } });
    expect((await browser.get('/me')).text).toContain('确定您参加“教学科研”');
    await db.groupMembership.updateMany({ where: { bureauId }, data: { acknowledgedAt: at } });

    await db.leaderTerm.create({
      data: { ...where, id: newId(), groupId: group.id, memberId: member.id, method: 'APPOINTED', startedAt: at },
    });
    await db.branchStep.create({ data: { ...where, id: newId(), step: 'COMMITMENT', openedAt: at } });
    const leading = (await browser.get('/me')).text;
    expect(leading).toContain('“教学科研”2026年小组承诺');
    expect(leading).toContain(`/branches/${branchId}/groups/${group.id}/commitment`);
    expect(leading).toContain('还有1名组员没有写承诺');
    expect(leading).toContain('去承诺');
  });

  it('R52: is for members only', async () => {
    const state = await aBranchInStep(db, 'SURVEY', app.clock);
    const browser = await signInTo(state.bureauId, state.branchId, 'BRANCH_SECRETARY');
    expect((await browser.get('/me')).status).toBe(403);
  });

  it('P3: asks three queries', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT', app.clock);
    const { browser } = await memberOf(state.branch);
    await browser.get('/account');
    const { queries } = await countQueries(db, () => browser.get('/me'));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(3);
  });
});
