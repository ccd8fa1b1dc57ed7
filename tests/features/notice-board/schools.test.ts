import { expect, it } from 'vitest';
import { dropBoardCache } from '../../../src/features/notice-board/index.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau, CREATED_AT } from '../../factories/bureau.js';
import { aPublishedCampaign } from '../../factories/commitment-step.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp();
const { db } = app;
const reader = app.anonymous();

/** A bureau with so many schools, 第000小学 and on, with a campaign. */
async function aBureauOf(size: number) {
  const { id: bureauId } = await aBureau(db);
  const campaignId = await aPublishedCampaign(db, bureauId);
  const {
    id: _,
    name: __,
    shortName: ___,
    schoolName: ____,
    ...rest
  } = await aBranch(db, bureauId, { status: 'CLOSED' });
  const schools = Array.from({ length: size }, (_, at) => `第${String(at).padStart(3, '0')}小学`);
  await db.branch.createMany({
    data: schools.map((schoolName) => ({
      ...{ ...rest, status: 'ACTIVE' as const, id: newId(), schoolName },
      ...{ name: `示范区${schoolName}支部委员会`, shortName: `${schoolName}党支部` },
    })),
  });
  dropBoardCache();
  return { bureauId, campaignId, schools, path: `/board/${bureauId}` };
}

const schoolsIn = (text: string): string[] => [...text.matchAll(/>(第\d{3}小学)<\/a>/g)].map(([, name = '']) => name);
const nextIn = (text: string): string | null =>
  /rel="next" href="([^"]+)">更多学校</.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? null;

async function walk(first: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let href: string | null = first; href !== null; ) {
    const { status, text } = await reader.get(href);
    expect(status).toBe(200);
    pages.push(schoolsIn(text));
    href = nextIn(text);
  }
  return pages;
}

it('R40: many schools stand on pages of sixty, every one once, in at most four queries', async () => {
  const { path, schools } = await aBureauOf(130);
  const pages = await walk(path);
  expect(pages.map((page) => page.length)).toEqual([60, 60, 10]);
  expect(pages.flat()).toEqual(schools);
  dropBoardCache();
  const { result, queries } = await countQueries(db, () => reader.get(`${path}?q=${encodeURIComponent('小学')}`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  expect(result.text).toContain('找到130个');
});

it('R40: a school is found by a part of its name or of its branch’s, on all pages', async () => {
  const { path } = await aBureauOf(130);
  const find = async (typed: string) =>
    (await walk(`${path}?q=${encodeURIComponent(typed)}`)).map(({ length }) => length);
  expect(await find('第077')).toEqual([1]);
  expect(await find('077小学党支部')).toEqual([1]);
  expect(await find('第0')).toEqual([60, 40]);
  expect((await reader.get(`${path}?q=${encodeURIComponent('没有的学校')}`)).text).toContain('没有找到这所学校');
});

it('R40: a bureau of sixty schools shows them all at once, without a search', async () => {
  const { path, schools, bureauId, campaignId } = await aBureauOf(60);
  const { id: branchId } = await db.branch.findFirstOrThrow({ where: { bureauId, schoolName: '第007小学' } });
  const notice = { kind: 'OTHER', content: [], secrecyReviewedBy: '王', publishedBy: '王' } as const;
  for (const [title, publishedAt, withdrawnAt] of [
    ['早的公告', '2026-05-01', null],
    ['新的公告', '2026-05-03', null],
    ['撤回的公告', '2026-05-04', CREATED_AT],
  ] as const)
    await db.notice.create({
      data: {
        bureauId,
        campaignId,
        branchId,
        id: newId(),
        ...notice,
        content: [],
        title,
        publishedAt: new Date(publishedAt),
        withdrawnAt,
      },
    });
  const { text } = await reader.get(path);
  expect(schoolsIn(text)).toEqual(schools);
  expect(text).toContain('60个');
  for (const words of ['更多学校', '学校或党支部名称', '早的公告', '撤回的公告']) expect(text).not.toContain(words);
  expect(text).toContain('2026年5月3日 新的公告');
});

it('T7: what is typed into the address is a name or nothing', async () => {
  const { path } = await aBureauOf(61);
  const other = await aBureauOf(1);
  const { id } = await db.branch.findFirstOrThrow({ where: { bureauId: other.bureauId, status: 'ACTIVE' } });
  for (const query of ['after=x', `after=${'9'.repeat(40)}`, "after=' OR 1=1"])
    expect(schoolsIn((await reader.get(`${path}?${query}`)).text)).toHaveLength(60);
  expect(schoolsIn((await reader.get(`${path}?after=${id}`)).text)).toEqual([]);
  const { text } = await reader.get(`${path}?q=${encodeURIComponent('%_<b>')}`);
  expect(schoolsIn(text)).toEqual([]);
  expect(text).not.toContain('<b>');
});
