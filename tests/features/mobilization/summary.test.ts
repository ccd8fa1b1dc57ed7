import { describe, expect, it } from 'vitest';
import { listFigures } from '../../../src/features/mobilization/figures.queries.js';
import { publishStatement } from '../../../src/features/mobilization/index.js';
import {
  changedLines,
  figuresOfBranch,
  figuresOfBureau,
  openPlaces,
  refreshed,
  sumOf,
  templateOf,
} from '../../../src/features/mobilization/summary-text.rules.js';
import { NotFound } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchAtAcceptance } from '../../factories/acceptance.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { aMember } from '../../factories/member.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const at = new Date('2026-12-01T02:00:00Z');
const one = {
  ...{ branchId: 'b', shortName: '一中党支部', members: 20, groups: 4, meetings: 6, sessions: 2 },
  ...{ branchLetters: 1, groupLetters: 4, memberLetters: 20, items: 50, done: 30, overdue: 2, records: 80 },
  ...{ honours: 1, words: 3, answered: 3 },
};

describe('R46: the text and its figures', () => {
  it('R46: the template states the figures with their moment and asks for what figures do not say', () => {
    const text = templateOf(figuresOfBranch(one, at), '本支部');
    expect(text).toContain('以下数据由系统统计，截至2026年12月1日 10:00。');
    expect(text).toContain('公布承诺书25份：党支部1份，功能党小组4份，党员20份。');
    expect(text).toContain('承诺事项50项，已办结30项，逾期未办结2项；经认可的践诺记录80条。');
    expect(openPlaces(text)).toBe(4);
  });

  it('R46: the bureau’s gathers the branches', () => {
    const figures = figuresOfBureau([one, { ...one, branchId: 'c', shortName: '二小党支部', members: 5 }], at);
    const text = templateOf(figures, '全局');
    expect(sumOf([one, one]).members).toBe(40);
    expect(text).toContain('全局参加活动的党支部2个。');
    expect(text).toContain('党员25名，设立功能党小组8个。');
    expect(text).toContain('二小党支部：党员5名');
  });

  it('R46: changed figures are named; a sentence left as it was is brought up to date, a reworded one is left', () => {
    const before = figuresOfBranch(one, at);
    const now = figuresOfBranch({ ...one, members: 21, words: 4 }, new Date('2026-12-09T02:00:00Z'));
    expect(changedLines(before, now).map((line) => line.now)).toEqual([
      '党员21名，设立功能党小组4个。',
      '收到师生和群众意见4条，已答复3条。',
    ]);
    expect(changedLines(before, before)).toEqual([]);
    const body = templateOf(before, '本支部').replace('收到师生和群众意见3条', '师生提了3条意见');
    const after = refreshed(body, before, now);
    expect(after.left).toBe(1);
    expect(after.body).toContain('党员21名');
    expect(after.body).toContain('截至2026年12月9日 10:00');
  });

  it('R46: only those on the roster, accepted records, items whose day has passed and words that are shown are counted', async () => {
    const { place, branch, bureauId, ofMember, secretary } = await aBranchAtAcceptance(db);
    const figures = async (day: string) => (await listFigures(db, place, new Date(day)))[0];
    const before = await figures('2026-09-05');
    expect(before).toMatchObject({ items: 1, done: 0, overdue: 0, records: 0, words: 0, answered: 0 });
    expect(await figures('2026-09-06')).toMatchObject({ overdue: 1 });
    await aMember(db, branch, { leftOn: new Date('2026-06-01') });
    const word = (status: 'RECEIVED' | 'ANSWERED' | 'HIDDEN') =>
      db.feedback.create({
        data: {
          ...{ ...place, id: newId(), year: 2026, kind: 'SUGGESTION', content: '建议', status },
          ...{ createdAt: at, trackingCode: newId() },
        },
      });
    for (const status of ['RECEIVED', 'ANSWERED', 'HIDDEN'] as const) await word(status);
    const item = { bureauId, id: ofMember };
    const id = await anAcceptedRecord(db, item, secretary, { doneOn: '2026-08-01', value: 4, completes: true });
    const mark = (status: 'RETURNED' | 'ACCEPTED') =>
      db.fulfillment.updateMany({ where: { bureauId, id }, data: { status } });
    await mark('RETURNED');
    expect(await figures('2026-09-06')).toEqual({ ...before, overdue: 1, words: 2, answered: 1 });
    await mark('ACCEPTED');
    expect(await figures('2026-09-06')).toEqual({ ...before, done: 1, records: 1, words: 2, answered: 1 });
  });

  it('R47: the report of the self-assessment goes to the committee and never on the board', async () => {
    const { place, by, secretary } = await aBranchAtAcceptance(db);
    const text = { title: '自查报告', body: '一、完成情况', status: 'APPROVED' as const, createdAt: at };
    await db.branchStatement.create({ data: { ...place, id: newId(), kind: 'SELF_ASSESSMENT', ...text } });
    await expect(publishStatement(by(secretary), place, 'SELF_ASSESSMENT', '李明')).rejects.toThrow(NotFound);
    expect(await db.notice.count({ where: { bureauId: place.bureauId, title: '自查报告' } })).toBe(0);
  });

  it('R46: from the template to the published summary, every save a draft that can be compared', async () => {
    const { app, secretary, member, place, branch } = await aBranchAtAcceptance(db);
    await db.branchStep.updateMany({ where: { ...place, step: 'SUMMARY' }, data: { status: 'OPEN' } });
    const [own, judge] = [await app.signIn(secretary.username), await app.signIn(member.username)];
    const path = `/branches/${branch.id}/statements/summary`;
    expect((await own.get(path)).text).toContain('按模板起草，填入数据');
    expect((await own.post(`${path}/draft`, {})).status).toBe(303);
    const drafted = await db.branchStatement.findFirstOrThrow({ where: { ...place, kind: 'SUMMARY' } });
    const members = await db.member.count({ where: { bureauId: place.bureauId, branchId: branch.id } });
    expect(drafted.body).toContain(`党员${members}名`);
    const early = await own.post(`${path}/submission`, {});
    expect(early.status).toBe(422);
    expect(early.text).toContain('还有4处“请补充”没有填写');
    // A member more: the page says so, and the text is brought up to date on request.
    await aMember(db, branch, { name: '新来的' });
    expect((await own.get(path)).text).toContain(`现在：党员${members + 1}名`);
    await own.post(`${path}/draft`, {});
    const fresh = await db.branchStatement.findFirstOrThrow({ where: { ...place, kind: 'SUMMARY' } });
    expect(fresh.body).toContain(`党员${members + 1}名`);
    const body = fresh.body.replaceAll(/【请补充：[^】]*】/g, '支部坚持集体研究。');
    const saved = { title: '活动总结', body, revision: String(fresh.revision) };
    expect((await own.post(path, saved)).status).toBe(303);
    const versions = await db.statementVersion.findMany({
      where: { bureauId: place.bureauId },
      orderBy: { number: 'asc' },
    });
    expect(versions.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await own.get(`${path}/versions/3`)).text).toMatch(/<ins>[^<]*支部坚持集体研究/);
    expect((await own.get(`${path}/versions/9`)).status).toBe(404);
    expect((await own.post(`${path}/submission`, {})).status).toBe(303);
    await judge.post(`/bureau/statements/${fresh.id}/reviews`, { outcome: 'approve', note: '' });
    const secrecy = { secrecyReviewedBy: '李明', secrecyReview: 'on' };
    expect((await own.post(`${path}/publication`, secrecy)).status).toBe(303);
    expect(await db.notice.findFirstOrThrow({ where: { ...place, kind: 'SUMMARY' } })).toMatchObject({
      title: '活动总结',
    });
    const word = await own.get(`${path}/word`);
    expect(word.headers['content-disposition']).toContain('.docx');
    expect((await own.get(`${path}/print`)).text).toContain('报告单位');
  });

  it('R46: the bureau’s report: written by one, approved by another, published on the bureau’s board', async () => {
    const { app, head, member, place, bureauId } = await aBranchAtAcceptance(db);
    const [chief, other] = [await app.signIn(head.username), await app.signIn(member.username)];
    const path = '/bureau/report';
    expect((await chief.post(`${path}/draft`, {})).status).toBe(303);
    expect((await chief.post(`${path}/submission`, {})).status).toBe(422);
    const { body, revision } = await db.bureauReport.findFirstOrThrow({ where: { bureauId } });
    const worded = body.replaceAll(/【请补充：[^】]*】/g, '各支部循序渐进。');
    expect((await chief.post(path, { title: '全局总结', body: worded, revision: String(revision) })).status).toBe(303);
    expect((await chief.post(path, { title: '全局总结', body: worded, revision: String(revision) })).status).toBe(409);
    expect((await chief.post(`${path}/submission`, {})).status).toBe(303);
    expect((await chief.post(`${path}/reviews`, { outcome: 'approve', note: '' })).status).toBe(403);
    expect((await other.post(`${path}/reviews`, { outcome: 'return', note: '' })).status).toBe(422);
    expect((await other.post(`${path}/reviews`, { outcome: 'approve', note: '' })).status).toBe(303);
    expect((await chief.post(`${path}/publication`, { secrecyReviewedBy: '刘慧敏', secrecyReview: 'on' })).status).toBe(
      303,
    );
    const { campaignId } = place;
    expect(
      await db.notice.findFirstOrThrow({ where: { bureauId, campaignId, branchId: null, kind: 'SUMMARY' } }),
    ).toMatchObject({
      title: '全局总结',
    });
    expect((await chief.post(`${path}/draft`, {})).status).toBe(422);
  });
});
