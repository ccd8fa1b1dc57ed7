import sharp from 'sharp';
import { expect, it } from 'vitest';
import { addEvidence } from '../../../src/features/fulfillments/index.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { startTestApp } from '../../support/app.js';
import { testFiles } from '../../support/file-store.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db } = app;

const photograph = () =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: '#1f6f43' } })
    .jpeg()
    .toBuffer();

async function scene() {
  const built = await publishedLetters(app);
  const { base, bureauId, teaching, ofMember, branch } = built;
  const member = await app.signIn(teaching.member.account.username);
  const leader = await app.signIn(teaching.leader.account.username);
  await member.post(`${base}/items/${ofMember}/fulfillments`, { doneOn: '2026-09-08', content: '答疑', value: '2' });
  const { id } = await db.fulfillment.findFirstOrThrow({ where: { bureauId }, select: { id: true } });
  const record = `${base}/fulfillments/${id}`;
  const kept = () => db.evidence.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  const account = teaching.member.account;
  const useCase = useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, app.clock);
  const keeper = { memberId: teaching.member.member.id, leads: [], writesFor: [] };
  const add = async () =>
    addEvidence(useCase, testFiles, branch.id, keeper, id, { bytes: await photograph(), name: '照片.jpg' });
  const accept = () => leader.post(`${record}/decision`, { action: 'accept', note: '', revision: '1' });
  return { ...built, member, leader, record, kept, add, accept, recordId: id };
}

it('R41: is put to one’s own record, shown safely, taken away; after acceptance it stays', async () => {
  const { base, member, leader, record, kept, accept, ofMember, secretary } = await scene();
  const page = `${base}/items/${ofMember}`;
  expect((await member.get(page)).text).toContain(`${record}/evidence/new`);
  expect((await member.get(`${record}/evidence/new`)).text).toContain('type="file"');
  const done = await member.upload(`${record}/evidence`, 'file', await photograph(), '公开课.png');
  expect([done.status, done.headers.location?.split('#')[0]]).toEqual([303, page]);
  const [file] = await kept();
  expect(file).toMatchObject({ fileName: '公开课.jpg', mediaType: 'image/jpeg', removedAt: null });
  const href = `${base}/evidence/${file?.id}`;
  expect((await leader.get(page)).text).toContain(`src="${href}"`);
  const shown = await leader.get(href);
  expect(shown.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'content-disposition': 'inline',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  });
  expect((await leader.post(`${href}/removal`, {})).status).toBe(404);
  expect((await leader.upload(`${record}/evidence`, 'file', await photograph(), 'a.jpg')).status).toBe(404);
  expect((await (await app.signIn(secretary.username)).post(`${href}/removal`, {})).status).toBe(404);
  expect((await member.post(`${href}/removal`, {})).status).toBe(303);
  expect((await leader.get(href)).status).toBe(404);
  expect(await testFiles.get(file?.storageKey ?? '')).toBeNull();
  await member.upload(`${record}/evidence`, 'file', await photograph(), 'b.jpg');
  await accept();
  const last = (await kept()).find(({ removedAt }) => removedAt === null);
  expect((await member.post(`${base}/evidence/${last?.id}/removal`, {})).status).toBe(409);
  expect((await member.upload(`${record}/evidence`, 'file', await photograph(), 'c.jpg')).status).toBe(409);
});

it('R40, R41: the public sees it once its record is accepted', async () => {
  const { bureauId, member, record, kept, accept, ofMember } = await scene();
  await member.upload(`${record}/evidence`, 'file', await photograph(), 'a.jpg');
  const [file] = await kept();
  const href = `/board/${bureauId}/evidence/${file?.id}`;
  const anybody = app.anonymous();
  expect((await anybody.get(href)).status).toBe(404);
  await accept();
  expect((await anybody.get(href)).headers['content-type']).toBe('image/jpeg');
  await db.commitment.updateMany({
    where: { bureauId, items: { some: { id: ofMember } } },
    data: { status: 'APPROVED' },
  });
  expect((await anybody.get(href)).status).toBe(404);
});

it('R41: a file over 5 MB, none, or no picture: the form again with the reason, and nothing kept', async () => {
  const { member, record, kept } = await scene();
  const path = `${record}/evidence`;
  const large = await member.upload(path, 'file', Buffer.alloc(5 * 1_048_576 + 1, 1), 'a.jpg');
  expect(large.status).toBe(422);
  expect(large.text).toContain('文件超过5MB');
  expect((await member.post(path, {})).text).toContain('请选择照片或PDF文件');
  expect((await member.upload(path, 'file', Buffer.from('<html>'), 'a.jpg')).text).toContain('只能上传照片');
  expect(await kept()).toEqual([]);
});

it('R41: at most six a record, also when they come at once; a refused one leaves no file', async () => {
  const { add, kept } = await scene();
  const answers = await Promise.allSettled(Array.from({ length: 8 }, add));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  const rows = await kept();
  expect(rows).toHaveLength(6);
  expect(new Set(rows.map(({ storageKey }) => storageKey)).size).toBe(6);
});

it('R41: a PDF is handed over, not shown', async () => {
  const { base, member, record, kept } = await scene();
  const pdf = Buffer.from('%PDF-1.7\n<</Type/Catalog>>\n%%EOF\n');
  await member.upload(`${record}/evidence`, 'file', pdf, '../小结.pdf');
  const [file] = await kept();
  const shown = await member.get(`${base}/evidence/${file?.id}`);
  expect(shown.headers['content-type']).toBe('application/pdf');
  expect(shown.headers['content-disposition']).toContain(
    `attachment; filename="??.pdf"; filename*=UTF-8''${encodeURIComponent('小结.pdf')}`,
  );
});
