import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { addMaterialLink } from '../../../src/features/mobilization/study-materials.service.js';
import { saveStudyNote } from '../../../src/features/mobilization/study-notes.service.js';
import { NotFound } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import { cleanMaterial } from '../../../src/shared/material-cleaning.js';
import { SIZES, wordDocument } from '../../../src/shared/word.js';
import { line } from '../../../src/shared/word-blocks.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aMember } from '../../factories/member.js';
import { aPhotograph } from '../../factories/picture.js';
import { testAppOn } from '../../support/app.js';
import { testFiles } from '../../support/file-store.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const letter = () =>
  wordDocument({
    ...{ title: '提纲', creator: '支部', size: SIZES.body, children: [line('提纲')] },
    margins: { top: 1_440, bottom: 1_440, left: 1_440, right: 1_440 },
  });
const workbook = async (): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('学习').addRow(['内容']);
  return Buffer.from(await book.xlsx.writeBuffer());
};

async function scene() {
  const state = await aBranchInStep(db, 'STUDY');
  const { bureauId, branchId, branch } = state;
  const app = testAppOn(db, state.clock);
  const [wang, li, zhao] = [
    await aMember(db, branch, { name: '王伟' }),
    await aMember(db, branch, { name: '李娜' }),
    await aMember(db, branch, { name: '赵静' }),
  ];
  const account = (over: object) => anAccount(db, bureauId, over);
  const secretary = await app.signIn((await account({ role: 'BRANCH_SECRETARY', branchId })).username);
  const member = await app.signIn((await account({ memberId: li.id })).username);
  const other = await app.signIn((await account({ memberId: zhao.id })).username);
  const bureau = await app.signIn((await account({ role: 'BUREAU_SECRETARY' })).username);
  const base = `/branches/${branchId}`;
  const said = { topic: '会议精神', heldOn: '2026-05-10', place: '会议室', material: '文件', summary: '讨论' };
  const hold = async (present: string[], query = '') => {
    const answer = await secretary.post(`${base}/study-sessions${query}`, { ...said, attendeeIds: present });
    expect(answer.status).toBe(303);
    return `${answer.headers.location}`;
  };
  const sessions = () => db.studySession.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  return { ...state, app, wang, li, zhao, secretary, member, other, bureau, base, said, hold, sessions };
}

it('R4: everybody is invited; the absent are kept with their reasons, which only the branch’s officers read', async () => {
  const { secretary, member, base, hold, sessions, wang, li, zhao } = await scene();
  const form = (await secretary.get(`${base}/study-sessions/new`)).text;
  expect(form.match(/name="attendeeIds"[^>]* checked/g)).toHaveLength(3);
  const href = await hold([wang.id, li.id]);
  const page = (await secretary.get(href)).text;
  expect(page).toContain('还有1名缺席党员没有写明原因');
  const withPresent = await secretary.post(`${href}/absences`, {
    ...{ 'absences.0.memberId': zhao.id, 'absences.0.reason': '公出' },
    ...{ 'absences.1.memberId': wang.id, 'absences.1.reason': '没有缺席' },
  });
  expect(withPresent.status).toBe(422);
  const explained = await secretary.post(`${href}/absences`, {
    ...{ 'absences.0.memberId': zhao.id, 'absences.0.reason': '公出' },
  });
  expect(explained.status).toBe(303);
  expect((await sessions())[0]?.absences).toEqual([{ memberId: zhao.id, name: '赵静', reason: '公出' }]);
  expect((await secretary.get(href)).text).toContain('赵静（公出）');
  const seen = (await member.get(href)).text;
  expect(seen).toContain('李娜、王伟');
  expect(seen).not.toContain('公出');
  expect((await member.get(`${href}/absences/edit`)).status).toBe(403);
});

it('R4: the record is put right, keeping the reasons given; of two at once one counts', async () => {
  const { secretary, hold, sessions, said, wang, li, zhao } = await scene();
  const href = await hold([wang.id]);
  const reason = { 'absences.0.memberId': zhao.id, 'absences.0.reason': '请假' };
  await secretary.post(`${href}/absences`, reason);
  const changed = { ...said, summary: '改过', attendeeIds: [wang.id, li.id], revision: '2' };
  expect((await secretary.get(`${href}/edit`)).text).toContain('value="2"');
  expect((await secretary.post(href, changed)).status).toBe(303);
  expect((await secretary.post(href, changed)).status).toBe(409);
  expect((await secretary.post(href, { ...changed, heldOn: '2026-05-30', revision: '3' })).status).toBe(422);
  const [row] = await sessions();
  expect(row?.summary).toBe('改过');
  expect(row?.absences).toEqual([{ memberId: zhao.id, name: '赵静', reason: '请假' }]);
});

it('R4: who cannot be reached is not invited; who leaves the roster later stays written down as absent', async () => {
  const { secretary, hold, sessions, said, wang, li, zhao, bureauId } = await scene();
  await db.member.updateMany({ where: { bureauId, id: li.id }, data: { isLost: true } });
  const href = await hold([wang.id]);
  expect((await sessions())[0]?.absences).toEqual([{ memberId: zhao.id, name: '赵静', reason: '' }]);
  await secretary.post(`${href}/absences`, { 'absences.0.memberId': zhao.id, 'absences.0.reason': '请假' });
  await db.member.updateMany({ where: { bureauId, id: zhao.id }, data: { leftOn: new Date('2026-05-11') } });
  const changed = { ...said, summary: '改过', attendeeIds: [wang.id], revision: '2' };
  expect((await secretary.post(href, changed)).status).toBe(303);
  expect((await sessions())[0]?.absences).toEqual([{ memberId: zhao.id, name: '赵静', reason: '请假' }]);
});

it('R4, S1: sessions, their material and notes are those of the branch in the address alone', async () => {
  const { app, secretary, hold, wang, bureauId, base, useCase, campaignId } = await scene();
  const href = await hold([wang.id]);
  const link = { title: '教育部', href: 'https://www.moe.gov.cn/' };
  expect((await secretary.upload(`${href}/materials`, 'file', await aPhotograph(), '板书.jpg')).status).toBe(303);
  const { id } = await db.studyMaterial.findFirstOrThrow({ where: { bureauId } });
  const sibling = await aBranch(db, bureauId);
  const away = `/branches/${sibling.id}`;
  const there = await aMember(db, sibling);
  const neighbors = [
    await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: sibling.id, memberId: there.id }),
    await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY' }),
  ];
  for (const { username } of neighbors) {
    const browser = await app.signIn(username);
    expect((await browser.get(`${away}/study-materials/${id}`)).status).toBe(404);
    expect((await browser.get(href.replace(base, away))).status).toBe(404);
  }
  const neighbor = await app.signIn(neighbors[0]?.username ?? '');
  for (const path of [href, href.replace(base, away)])
    expect((await neighbor.post(`${path}/links`, link)).status).toBe(404);
  for (const path of [base, away])
    expect((await neighbor.post(`${path}/study-materials/${id}/removal`)).status).toBe(404);
  expect((await neighbor.post(`/me/study-notes/${href.split('/').at(-1)}`, { content: '体会' })).status).toBe(404);
  expect(await db.studyMaterial.findMany({ where: { bureauId } })).toMatchObject([{ id, removedAt: null }]);
  // The services refuse it too, whoever calls them.
  const sessionId = href.split('/').at(-1) ?? '';
  const inSibling = { campaignId, branchId: sibling.id };
  await db.branchStep.create({
    data: { bureauId, ...inSibling, id: newId(), step: 'STUDY', openedAt: new Date('2026-05-01') },
  });
  await expect(addMaterialLink(useCase, inSibling, sessionId, link)).rejects.toThrow(NotFound);
  const note = { sessionId, memberId: there.id };
  await expect(saveStudyNote(useCase, inSibling, note, '体会')).rejects.toThrow(NotFound);
});

it('R4: material as PDF, Word, Excel or picture is told by its content and handed over, never run', async () => {
  const { secretary, member, bureau, hold, wang, bureauId, base } = await scene();
  const href = await hold([wang.id]);
  const pdf = Buffer.from('%PDF-1.7\n<</Type/Catalog>>\n%%EOF\n');
  for (const [bytes, name] of [
    [await letter(), '提纲.html'],
    [await workbook(), '名单.xlsx'],
    [pdf, '讲话.pdf'],
    [await aPhotograph(), '板书.jpg'],
  ] as const)
    expect((await secretary.upload(`${href}/materials`, 'file', bytes, name)).status).toBe(303);
  const rows = await db.studyMaterial.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ fileName }) => fileName)).toEqual(['提纲.docx', '名单.xlsx', '讲话.pdf', '板书.jpg']);
  for (const word of ['>提纲</a>', 'Word文件，', 'Excel文件，', 'PDF文件，', '照片，'])
    expect((await member.get(href)).text).toContain(word);
  for (const { id, fileName } of rows) {
    const got = await member.get(`${base}/study-materials/${id}`);
    expect(got.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect(got.headers['x-content-type-options']).toBe('nosniff');
    if (!fileName?.endsWith('.jpg')) expect(got.headers['content-disposition']).toContain('attachment');
  }
  expect((await bureau.get(`${base}/study-materials/${rows[0]?.id}`)).status).toBe(200);
  const [first] = rows;
  expect((await member.post(`${base}/study-materials/${first?.id}/removal`)).status).toBe(403);
  expect((await secretary.post(`${base}/study-materials/${first?.id}/removal`)).status).toBe(303);
  expect((await secretary.post(`${base}/study-materials/${first?.id}/removal`)).status).toBe(409);
  expect((await member.get(`${base}/study-materials/${first?.id}`)).status).toBe(404);
  expect(await testFiles.get(first?.storageKey ?? '')).toBeNull();
});

it('R4: files that act or reach out, old formats, archives and web pages are refused with what to do', async () => {
  const docx = await letter();
  const named = (from: string, to: string) => Buffer.from(docx.toString('latin1').replaceAll(from, to), 'latin1');
  const cases: [Buffer, string][] = [
    [named('word/styles.xml', 'word/vbaProject'), '含有宏'],
    [named('word/document.xml', 'text/document.xml'), '只能上传PDF、Word'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版的Word、Excel文件'],
    [Buffer.from('<html><script>1</script></html>'), '只能上传PDF、Word'],
    [docx.subarray(0, docx.length - 40), '打不开'],
    [Buffer.alloc(0), '是空的'],
  ];
  for (const [bytes, words] of cases) await expect(cleanMaterial(bytes, 'a.docx'), words).rejects.toThrow(words);
  const { secretary, hold, wang, bureauId } = await scene();
  const href = await hold([wang.id]);
  const refused = await secretary.upload(`${href}/materials`, 'file', Buffer.from('MZ'), 'a.exe');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('只能上传PDF、Word（docx）、Excel（xlsx）文件或照片');
  expect((await secretary.post(`${href}/materials`)).text).toContain('请选择材料文件');
  expect(await db.studyMaterial.count({ where: { bureauId } })).toBe(0);
});

it('R4: only addresses over https with a host of its own are kept; at most ten materials a session', async () => {
  const { secretary, member, hold, wang, bureauId, base, useCase, branchId, campaignId } = await scene();
  const href = await hold([wang.id]);
  for (const bad of [
    'http://www.moe.gov.cn/',
    'javascript:alert(1)',
    'https://localhost/',
    'https://a:b@moe.gov.cn/',
    '//x',
    '',
  ])
    expect((await secretary.post(`${href}/links`, { title: '网站', href: bad })).status, bad).toBe(422);
  const good = { title: '教育部', href: 'https://www.moe.gov.cn/jyb_xwfb/' };
  for (let count = 0; count < 10; count += 1) expect((await secretary.post(`${href}/links`, good)).status).toBe(303);
  expect((await secretary.post(`${href}/links`, good)).text).toContain('最多10份材料');
  expect(await db.studyMaterial.count({ where: { bureauId } })).toBe(10);
  const page = (await member.get(href)).text;
  expect(page).toContain('rel="noopener noreferrer"');
  expect(page).toContain('外部网址：<code>www.moe.gov.cn</code>');
  // One taken away makes room for one, also for four at once.
  const { id, sessionId } = await db.studyMaterial.findFirstOrThrow({ where: { bureauId } });
  expect((await secretary.post(`${base}/study-materials/${id}/removal`)).status).toBe(303);
  const add = (place = { campaignId, branchId }) => addMaterialLink(useCase, place, sessionId, good);
  const four = await Promise.allSettled([1, 2, 3, 4].map(() => add()));
  expect(four.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
  expect(await db.studyMaterial.count({ where: { bureauId, removedAt: null } })).toBe(10);
});

it('R4: a member’s own words are read by himself and the officers, by no colleague and nobody of the bureau', async () => {
  const { app, secretary, member, other, bureau, hold, wang, bureauId, branchId } = await scene();
  const href = await hold([wang.id]);
  const own = `/me/study-notes/${href.split('/').at(-1)}`;
  expect((await member.post(own, { content: '我的体会' })).status).toBe(303);
  expect((await member.get(href)).text).toContain('我的体会');
  expect((await member.get(own)).text).toContain('我的体会');
  expect((await secretary.get(href)).text).toContain('李娜');
  expect((await secretary.get(href)).text).toContain('我的体会');
  for (const browser of [other, bureau]) expect((await browser.get(href)).text).not.toContain('我的体会');
  expect((await app.anonymous().get(`/board/${bureauId}/branches/${branchId}`)).text).not.toContain('我的体会');
  await member.post(own, { content: '改写' });
  expect(await db.studyNote.findMany({ where: { bureauId }, select: { content: true } })).toEqual([
    { content: '改写' },
  ]);
  expect((await member.post(own, { content: '' })).status).toBe(303);
  expect(await db.studyNote.count({ where: { bureauId } })).toBe(0);
  const audit = await db.auditEvent.findMany({ where: { bureauId, action: { startsWith: 'studyNote.' } } });
  expect(audit).toHaveLength(3);
  expect(JSON.stringify(audit, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain('体会');
});

it('R4: the plan shows what is to come, is marked held by its record, and says why something was called off', async () => {
  const { secretary, member, base, bureauId, branchId, campaignId, hold, wang } = await scene();
  const plan = `${base}/study-plan`;
  const event = { kind: 'STUDY', plannedOn: '2026-05-10', topic: '学习讲话精神', note: '' };
  expect((await member.post(plan, event)).status).toBe(403);
  expect((await secretary.post(plan, { ...event, topic: '' })).status).toBe(422);
  for (const over of [{}, { kind: 'MEETING', topic: '支委会' }, { topic: '外出参观', plannedOn: '2026-06-01' }])
    expect((await secretary.post(plan, { ...event, ...over })).status).toBe(303);
  const [study, meeting, trip] = await db.plannedEvent.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  expect((await member.get(plan)).text).toContain('计划中');
  expect((await member.get(plan)).text).not.toContain('/cancellation/new');
  expect((await secretary.get(`${base}/study-sessions/new?plan=${study?.id}`)).text).toContain('学习讲话精神');
  for (const bad of ['x', meeting?.id])
    expect((await secretary.get(`${base}/study-sessions/new?plan=${bad}`)).status).toBe(404);
  const href = await hold([wang.id], `?plan=${study?.id}`);
  expect((await secretary.get(plan)).text).toContain(href);
  const again = await secretary.post(`${base}/study-sessions?plan=${study?.id}`, {
    ...{ topic: '再来', heldOn: '2026-05-10', place: 'a', material: 'a', summary: 'a', attendeeIds: [wang.id] },
  });
  expect(again.status).toBe(409);
  expect(await db.studySession.count({ where: { bureauId } })).toBe(1);
  const account = await db.account.findFirstOrThrow({ where: { bureauId } });
  const minutes = await db.branchMeeting.create({
    data: {
      ...{
        bureauId,
        id: meeting?.id ?? '',
        branchId,
        campaignId,
        kind: 'COMMITTEE',
        purpose: 'OTHER',
        title: '五月支委会',
      },
      ...{
        heldOn: new Date('2026-05-10'),
        place: '办公室',
        chair: '王',
        recorder: '李',
        eligibleCount: 3,
        presentCount: 3,
      },
      ...{ agenda: '', decision: '', verdict: 'NO_VOTE', verdictText: '', ruleSet: '', createdById: account.id },
      createdAt: new Date('2026-05-10T02:00:00Z'),
    },
  });
  expect((await secretary.get(`${plan}/${meeting?.id}/meeting/new`)).text).toContain('五月支委会');
  expect((await secretary.post(`${plan}/${meeting?.id}/meeting`, { meetingId: study?.id ?? '' })).status).toBe(422);
  expect((await secretary.post(`${plan}/${meeting?.id}/meeting`, { meetingId: minutes.id })).status).toBe(303);
  expect((await secretary.post(`${plan}/${meeting?.id}/cancellation`, { reason: '晚了' })).status).toBe(409);
  expect((await secretary.post(`${plan}/${trip?.id}/cancellation`, { reason: '' })).status).toBe(422);
  expect((await secretary.post(`${plan}/${trip?.id}/cancellation`, { reason: '下雨' })).status).toBe(303);
  expect((await member.get(plan)).text).toContain('下雨');
});
