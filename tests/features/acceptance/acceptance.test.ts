import { describe, expect, it } from 'vitest';
import { GUARDS } from '../../../src/campaign/guards.js';
import { CAMPAIGN_STEPS } from '../../../src/campaign/phases.js';
import { ACCEPTANCE_ITEMS, assess, findingsOf, type Part } from '../../../src/features/acceptance/acceptance.rules.js';
import { newId } from '../../../src/shared/ids.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const part = (done: boolean): Part => ({ title: '', done, reason: '', href: '', access: 'branch:read', evidence: [] });

const ACTIVE = { groups: 2, groupsWithActivity: 2 };
const NO_FIGURES = { items: 0, itemsWithRecord: 0, overdue: 0, overdueExplained: 0, questions: 0, questionsOpen: 0 };

describe('R47: the self-assessment', () => {
  it('R47: the list makes 100 points, and every check of the steps before acceptance stands in it once', () => {
    expect(ACCEPTANCE_ITEMS.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    const listed = ACCEPTANCE_ITEMS.flatMap(({ checks }) => checks);
    const before = CAMPAIGN_STEPS.filter(({ step }) => step !== 'ACCEPTANCE').flatMap(({ checks }) => checks);
    expect(listed.toSorted()).toEqual([...before].toSorted());
    expect(Object.keys(GUARDS)).toContain('ACCEPTANCE');
  });

  it('R47: points follow the share of parts that are shown, and what is not reached is a gap', () => {
    const all = ACCEPTANCE_ITEMS.flatMap(({ checks, findings }) => [...checks, ...findings]);
    const full = assess(ACCEPTANCE_ITEMS, new Map(all.map((name) => [name, part(true)])), () => part(false));
    expect(full.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    const one = assess(ACCEPTANCE_ITEMS, new Map([['proposalDrafted', part(true)]]), () => part(false));
    expect(one.find(({ item }) => item.name === 'setup')).toMatchObject({ points: 3 });
    expect(one.reduce((sum, { points }) => sum + points, 0)).toBe(3);
  });

  it('R47: keeping is shown by records and by explanations of what is overdue', () => {
    const figures = {
      ...ACTIVE,
      items: 4,
      itemsWithRecord: 3,
      overdue: 2,
      overdueExplained: 1,
      questions: 2,
      questionsOpen: 0,
    };
    const found = findingsOf(figures, '/branches/x');
    expect([...found.values()].map(({ done }) => done)).toEqual([true, false, false, true]);
    expect(found.get('overdueExplained')?.reason).toBe('逾期2项，其中1项有说明');
    const kept = findingsOf({ ...figures, itemsWithRecord: 4, overdueExplained: 2, questionsOpen: 1 }, '/branches/x');
    expect([...kept.values()].map(({ done }) => done)).toEqual([true, true, true, false]);
    const nothing = { ...NO_FIGURES, ...ACTIVE };
    expect([...findingsOf(nothing, '').values()].map(({ done }) => done)).toEqual([true, false, false, true]);
  });

  it('R27: activities are shown once every group has one on record', () => {
    const part = (groups: number, groupsWithActivity: number) =>
      findingsOf({ ...NO_FIGURES, groups, groupsWithActivity }, '/branches/x').get('activitiesHeld');
    expect(part(0, 0)).toMatchObject({ done: false, reason: '还没有功能党小组' });
    expect(part(3, 2)).toMatchObject({ done: false, reason: '3个小组中2个有活动记录', href: '/branches/x/activities' });
    expect(part(3, 3)?.done).toBe(true);
    expect(ACCEPTANCE_ITEMS.find(({ name }) => name === 'rules')?.findings).toEqual(['activitiesHeld']);
  });

  it('R47: the page finds the evidence, names each gap with where it is mended, in few queries', async () => {
    const clock = testClock('2026-12-01T10:00:00+08:00');
    const { bureauId, branch, campaignId, secretary } = await publishedLetters({ db, clock });
    const app = testAppOn(db, clock);
    const browser = await app.signIn(secretary.username);
    await browser.get('/account');
    const path = `/branches/${branch.id}/acceptance`;
    const { result, queries } = await countQueries(db, () => browser.get(path));
    expect(result.status).toBe(200);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(9);
    expect(result.text).toContain('三级双向承诺齐全、书面作出');
    expect(result.text).toContain('没有收到群众意见');
    expect(result.text).toContain('去补');
    await db.feedback.create({
      data: {
        ...{ bureauId, id: newId(), campaignId, branchId: branch.id, year: 2026, kind: 'SUPERVISION', content: '问' },
        ...{ trackingCode: newId(), createdAt: clock.now() },
      },
    });
    expect((await browser.get(path)).text).toContain('收到1条，1条还没有答复');
    const items = await db.commitmentItem.count({ where: { bureauId, commitment: { status: 'PUBLISHED' } } });
    expect(items).toBeGreaterThan(0);
    // A year later everything is overdue and nothing was explained.
    clock.set('2027-12-01T10:00:00+08:00');
    const later = await app.signIn(secretary.username);
    const before = /逾期(\d+)项，其中0项有说明/.exec((await later.get(path)).text);
    expect(Number(before?.[1])).toBeGreaterThan(0);
  });
});
