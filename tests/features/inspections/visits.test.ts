import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { startVisit } from '../../../src/features/inspections/index.js';
import { anAccount } from '../../factories/account.js';
import { aHandedOverVisit, aPlannedVisit, UNTOUCHED } from '../../factories/inspection.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db } = app;

const photograph = () =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#1f6f43' } })
    .jpeg()
    .toBuffer();

async function underway() {
  const planned = await aPlannedVisit(app);
  await startVisit(planned.by(planned.inspector), planned.seat, planned.visitId);
  const inspector = await app.signIn(planned.inspector.username);
  const lines = await planned.items();
  /** The whole form, with some lines filled in. */
  const filled = (over: Record<number, { result?: string; note?: string; was?: string }>) =>
    Object.fromEntries(
      lines.flatMap(({ id }, index) => {
        const said = { id, result: '', note: '', was: UNTOUCHED, ...over[index] };
        return Object.entries(said).map(([name, value]) => [`items.${index}.${name}`, value]);
      }),
    );
  return { ...planned, browser: inspector, lines, filled };
}

describe('R49: on the spot', () => {
  it('R49: begins on its day, by the team only, and copies the checklist', async () => {
    const { base, plan, inspector, stranger, secretary, items, visitId, bureauId } = await aPlannedVisit(app);
    const onlooker = await app.signIn(stranger.username);
    expect((await onlooker.get(base)).text).toContain('您不在这次督导检查的督导组里');
    expect((await onlooker.post(`${base}/start`)).status).toBe(403);
    expect(await items()).toEqual([]);
    const branch = await app.signIn(secretary.username);
    expect((await branch.get(base)).status).toBe(404);
    expect((await branch.post(`${base}/start`)).status).toBe(403);
    const browser = await app.signIn(inspector.username);
    expect((await browser.get('/bureau/inspections')).text).toContain('去检查');
    expect((await browser.get(base)).text).toContain('可以开始检查');
    expect((await browser.post(`${base}/start`)).headers['location']).toBe(`${base}/checklist`);
    expect(await items()).toHaveLength(12);
    expect(await db.inspectionVisit.findFirst({ where: { bureauId, id: visitId } })).toMatchObject({
      ...{ status: 'UNDERWAY', startedByName: '吴海涛' },
    });
    expect((await browser.get(plan)).text).toContain('检查中');
    expect((await browser.post(`${base}/start`)).status).toBe(409);
  });

  it('R49: shows beside each line what the portal already knows of the branch', async () => {
    const { base, browser, branch } = await underway();
    await aMember(db, branch, { name: '没填特长' });
    const { text } = await browser.get(`${base}/checklist`);
    expect(text).toContain('系统里已有的');
    expect(text).toContain('没填特长');
    expect(text).toContain('支部还没有进行到这一步');
    expect(text).toContain('data-keep');
  });

  it('R49: keeps results and notes, a few at a time, with who filled them in', async () => {
    const { base, browser, filled, items, bureauId } = await underway();
    const done = await browser.post(`${base}/checklist`, filled({ 0: { result: 'MET', note: '属实' } }));
    expect(done.status).toBe(303);
    expect((await browser.get(String(done.headers['location']))).text).toContain('已保存1项');
    expect((await items())[0]).toMatchObject({ result: 'MET', note: '属实', filledBy: '吴海涛', revision: 2 });
    expect((await items())[1]).toMatchObject({ result: null, note: null, filledBy: null, revision: 1 });
    expect(await db.auditEvent.count({ where: { bureauId, action: 'inspection.findings' } })).toBe(1);
    const long = await browser.post(`${base}/checklist`, filled({ 1: { result: 'MET', note: '字'.repeat(1001) } }));
    expect(long.status).toBe(422);
    expect(long.text).toContain('记录最多1000个字');
    const rubbish = await browser.post(`${base}/checklist`, filled({ 1: { result: 'PERFECT' } }));
    expect(rubbish.status).toBe(422);
    expect((await items())[1]).toMatchObject({ result: null, revision: 1 });
  });

  it('R49: two inspectors fill in different lines at once; of one line the second sees what the first wrote', async () => {
    const { base, browser, filled, items, leader } = await underway();
    const second = await app.signIn(leader.username);
    await browser.post(`${base}/checklist`, filled({ 0: { result: 'MET', note: '甲写的' } }));
    const other = await second.post(`${base}/checklist`, filled({ 1: { result: 'NOT_MET', note: '乙写的' } }));
    expect(other.status).toBe(303);
    expect((await items()).slice(0, 2)).toMatchObject([{ note: '甲写的' }, { note: '乙写的' }]);
    const same = await second.post(`${base}/checklist`, filled({ 0: { result: 'NOT_MET', note: '乙也写了' } }));
    expect(same.status).toBe(422);
    expect(same.text).toContain('刚才吴海涛已填写“符合：甲写的”');
    expect(same.text).toContain('乙也写了');
    expect((await items())[0]).toMatchObject({ result: 'MET', note: '甲写的' });
    const was = /name="items\.0\.was" value="(\w+)"/.exec(same.text)?.[1] ?? '';
    const merged = filled({ 0: { result: 'NOT_MET', note: '甲写的；乙也写了', was } });
    expect((await second.post(`${base}/checklist`, merged)).status).toBe(303);
    expect((await items())[0]).toMatchObject({ result: 'NOT_MET', note: '甲写的；乙也写了', filledBy: '刘慧敏' });
  });

  it('R49: puts photographs to a line, shows them safely, takes them away', async () => {
    const { base, branchId, browser, lines, bureauId, secretary } = await underway();
    const path = `${base}/items/${lines[0]?.id}/evidence`;
    expect((await browser.get(`${path}/new`)).text).toContain('type="file"');
    expect((await browser.upload(path, 'file', await photograph(), '现场.png')).status).toBe(303);
    expect((await browser.upload(path, 'file', Buffer.from('<html>'), 'a.jpg')).text).toContain('只能上传照片');
    const file = await db.inspectionEvidence.findFirstOrThrow({ where: { bureauId } });
    expect(file).toMatchObject({ fileName: '现场.jpg', itemId: lines[0]?.id, removedAt: null });
    const href = `/branches/${branchId}/inspection-evidence/${file.id}`;
    const shown = await browser.get(href);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    // Not before the hand-over.
    expect((await (await app.signIn(secretary.username)).get(href)).status).toBe(404);
    expect((await browser.get(base)).text).toContain(`src="${href}"`);
    expect((await browser.post(`${href}/removal`)).status).toBe(303);
    expect((await browser.get(href)).status).toBe(404);
    const uploads = Array.from({ length: 8 }, async () => browser.upload(path, 'file', await photograph(), 'b.jpg'));
    const taken = (await Promise.all(uploads)).filter(({ status }) => status === 303);
    expect(taken).toHaveLength(6);
    expect(await db.inspectionEvidence.count({ where: { bureauId, removedAt: null } })).toBe(6);
  });

  it('R49: notes, mends and takes away problems, in words, with a deadline', async () => {
    const { base, branchId, browser, bureauId, lines } = await underway();
    const said = { content: '没有记录', severity: 'MINOR', demand: '补记', dueOn: '2026-10-01', revision: '0' };
    const path = `${base}/problems`;
    expect((await browser.get(`${path}/new?item=${lines[2]?.id}`)).text).toContain(`value="${lines[2]?.id}" selected`);
    const early = await browser.post(path, { ...said, dueOn: '2026-09-01', itemId: '' });
    expect([early.status, early.text.includes('整改时限不能早于今天')]).toEqual([422, true]);
    const bad = await browser.post(path, { ...said, severity: '5', itemId: '' });
    expect(bad.text).toContain('请选择程度');
    const fields = { ...said, itemId: lines[2]?.id ?? '' };
    expect((await browser.upload(path, 'file', await photograph(), '墙.jpg', fields)).status).toBe(303);
    const row = await db.rectification.findFirstOrThrow({ where: { bureauId }, include: { evidence: true } });
    expect(row).toMatchObject({
      status: 'NOTED',
      severity: 'MINOR',
      itemId: lines[2]?.id,
      evidence: [{ fileName: '墙.jpg' }],
    });
    const href = `/branches/${branchId}/rectifications/${row.id}`;
    expect((await browser.get(`${href}/edit`)).text).toContain('没有记录');
    expect((await browser.post(href, { ...fields, content: '缺两次记录', revision: '1' })).status).toBe(303);
    expect((await browser.post(href, { ...fields, revision: '1' })).status).toBe(409);
    expect((await browser.get(href)).text).toContain('缺两次记录');
    expect((await browser.post(`${href}/withdrawal`)).status).toBe(303);
    expect(await db.rectification.findFirst({ where: { bureauId } })).toMatchObject({ status: 'WITHDRAWN' });
    expect((await browser.get(href)).status).toBe(404);
  });
});

describe('R49: the hand-over', () => {
  it('R49: wants a result for every line and goes to the branch with its problems', async () => {
    const { base, browser, filled, lines, secretary, bureauId, visitId, inspectionId } = await underway();
    expect((await browser.post(`${base}/handover`, { summary: '较好' })).text).toContain('还有12项没有结果');
    const all = Object.fromEntries(lines.map((_, index) => [index, { result: 'MET', note: '' }]));
    await browser.post(`${base}/checklist`, filled(all));
    const said = {
      content: '没有记录',
      severity: 'GRAVE',
      demand: '补记',
      dueOn: '2026-10-01',
      itemId: '',
      revision: '0',
    };
    await browser.post(`${base}/problems`, said);
    expect((await browser.post(`${base}/handover`, { summary: '' })).status).toBe(422);
    expect((await browser.get(`${base}/handover/new`)).text).toContain('1个问题交给支部');
    expect((await browser.post(`${base}/handover`, { summary: '总体较好' })).status).toBe(303);
    expect(await db.rectification.findFirst({ where: { bureauId } })).toMatchObject({ status: 'OPEN' });
    expect(await db.inspectionVisit.findFirst({ where: { bureauId, id: visitId } })).toMatchObject({
      ...{ status: 'HANDED_OVER', handedOverByName: '吴海涛', summary: '总体较好' },
    });
    expect(await db.inspection.findFirst({ where: { bureauId, id: inspectionId } })).toMatchObject({
      status: 'FINISHED',
    });
    expect((await browser.post(`${base}/checklist`, filled({ 0: { result: 'NOT_MET' } }))).status).toBe(409);
    const branch = await app.signIn(secretary.username);
    expect((await branch.get(base)).text).toContain('请确认收到督导检查记录');
  });

  it('R49: the branch sees what to do on its first page, acknowledges with its word, prints the record', async () => {
    const { base, branchId, secretary, visitId, bureauId } = await aHandedOverVisit(app, new Date('2026-10-10'));
    const branch = await app.signIn(secretary.username);
    const home = (await branch.get(`/branches/${branchId}`)).text;
    for (const words of ['整改督导检查发现的问题', '2026年10月10日截止', '确认收到督导检查记录'])
      expect(home).toContain(words);
    expect(home).not.toContain('1项问题要整改');
    const step = (await branch.get(`/branches/${branchId}/steps/survey`)).text;
    for (const words of ['督导检查的整改', '1项问题要整改', '2026年10月10日到期', '1份记录等支部书记确认收到'])
      expect(step).toContain(words);
    expect((await branch.get(`/branches/${branchId}/inspections`)).text).toContain('活动记录只有标题');
    const word = '其中一次因停电没有开展。';
    expect((await branch.post(`${base}/acknowledgement`, { statement: word })).status).toBe(303);
    expect(await db.inspectionVisit.findFirst({ where: { bureauId, id: visitId } })).toMatchObject({
      ...{ status: 'ACKNOWLEDGED', acknowledgedByName: '李振华', statement: word },
    });
    expect((await branch.post(`${base}/acknowledgement`, { statement: '' })).status).toBe(409);
    const paper = (await branch.get(`${base}/record`)).text;
    for (const words of ['督导检查记录', '组长刘慧敏', '活动记录只有标题（较重）', word, '督导组组长', '党支部书记'])
      expect(paper).toContain(words);
    expect(paper).not.toMatch(/\d分/);
  });

  it('R49: members see nothing of it, another branch neither, the region reads, the board is silent', async () => {
    const { base, branchId, branch, bureauId, href } = await aHandedOverVisit(app, new Date('2026-09-20'));
    const member = await aMember(db, branch);
    const account = await anAccount(db, bureauId, { memberId: member.id });
    const browser = await app.signIn(account.username);
    const home = await browser.get(`/branches/${branchId}`);
    expect(home.status).toBe(200);
    expect(home.text).not.toContain('督导检查');
    for (const path of [base, href, `/branches/${branchId}/inspections`, `${base}/record`])
      expect((await browser.get(path)).status).toBe(403);
    const region = await anAccount(db, bureauId, { role: 'ACCEPTANCE_REVIEWER' });
    const reader = await app.signIn(region.username);
    expect((await reader.get(base)).status).toBe(200);
    expect((await reader.get(href)).text).not.toContain('<form class="form"');
    const board = await app.anonymous().get(`/board/${bureauId}/branches/${branchId}`);
    expect(board.text).not.toContain('活动记录只有标题');
  });
});
