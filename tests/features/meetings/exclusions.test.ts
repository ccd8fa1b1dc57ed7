import { describe, expect, it } from 'vitest';
import { exclusionProblem } from '../../../src/features/meetings/exclusions.rules.js';
import { addExclusion, endExclusion } from '../../../src/features/meetings/exclusions.service.js';
import { suggestAttendance } from '../../../src/features/meetings/meetings.queries.js';
import { NotFound, StaleState } from '../../../src/shared/errors.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-06-09T16:00:00+08:00');
const day = (text: string) => new Date(text);
const DATES = { superiorAgreedOn: day('2026-05-20'), approvedOn: day('2026-06-01'), startsOn: day('2026-06-01') };
const FIELDS = {
  ground: 'FRAIL',
  superiorAgreedOn: '2026-05-20',
  approvedOn: '2026-06-01',
  startsOn: '2026-06-01',
  note: '批复〔2026〕3号',
};

async function aBranchWithExclusions() {
  const setup = await aBranchInGroupSetup(app.db, app.clock);
  const { bureauId, branch, campaignId } = setup;
  const memberId = setup.members[0]?.id ?? '';
  const eligibleOn = async (text: string) =>
    (await suggestAttendance(app.db, { bureauId, branchId: branch.id, campaignId }, day(text))).general;
  const input = { memberId, ground: 'FRAIL' as const, note: null, ...DATES };
  const kept = () => app.db.attendanceExclusion.count({ where: { bureauId } });
  return { ...setup, memberId, eligibleOn, input, kept, href: `/branches/${branch.id}/exclusions` };
}

describe('the two steps', () => {
  it('E17: both in their order, and from the approval on', () => {
    expect(exclusionProblem(DATES, day('2026-06-09'))).toBeNull();
  });

  it.each([
    ['no agreement yet', { superiorAgreedOn: day('2026-06-10') }, 'superiorAgreedOn'],
    ['no approval yet', { approvedOn: day('2026-06-10') }, 'approvedOn'],
    ['approval before agreement', { approvedOn: day('2026-05-19') }, 'approvedOn'],
    ['back to before the approval', { startsOn: day('2026-05-31') }, 'startsOn'],
  ])('E4, E8: refuses %s', (_, over, field) => {
    expect(exclusionProblem({ ...DATES, ...over }, day('2026-06-09'))?.field).toBe(field);
  });
});

describe('who is left out of 应到', () => {
  it('R56, E8: counts less from the first day on and again from the day it ends', async () => {
    const { useCase, branch, input, eligibleOn } = await aBranchWithExclusions();
    const id = await addExclusion(useCase, branch.id, input);
    expect([await eligibleOn('2026-05-31'), await eligibleOn('2026-06-01')]).toEqual([8, 7]);
    await endExclusion(useCase, branch.id, id, day('2026-06-08'));
    expect([await eligibleOn('2026-06-07'), await eligibleOn('2026-06-08')]).toEqual([7, 8]);
    await expect(endExclusion(useCase, branch.id, id, day('2026-06-09'))).rejects.toThrow(StaleState);
  });

  it('E4, E17: a mobile member and one who is away count until both steps are done', async () => {
    const { branch, eligibleOn } = await aBranchWithExclusions();
    await aMember(app.db, branch, { isMobile: true });
    expect(await eligibleOn('2026-06-09')).toBe(9);
  });

  it('E5: refuses who does not count anyway, and a second entry, also at once', async () => {
    const { useCase, branch, input, kept } = await aBranchWithExclusions();
    const probationary = await aMember(app.db, branch, { memberType: 'PROBATIONARY', fullMemberOn: null });
    await expect(addExclusion(useCase, branch.id, { ...input, memberId: probationary.id })).rejects.toThrow(
      '没有表决权',
    );
    const both = await Promise.allSettled([1, 2].map(() => addExclusion(useCase, branch.id, input)));
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const earlier = { ...input, superiorAgreedOn: day('2026-05-01'), approvedOn: day('2026-05-02') };
    await expect(addExclusion(useCase, branch.id, { ...earlier, startsOn: day('2026-05-03') })).rejects.toThrow(
      '不用重复登记',
    );
    expect(await kept()).toBe(1);
  });

  it('R52: knows only the own branch', async () => {
    const { useCase, branch, input, kept, bureauId, campaignId } = await aBranchWithExclusions();
    const id = await addExclusion(useCase, branch.id, input);
    const other = await aBranchInGroupSetup(app.db, app.clock, { beside: { bureauId, campaignId } });
    await expect(addExclusion(useCase, other.branch.id, input)).rejects.toThrow(NotFound);
    await expect(endExclusion(useCase, other.branch.id, id, day('2026-06-08'))).rejects.toThrow(NotFound);
    expect(await kept()).toBe(1);
  });
});

describe('the pages', () => {
  it('E8, R56: the secretary enters it, sees it beside 应到, and ends it', async () => {
    const { secretary, href, memberId, branch, bureauId } = await aBranchWithExclusions();
    const browser = await app.signIn(secretary.username);
    expect((await browser.get(href)).text).toContain('没有不计入应到的党员');
    expect((await browser.get(`${href}/ending/new`)).status).toBe(303);
    expect((await browser.get(`${href}/new`)).text).toContain('生活不能自理');
    const early = await browser.post(href, { ...FIELDS, memberId, startsOn: '2026-05-30' });
    expect(early.status).toBe(422);
    expect(early.text).toContain('党员大会通过以前仍计入应到');
    expect((await browser.post(href, { ...FIELDS, memberId })).status).toBe(303);
    const { result, queries } = await countQueries(app.db, () => browser.get(href));
    for (const words of ['党员1', '批复〔2026〕3号', '2026年5月20日']) expect(result.text).toContain(words);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
    expect((await browser.get(`/branches/${branch.id}/meetings/new`)).text).toContain('经批准不计入应到会的党员1人');
    const { id } = await app.db.attendanceExclusion.findFirstOrThrow({ where: { bureauId, memberId } });
    expect((await browser.get(`${href}/ending/new?exclusion=${id}`)).text).toContain(id);
    const before = await browser.post(`${href}/ending`, { exclusionId: id, endsOn: '2026-05-30' });
    expect([before.status, before.text.includes('恢复日期不能早于开始日期')]).toEqual([422, true]);
    expect((await browser.post(`${href}/ending`, { exclusionId: id, endsOn: '2026-06-09' })).status).toBe(303);
    expect((await browser.get(href)).text).toContain('已恢复');
  });

  it('R52: no member reads why somebody cannot come', async () => {
    const { bureauId, memberId, href } = await aBranchWithExclusions();
    const browser = await app.signIn((await anAccount(app.db, bureauId, { memberId })).username);
    expect((await browser.get(href)).status).toBe(403);
  });
});
