import { expect, it } from 'vitest';
import { openAccountsForRoster, openFirstAdministrator } from '../../../src/features/accounts/index.js';
import { passwordRefusal } from '../../../src/features/accounts/password-policy.rules.js';
import { usernameFor } from '../../../src/features/accounts/usernames.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp, testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher, useCaseFor } from '../../support/use-case.js';

const app = await startTestApp();
const { db } = app;

async function aBranchWithMembers(names: readonly string[]) {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const members = [];
  for (const name of names) members.push(await aMember(db, branch, { name }));
  return { bureau, branch, secretary, members, path: `/branches/${branch.id}/accounts` };
}

const slipsIn = (html: string): { username: string; password: string }[] =>
  [...html.matchAll(/用户名<\/dt><dd><code>([^<]+)<\/code><\/dd><dt>临时密码<\/dt><dd><code>([^<]+)</g)].map(
    (match) => ({
      username: match[1] ?? '',
      password: match[2] ?? '',
    }),
  );

it('the secretary opens accounts for the whole roster at once, and a member signs in with the slip', async () => {
  const { secretary, path, bureau } = await aBranchWithMembers(['张伟', '张伟', '欧阳静']);
  const browser = await app.signIn(secretary.username);
  const answer = await browser.post(`${path}/all`);
  const slips = slipsIn(answer.text);
  expect(slips).toHaveLength(3);
  expect(new Set(slips.map(({ username }) => username)).size).toBe(3);
  const stored = await db.account.findMany({ where: { bureauId: bureau.id, mustChangePassword: true } });
  expect(stored).toHaveLength(3);
  for (const { password } of slips) expect(JSON.stringify(stored)).not.toContain(password);
  const first = slips[0];
  const member = await app.signIn(first?.username ?? '', first?.password);
  expect((await member.get('/account')).headers['location']).toBe('/account/password');
  const again = await browser.post(`${path}/all`);
  expect(again.status).toBe(422);
  expect(again.text).toContain('都已开通账号');
});

it('the secretary opens accounts one by one, and resets a forgotten password', async () => {
  const { secretary, path, members, branch } = await aBranchWithMembers(['李娜', '王芳']);
  const browser = await app.signIn(secretary.username);
  const nobody = await browser.post(path);
  expect(nobody.status).toBe(422);
  expect(nobody.text).toContain('请先勾选');
  const opened = slipsIn((await browser.post(path, { memberIds: members[0]?.id ?? '' })).text);
  expect(opened.map(({ username }) => username)).toEqual([expect.stringMatching(/^lina/)]);
  const reset = slipsIn((await browser.post(`/branches/${branch.id}/members/${members[0]?.id}/password-reset`)).text);
  expect(reset[0]?.username).toBe(opened[0]?.username);
  await expect(app.signIn(opened[0]?.username ?? '', opened[0]?.password)).rejects.toThrow('422');
  await app.signIn(reset[0]?.username ?? '', reset[0]?.password);
  const without = await browser.post(`/branches/${branch.id}/members/${members[1]?.id}/password-reset`);
  expect(without.status).toBe(404);
});

it("another branch's members and accounts are not found", async () => {
  const own = await aBranchWithMembers(['甲甲']);
  const sibling = await aBranch(db, own.bureau.id);
  const stranger = await aMember(db, sibling, { name: '乙乙' });
  const browser = await app.signIn(own.secretary.username);
  expect((await browser.get(`/branches/${sibling.id}/accounts`)).status).toBe(404);
  expect((await browser.post(`/branches/${sibling.id}/accounts/all`)).status).toBe(404);
  expect((await browser.post(own.path, { memberIds: stranger.id })).status).toBe(422);
  expect(await db.account.count({ where: { bureauId: own.bureau.id, memberId: stranger.id } })).toBe(0);
});

it('of two openings for the whole roster at once nobody gets two accounts', async () => {
  const { bureau, branch, secretary } = await aBranchWithMembers(['赵一', '钱二', '孙三']);
  const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: secretary.id }, app.clock);
  const outcomes = await Promise.allSettled([1, 2].map(() => openAccountsForRoster(useCase, branch.id, 'all')));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await db.account.count({ where: { bureauId: bureau.id, memberId: { not: null } } })).toBe(3);
});

it('P3: the page of accounts asks the database at most four times', async () => {
  const { secretary, path } = await aBranchWithMembers(Array.from({ length: 20 }, (_, index) => `党员${index}`));
  const browser = await app.signIn(secretary.username);
  const { queries } = await countQueries(db, () => browser.get(path));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
});

it.each([
  ['王建国', 'wangjianguo'],
  ['单雄信', 'shanxiongxin'],
  ['吕娟', 'lvjuan'],
  ['John Li', 'johnli'],
  ['·', 'dangyuan'],
])('makes a user name of %s', (name, expected) => {
  expect(usernameFor(name)).toBe(expected);
});

it.each([
  ['Short-1', '至少12位'],
  ['a'.repeat(129), '最多128位'],
  ['onlysmallletters', '三种'],
  ['Wangjianguo-2026', '用户名'],
  ['Password-1234', '太常见'],
  ['Admin123-456', '太常见'],
])('refuses the password %s', (password, reason) => {
  expect(passwordRefusal(password, 'wangjianguo')).toContain(reason);
});

it('takes a password of three kinds of characters', () => {
  expect(passwordRefusal('Yinchuan-shuxiang-9', 'wangjianguo')).toBeNull();
});

it('a database without accounts gets an administrator once, with a temporary password', async () => {
  const empty = await testDatabase();
  const deps = { db: empty.db, clock: app.clock, cipher: testCipher };
  const slip = await openFirstAdministrator(deps);
  expect(slip?.username).toBe('admin');
  expect(await openFirstAdministrator(deps)).toBeNull();
  const browser = await testAppOn(empty.db, app.clock).signIn('admin', slip?.password);
  expect((await browser.get('/account')).headers['location']).toBe('/account/password');
});
