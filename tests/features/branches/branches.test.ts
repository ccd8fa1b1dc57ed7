import { describe, expect, it } from 'vitest';
import { appointOfficer } from '../../../src/features/branches/branches.service.js';
import { RuleViolation } from '../../../src/shared/errors.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-04-02T10:00:00+08:00');
const { db } = app;

async function aBureauWithSecretary(bureauId?: string) {
  const id = bureauId ?? (await aBureau(db)).id;
  const account = await anAccount(db, id, { role: 'BUREAU_SECRETARY' });
  return { bureauId: id, browser: await app.signIn(account.username) };
}

const branchFields = {
  name: '示范区第九中学支部委员会',
  shortName: '第九中学党支部',
  schoolName: '第九中学',
  unitKind: 'MIDDLE',
  hasCommittee: 'on',
};

/** User name and temporary password as the slip shows them. */
function slipIn(html: string): { username: string; password: string } {
  const [username = '', password = ''] = [...html.matchAll(/<code>([^<]+)<\/code>/g)].map(([, text]) => text);
  return { username, password };
}

describe('branches', () => {
  it('E13: fewer than three full members: a joint branch, whose groups span its units', async () => {
    const { bureauId, browser } = await aBureauWithSecretary();
    const alone = await aBranch(db, bureauId, { shortName: '小李庄教学点党支部' });
    await aMember(db, alone, { memberType: 'FULL' });
    await aMember(db, alone, { memberType: 'PROBATIONARY' });
    const warned = (await browser.get('/bureau/branches')).text;
    expect(warned).toContain('正式党员1人');
    expect(warned).toContain('一般与邻近单位成立联合党支部');
    await browser.post(`/bureau/branches/${alone.id}/edit`, {
      ...branchFields,
      ...{
        name: '李庄、河东联合支部',
        shortName: '李庄河东联合党支部',
        schoolName: '李庄教学点、河东小学',
        isJoint: 'on',
      },
    });
    const joint = (await browser.get('/bureau/branches')).text;
    expect(joint).toContain('联合党支部');
    expect(joint).not.toContain('一般与邻近单位成立联合党支部');
    const state = await aBranchInStep(db, 'GROUP_SETUP');
    await db.branch.updateMany({ where: { bureauId: state.bureauId }, data: { isJoint: true } });
    for (const post of ['李庄教学点教师', '河东小学教师', '河东小学校长'])
      await aMember(db, state.branch, { post, memberType: 'FULL' });
    const secretary = await anAccount(db, state.bureauId, { role: 'BRANCH_SECRETARY', branchId: state.branchId });
    const desk = await app.signIn(secretary.username);
    const proposal = `/branches/${state.branchId}/group-proposal`;
    const added = await desk.post(`${proposal}/groups`, {
      ...{ name: '教学科研', groupFunction: '教学科研', otherFunction: '', hostUnitType: 'OTHER' },
      ...{
        hostUnit: '李庄教学点、河东小学',
        duties: '联合教研',
        activityRules: '每月一次',
        minSize: '3',
        maxSize: '10',
      },
    });
    expect(added.status).toBe(303);
    expect((await desk.get(proposal)).text).toContain('李庄教学点、河东小学');
  });

  it('R50: a branch is created, listed and edited; its name is the seal’s and stands once', async () => {
    const { bureauId, browser } = await aBureauWithSecretary();
    expect((await browser.get('/bureau/branches')).text).toContain('还没有党支部');
    const created = await browser.post('/bureau/branches', branchFields);
    expect(created.status).toBe(303);
    const href = String(created.headers['location']);
    expect((await browser.get(href)).text).toContain('任命党支部书记');
    const twice = await browser.post('/bureau/branches', branchFields);
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('已有同名的党支部');
    const edited = await browser.post(`${href}/edit`, {
      ...branchFields,
      shortName: '九中党支部',
      isJoint: 'on',
      hasCommittee: '',
    });
    expect(edited.status).toBe(422);
    const { hasCommittee: _, ...without } = branchFields;
    expect((await browser.post(`${href}/edit`, { ...without, shortName: '九中党支部', isJoint: 'on' })).status).toBe(
      303,
    );
    expect(await db.branch.findMany({ where: { bureauId } })).toMatchObject([
      { shortName: '九中党支部', isJoint: true, hasCommittee: false },
    ]);
    expect((await browser.get('/bureau/branches')).text).toContain('联合党支部');
  });

  it('R3: a branch made while a campaign runs begins at its first step', async () => {
    const { bureauId, campaignId } = await aBranchInStep(db, 'ENROLLMENT');
    const { browser } = await aBureauWithSecretary(bureauId);
    const { headers } = await browser.post('/bureau/branches', branchFields);
    const branchId = String(headers['location']).split('/').at(-1) ?? '';
    expect(await db.branchStep.findMany({ where: { bureauId, branchId } })).toMatchObject([
      { campaignId, step: 'SURVEY', status: 'OPEN' },
    ]);
  });
});

describe('officers', () => {
  const appoint = { role: 'BRANCH_SECRETARY', kind: 'new', displayName: '王建国', username: '' };

  it('R52: a new secretary gets a slip, signs in with it, and must change the password first', async () => {
    const { bureauId, browser } = await aBureauWithSecretary();
    const branch = await aBranch(db, bureauId);
    const answer = await browser.post(`/bureau/branches/${branch.id}/officers`, appoint);
    expect(answer.status).toBe(200);
    const slip = slipIn(answer.text);
    expect(slip.username).toMatch(/^wangjianguo/);
    const own = await app.signIn(slip.username, slip.password);
    expect((await own.get('/')).headers['location']).toBe(`/branches/${branch.id}`);
    expect((await own.get(`/branches/${branch.id}`)).headers['location']).toBe('/account/password');
    expect((await browser.get(`/bureau/branches/${branch.id}`)).text).toContain('王建国');
  });

  it('E27: a second secretary is refused until the first is dismissed, whose session ends', async () => {
    const { bureauId, browser } = await aBureauWithSecretary();
    const branch = await aBranch(db, bureauId);
    const first = await anAccount(db, bureauId, {
      role: 'BRANCH_SECRETARY',
      branchId: branch.id,
      displayName: '李前任',
    });
    const firstBrowser = await app.signIn(first.username);
    const href = `/bureau/branches/${branch.id}`;
    const refused = await browser.post(`${href}/officers`, appoint);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('李前任现任党支部书记');
    expect(refused.text).toContain('value="王建国"');
    const held = await db.roleAssignment.findFirstOrThrow({ where: { bureauId, accountId: first.id } });
    expect((await browser.get(`${href}/officers/${held.id}/dismissal/new`)).text).toContain('确定免去李前任');
    app.clock.advanceMinutes(1);
    expect((await browser.post(`${href}/officers/${held.id}/dismissal`)).status).toBe(303);
    expect((await firstBrowser.get(`/branches/${branch.id}`)).headers['location']).toBe('/sign-in');
    expect((await browser.post(`${href}/officers`, appoint)).status).toBe(200);
  });

  it('E27: of two secretaries appointed at once one gets the post; the other leaves nothing behind', async () => {
    const { bureauId } = await aBureauWithSecretary();
    const branch = await aBranch(db, bureauId);
    const useCase = useCaseFor(db, { bureauId });
    const names = ['赵一鸣', '钱二喜'];
    const ends = await Promise.allSettled(
      names.map((displayName) =>
        appointOfficer(useCase, branch.id, 'BRANCH_SECRETARY', { kind: 'new', displayName, username: null }),
      ),
    );
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = names[ends.findIndex(({ status }) => status === 'fulfilled')];
    const refusal = ends.find((end) => end.status === 'rejected')?.reason;
    expect(refusal).toBeInstanceOf(RuleViolation);
    expect(refusal).toMatchObject({ field: 'role', message: expect.stringContaining(`${winner}现任党支部书记`) });
    const held = await db.roleAssignment.findMany({ where: { bureauId, branchId: branch.id }, select: { role: true } });
    expect(held).toEqual([{ role: 'BRANCH_SECRETARY' }]);
    const opened = await db.account.findMany({ where: { bureauId, displayName: { in: names } } });
    expect(opened).toMatchObject([{ displayName: winner }]);
  });

  it('R52: an existing account is appointed by its user name; an unknown one is refused', async () => {
    const { bureauId, browser } = await aBureauWithSecretary();
    const branch = await aBranch(db, bureauId);
    const member = await aMember(db, branch, { name: '李慧' });
    const account = await anAccount(db, bureauId, { memberId: member.id, displayName: '李慧' });
    const href = `/bureau/branches/${branch.id}/officers`;
    const existing = { role: 'BRANCH_COMMITTEE_MEMBER', kind: 'existing', displayName: '' };
    const unknown = await browser.post(href, { ...existing, username: 'nobody-here' });
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('没有用户名为“nobody-here”的账号');
    expect((await browser.post(href, { ...existing, username: '' })).text).toContain('请填写已有账号的用户名');
    expect((await browser.post(href, { ...existing, username: account.username })).status).toBe(303);
    const roles = await db.roleAssignment.findMany({ where: { bureauId, accountId: account.id } });
    expect(roles).toMatchObject([{ role: 'BRANCH_COMMITTEE_MEMBER', branchId: branch.id }]);
  });

  it('R52: another bureau’s branches and officers are not found, and nothing changes', async () => {
    const mine = await aBureauWithSecretary();
    const other = await aBureauWithSecretary();
    const branch = await aBranch(db, other.bureauId);
    const href = `/bureau/branches/${branch.id}`;
    for (const path of ['', '/edit', '/officers/new'])
      expect((await mine.browser.get(href + path)).status, path).toBe(404);
    expect((await mine.browser.post(`${href}/officers`, appoint)).status).toBe(404);
    expect((await mine.browser.post(`${href}/edit`, branchFields)).status).toBe(404);
    expect(await db.roleAssignment.count({ where: { branchId: branch.id, bureauId: other.bureauId } })).toBe(0);
  });
});

describe('the platform', () => {
  it('R52: the administrator makes a bureau whose secretary can sign in; others may not', async () => {
    const platform = await aBureau(db, { kind: 'PLATFORM', name: '平台' });
    const admin = await anAccount(db, platform.id, { role: 'PLATFORM_ADMIN' });
    const browser = await app.signIn(admin.username);
    expect((await browser.get('/')).headers['location']).toBe('/platform/bureaus');
    const fields = { name: '西城区教育体育局', secretaryName: '陈书记', secretaryUsername: 'xicheng-shuji' };
    const answer = await browser.post('/platform/bureaus', fields);
    expect(answer.status).toBe(200);
    const slip = slipIn(answer.text);
    expect(slip.username).toBe('xicheng-shuji');
    expect((await browser.get('/platform/bureaus')).text).toContain('陈书记');
    const secretary = await app.signIn(slip.username, slip.password);
    expect((await secretary.get('/')).headers['location']).toBe('/account/work');
    expect((await browser.post('/platform/bureaus', { ...fields, secretaryUsername: '' })).text).toContain('已有同名');
    expect((await browser.post('/platform/bureaus', { ...fields, name: '东城区教育体育局' })).text).toContain(
      '已被使用',
    );
    expect(await db.bureau.count({ where: { name: '东城区教育体育局' } })).toBe(0);
    const { browser: stranger } = await aBureauWithSecretary();
    expect((await stranger.get('/platform/bureaus')).status).toBe(403);
  });
});

it('P3: the list of branches asks two queries however many there are', async () => {
  const { bureauId, browser } = await aBureauWithSecretary();
  for (let count = 0; count < 12; count += 1) await aBranch(db, bureauId);
  await browser.get('/bureau/branches');
  const { result, queries } = await countQueries(db, () => browser.get('/bureau/branches'));
  expect(result.text).toContain('共12个支部');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(2);
});
