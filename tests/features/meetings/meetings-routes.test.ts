import { describe, expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, type GroupSetupWish } from '../../factories/group-setup.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-06-09T16:00:00+08:00');

const FIELDS = {
  kind: 'GENERAL',
  groupId: '',
  purpose: 'OTHER',
  title: '讨论 <b>暑期</b> 工作',
  heldOn: '2026-06-08',
  place: '会议室',
  chair: '王建国',
  recorder: '李慧',
  eligibleCount: '8',
  presentCount: '7',
  absentNote: '李明，出差',
  observers: '',
  agenda: '暑期工作安排',
  discussion: '',
  decision: '按方案执行',
  forCount: '7',
  againstCount: '',
  abstainCount: '',
};

async function aSecretary(wish: GroupSetupWish = {}) {
  const setup = await aBranchInGroupSetup(app.db, app.clock, wish);
  const browser = await app.signIn(setup.secretary.username);
  return { ...setup, browser, href: `/branches/${setup.branch.id}/meetings` };
}

describe('the meeting pages', () => {
  it('R59: a secretary records a meeting and prints its minutes', async () => {
    const { browser, href, bureauId } = await aSecretary();
    const empty = await browser.get(href);
    expect(empty.status).toBe(200);
    expect(empty.text).toContain('还没有会议记录');
    const blank = await browser.get(`${href}/new`);
    expect(blank.text).toContain('名册8人，应到8人');
    const saved = await browser.post(href, FIELDS);
    expect(saved.status).toBe(303);
    const meeting = await app.db.branchMeeting.findFirstOrThrow({ where: { bureauId } });
    expect(saved.headers['location']).toBe(`${href}/${meeting.id}`);
    const minutes = await browser.get(`${href}/${meeting.id}`);
    expect(minutes.text).toContain('支部党员大会记录');
    expect(minutes.text).toContain('讨论 &lt;b&gt;暑期&lt;/b&gt; 工作');
    expect(minutes.text).toContain('应到8人，实到7人，缺席1人');
    expect((await browser.get(href)).text).toContain(`${href}/${meeting.id}`);
  });

  it('R59: numbers that cannot be right come back with what was typed, and nothing is kept', async () => {
    const { browser, href, bureauId } = await aSecretary();
    const refused = await browser.post(href, { ...FIELDS, presentCount: '9' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('实到9人，多于应到8人');
    expect(refused.text).toContain('value="李慧"');
    const missing = await browser.post(href, { ...FIELDS, kind: '', place: '' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('请更正以下2处');
    expect(await app.db.branchMeeting.count({ where: { bureauId } })).toBe(0);
  });

  it('R52: a member may not read minutes, and another branch has none', async () => {
    const { branch, bureauId, campaignId, members, href } = await aSecretary();
    const memberId = members[0]?.id ?? '';
    const member = await app.signIn((await anAccount(app.db, bureauId, { memberId })).username);
    expect((await member.get(href)).status).toBe(403);
    const stranger = await aSecretary({ beside: { bureauId, campaignId } });
    expect((await stranger.browser.get(`/branches/${branch.id}/meetings`)).status).toBe(404);
    expect((await stranger.browser.post(`/branches/${branch.id}/meetings`, FIELDS)).status).toBe(404);
    expect((await stranger.browser.get(`${stranger.href}/not-an-id`)).status).toBe(404);
    expect((await stranger.browser.get(`${stranger.href}/0197a7a0-0000-7000-8000-000000000000`)).status).toBe(404);
  });

  it('P3: the list and the form keep within their queries', async () => {
    const { browser, href } = await aSecretary();
    await browser.post(href, FIELDS);
    await browser.get(href);
    for (const [path, most] of [
      [href, 4],
      [`${href}/new`, 4],
    ] as const) {
      const { result, queries } = await countQueries(app.db, () => browser.get(path));
      expect(result.status).toBe(200);
      expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(most);
    }
  });
});
