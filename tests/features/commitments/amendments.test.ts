import { describe, expect, it } from 'vitest';
import {
  assignItems,
  type CommitmentTarget,
  decideAmendment,
  type ItemInput,
  proposeAmendment,
} from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { aPublishedLetter } from '../../factories/letter.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** A published letter of the branch with two items, the first refined by a published letter of the group. */
async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, secretary, officer, committee, teaching, target } = built;
  const bureauId = bureau.id;
  const clock = testClock('2026-07-05T10:00:00+08:00');
  const app = testAppOn(db, clock);
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const items = (commitmentId: string) =>
    db.commitmentItem.findMany({ where: { bureauId, commitmentId }, orderBy: { position: 'asc' } });
  const letterId = await aPublishedLetter(by(secretary), target, [anItem(), anItem({ mainTask: '办好家长学校' })]);
  const [first, second] = await items(letterId);
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  await assignItems(by(secretary), target, [{ itemId: first?.id ?? '', groupIds: [teaching.group.id] }]);
  const groupLetterId = await aPublishedLetter(by(teaching.leader.account), ofGroup, [
    anItem({ mainTask: '小组的事', parentItemId: first?.id ?? '' }),
  ]);
  const where = { branchId: branch.id, commitmentId: letterId };
  const author = { memberId: null, leads: [], writesFor: [branch.id] };
  const judge = {
    ...{ accountId: committee.id, memberId: null, ofBureau: true, officerOf: [], belongsTo: [], leads: [] },
  };
  const typed = (over: Partial<ItemInput>[]): ItemInput[] =>
    [first, second].map((row, index) => anItem({ id: row?.id ?? '', mainTask: row?.mainTask ?? '', ...over[index] }));
  const propose = (over: Partial<ItemInput>[] = [{ dueDate: new Date('2026-12-30') }], keep = 2) =>
    proposeAmendment(by(secretary), where, author, {
      ...{ version: 1, reason: '教学计划调整', preamble: '', items: typed(over).slice(0, keep) },
    });
  const approve = (amendmentId: string) =>
    decideAmendment(by(committee), { ...where, amendmentId }, judge, {
      ...{ action: 'approve', note: null, secrecyReviewedBy: '陈建国' },
    });
  const letter = () => db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: letterId } } });
  return {
    ...{ ...built, bureauId, clock, app, by, items, letterId, groupLetterId, where, author, judge, propose, approve },
    ...{ letter, typed, first, second, officer },
    base: `/branches/${branch.id}`,
  };
}

describe('amending a published letter', () => {
  it('E33: stays as it is until the side above agrees; then a new version stands and the old one is kept', async () => {
    const { propose, approve, letter, letterId, bureauId, items, clock } = await scene();
    const before = await letter();
    clock.advanceDays(3);
    const id = await propose();
    expect(await letter()).toEqual(before);
    await approve(id);
    const after = await letter();
    expect(after).toMatchObject({ status: 'PUBLISHED', version: 2 });
    expect(after.frozenText).toContain('2026-12-30');
    expect(after.frozenHash).not.toBe(before.frozenHash);
    expect((await items(letterId))[0]?.dueDate).toEqual(new Date('2026-12-30'));
    expect(await db.commitmentVersion.findMany({ where: { bureauId } })).toMatchObject([
      {
        ...{ version: 1, frozenText: before.frozenText, frozenHash: before.frozenHash, reason: '教学计划调整' },
        publishedAt: before.publishedAt,
      },
    ]);
    const notices = await db.notice.findMany({
      where: { bureauId, kind: 'COMMITMENTS' },
      orderBy: { publishedAt: 'asc' },
    });
    expect(notices.map(({ supersededById }) => supersededById)).toEqual([notices[1]?.id, null]);
  });

  it('E38: a changed or dropped item asks those who refine it; the owner confirms', async () => {
    const { propose, approve, items, groupLetterId, letterId, first, app, teaching, base, bureauId } = await scene();
    await approve(await propose([{ workContent: '每学期两次公开课' }]));
    expect((await items(groupLetterId))[0]?.parentChangedAt).not.toBeNull();
    expect((await items(letterId))[0]?.parentChangedAt).toBeNull();
    const leader = await app.signIn(teaching.leader.account.username);
    expect((await leader.get('/me')).text).toContain('有1项的上级事项已经调整');
    const [own] = await items(groupLetterId);
    expect((await leader.get(`${base}/commitments/${groupLetterId}`)).text).toContain(
      `${base}/items/${own?.id}/confirmation`,
    );
    const member = await app.signIn(teaching.member.account.username);
    expect((await member.post(`${base}/items/${own?.id}/confirmation`, {})).status).toBe(404);
    expect((await leader.post(`${base}/items/${own?.id}/confirmation`, {})).status).toBe(303);
    expect((await items(groupLetterId))[0]?.parentChangedAt).toBeNull();
    expect(await db.commitmentItem.count({ where: { bureauId, parentItemId: first?.id ?? '' } })).toBe(1);
  });

  it('E38: an item left out is closed with the reason and keeps what was done; a new one is added', async () => {
    const { by, secretary, where, author, typed, approve, items, letterId, groupLetterId, letter } = await scene();
    const [, second] = typed([]);
    const id = await proposeAmendment(by(secretary), where, author, {
      ...{ version: 1, reason: '任务撤销', preamble: '' },
      items: [...(second ? [second] : []), anItem({ mainTask: '新的任务' })],
    });
    await approve(id);
    const rows = await items(letterId);
    expect(rows.find(({ mainTask }) => mainTask === '提高课堂教学质量')).toMatchObject({
      ...{ closedOn: new Date('2026-07-05'), closeReason: '承诺调整后不再办理：任务撤销' },
    });
    expect(rows.filter(({ closedOn }) => closedOn === null).map(({ mainTask }) => mainTask)).toEqual([
      '办好家长学校',
      '新的任务',
    ]);
    expect((await letter()).frozenText).not.toContain('提高课堂教学质量');
    expect((await items(groupLetterId))[0]?.parentChangedAt).not.toBeNull();
  });

  it('E33: refuses no change, a second proposal, an outdated version, and another’s letter', async () => {
    const { propose, by, secretary, where, author, typed, approve, teaching } = await scene();
    const asked = { version: 1, reason: '调整', preamble: '' };
    const send = (over: object, who = author) =>
      proposeAmendment(by(secretary), where, who, { ...asked, items: typed([]), ...over });
    await expect(send({})).rejects.toThrow('内容没有改动');
    await expect(
      send({ preamble: '新的说明' }, { ...author, writesFor: [], memberId: teaching.leader.member.id } as never),
    ).rejects.toThrow();
    const id = await propose();
    await expect(send({ preamble: '新的说明' })).rejects.toThrow('已有一份调整申请');
    await approve(id);
    await expect(send({ preamble: '新的说明' })).rejects.toThrow('刚才已经调整');
  });

  it('E33, E10: of two who decide at once one counts; the proposer never decides', async () => {
    const { propose, approve, by, secretary, where, judge, letter } = await scene();
    const id = await propose();
    const own = { ...judge, accountId: secretary.id };
    const decision = { action: 'approve', note: null, secrecyReviewedBy: '陈建国' } as const;
    await expect(decideAmendment(by(secretary), { ...where, amendmentId: id }, own, decision)).rejects.toThrow();
    const both = await Promise.allSettled([approve(id), approve(id)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await letter()).version).toBe(2);
  });

  it('E33: is proposed, compared, returned, withdrawn and read by the pages', async () => {
    const { app, secretary, committee, officer, base, letterId, first, second, teaching } = await scene();
    const browser = await app.signIn(secretary.username);
    const page = `${base}/commitments/${letterId}`;
    expect((await browser.get(page)).text).toContain(`${page}/amendments/new`);
    expect((await browser.get(`${page}/amendments/new`)).text).toContain('value="提高课堂教学质量"');
    const row = (index: number, id: string, mainTask: string) =>
      Object.fromEntries(
        Object.entries({ id, mainTask, workContent: '内容', dueDate: '2026-12-20' }).map(([name, value]) => [
          `items.${index}.${name}`,
          value,
        ]),
      );
    const fields = { version: '1', reason: '计划有变', preamble: '', ...row(0, first?.id ?? '', '改过的任务') };
    const asked = await browser.post(`${page}/amendments`, { ...fields, ...row(1, second?.id ?? '', '办好家长学校') });
    expect(asked.status).toBe(303);
    const href = asked.headers.location ?? '';
    expect((await browser.get(href)).text).toContain('<ins>');
    const member = await app.signIn(teaching.member.account.username);
    expect((await member.get(href)).status).toBe(404);
    expect((await member.post(`${href}/decision`, { action: 'return', note: '不' })).status).toBe(403);
    const bureau = await app.signIn(committee.username);
    expect((await bureau.get('/bureau/reviews')).text).toContain(href);
    expect((await bureau.get(href)).text).toContain('提交审核意见');
    expect((await bureau.post(`${href}/decision`, { action: 'return', note: '' })).text).toContain(
      '请写明不同意的理由',
    );
    const colleague = await app.signIn(officer.username);
    expect((await colleague.post(`${href}/decision`, { action: 'return', note: '不' })).status).toBe(404);
    expect((await browser.post(`${href}/withdrawal`, {})).status).toBe(303);
    expect((await bureau.post(`${href}/decision`, { action: 'return', note: '不必' })).status).toBe(409);
    const again = await browser.post(`${page}/amendments`, { ...fields, ...row(1, second?.id ?? '', '办好家长学校') });
    const done = await bureau.post(`${again.headers.location}/decision`, {
      action: 'approve',
      note: '',
      secrecyReviewedBy: '刘志远',
    });
    expect([done.status, done.headers.location]).toEqual([303, page]);
    const now = (await browser.get(page)).text;
    expect(now).toContain('改过的任务');
    expect(now).toContain(`${page}/versions/1`);
    const old = (await browser.get(`${page}/versions/1`)).text;
    expect(old).toContain('已由第2版替代，理由：计划有变');
    expect(old).toContain('提高课堂教学质量');
    expect((await browser.get(`${page}/versions/7`)).status).toBe(404);
  });
});
