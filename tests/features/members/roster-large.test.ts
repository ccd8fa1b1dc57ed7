import { expect, it } from 'vitest';
import { BLANK_DETAILS, type MemberDetails, writeRoster } from '../../../src/features/members/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp('2026-07-05T10:00:00+08:00');
const { db } = app;

const SIZE = 1_000;
const SURNAMES = '王李张刘陈杨黄赵吴周';
const GIVEN = '建国秀英志强晓燕海涛';

/** Made up, each with a name and a birthday that no other has. */
function person(index: number): MemberDetails {
  const letter = (letters: string, at: number) => letters[at % letters.length] ?? '';
  const name = letter(SURNAMES, index) + letter(GIVEN, Math.floor(index / 10)) + letter(GIVEN, Math.floor(index / 100));
  return {
    ...BLANK_DETAILS,
    ...{ name, gender: index % 2 === 0 ? 'MALE' : 'FEMALE', memberType: 'FULL', ethnicity: '汉族', post: '教师' },
    birthDate: new Date(Date.UTC(1970, 0, 1 + 7 * index)),
    joinedOn: new Date('2012-06-30'),
    fullMemberOn: new Date('2013-06-30'),
    phone: `139${String(10_000_000 + index)}`,
  };
}

it('R55, P4: a branch of 1,000 imports its file by the form, and all of them are found at once', {
  timeout: 120_000,
}, async () => {
  const { id: bureauId } = await aBureau(db);
  const branch = await aBranch(db, bureauId, { name: '示范区教育集团支部委员会' });
  const secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const browser = await app.signIn(secretary.username);
  const base = `/branches/${branch.id}`;
  const people = Array.from({ length: SIZE }, (_, index) => person(index));
  const uploaded = await browser.upload(
    `${base}/roster-imports`,
    'file',
    await writeRoster(branch.name, people),
    '花名册.xlsx',
  );
  expect(uploaded.status).toBe(303);
  const address = uploaded.headers['location'] ?? '';
  const preview = await browser.get(address);
  expect(preview.text.replaceAll(/<[^>]+>|\s/g, '')).toContain(`0行需要更正${SIZE}人新增`);
  const fingerprint = /name="fingerprint" value="([^"]+)"/.exec(preview.text)?.[1] ?? '';
  expect((await browser.post(`${address}/completion`, { fingerprint })).status).toBe(303);
  expect(await db.member.count({ where: { bureauId, branchId: branch.id } })).toBe(SIZE);
  expect(await db.member.count({ where: { bureauId, searchText: null } })).toBe(0);
  const last = person(SIZE - 1);
  for (const typed of [last.name, 'zhoutao']) {
    const found = await browser.get(`/search?q=${encodeURIComponent(typed)}&kind=people`);
    expect(found.text).toContain(`>${last.name}</a>`);
  }
  const events = await db.auditEvent.findMany({ where: { bureauId, action: 'roster.import' } });
  expect(events).toHaveLength(1);
});
