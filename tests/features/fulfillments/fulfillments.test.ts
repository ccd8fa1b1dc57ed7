import { expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-09-10T10:00:00+08:00');
const { db } = app;

const published = () => publishedLetters(app);

const DEED = { doneOn: '2026-09-08', content: '为学生答疑', value: '2' };

it('R41, R42: recorded by the member, returned once, mended, accepted by the leader, and rolled up to the branch', async () => {
  const { base, bureauId, teaching, secretary, ofMember, ofGroup, ofBranch } = await published();
  const [member, leader, desk] = await Promise.all([
    app.signIn(teaching.member.account.username),
    app.signIn(teaching.leader.account.username),
    app.signIn(secretary.username),
  ]);
  const page = `${base}/items/${ofMember}`;
  expect((await member.get(page)).text).toContain('逾期');
  const empty = await member.post(`${page}/fulfillments`, { ...DEED, value: '' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('请填写到这一天达到的数');
  expect(empty.text).toContain('为学生答疑');
  expect((await member.post(`${page}/fulfillments`, { ...DEED, doneOn: '2026-09-11' })).text).toContain('不能晚于今天');
  expect((await leader.post(`${page}/fulfillments`, DEED)).status).toBe(404);
  expect((await member.post(`${page}/fulfillments`, DEED)).status).toBe(303);
  const { id, revision } = await db.fulfillment.findFirstOrThrow({ where: { bureauId } });
  const record = `${base}/fulfillments/${id}`;
  expect((await leader.get(`${base}/fulfillments`)).text).toContain('认可1条记录');
  expect((await desk.get(`${base}/fulfillments`)).text).toContain('没有等待您认可的记录');
  const decide = (browser: typeof leader, action: string, note: string, seen = revision) =>
    browser.post(`${record}/decision`, { action, note, revision: String(seen) });
  expect((await decide(desk, 'accept', '')).status).toBe(404);
  expect((await decide(member, 'accept', '')).status).toBe(403);
  expect((await decide(leader, 'return', '')).text).toContain('请写明退回的理由');
  expect((await decide(leader, 'return', '请写明为谁答疑')).status).toBe(303);
  expect((await member.get(page)).text).toContain('请写明为谁答疑');
  expect((await member.post(`${record}/correction`, { ...DEED, content: '为初三学生答疑' })).status).toBe(303);
  expect((await decide(leader, 'accept', '')).status).toBe(409);
  const now = await db.fulfillment.findFirstOrThrow({ where: { bureauId } });
  expect(now).toMatchObject({ status: 'SUBMITTED', content: '为初三学生答疑', decidedAt: null });
  expect((await member.get(page)).text).toContain('<b>0%</b>');
  expect((await decide(leader, 'accept', '', now.revision)).status).toBe(303);
  expect((await member.post(`${record}/withdrawal`)).status).toBe(409);
  for (const item of [ofMember, ofGroup, ofBranch]) {
    const { result, queries } = await countQueries(db, () => desk.get(`${base}/items/${item}`));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    expect(result.text).toContain('<b>50%</b>');
  }
  const acts = await db.auditEvent.findMany({ where: { bureauId, entity: 'Fulfillment' }, orderBy: { seq: 'asc' } });
  expect(acts.map(({ action }) => action.split('.')[1])).toEqual(['record', 'return', 'correct', 'accept']);
});

it('E35: done after its day is shown with both', async () => {
  const { base, teaching, ofMember } = await published();
  const member = await app.signIn(teaching.member.account.username);
  const leader = await app.signIn(teaching.leader.account.username);
  await member.post(`${base}/items/${ofMember}/fulfillments`, { ...DEED, value: '4' });
  const { id } = await db.fulfillment.findFirstOrThrow({
    where: { itemId: ofMember, bureauId: teaching.group.bureauId },
  });
  await leader.post(`${base}/fulfillments/${id}/decision`, { action: 'accept', note: '', revision: '1' });
  const text = (await member.get(`${base}/items/${ofMember}`)).text;
  expect(text).toContain('逾期办结（2026年9月8日）');
  expect(text).toContain('2026年9月5日前办结');
});

it('E10: the leader’s own deed is accepted by the branch, never by himself; of two at once one counts', async () => {
  const { base, bureauId, teaching, officer, secretary, ofGroup } = await published();
  const leader = await app.signIn(teaching.leader.account.username);
  expect((await leader.post(`${base}/items/${ofGroup}/fulfillments`, { ...DEED, completes: 'on' })).status).toBe(303);
  const { id } = await db.fulfillment.findFirstOrThrow({ where: { bureauId } });
  const accept = { action: 'accept', note: '', revision: '1' };
  expect([403, 404]).toContain((await leader.post(`${base}/fulfillments/${id}/decision`, accept)).status);
  const both = await Promise.all([app.signIn(officer.username), app.signIn(secretary.username)]);
  const answers = await Promise.all(both.map((browser) => browser.post(`${base}/fulfillments/${id}/decision`, accept)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(await db.auditEvent.count({ where: { bureauId, action: 'fulfillment.accept' } })).toBe(1);
});

it('R41: nothing is recorded for what is not published, or in another branch', async () => {
  const { base, bureauId, teaching, ofMember } = await published();
  const other = await published();
  const stranger = await app.signIn(other.teaching.member.account.username);
  expect((await stranger.get(`${base}/items/${ofMember}`)).status).toBe(404);
  expect((await stranger.get(`${other.base}/items/${ofMember}`)).status).toBe(404);
  await db.commitment.updateMany({ where: { bureauId }, data: { status: 'APPROVED' } });
  const member = await app.signIn(teaching.member.account.username);
  expect((await member.get(`${base}/items/${ofMember}`)).status).toBe(404);
  expect((await member.post(`${base}/items/${ofMember}/fulfillments`, DEED)).status).toBe(404);
  const nobody = await anAccount(db, bureauId, { role: 'INSPECTOR' });
  expect((await (await app.signIn(nobody.username)).get(`${base}/fulfillments`)).status).toBe(403);
});
