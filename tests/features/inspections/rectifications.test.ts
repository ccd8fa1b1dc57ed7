import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  listInspectionFiles,
  listInspectionRecords,
  recheckRectification,
  reportRectification,
} from '../../../src/features/inspections/index.js';
import {
  INSPECTION_LIFE,
  INSPECTION_TAGS,
  VISIT_LIFE,
  VISIT_TAGS,
} from '../../../src/features/inspections/inspections.rules.js';
import {
  isOverdue,
  RECTIFICATION_LIFE,
  RECTIFICATION_TAGS,
} from '../../../src/features/inspections/rectifications.rules.js';
import { aHandedOverVisit } from '../../factories/inspection.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { testFiles } from '../../support/file-store.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db, clock } = app;

const photograph = () =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#1f6f43' } })
    .jpeg()
    .toBuffer();

async function scene() {
  clock.set('2026-09-10T10:00:00+08:00');
  const handed = await aHandedOverVisit(app, new Date('2026-09-20'));
  const branch = await app.signIn(handed.secretary.username);
  const inspector = await app.signIn(handed.inspector.username);
  const said = async (over: Record<string, string> = {}) => ({
    ...{ doneOn: '2026-09-10', content: '已补记', revision: String((await handed.row()).revision), ...over },
  });
  return { ...handed, browser: branch, checker: inspector, said };
}

describe('R49: 整改', () => {
  it('R49: the branch answers with evidence, is sent back once with a new deadline, answers again, is closed', async () => {
    const { browser, checker, href, row, said, bureauId } = await scene();
    const answered = await browser.upload(`${href}/reports`, 'file', await photograph(), '记录.jpg', await said());
    expect(answered.status).toBe(303);
    expect(await row()).toMatchObject({ status: 'REPORTED' });
    expect((await checker.get('/bureau/inspections')).text).toContain('复查1项整改');
    expect((await checker.get(href)).text).toContain('已补记');
    const check = async (over: Record<string, string>) =>
      checker.post(`${href}/recheck`, { note: '', newDueOn: '', revision: String((await row()).revision), ...over });
    expect((await check({ action: 'return', newDueOn: '2026-10-01' })).text).toContain('请写明还差什么');
    expect((await check({ action: 'return', note: '缺一次' })).text).toContain('退回时请写明新的时限');
    expect((await check({ action: 'return', note: '缺一次', newDueOn: '2026-09-01' })).status).toBe(422);
    expect((await check({ action: 'return', note: '缺一次', newDueOn: '2026-10-01' })).status).toBe(303);
    expect(await row()).toMatchObject({ status: 'RETURNED', dueOn: new Date('2026-10-01') });
    expect((await browser.get(href)).text).toContain('退回，新的时限2026年10月1日。缺一次');
    expect((await browser.post(`${href}/reports`, await said({ content: '全部补记' }))).status).toBe(303);
    expect((await check({ action: 'close' })).status).toBe(303);
    expect(await row()).toMatchObject({ status: 'CLOSED', closedOn: new Date('2026-09-10') });
    const reports = await db.rectificationReport.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
    expect(reports.map(({ accepted }) => accepted).toSorted()).toEqual([false, true]);
    const trail = await db.auditEvent.findMany({
      where: { bureauId, entity: 'Rectification' },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ toState }) => toState)).toEqual(['NOTED', 'REPORTED', 'RETURNED', 'REPORTED', 'CLOSED']);
    expect((await browser.post(`${href}/reports`, await said())).status).toBe(409);
  });

  it('R49: an answer names a day that has been; what another decided meanwhile is not overwritten', async () => {
    const { browser, checker, href, row, said } = await scene();
    expect((await browser.post(`${href}/reports`, await said({ doneOn: '2026-09-11' }))).text).toContain(
      '不能晚于今天',
    );
    expect((await browser.post(`${href}/reports`, await said({ doneOn: '2026-09-01' }))).text).toContain(
      '不能早于检查那天',
    );
    expect((await browser.post(`${href}/reports`, await said({ content: '' }))).text).toContain('请填写整改情况');
    expect(await row()).toMatchObject({ status: 'OPEN' });
    const stale = await said();
    await browser.post(`${href}/reports`, stale);
    expect((await browser.post(`${href}/reports`, stale)).status).toBe(409);
    const seen = { action: 'close', note: '', newDueOn: '', revision: stale.revision };
    expect((await checker.post(`${href}/recheck`, seen)).status).toBe(409);
    expect(await row()).toMatchObject({ status: 'REPORTED' });
  });

  it('R49: files are added to an answer until its re-check and taken away by the branch only', async () => {
    const { browser, checker, href, branchId, bureauId, said, by, inspector, seat, problemId, row } = await scene();
    await browser.post(`${href}/reports`, await said());
    expect((await browser.get(`${href}/evidence/new`)).text).toContain('type="file"');
    await browser.upload(`${href}/evidence`, 'file', await photograph(), 'a.jpg');
    const file = await db.inspectionEvidence.findFirstOrThrow({ where: { bureauId, reportId: { not: null } } });
    const removal = `/branches/${branchId}/rectification-evidence/${file.id}/removal`;
    expect((await checker.post(`/branches/${branchId}/inspection-evidence/${file.id}/removal`)).status).toBe(404);
    expect((await checker.post(removal)).status).toBe(403);
    expect((await browser.post(removal)).status).toBe(303);
    await browser.upload(`${href}/evidence`, 'file', await photograph(), 'b.jpg');
    const { revision } = await row();
    await recheckRectification(by(inspector), seat, problemId, {
      action: 'close',
      note: null,
      newDueOn: null,
      revision,
    });
    expect((await browser.upload(`${href}/evidence`, 'file', await photograph(), 'c.jpg')).status).toBe(409);
    const last = await db.inspectionEvidence.findFirstOrThrow({ where: { bureauId, removedAt: null } });
    expect((await browser.post(removal.replace(file.id, last.id))).status).toBe(409);
  });

  it('E34: more time is asked for and decided; one request at a time', async () => {
    const { browser, checker, href, row, bureauId } = await scene();
    const ask = (newDueOn: string) => browser.post(`${href}/extensions`, { reason: '等材料', newDueOn });
    expect((await ask('2026-09-19')).text).toContain('新的时限应晚于现在的时限');
    expect((await ask('2026-10-08')).status).toBe(303);
    expect((await ask('2026-10-09')).status).toBe(409);
    expect((await checker.get('/bureau/inspections')).text).toContain('支部申请延期');
    const decide = (action: string, note = '') => checker.post(`${href}/extension-decision`, { action, note });
    expect((await decide('refuse')).text).toContain('请写明不同意的理由');
    expect((await decide('grant')).status).toBe(303);
    expect(await row()).toMatchObject({ status: 'OPEN', dueOn: new Date('2026-10-08') });
    expect((await decide('grant')).status).toBe(409);
    await ask('2026-11-08');
    expect((await decide('refuse', '已经够了')).status).toBe(303);
    expect(await row()).toMatchObject({ dueOn: new Date('2026-10-08') });
    const asked = await db.rectificationExtension.findMany({ where: { bureauId } });
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['GRANTED', 'REFUSED']);
  });

  it('R49, R60: what is overdue shows at the branch, on the bureau’s page and on the progress board with its reason', async () => {
    const { branchId, head, secretary } = await scene();
    clock.set('2026-09-25T10:00:00+08:00');
    const bureau = await app.signIn(head.username);
    const board = (await bureau.get('/bureau/board')).text;
    for (const words of ['整改逾期1项', '逾期5天', '活动记录只有标题']) expect(board).toContain(words);
    expect((await bureau.get('/bureau/inspections')).text).toContain('1项，逾期1项');
    const branch = await app.signIn(secretary.username);
    const home = (await branch.get(`/branches/${branchId}`)).text;
    for (const words of ['整改督导检查发现的问题', '逾期5天']) expect(home).toContain(words);
  });

  it('E10: the re-check is refused to whoever belongs to the branch by now, and to those not of the team', async () => {
    const { href, bureauId, branch, inspector, stranger, browser, said, row } = await scene();
    await browser.post(`${href}/reports`, await said());
    const check = { action: 'close', note: '', newDueOn: '', revision: String((await row()).revision) };
    const onlooker = await app.signIn(stranger.username);
    expect((await onlooker.post(`${href}/recheck`, check)).status).toBe(403);
    const member = await aMember(db, branch);
    await db.account.updateMany({ where: { bureauId, id: inspector.id }, data: { memberId: member.id } });
    const own = await app.signIn(inspector.username);
    const refused = await own.post(`${href}/recheck`, check);
    expect([refused.status, refused.text.includes('按规定回避')]).toEqual([403, true]);
    expect(await row()).toMatchObject({ status: 'REPORTED' });
  });

  it('R47: the acceptance file gets the records of a branch as plain data', async () => {
    const { bureauId, branchId, browser, href, said } = await scene();
    await browser.upload(`${href}/reports`, 'file', await photograph(), '记录.jpg', await said());
    const [record] = await listInspectionRecords(db, { bureauId, branchId });
    expect(record).toMatchObject({
      ...{ title: '第三季度督导检查', team: ['刘慧敏', '吴海涛'], summary: '总体较好。' },
      rectifications: [
        {
          content: '活动记录只有标题',
          severity: '较重',
          status: '待复查',
          reports: [{ content: '已补记', outcome: '待复查' }],
        },
      ],
    });
    expect(record?.items[0]).toMatchObject({ result: '符合' });
    const files = await listInspectionFiles(db, { bureauId, branchId });
    expect(files).toMatchObject([{ fileName: '记录.jpg', shows: '已补记' }]);
  });
});

type Table = Readonly<Record<string, Readonly<Record<string, { to: string; note?: string } | undefined>>>>;
const TABLES: readonly [string, Table, string, Readonly<Record<string, unknown>>, readonly string[]][] = [
  ['inspection', INSPECTION_LIFE, 'PLANNED', INSPECTION_TAGS, ['FINISHED', 'CANCELED']],
  ['visit', VISIT_LIFE, 'PLANNED', VISIT_TAGS, ['ACKNOWLEDGED']],
  ['rectification', RECTIFICATION_LIFE, 'NOTED', RECTIFICATION_TAGS, ['CLOSED', 'WITHDRAWN']],
];

describe.each(TABLES)('R49: the life of an %s', (_name, table, start, tags, ends) => {
  const actions = [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];
  const after = (state: string, action: string) => table[state]?.[action]?.to ?? state;

  it('R49: has a label for every state, reaches every state, ends where it should', () => {
    expect(Object.keys(tags).toSorted()).toEqual(Object.keys(table).toSorted());
    const reached = new Set([start]);
    for (const state of reached) for (const action of actions) reached.add(after(state, action));
    expect([...reached].toSorted()).toEqual(Object.keys(table).toSorted());
    const stuck = Object.keys(table).filter((state) => Object.keys(table[state] ?? {}).length === 0);
    expect(stuck.toSorted()).toEqual([...ends].toSorted());
  });

  it('R49: asks for a reason whenever something is sent back or called off', () => {
    for (const row of Object.values(table)) {
      if (row['return']) expect(row['return'].note).toBeTruthy();
    }
  });
});

it('R49: is overdue only while it is the branch’s turn and its day is over', () => {
  const today = new Date('2026-09-10');
  const dueOn = (text: string) => new Date(text);
  expect(isOverdue({ status: 'OPEN', dueOn: dueOn('2026-09-09') }, today)).toBe(true);
  expect(isOverdue({ status: 'RETURNED', dueOn: dueOn('2026-09-09') }, today)).toBe(true);
  expect(isOverdue({ status: 'OPEN', dueOn: dueOn('2026-09-10') }, today)).toBe(false);
  expect(isOverdue({ status: 'REPORTED', dueOn: dueOn('2026-09-01') }, today)).toBe(false);
  expect(isOverdue({ status: 'CLOSED', dueOn: dueOn('2026-09-01') }, today)).toBe(false);
});

it('R49: whatever is done to a rectification, the portal allows what the table allows and nothing else', {
  timeout: 60_000,
}, async () => {
  clock.set('2026-09-10T10:00:00+08:00');
  const walks = fc.array(fc.constantFrom('report', 'close', 'return'), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const { by, secretary, inspector, seat, branchId, problemId, row } = await aHandedOverVisit(
        app,
        new Date('2026-09-20'),
      );
      for (const action of walk) {
        const before = await row();
        const { revision } = before;
        const said = { doneOn: new Date('2026-09-10'), content: '已整改', revision };
        const checked = {
          action: action as 'close' | 'return',
          note: '还差',
          newDueOn: new Date('2026-10-01'),
          revision,
        };
        const act =
          action === 'report'
            ? reportRectification(by(secretary), testFiles, branchId, problemId, said, null)
            : recheckRectification(by(inspector), seat, problemId, checked);
        const done = await act.then(
          () => true,
          () => false,
        );
        const move = (RECTIFICATION_LIFE as Table)[before.status]?.[action];
        expect(done, `${action} from ${before.status}`).toBe(move !== undefined);
        const now = await row();
        if (move) expect(now.status).toBe(move.to);
        else expect(now).toEqual(before);
      }
    }),
    { numRuns: 8 },
  );
});
