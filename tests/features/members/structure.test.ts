import { describe, expect, it } from 'vitest';
import { ageBand, ageOn, type Counted, structureOf } from '../../../src/features/members/structure.rules.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-05-12T10:00:00+08:00');
const { db } = app;
const TODAY = new Date('2026-05-12');
const day = (text: string) => new Date(text);

const counted = (over: Partial<Counted> = {}): Counted => ({
  ...{ birthDate: null, education: null, post: null, memberType: 'FULL', skills: [] },
  ...over,
});

describe('R5: how the members are made up', () => {
  it.each([
    ['1996-05-12', 30, '30岁及以下'],
    ['1996-05-11', 30, '30岁及以下'],
    ['1995-05-12', 31, '31至40岁'],
    ['1995-05-13', 30, '30岁及以下'],
    ['1965-01-01', 61, '61岁及以上'],
    ['2004-02-29', 22, '30岁及以下'],
  ])('R5: %s is %i years old on the day, in the band %s', (born, age, band) => {
    expect(ageOn(day(born), TODAY)).toBe(age);
    expect(ageBand(day(born), TODAY)).toBe(band);
  });

  it('R5: nobody is left out: what is not registered is a bar of its own, and each list but skills makes all', () => {
    const members = [
      counted({ birthDate: day('1990-01-01'), education: '本科', post: '语文教师', skills: ['摄影', '摄影', '合唱'] }),
      counted({ post: '班主任', memberType: 'PROBATIONARY', skills: ['摄影'] }),
      counted(),
    ];
    const found = structureOf(members, TODAY);
    for (const name of ['age', 'education', 'post', 'host', 'type'] as const)
      expect(
        found[name].reduce((sum, { count }) => sum + count, 0),
        name,
      ).toBe(3);
    expect(found.age.map(({ label }) => label)).toEqual(['31至40岁', '出生日期未登记']);
    expect(found.host.map(({ label, count }) => [label, count])).toEqual([
      ['学科组（任课教师）', 1],
      ['年级组（班主任等）', 1],
      ['岗位未填或其他', 1],
    ]);
    expect(found.type).toEqual([
      { label: '正式党员', count: 2, share: 67 },
      { label: '预备党员', count: 1, share: 33 },
    ]);
    expect(found.skills).toEqual([
      { label: '摄影', count: 2, share: 67 },
      { label: '合唱', count: 1, share: 33 },
    ]);
  });

  it('R5: many different posts end in one bar for the rest; nobody makes empty lists', () => {
    const members = Array.from({ length: 20 }, (_, index) => counted({ post: `岗位${index}` }));
    const { post } = structureOf(members, TODAY);
    expect(post).toHaveLength(13);
    expect(post.at(-1)).toEqual({ label: '其他', count: 8, share: 40 });
    expect(structureOf([], TODAY).skills).toEqual([]);
  });
});

async function scene() {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id, { shortName: '第一小学党支部' });
  const other = await aBranch(db, bureau.id, { shortName: '第二小学党支部' });
  await aMember(db, branch, { name: '王伟', education: '硕士', skills: ['摄影&剪辑'], birthDate: day('1990-01-01') });
  await aMember(db, branch, { name: '李娜', education: '本科', leftOn: day('2026-01-01') });
  await aMember(db, other, { name: '赵静', education: '大专', memberType: 'PROBATIONARY' });
  const secretary = await app.signIn(
    (await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id })).username,
  );
  const head = await app.signIn((await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY' })).username);
  return { branch, other, secretary, head, base: `/branches/${branch.id}/structure` };
}

it('R5: the branch’s page shows pictures with tables beneath, each picture at its own address', async () => {
  const { base, secretary, other } = await scene();
  const { result: page, queries } = await countQueries(db, () => secretary.get(base));
  expect(queries.length).toBeLessThanOrEqual(6);
  expect(page.text).toContain('在册党员1人');
  expect(page.text).toContain('硕士');
  expect(page.text).not.toContain('大专');
  for (const name of ['age', 'education', 'post', 'host', 'type', 'skills']) {
    const picture = await secretary.get(`${base}/pictures/${name}`);
    expect(picture.headers['content-type'], name).toContain('image/svg+xml');
    expect(picture.body.toString('utf8')).toContain('1人');
  }
  expect((await secretary.get(`${base}/pictures/skills`)).body.toString('utf8')).toContain('摄影&amp;剪辑');
  expect((await secretary.get(`${base}/pictures/others`)).status).toBe(404);
  expect((await secretary.get(`/branches/${other.id}/structure`)).status).toBe(404);
});

it('R6: a skill on the structure page leads to the members who have it', async () => {
  const { base, secretary } = await scene();
  const href = /href="([^"]*members\?q=[^"]+)"/.exec((await secretary.get(base)).text)?.[1]?.replaceAll('&amp;', '&');
  const list = (await secretary.get(href ?? '')).text;
  expect(list).toContain('王伟');
  expect(list).toContain('找到1人');
});

it('R5: the bureau sees the same over all branches, and each branch’s numbers; a branch does not', async () => {
  const { head, secretary, base } = await scene();
  const page = (await head.get('/bureau/structure')).text;
  expect(page).toContain('2个党支部，在册党员2人');
  for (const word of ['第一小学党支部', '第二小学党支部', '硕士', '大专', '预备党员']) expect(page).toContain(word);
  expect(page).toContain(`href="${base}"`);
  expect((await head.get('/bureau/structure/pictures/type')).headers['content-type']).toContain('image/svg+xml');
  expect((await head.get(base)).status).toBe(200);
  expect((await secretary.get('/bureau/structure')).status).toBe(403);
});
