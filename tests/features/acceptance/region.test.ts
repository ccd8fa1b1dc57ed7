import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../src/access/permissions.js';
import { ACCEPTANCE_ITEMS } from '../../../src/features/acceptance/acceptance.rules.js';
import { closeSheet, endReviewerAccess, saveSheet } from '../../../src/features/acceptance/index.js';
import { aBranchAtAcceptance, passOn } from '../../factories/acceptance.js';
import { TEST_PASSWORD } from '../../factories/account.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const full = ACCEPTANCE_ITEMS.map(({ points }) => ({ points, remark: null as string | null }));
const typed = (over: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    ACCEPTANCE_ITEMS.flatMap(({ points }, index) => [
      [`scores.${index}.at`, String(index)],
      [`scores.${index}.points`, String(points)],
      [`scores.${index}.remark`, ''],
    ]),
  ),
  ...{ remark: '总体较好', revision: '0', ...over },
});

describe('R47: the region’s reviewers', () => {
  it('R47: the role writes its own sheets and nothing else', () => {
    const held = Object.entries(PERMISSIONS).filter(([, roles]) =>
      (roles as readonly string[]).includes('ACCEPTANCE_REVIEWER'),
    );
    expect(held.map(([name]) => name).toSorted()).toEqual([
      'acceptance-files:read',
      'acceptance:read',
      'acceptance:review',
      'branch:read',
      'bureau:read',
      'inspections:read',
      'meetings:read',
    ]);
  });

  it('R47: points item by item, a word where they are not full, closed by himself; nobody sees another’s before', async () => {
    const scene = await aBranchAtAcceptance(db);
    const { app, region, colleague, by, place, branch } = scene;
    await passOn(scene);
    const [one, other] = [await app.signIn(region.username), await app.signIn(colleague.username)];
    const path = `/bureau/acceptance/sheets/${branch.id}`;
    const silent = await one.post(path, typed({ 'scores.5.points': '7' }));
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('没有得满分，请写明意见');
    expect((await one.post(path, typed({ 'scores.0.points': '9' }))).text).toContain('应为0到8之间的整数');
    const said = typed({ 'scores.5.points': '7', 'scores.5.remark': '两次补记' });
    expect((await one.post(path, said)).status).toBe(303);
    expect((await one.post(`${path}/closure`, {})).status).toBe(303);
    expect((await one.post(path, { ...said, revision: '2' })).status).toBe(409);
    const before = (await other.get(path)).text;
    expect(before).not.toContain('郑文博');
    expect((await other.get(`/bureau/acceptance/branches/${branch.id}`)).text).not.toContain('97分');
    await saveSheet(by(colleague), place, { scores: full, remark: '好', revision: 0 });
    await closeSheet(by(colleague), place);
    const after = (await other.get(path)).text;
    expect(after).toContain('郑文博');
    expect(after).toContain('97分');
    expect(
      await db.acceptanceSheet.findFirstOrThrow({ where: { bureauId: place.bureauId, reviewerId: region.id } }),
    ).toMatchObject({
      total: 97,
      status: 'CLOSED',
    });
  });

  it('R47: the sheet on the bureau as a whole closes the review, after every branch’s', async () => {
    const scene = await aBranchAtAcceptance(db);
    const { app, region, by, place, branch } = scene;
    const browser = await app.signIn(region.username);
    // Not passed on yet: nothing to score.
    expect((await browser.get(`/bureau/acceptance/sheets/${branch.id}`)).status).toBe(404);
    await passOn(scene);
    const whole = { campaignId: place.campaignId, branchId: null };
    await saveSheet(by(region), whole, { scores: full, remark: '组织有力', revision: 0 });
    const early = await browser.post('/bureau/acceptance/sheets/bureau/closure', {});
    expect(early.status).toBe(422);
    expect(early.text).toContain('没有定稿，不能结束检查');
    await saveSheet(by(region), place, { scores: full, remark: '好', revision: 0 });
    await closeSheet(by(region), place);
    expect((await browser.post('/bureau/acceptance/sheets/bureau/closure', {})).status).toBe(303);
    expect((await browser.get('/bureau/acceptance/sheets')).text).toContain('您的检查已经结束');
    await expect(saveSheet(by(region), whole, { scores: full, remark: '改', revision: 2 })).rejects.toThrow('已经结束');
  });

  it('R47: the access is opened with a last day, ends by itself after it, and can be ended before', async () => {
    const { app, head, bureauId, clock, by } = await aBranchAtAcceptance(db);
    const chief = await app.signIn(head.username);
    const path = '/bureau/acceptance/reviewers';
    const past = await chief.post(path, { displayName: '马明', lastDay: '2026-11-30' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('最后一天不能早于今天');
    expect(past.text).toContain('马明');
    const opened = await chief.post(path, { displayName: '马明', lastDay: '2026-12-05' });
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('账号可用到2026年12月5日');
    const account = await db.account.findFirstOrThrow({ where: { bureauId, displayName: '马明' } });
    const known = await db.account.findFirstOrThrow({ where: { bureauId, id: head.id } });
    await db.account.update({
      where: { bureauId_id: { bureauId, id: account.id } },
      data: { passwordHash: known.passwordHash, mustChangePassword: false },
    });
    clock.set('2026-12-05T23:59:00+08:00');
    const browser = await app.signIn(account.username, TEST_PASSWORD);
    expect((await browser.get('/bureau/acceptance')).status).toBe(200);
    clock.set('2026-12-06T00:00:00+08:00');
    for (const page of ['/bureau/acceptance', '/bureau/acceptance/sheets', '/bureau/board'])
      expect((await browser.get(page)).status, page).toBe(403);
    expect((await browser.get('/')).headers['location']).toBe('/account');
    expect((await (await app.signIn(head.username)).get(path)).text).toContain('已到期');
    // Ended before its day: the running session is gone; another role is not this page's.
    clock.set('2026-12-04T10:00:00+08:00');
    const role = await db.roleAssignment.findFirstOrThrow({ where: { bureauId, accountId: account.id } });
    const running = await app.signIn(account.username, TEST_PASSWORD);
    clock.set('2026-12-04T11:00:00+08:00');
    await endReviewerAccess(by(head), role.id);
    expect((await running.get('/bureau/acceptance')).headers['location']).toBe('/sign-in');
    const own = await db.roleAssignment.findFirstOrThrow({ where: { bureauId, accountId: head.id } });
    await expect(endReviewerAccess(by(head), own.id)).rejects.toThrow();
  });
});
