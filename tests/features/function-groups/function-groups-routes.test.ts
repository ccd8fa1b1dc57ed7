import { describe, expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, type GroupSetupWish } from '../../factories/group-setup.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-06-02T10:00:00+08:00');

const GROUP = {
  name: '教学科研',
  groupFunction: '教学科研',
  otherFunction: '',
  hostUnitType: 'SUBJECT_TEAM',
  hostUnit: '语文教研组',
  duties: '课堂教学研究',
  activityRules: '每月活动一次',
  minSize: '3',
  maxSize: '10',
};
const MINUTES = {
  place: '会议室',
  chair: '王建国',
  recorder: '李慧',
  absentNote: '',
  observers: '',
  agenda: '研究方案',
  discussion: '',
  decision: '同意设立。',
};

async function aBranchWithPeople(wish: GroupSetupWish = {}) {
  app.clock.set('2026-06-02T10:00:00+08:00');
  const setup = await aBranchInGroupSetup(app.db, app.clock, wish);
  const memberId = setup.members[0]?.id ?? '';
  const account = await anAccount(app.db, setup.bureauId, { memberId, displayName: '党员1' });
  const href = `/branches/${setup.branch.id}/group-proposal`;
  return {
    ...setup,
    href,
    groupsHref: `/branches/${setup.branch.id}/groups`,
    /** The secretary's browser; signed in again where the clock went on, for sessions end. */
    office: () => app.signIn(setup.secretary.username),
    phone: () => app.signIn(account.username),
    proposal: () => app.db.groupProposal.findFirst({ where: { bureauId: setup.bureauId } }),
    groups: () => app.db.functionGroup.findMany({ where: { bureauId: setup.bureauId }, orderBy: { position: 'asc' } }),
  };
}

describe('the way of a proposal through its pages', () => {
  it('R10–R15: from the suggested groups to the notice board', { timeout: 60_000 }, async () => {
    const { href, groupsHref, office, phone, proposal, groups, bureauId } = await aBranchWithPeople();
    let secretary = await office();
    expect((await secretary.get(href)).text).toContain('采用活动方案的全部7个小组');
    expect((await secretary.post(`${href}/suggested-groups`)).status).toBe(303);
    const [first, second] = await groups();
    const changed = await secretary.post(`${href}/groups/${first?.id}`, { ...GROUP, name: '教研先锋', revision: '2' });
    expect(changed.status).toBe(303);
    expect((await secretary.get(`${href}/groups/${second?.id}/removal/new`)).text).toContain('从方案中删去');
    expect((await secretary.post(`${href}/groups/${second?.id}/removal`)).status).toBe(303);
    expect(await groups()).toHaveLength(6);
    await secretary.post(`${href}/rationale`, { rationale: '围绕教学中心工作设置。' });

    let member = await phone();
    expect((await member.get('/me/consultation')).text).toContain('支部还没有开始征求意见');
    expect((await member.get(href)).text).not.toContain('教研先锋');
    expect((await secretary.get(`${href}/consultation/new`)).text).toContain('开始征求党员意见吗');
    expect((await secretary.post(`${href}/consultation`, { closesOn: '2026-06-05' })).status).toBe(303);

    const read = await member.get('/me/consultation');
    expect(read.text).toContain('教研先锋');
    expect(read.text).toContain('围绕教学中心工作设置。');
    expect((await member.post('/me/consultation', { stance: 'SUGGEST', content: '增加志愿服务组' })).status).toBe(303);
    const opinion = await app.db.consultationOpinion.findFirstOrThrow({ where: { bureauId } });
    expect((await secretary.get(href)).text).toContain('增加志愿服务组');
    const form = await secretary.get(`${href}/opinions/${opinion.id}`);
    const seenAt = /name="seenAt" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const answered = await secretary.post(`${href}/opinions/${opinion.id}`, {
      handling: 'NOT_ADOPTED',
      answer: '由德育工作小组承担',
      seenAt,
    });
    expect(answered.status).toBe(303);
    expect((await member.get('/me/consultation')).text).toContain('由德育工作小组承担');

    app.clock.set('2026-06-06T10:00:00+08:00');
    secretary = await office();
    const decision = await secretary.get(`${href}/decision/new`);
    expect(decision.text).toContain('会议研究确定了小组方案吗');
    const votes = {
      kind: 'COMMITTEE',
      heldOn: '2026-06-06',
      eligibleCount: '5',
      presentCount: '5',
      forCount: '5',
      againstCount: '0',
      abstainCount: '0',
    };
    expect((await secretary.post(`${href}/decision`, { ...MINUTES, ...votes })).status).toBe(303);
    expect(await proposal()).toMatchObject({ status: 'DECIDED' });
    const general = { heldOn: '2026-06-06', eligibleCount: '8', presentCount: '7', secrecyReviewedBy: '李慧' };
    const unreviewed = await secretary.post(`${href}/announcement`, { ...MINUTES, ...general });
    expect(unreviewed.status).toBe(422);
    expect(unreviewed.text).toContain('请先进行保密审查');
    expect((await secretary.post(`${href}/announcement`, { ...MINUTES, ...general, secrecyReview: 'on' })).status).toBe(
      303,
    );
    expect(await proposal()).toMatchObject({ status: 'ANNOUNCED' });
    expect(await app.db.notice.count({ where: { bureauId, kind: 'GROUPS' } })).toBe(1);

    member = await phone();
    const list = await member.get(groupsHref);
    expect(list.text).toContain('教研先锋');
    expect(list.text).toContain('尚未产生');
    const again = await secretary.post(`${href}/announcement`, { ...MINUTES, ...general, secrecyReview: 'on' });
    expect(again.status).toBe(409);
  });

  it('R10: a group that cannot be kept comes back with what was typed', async () => {
    const { href, office, groups } = await aBranchWithPeople();
    const secretary = await office();
    expect((await secretary.get(`${href}/groups/new`)).status).toBe(200);
    const long = await secretary.post(`${href}/groups`, {
      ...GROUP,
      name: '教学科研、课题研究小组',
      groupFunction: '',
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain('请只用文字');
    expect(long.text).toContain('课堂教学研究');
    const noFunction = await secretary.post(`${href}/groups`, { ...GROUP, groupFunction: '' });
    expect(noFunction.text).toContain('请选择功能定位');
    expect(await groups()).toHaveLength(0);
    await secretary.post(`${href}/groups`, GROUP);
    const twice = await secretary.post(`${href}/groups`, GROUP);
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('本支部已有名为“教学科研”的小组');
    expect(await groups()).toHaveLength(1);
  });

  it('a stale change of a group is shown again with a word, and goes through on the next press', async () => {
    const { href, office, groups } = await aBranchWithPeople();
    const secretary = await office();
    await secretary.post(`${href}/groups`, GROUP);
    const [group] = await groups();
    const stale = await secretary.post(`${href}/groups/${group?.id}`, { ...GROUP, duties: '新的职责', revision: '1' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('刚才小组方案有过修改');
    expect(stale.text).toContain('新的职责');
    const revision = /name="revision" value="(\d+)"/.exec(stale.text)?.[1] ?? '';
    expect(
      (await secretary.post(`${href}/groups/${group?.id}`, { ...GROUP, duties: '新的职责', revision })).status,
    ).toBe(303);
    expect((await groups())[0]?.duties).toBe('新的职责');
  });

  it('E14: a small branch is offered one single group', async () => {
    app.clock.set('2026-06-02T10:00:00+08:00');
    const setup = await aBranchInGroupSetup(app.db, app.clock, { members: 4 });
    const secretary = await app.signIn(setup.secretary.username);
    expect((await secretary.get(`/branches/${setup.branch.id}/group-proposal`)).text).toContain(
      '可以只设一个功能党小组',
    );
  });

  it('R52: a member may not manage the proposal; another branch is not found', async () => {
    const { href, office, phone, groups, bureauId, campaignId } = await aBranchWithPeople();
    const stranger = await aBranchWithPeople({ beside: { bureauId, campaignId } });
    const member = await phone();
    expect((await member.post(`${href}/groups`, GROUP)).status).toBe(403);
    expect((await member.get(`${href}/decision/new`)).status).toBe(403);
    const other = await stranger.office();
    expect((await other.get(href)).status).toBe(404);
    expect((await other.post(`${href}/groups`, GROUP)).status).toBe(404);
    expect((await other.get(stranger.groupsHref.replace(/branches.*groups/, 'me/consultation'))).status).toBe(403);
    await (await office()).post(`${href}/groups`, GROUP);
    const [group] = await groups();
    const theirs = `${stranger.href}/groups/${group?.id}`;
    expect((await other.get(`${theirs}/edit`)).status).toBe(404);
    expect((await other.post(theirs, { ...GROUP, duties: '改', revision: '1' })).status).toBe(404);
    expect((await other.post(`${theirs}/removal`)).status).toBe(404);
    expect(await groups()).toMatchObject([{ duties: GROUP.duties }]);
  });

  it('acts out of turn are answered 409 and change nothing', async () => {
    const { href, office, proposal } = await aBranchWithPeople();
    const secretary = await office();
    expect((await secretary.get(`${href}/decision/new`)).status).toBe(409);
    expect((await secretary.get(`${href}/announcement/new`)).status).toBe(409);
    expect((await secretary.post(`${href}/consultation`, { closesOn: '2026-06-09' })).status).toBe(422);
    expect(await proposal()).toBeNull();
  });

  it('P3: the pages keep within their queries', async () => {
    const { href, groupsHref, office, phone } = await aBranchWithPeople();
    const secretary = await office();
    const member = await phone();
    await secretary.post(`${href}/suggested-groups`);
    await secretary.post(`${href}/consultation`, { closesOn: '2026-06-05' });
    const visits = [
      [secretary, groupsHref, 4],
      [secretary, href, 6],
      [secretary, `${href}/decision/new`, 6],
      [member, '/me/consultation', 6],
    ] as const;
    for (const [browser, path, most] of visits) {
      await browser.get(path);
      const { result, queries } = await countQueries(app.db, () => browser.get(path));
      expect(result.status, path).toBe(200);
      expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(most);
    }
  });
});
