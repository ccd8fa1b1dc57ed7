import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { addMember, BLANK_DETAILS, type MemberDetails } from '../../../src/features/members/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-05-12T10:00:00+08:00');
const { db } = app;
const THREE = await readFile(new URL('../../fixtures/roster-three-branches.xlsx', import.meta.url));

const DETAILS: MemberDetails = {
  ...BLANK_DETAILS,
  name: '顾玉然',
  gender: 'MALE',
  memberType: 'FULL',
  birthDate: new Date('1969-07-07'),
  joinedOn: new Date('1994-11-28'),
  fullMemberOn: new Date('1995-11-28'),
  phone: '13822618881',
  idNumber: '64010419690707361X',
};

async function aSchool() {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id, { name: '示范区实验小学支部委员会' });
  const useCase = useCaseFor(db, { bureauId: bureau.id }, app.clock);
  const memberId = await addMember(useCase, branch.id, DETAILS);
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const base = `/branches/${branch.id}`;
  const stored = () => db.member.findMany({ where: { bureauId: bureau.id }, orderBy: { createdAt: 'asc' } });
  return { bureau, branch, useCase, memberId, secretary, base, stored };
}

const FORM = {
  name: '李 敏',
  gender: 'FEMALE',
  memberType: 'FULL',
  joinedOn: '2008-07-01',
  fullMemberOn: '2009-07-01',
  membershipStatus: 'NORMAL',
  phone: '139 0000 0000',
};

describe('the roster page', () => {
  it('R54: shows masks, never a whole number, to officers too', async () => {
    const { secretary, base, memberId } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const list = await browser.get(`${base}/members`);
    expect(list.status).toBe(200);
    expect(list.text).toContain('138****8881');
    const page = await browser.get(`${base}/members/${memberId}`);
    expect(page.text).toContain('640***********361X');
    for (const text of [list.text, page.text]) expect(text).not.toMatch(/13822618881|64010419690707361X/);
    const edit = await browser.get(`${base}/members/${memberId}/edit`);
    expect(edit.text).toContain('640***********361X');
    expect(edit.text).not.toContain('64010419690707361X');
  });

  it('P3: takes at most four queries a list and six a page, for three members and for sixty', async () => {
    const { branch, secretary, base, memberId } = await aSchool();
    const browser = await app.signIn(secretary.username);
    await browser.get(`${base}/members`);
    const few = await countQueries(db, () => browser.get(`${base}/members`));
    for (let count = 0; count < 60; count += 1) await aMember(db, branch);
    const many = await countQueries(db, () => browser.get(`${base}/members`));
    expect(many.queries.length, many.queries.join('\n')).toBeLessThanOrEqual(4);
    expect(many.queries.length).toBe(few.queries.length);
    const page = await countQueries(db, () => browser.get(`${base}/members/${memberId}`));
    expect(page.queries.length, page.queries.join('\n')).toBeLessThanOrEqual(6);
  });

  it('R6: finds by name and by skill, and goes on with 更多', async () => {
    const { branch, secretary, base } = await aSchool();
    for (let count = 0; count < 55; count += 1)
      await aMember(db, branch, { name: `王${String(count).padStart(2, '0')}`, skills: count === 7 ? ['合唱'] : [] });
    const browser = await app.signIn(secretary.username);
    const first = await browser.get(`${base}/members`);
    expect(first.text).toContain('共56人');
    const names = (text: string) => [...text.matchAll(/id="m-[^"]+"/g)].length;
    expect(names(first.text)).toBe(50);
    const more = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await browser.get(more);
    expect(names(second.text)).toBe(6);
    expect(second.text).toContain('共56人');
    const singers = await browser.get(`${base}/members?q=${encodeURIComponent('合唱')}`);
    expect(names(singers.text)).toBe(1);
    expect(singers.text).toContain('王07');
    expect(
      (await browser.get(`${base}/members?q=顾玉&view=probationary`.replace('顾玉', encodeURIComponent('顾玉')))).text,
    ).toContain('没有符合条件的党员');
  });

  it('R52: a member may not read the roster, another branch’s secretary does not find it', async () => {
    const { bureau, branch, base, memberId } = await aSchool();
    const member = await aMember(db, branch);
    const plain = await anAccount(db, bureau.id, { memberId: member.id });
    const other = await aBranch(db, bureau.id);
    const neighbor = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: other.id });
    expect((await (await app.signIn(plain.username)).get(`${base}/members`)).status).toBe(403);
    const browser = await app.signIn(neighbor.username);
    expect((await browser.get(`${base}/members`)).status).toBe(404);
    expect((await browser.get(`/branches/${other.id}/members/${memberId}`)).status).toBe(404);
    expect((await browser.post(`${base}/members/export`)).status).toBe(404);
  });

  it('R52: an inspector reads, and changes nothing', async () => {
    const { bureau, base, stored } = await aSchool();
    const inspector = await anAccount(db, bureau.id, { role: 'INSPECTOR' });
    const browser = await app.signIn(inspector.username);
    const list = await browser.get(`${base}/members`);
    expect(list.status).toBe(200);
    expect(list.text).not.toContain('登记一名党员');
    expect((await browser.post(`${base}/members`, FORM)).status).toBe(403);
    expect(await stored()).toHaveLength(1);
  });
});

describe('one member', () => {
  it('R55: is added, with name and phone cleaned', async () => {
    const { secretary, base, stored } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const answer = await browser.post(`${base}/members`, FORM);
    expect(answer.status).toBe(303);
    const [, added] = await stored();
    expect(added).toMatchObject({ name: '李敏', gender: 'FEMALE', joinedOn: new Date('2008-07-01') });
    expect((await browser.get(answer.headers['location'] ?? '')).text).toContain('139****0000');
  });

  it.each<[string, Record<string, string | string[]>, string]>([
    ['no name', { name: '' }, '请填写姓名'],
    ['half a phone number', { phone: '139' }, '手机号应为11位'],
    ['a wrong check digit', { idNumber: '640104196907073611' }, '校验位不对'],
    ['a number that is taken', { idNumber: '64010419690707361X' }, '已在本局党员名册中'],
    ['a full date before joining', { fullMemberOn: '2008-06-30' }, '早于加入党组织日期'],
    ['an unknown code', { memberType: 'BOSS' }, '请选择人员类别'],
    ['a repeated field', { post: ['a', 'b'] }, '格式不正确'],
    ['a day that is none', { birthDate: '1985-02-30' }, '出生日期不是有效日期'],
  ])('R55: %s comes back with a word at the field and what was typed', async (_, over, words) => {
    const { secretary, base, stored } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const answer = await browser.post(`${base}/members`, { ...FORM, ...over });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('2008-07-01');
    expect(await stored()).toHaveLength(1);
  });

  it('R55: keeps the identity number unless a new one is typed or it is removed', async () => {
    const { secretary, base, memberId, stored } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const save = (over: Record<string, string>) => browser.post(`${base}/members/${memberId}`, { ...FORM, ...over });
    expect((await save({ revision: '1' })).status).toBe(303);
    expect((await stored())[0]?.idNumberIndex).not.toBeNull();
    expect((await save({ revision: '2', removeIdNumber: 'on' })).status).toBe(303);
    expect(await stored()).toMatchObject([{ idNumberIndex: null, idNumberCipher: null, revision: 3 }]);
    expect((await save({ revision: '1' })).status).toBe(409);
  });
});

describe('a file', () => {
  it('R55, E49: is uploaded, mended, imported; the pages keep within their queries', async () => {
    const { secretary, base, stored } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const uploaded = await browser.upload(`${base}/roster-imports`, 'file', THREE, '花名册 三个支部.xlsx');
    expect(uploaded.status).toBe(303);
    const href = uploaded.headers['location'] ?? '';
    const { result: preview, queries } = await countQueries(db, () => browser.get(href));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    expect(preview.text).toContain('花名册 三个支部.xlsx');
    expect(preview.text).toContain('N列“固定电话”');
    for (const row of [52, 53, 54, 55]) expect(preview.text).toContain(`id="row-${row}"`);
    expect(preview.text).not.toContain('/completion');

    const mended = await browser.post(`${href}/corrections`, {
      revision: '1',
      show: 'problems',
      from: '0',
      'rows.0.number': '52',
      'rows.0.idNumber': '',
      'rows.0.birthDate': '1980年1月5日',
      'rows.0.name': '王 伟',
      'rows.1.number': '53',
      'rows.1.name': '还没想好',
      exclude: '54',
    });
    expect(mended.headers['location']).toBe(`${href}?show=problems&from=0`);
    const again = (await browser.get(mended.headers['location'] ?? '')).text;
    expect(again).toContain('还没想好');
    expect(again).not.toContain('id="row-54"');
    await browser.post(`${href}/corrections`, { revision: '2', exclude: '53' });
    await browser.post(`${href}/corrections`, { revision: '3', exclude: '55' });
    const ready = (await browser.get(href)).text;
    const fingerprint = /name="fingerprint" value="([^"]+)"/.exec(ready)?.[1] ?? '';
    expect(ready).toContain('导入47人');
    const done = await browser.post(`${href}/completion`, { fingerprint });
    expect([done.status, done.headers['location']]).toEqual([303, href]);
    expect((await browser.get(href)).text).toContain('花名册已导入');
    expect(await stored()).toHaveLength(47);
  });

  it.each([
    ['no file', null, '请选择花名册文件'],
    ['a text file', Buffer.from('姓名,性别'), '.csv'],
  ])('R55: %s is a word at the field', async (_, file, words) => {
    const { secretary, base, bureau } = await aSchool();
    const browser = await app.signIn(secretary.username);
    const answer = file
      ? await browser.upload(`${base}/roster-imports`, 'file', file, '花名册.xlsx')
      : await browser.post(`${base}/roster-imports`, {});
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await db.rosterImport.count({ where: { bureauId: bureau.id } })).toBe(0);
  });

  it('R52: is not found by the secretary of another branch', async () => {
    const { bureau, secretary, base } = await aSchool();
    const uploaded = await (await app.signIn(secretary.username)).upload(
      `${base}/roster-imports`,
      'file',
      THREE,
      'a.xlsx',
    );
    const importId = (uploaded.headers['location'] ?? '').split('/').at(-1);
    const other = await aBranch(db, bureau.id);
    const neighbor = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: other.id });
    const browser = await app.signIn(neighbor.username);
    expect((await browser.get(`/branches/${other.id}/roster-imports/${importId}`)).status).toBe(404);
    expect((await browser.post(`/branches/${other.id}/roster-imports/${importId}/cancellation`)).status).toBe(404);
    expect(await db.rosterImport.count({ where: { bureauId: bureau.id, status: 'PREVIEW' } })).toBe(1);
  });

  it('R55: the roster and its template are downloaded as .xlsx; the taking out is recorded', async () => {
    const { bureau, secretary, base } = await aSchool();
    const browser = await app.signIn(secretary.username);
    for (const answer of [
      await browser.get(`${base}/members/template`),
      await browser.post(`${base}/members/export`),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toContain('spreadsheetml');
      expect(answer.headers['content-disposition']).toContain('.xlsx');
    }
    const exported = await db.auditEvent.findMany({ where: { bureauId: bureau.id, action: 'roster.export' } });
    expect(exported).toMatchObject([{ detail: { members: 1 } }]);
  });
});

describe('skills', () => {
  it('R6: the member fills in on his own page, the secretary confirms', async () => {
    const { bureau, branch, secretary, base, memberId, stored } = await aSchool();
    const account = await anAccount(db, bureau.id, { memberId });
    const own = await app.signIn(account.username);
    expect((await own.get('/me/profile')).text).toContain('138****8881');
    const refused = await own.post('/me/profile', { others: '很长很长很长很长很长很长的特长' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('每项其他特长最多12个字');
    const saved = await own.post('/me/profile', {
      skills: ['课堂教学', '文字写作'],
      others: '合唱、围棋',
      skillNote: '带过社团',
    });
    expect(saved.status).toBe(303);
    expect(await stored()).toMatchObject([{ skills: ['课堂教学', '文字写作', '合唱', '围棋'], skillNote: '带过社团' }]);

    const browser = await app.signIn(secretary.username);
    const page = await browser.get(`${base}/skills`);
    const confirmed = /name="confirmed"[^>]* value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await browser.post(`${base}/skills`, {})).status).toBe(422);
    expect((await own.post(`/branches/${branch.id}/skills`, { confirmed })).status).toBe(403);
    expect((await browser.post(`${base}/skills`, { confirmed })).status).toBe(303);
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: app.clock.now() }]);
    expect((await browser.get(`${base}/skills`)).text).toContain('没有等待确认的特长');
  });

  it('R6: experience and wishes come with the skills; the branch confirms item by item with a word back', async () => {
    const { bureau, secretary, base, memberId, stored } = await aSchool();
    const own = await app.signIn((await anAccount(db, bureau.id, { memberId })).username);
    const browser = await app.signIn(secretary.username);
    expect((await browser.get(`${base}/skills`)).text).toContain('还没有填写');
    const told = { skills: ['课堂教学', '文字写作'], others: '合唱', skillNote: '' };
    const survey = { experience: '带过三届毕业班', wishedFunctions: ['德育工作'], willingTasks: '每周护学一次' };
    expect((await own.post('/me/profile', { ...told, ...survey, wishedFunctions: ['别的'] })).status).toBe(422);
    expect((await own.post('/me/profile', { ...told, ...survey })).status).toBe(303);
    const [row] = await stored();
    expect(row).toMatchObject(survey);
    const href = `${base}/skills/${memberId}`;
    expect((await browser.get(`${base}/skills`)).text).toContain(`href="${href}"`);
    const page = (await browser.get(href)).text;
    for (const word of ['带过三届毕业班', '德育工作', '每周护学一次']) expect(page).toContain(word);
    const filledAt = row?.skillsFilledAt?.toISOString() ?? '';
    const answer = { outcome: 'confirm', skills: ['课堂教学', '合唱'], word: '写作可以再练一练', filledAt };
    expect((await own.post(href, answer)).status).toBe(403);
    expect((await browser.post(href, { ...answer, skills: [] })).text).toContain('请勾选属实的特长');
    expect((await browser.post(href, { ...answer, skills: ['围棋'] })).status).toBe(422);
    expect((await browser.post(href, { ...answer, filledAt: '2026-01-01T00:00:00.000Z' })).status).toBe(409);
    expect((await browser.post(href, answer)).status).toBe(303);
    expect(await stored()).toMatchObject([{ confirmedSkills: ['课堂教学', '合唱'], surveyWord: '写作可以再练一练' }]);
    const seen = (await own.get('/me/profile')).text;
    expect(seen).toContain('没有确认文字写作');
    expect(seen).toContain('写作可以再练一练');
    expect((await browser.get(`${base}/members/${memberId}`)).text).toContain('带过三届毕业班');
  });

  it('R6: filling in anew takes back what was confirmed; another branch’s secretary confirms nothing here', async () => {
    const { bureau, secretary, base, memberId, stored } = await aSchool();
    const own = await app.signIn((await anAccount(db, bureau.id, { memberId })).username);
    const browser = await app.signIn(secretary.username);
    const fill = async (skills: string[]) => {
      expect((await own.post('/me/profile', { skills, others: '', skillNote: '' })).status).toBe(303);
      return (await stored())[0]?.skillsFilledAt?.toISOString() ?? '';
    };
    const filledAt = await fill(['课堂教学']);
    const sibling = await aBranch(db, bureau.id);
    const neighbor = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: sibling.id });
    const stranger = await app.signIn(neighbor.username);
    const page = (await browser.get(`${base}/skills`)).text;
    const confirmed = /name="confirmed"[^>]* value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await stranger.post(`/branches/${sibling.id}/skills`, { confirmed })).status).toBe(409);
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: null }]);
    const answer = { outcome: 'confirm', skills: ['课堂教学'], word: '很好', filledAt };
    expect((await browser.post(`${base}/skills/${memberId}`, answer)).status).toBe(303);
    expect(await stored()).toMatchObject([{ confirmedSkills: ['课堂教学'], surveyWord: '很好' }]);
    await fill(['活动策划']);
    expect(await stored()).toMatchObject([{ skillsConfirmedAt: null, confirmedSkills: [], surveyWord: null }]);
  });

  it('R6: what is given back says why, waits for the member again, and is cleared by his new filling-in', async () => {
    const { bureau, secretary, base, memberId, stored } = await aSchool();
    const own = await app.signIn((await anAccount(db, bureau.id, { memberId })).username);
    const browser = await app.signIn(secretary.username);
    await own.post('/me/profile', { skills: ['课堂教学'], others: '', skillNote: '' });
    const filledAt = (await stored())[0]?.skillsFilledAt?.toISOString() ?? '';
    const href = `${base}/skills/${memberId}`;
    expect((await browser.post(href, { outcome: 'return', word: '', filledAt })).text).toContain(
      '请写明请本人修改什么',
    );
    expect((await browser.post(href, { outcome: 'return', word: '请补充带过的社团', filledAt })).status).toBe(303);
    expect(await stored()).toMatchObject([{ skillsFilledAt: null, skillsConfirmedAt: null }]);
    expect((await own.get('/me/profile')).text).toContain('支部请您修改：请补充带过的社团');
    expect((await browser.get(`${base}/skills`)).text).toContain('已退回修改');
    expect((await browser.get(href)).status).toBe(409);
    await own.post('/me/profile', { skills: ['课堂教学', '活动策划'], others: '', skillNote: '' });
    expect(await stored()).toMatchObject([{ skillsReturnedAt: null, surveyWord: null }]);
  });
});
