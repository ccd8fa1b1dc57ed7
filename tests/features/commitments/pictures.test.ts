import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import {
  coverageMatrix,
  itemTree,
  type PictureItem,
  progressOverTime,
} from '../../../src/features/commitments/pictures.rules.js';
import { nodesById } from '../../../src/shared/progress.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function scene() {
  const clock = testClock('2026-09-10T10:00:00+08:00');
  const built = await publishedLetters({ db, clock });
  const app = testAppOn(db, clock);
  const browser = await app.signIn(built.teaching.member.account.username);
  return { ...built, app, clock, browser, pictures: `${built.base}/commitments/pictures` };
}

describe('the pictures of a year', () => {
  it('R37: each has its own address, is an SVG with the names of the items, and stands above its numbers', async () => {
    const { browser, pictures, bureauId, ofMember, teaching } = await scene();
    await anAcceptedRecord(db, { bureauId, id: ofMember }, teaching.leader.account, { doneOn: '2026-09-01', value: 2 });
    const { result: page, queries } = await countQueries(db, () => browser.get(pictures));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
    expect(page.text).toContain('赵敏：MEMBER事项');
    expect(page.text).toContain('50%');
    for (const name of ['cascade', 'progress', 'coverage']) {
      expect(page.text).toContain(`${pictures}/${name}.svg?year=2026`);
      const picture = await browser.get(`${pictures}/${name}.svg?year=2026`);
      expect(picture.headers['content-type']).toContain('image/svg+xml');
      const svg = String(picture.body instanceof Buffer ? picture.body.toString('utf8') : picture.text);
      expect(XMLValidator.validate(svg)).toBe(true);
      expect(svg.length).toBeGreaterThan(1000);
    }
  });

  it('names in them cannot break out of the picture', async () => {
    const { browser, pictures, bureauId, ofBranch, teaching } = await scene();
    const hostile = '</text><script>alert(1)</script>&"';
    await db.commitmentItem.update({
      where: { bureauId_id: { bureauId, id: ofBranch } },
      data: { mainTask: hostile.slice(0, 15), workContent: '' },
    });
    await db.functionGroup.update({
      where: { bureauId_id: { bureauId, id: teaching.group.id } },
      data: { name: '<img onload=1>&"' },
    });
    for (const name of ['cascade', 'coverage']) {
      const picture = await browser.get(`${pictures}/${name}.svg`);
      const svg = String(picture.body instanceof Buffer ? picture.body.toString('utf8') : picture.text);
      expect(XMLValidator.validate(svg)).toBe(true);
      const tags = JSON.stringify(new XMLParser({ ignoreAttributes: false }).parse(svg));
      expect(tags).not.toMatch(/"script"|"img"|"@_on/);
      expect(svg).toContain('&lt;');
    }
  });

  it('another branch’s pictures are not found, and an empty year says what to do', async () => {
    const { app, pictures, safety, browser } = await scene();
    const other = await scene();
    expect((await browser.get(other.pictures)).status).toBe(404);
    expect((await browser.get(`${other.pictures}/cascade.svg`)).status).toBe(404);
    const member = await app.signIn(safety.member.account.username);
    expect((await member.get(`${pictures}?year=2027`)).text).toContain('还没有可以画的内容');
  });
});

describe('what the pictures are drawn from', () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const item = (over: Partial<PictureItem> & { id: string }): PictureItem => ({
    ...{ level: 'BRANCH', parentItemId: null, mainTask: over.id, dueDate: day('2026-10-01'), weight: 1 },
    ...{ groupId: null, memberName: null, assignedTo: [] },
    ...over,
  });
  const counted = (row: PictureItem, done: string | null) => ({
    ...{ id: row.id, parentItemId: row.parentItemId, weight: row.weight, closedOn: null },
    ...{ measureKind: 'DELIVERABLE' as const, baseline: null, target: null },
    fulfillments: done === null ? [] : [{ doneOn: day(done), value: null, completes: true }],
  });
  const first = item({ id: '一', dueDate: day('2026-08-01'), weight: 3, assignedTo: ['g', 'h'] });
  const second = item({ id: '二', dueDate: day('2026-10-01') });
  const ofGroup = item({ id: '三', level: 'GROUP', groupId: 'g', parentItemId: '一' });
  const items = [first, second, ofGroup];
  const nodes = nodesById([counted(first, null), counted(second, null), counted(ofGroup, '2026-07-20')]);

  it('R37: the tree holds every item once, with its progress', () => {
    expect(itemTree(items, nodes)).toEqual([
      { name: '一', percent: 100, children: [{ name: '三', percent: 100, children: [] }] },
      { name: '二', percent: 0, children: [] },
    ]);
  });

  it('R37: a group refined it, was only given it, or has nothing to do with it', () => {
    const groups = ['g', 'h', 'i'].map((id) => ({ id, name: id }));
    expect(coverageMatrix(items, groups).map(({ cells }) => cells)).toEqual([
      ['REFINED', 'ASSIGNED', 'NONE'],
      ['NONE', 'NONE', 'NONE'],
    ]);
  });

  it('R42: what was done by a day stands beside what was to be done; days to come are open', () => {
    const moments = progressOverTime(items, nodes, { from: day('2026-07-05'), today: day('2026-08-15') });
    const shown = moments.map(({ day: at, done, due }) => [at.toISOString().slice(0, 10), done, due]);
    expect(shown).toEqual([
      ['2026-07-05', 0, 0],
      ['2026-08-01', 75, 75],
      ['2026-08-15', 75, 75],
      ['2026-09-01', null, 75],
      ['2026-10-01', null, 100],
    ]);
  });
});
