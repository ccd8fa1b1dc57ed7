import { describe, expect, it } from 'vitest';
import { ACCEPTANCE_ITEMS, listFault } from '../../../src/features/acceptance/acceptance.rules.js';
import { ASSESSMENT_LIFE, ASSESSMENT_STATUS_LABELS } from '../../../src/features/acceptance/assessment.rules.js';
import { readSelfAssessment, saveList, submitAssessment } from '../../../src/features/acceptance/index.js';
import { digestOf } from '../../../src/shared/digest.js';
import { aBranchAtAcceptance } from '../../factories/acceptance.js';
import { anAccount } from '../../factories/account.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

describe('R47: the branch goes through the list', () => {
  it('R47: every status has a label and a way in and out', () => {
    const reached = Object.values(ASSESSMENT_LIFE).flatMap((moves) => Object.values(moves).map(({ to }) => to));
    for (const status of Object.keys(ASSESSMENT_STATUS_LABELS)) {
      expect(status === 'DRAFT' || reached.includes(status as never), status).toBe(true);
      expect(Object.keys(ASSESSMENT_LIFE[status as keyof typeof ASSESSMENT_LIFE])).not.toEqual([]);
    }
  });

  it('R47: other points than suggested need a reason; out of range and stale forms are refused with what was typed', async () => {
    const { app, secretary, place } = await aBranchAtAcceptance(db);
    const browser = await app.signIn(secretary.username);
    const path = `/branches/${place.branchId}/acceptance/items/letters`;
    const page = await browser.get(path);
    const suggested = Number(/系统按佐证建议(\d+)分/.exec(page.text)?.[1]);
    expect(suggested).toBeGreaterThan(0);
    const typed = { points: String(suggested - 1), reason: '', remark: '补写了两份', revision: '0' };
    const refused = await browser.post(path, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`与系统建议的${suggested}分不同，请写明理由`);
    expect(refused.text).toContain('补写了两份');
    expect((await browser.post(path, { ...typed, points: '16', reason: '多' })).text).toContain('应为0到15之间的整数');
    expect((await browser.post(path, { ...typed, reason: '两份晚交' })).status).toBe(303);
    const stale = await browser.post(path, { ...typed, reason: '两份晚交' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('已在别处被修改');
    const row = await db.selfAssessment.findFirstOrThrow({ where: place });
    expect(row.entries).toEqual([{ name: 'letters', points: suggested - 1, reason: '两份晚交', remark: '补写了两份' }]);
    expect((await browser.get(`/branches/${place.branchId}/acceptance`)).text).toContain('得分理由：两份晚交');
  });

  it('R47: handing in freezes a version with its digest; the committee sends back with words or passes on', async () => {
    const { app, secretary, member, place, branch } = await aBranchAtAcceptance(db);
    const [own, judge] = [await app.signIn(secretary.username), await app.signIn(member.username)];
    const base = `/branches/${place.branchId}/acceptance`;
    expect((await own.get(`${base}/submission/new`)).text).toContain('项佐证');
    expect((await own.post(`${base}/submission`, { revision: '0' })).status).toBe(303);
    const version = await db.selfAssessmentVersion.findFirstOrThrow({ where: { bureauId: place.bureauId } });
    expect(version.contentHash).toBe(digestOf(version.content as object));
    expect((await own.get(`${base}/versions/1`)).text).toContain(version.contentHash);
    // Frozen while it waits: led back to the page that says so.
    const late = await own.post(`${base}/items/letters`, { points: '1', reason: '改', remark: '', revision: '2' });
    expect([late.status, late.headers['location']]).toEqual([303, base]);
    expect((await db.selfAssessment.findFirstOrThrow({ where: place })).entries).toEqual([]);
    expect((await judge.get('/bureau/reviews')).text).toContain('验收自查');
    const review = `/bureau/acceptance/branches/${branch.id}/review`;
    const silent = await judge.post(review, { outcome: 'return', note: '', revision: '2' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('请写明退回的理由和修改建议');
    expect((await judge.post(review, { outcome: 'return', note: '请补充活动记录', revision: '2' })).status).toBe(303);
    expect((await own.get(base)).text).toContain('局党委意见：请补充活动记录');
    expect((await own.post(`${base}/submission`, { revision: '3' })).status).toBe(303);
    expect((await judge.post(review, { outcome: 'passOn', note: '', revision: '4' })).status).toBe(303);
    expect(await db.selfAssessment.findFirstOrThrow({ where: place })).toMatchObject({
      status: 'PASSED_ON',
      reviewedBy: '刘慧敏',
    });
    expect(await db.selfAssessmentVersion.count({ where: { bureauId: place.bureauId } })).toBe(2);
  });

  it('R47, E10: an officer of the branch does not pass on what his branch handed in', async () => {
    const { app, place, by, secretary, branch, bureauId } = await aBranchAtAcceptance(db);
    await submitAssessment(by(secretary), place, 0);
    const insider = await anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER' });
    const { id: assignment } = await db.roleAssignment.findFirstOrThrow({ where: { bureauId, accountId: insider.id } });
    await db.roleAssignment.create({
      data: {
        ...{
          bureauId,
          id: `0${assignment.slice(1, -1)}${assignment.endsWith('0') ? '1' : '0'}`,
          accountId: insider.id,
        },
        ...{ role: 'BRANCH_COMMITTEE_MEMBER', branchId: branch.id, grantedAt: new Date(0) },
      },
    });
    const browser = await app.signIn(insider.username);
    const review = `/bureau/acceptance/branches/${branch.id}/review`;
    expect((await browser.post(review, { outcome: 'passOn', note: '', revision: '2' })).status).toBe(403);
  });

  it('R47: evidence leads to the records, and to nobody who may not open them', async () => {
    const { app, secretary, region, place } = await aBranchAtAcceptance(db);
    const path = `/branches/${place.branchId}/acceptance`;
    const [own, other] = [await app.signIn(secretary.username), await app.signIn(region.username)];
    const mine = (await own.get(path)).text;
    expect(mine).toMatch(/href="\/branches\/[^"]+\/commitments\/[^"]+\/letter"[^>]*>2026年党支部承诺书/);
    expect(mine).toMatch(/href="[^"]+\/members"[^>]*>党员花名册/);
    const theirs = (await other.get(path)).text;
    expect(theirs).toContain('党员花名册');
    expect(theirs).not.toMatch(/href="[^"]+\/members"/);
    expect(theirs).not.toContain('meetings/new');
    expect(theirs).not.toContain('去补');
  });

  it('R47: the bureau changes titles and points to a hundred, until the first branch has handed in', async () => {
    const { app, by, head, secretary, place } = await aBranchAtAcceptance(db);
    const items = ACCEPTANCE_ITEMS.map(({ name, title, points }) => ({ name, title, points }));
    expect(listFault(items)).toBeNull();
    expect(listFault(items.slice(1))).not.toBeNull();
    const browser = await app.signIn(head.username);
    const fields = (over: Record<string, string>) => ({
      ...Object.fromEntries(
        items.flatMap(({ name, title, points }, index) => [
          [`items.${index}.name`, name],
          [`items.${index}.title`, title],
          [`items.${index}.points`, String(points)],
        ]),
      ),
      ...{ revision: '0', ...over },
    });
    const wrong = await browser.post('/bureau/acceptance/list', fields({ 'items.0.points': '10' }));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('各项分值合计102分，应为100分，请减去2分');
    const right = fields({ 'items.0.points': '10', 'items.1.points': '5', 'items.0.title': '调查摸底到位' });
    expect((await browser.post('/bureau/acceptance/list', right)).status).toBe(303);
    const own = await app.signIn(secretary.username);
    expect((await own.get(`/branches/${place.branchId}/acceptance`)).text).toContain('调查摸底到位');
    await submitAssessment(by(secretary), place, 0);
    await expect(saveList(by(head), place.campaignId, { items, revision: 1 })).rejects.toThrow('清单不能再修改');
    expect((await browser.get('/bureau/acceptance/list')).text).toContain('清单已冻结');
  });

  it('R47: gives the archive plain data, before and after handing in', async () => {
    const { by, secretary, place, clock } = await aBranchAtAcceptance(db);
    const read = () => readSelfAssessment(db, place, clock.now(), new Date('2026-12-01'));
    const before = await read();
    expect(before.version).toBeNull();
    expect(before.content.items).toHaveLength(12);
    await submitAssessment(by(secretary), place, 0);
    const after = await read();
    expect(after.version).toMatchObject({ number: 1, submittedBy: secretary.displayName });
    expect(JSON.parse(JSON.stringify(after.content))).toEqual(after.content);
  });
});
