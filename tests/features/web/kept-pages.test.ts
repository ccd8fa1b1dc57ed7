import { expect, it } from 'vitest';
import { saveCommitment } from '../../../src/features/commitments/index.js';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { csrfTokenIn, testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const clock = testClock('2026-07-01T10:00:00+08:00');
const app = testAppOn(db, clock);

/** A branch whose letter is still being written, which only its officers read. */
async function aBranchWithDraft() {
  const setup = await aBranchMakingCommitments(db);
  const useCase = useCaseFor(db, { bureauId: setup.bureau.id, accountId: setup.secretary.id }, clock);
  const write = (mainTask: string, revision: number) =>
    saveCommitment(useCase, setup.target, { preamble: '', revision, items: [anItem({ mainTask })] });
  await write('办好开放日', 0);
  const base = `/branches/${setup.branch.id}`;
  return { ...setup, write, base, tree: `${base}/commitments` };
}

const pagesOf = ({ base, tree }: { base: string; tree: string }) => [tree, base, `${base}/members`];

it('P3: a page of which nothing changed costs one statement and is the same, its ETag too', async () => {
  const branch = await aBranchWithDraft();
  const desk = await app.signIn(branch.secretary.username);
  await desk.get('/account/password');
  for (const path of pagesOf(branch)) {
    const first = await desk.get(path);
    const { result, queries } = await countQueries(db, () => desk.get(path));
    expect([result.status, queries.length], path).toEqual([200, 1]);
    expect(result.text).toBe(first.text);
    expect(result.headers['etag']).toBe(first.headers['etag']);
    expect(result.headers['cache-control']).toBe('no-store');
    expect((await desk.get(path, { 'If-None-Match': String(first.headers['etag']) })).status).toBe(304);
  }
});

it('P3: the board of the bureau too', async () => {
  const { committee } = await aBranchWithDraft();
  const desk = await app.signIn(committee.username);
  const first = await desk.get('/bureau/board');
  const { result, queries } = await countQueries(db, () => desk.get('/bureau/board'));
  expect([result.text === first.text, queries.length]).toEqual([true, 1]);
});

it('a change made past this process is seen by everybody on the next request', async () => {
  const branch = await aBranchWithDraft();
  const readers = [await app.signIn(branch.secretary.username), await app.signIn(branch.officer.username)];
  for (const reader of [...readers, ...readers]) expect((await reader.get(branch.tree)).text).toContain('办好开放日');
  // The services on the database alone, as another process would use them: nobody tells this one.
  await branch.write('办好家长课堂', 1);
  for (const reader of readers) {
    const { text } = await reader.get(branch.tree);
    expect(text).toContain('办好家长课堂');
    expect(text).not.toContain('办好开放日');
  }
});

it('what one person may read is never another one’s copy', async () => {
  const branch = await aBranchWithDraft();
  const secretary = await app.signIn(branch.secretary.username);
  const member = await app.signIn(branch.teaching.member.account.username);
  for (let round = 0; round < 2; round += 1) {
    expect((await secretary.get(branch.tree)).text).toContain('办好开放日');
    const seen = await member.get(branch.tree);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain('办好开放日');
    expect(seen.text).not.toContain('填写支部承诺</a>');
    expect((await member.get(`${branch.base}/members`)).status).toBe(403);
  }
});

it('the form token and the name are those of the request, also for two sessions of one person', async () => {
  const branch = await aBranchWithDraft();
  const [desk, phone] = [await app.signIn(branch.secretary.username), await app.signIn(branch.secretary.username)];
  const onDesk = (await desk.get(branch.tree)).text;
  const onPhone = (await phone.get(branch.tree)).text;
  expect(csrfTokenIn(onPhone)).toMatch(/^[0-9a-f]{64}$/);
  expect(csrfTokenIn(onPhone)).not.toBe(csrfTokenIn(onDesk));
  expect(onPhone.replaceAll(csrfTokenIn(onPhone) ?? '', '')).toBe(onDesk.replaceAll(csrfTokenIn(onDesk) ?? '', ''));
  expect(onPhone).toContain('王秀兰');
  expect((await phone.post('/sign-out')).status).toBe(303);
  expect((await desk.get(branch.tree)).text).toBe(onDesk);
});

it('S9: a role that is taken away opens no copy on the next request', async () => {
  const branch = await aBranchWithDraft();
  const desk = await app.signIn(branch.secretary.username);
  for (const path of [...pagesOf(branch), ...pagesOf(branch)]) expect((await desk.get(path)).status).toBe(200);
  await db.roleAssignment.updateMany({
    where: { bureauId: branch.bureau.id, accountId: branch.secretary.id },
    data: { revokedAt: clock.now() },
  });
  for (const path of pagesOf(branch)) expect((await desk.get(path)).status).toBe(403);
});

it('S9: an office that runs out while its holder reads opens neither page nor copy from that moment on', async () => {
  const branch = await aBranchWithDraft();
  const later = testClock(clock.now());
  const desk = await testAppOn(db, later).signIn(branch.secretary.username);
  await db.roleAssignment.updateMany({
    where: { bureauId: branch.bureau.id, accountId: branch.secretary.id },
    data: { validUntil: new Date(later.now().getTime() + 30_000) },
  });
  for (const path of pagesOf(branch)) expect((await desk.get(path)).status).toBe(200);
  later.set(new Date(later.now().getTime() + 30_000));
  for (const path of pagesOf(branch)) expect((await desk.get(path)).status).toBe(403);
});

it('the word after a form is shown once and stays in no copy', async () => {
  const branch = await aBranchWithDraft();
  const desk = await app.signIn(branch.secretary.username);
  await desk.get(branch.base);
  const next = `${TEST_PASSWORD}-xin`;
  await desk.post('/account/password', { current: TEST_PASSWORD, next, again: next });
  expect((await desk.get(branch.base)).text).toContain('密码已修改');
  for (let visit = 0; visit < 2; visit += 1) expect((await desk.get(branch.base)).text).not.toContain('密码已修改');
});

it('the day and the size of the letters belong to a copy', async () => {
  const branch = await aBranchWithDraft();
  const later = testClock(clock.now());
  const otherDay = testAppOn(db, later);
  const evening = await otherDay.signIn(branch.secretary.username);
  expect((await evening.get(branch.tree)).text).toContain('2026年7月1日');
  await evening.get('/text-size?size=large');
  expect((await evening.get(branch.tree)).text).toContain('class="text-large"');
  later.advanceDays(1);
  const morning = await otherDay.signIn(branch.secretary.username);
  const { text } = await morning.get(branch.tree);
  expect(text).toContain('<p class="foot-today">2026年7月2日</p>');
  expect(text).toContain('class="text-normal"');
});

it('what is changed by hand in the database shows within a minute', async () => {
  const branch = await aBranchWithDraft();
  const later = testClock(clock.now());
  const desk = await testAppOn(db, later).signIn(branch.secretary.username);
  await desk.get(branch.tree);
  const where = { bureauId: branch.bureau.id, commitment: { branchId: branch.branch.id } };
  await db.commitmentItem.updateMany({ where, data: { mainTask: '手工改正的任务', workContent: '' } });
  expect((await desk.get(branch.tree)).text).toContain('办好开放日');
  later.advanceMinutes(1);
  expect((await desk.get(branch.tree)).text).toContain('手工改正的任务');
});

it('P3: a copy made before midnight is not shown after it', async () => {
  const branch = await aBranchWithDraft();
  const night = testClock('2026-07-01T23:59:40+08:00');
  const desk = await testAppOn(db, night).signIn(branch.secretary.username);
  expect((await desk.get(branch.tree)).text).toContain('<p class="foot-today">2026年7月1日</p>');
  night.set('2026-07-02T00:00:10+08:00');
  expect((await desk.get(branch.tree)).text).toContain('<p class="foot-today">2026年7月2日</p>');
});

it('P3, R60: the filters of an address belong to a copy', async () => {
  const { committee } = await aBranchWithDraft();
  const desk = await app.signIn(committee.username);
  for (let round = 0; round < 2; round += 1) {
    expect((await desk.get('/bureau/board')).text).not.toContain('没有符合条件的党支部');
    expect((await desk.get('/bureau/board?state=done')).text).toContain('没有符合条件的党支部');
  }
});

it('the word after a form that changed no row is shown on the next page, though a copy of it stands', async () => {
  const branch = await aBranchWithDraft();
  const desk = await app.signIn(branch.secretary.username);
  for (let visit = 0; visit < 2; visit += 1) await desk.get(branch.base);
  // Nobody else is signed in: nothing is recorded, so the copy still stands.
  expect((await desk.post('/account/sessions/ending')).status).toBe(303);
  expect((await desk.get(branch.base)).text).toContain('其他地方的登录都已退出');
  expect((await desk.get(branch.base)).text).not.toContain('其他地方的登录都已退出');
});
