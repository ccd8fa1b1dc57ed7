import { describe, expect, it } from 'vitest';
import { campaignFromTemplate } from '../../../src/campaign/template.js';
import {
  CAMPAIGN_LIFE,
  type CampaignAction,
  phaseWarnings,
  refuseBackwardPhases,
  refuseHeadlessGroup,
  requireAction,
} from '../../../src/features/campaigns/campaigns.rules.js';
import type { CampaignStatus, LeadingGroupRole } from '../../../src/generated/prisma/enums.js';
import { dayInput } from '../../../src/shared/dates.js';

const leader = { name: '马建华', post: '教育体育局党委书记' };
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const spans = (...dates: [string, string][]) =>
  dates.map(([from, to], index) => ({
    phase: (['MOBILIZATION', 'IMPLEMENTATION', 'SUMMARY'] as const)[index] ?? 'SUMMARY',
    title: ['宣传', '实施', '总结'][index] ?? '',
    startsOn: day(from),
    endsOn: day(to),
  }));

describe('the template', () => {
  it.each([
    [2026, ['2026-04-01', '2026-05-31', '2026-06-01', '2027-05-31', '2027-06-01', '2027-06-30']],
    [2027, ['2027-04-01', '2027-05-31', '2027-06-01', '2028-05-31', '2028-06-01', '2028-06-30']],
  ])('R2: works out all dates from the start year %i', (year, dates) => {
    const { phases } = campaignFromTemplate(year, leader);
    expect(phases.flatMap(({ startsOn, endsOn }) => [dayInput(startsOn), dayInput(endsOn)])).toEqual(dates);
    expect(phaseWarnings(phases)).toEqual([]);
  });

  it('R11, R8, R48: has seven groups, five standards for each honor, and the secretary at the head', () => {
    const template = campaignFromTemplate(2026, leader);
    expect(template.groupFunctions.map(({ name }) => name)).toEqual([
      '教学科研',
      '内部管理',
      '德育工作',
      '师德建设',
      '校园建设',
      '文体活动',
      '校园平安',
    ]);
    expect(template.criteria.map(({ award }) => award)).toEqual([
      ...Array(5).fill('ADVANCED_ORGANIZATION'),
      ...Array(5).fill('OUTSTANDING_MEMBER'),
    ]);
    expect(template.leadingGroup).toEqual([{ seat: 'LEADER', ...leader }]);
  });

  it('R1: keeps nothing of the damage of the plan as it was handed down', () => {
    const { phases, ...texts } = campaignFromTemplate(2026, leader);
    const all = JSON.stringify([texts, phases]);
    for (const damaged of [
      '那么',
      '广阔',
      '效劳',
      '科学开展',
      '创立',
      '根底',
      '根本',
      '推动开展',
      '创优争先',
      '2023',
      '功能性',
    ]) {
      expect(all, damaged).not.toContain(damaged);
    }
    expect((all.match(/“/g) ?? []).length).toBe((all.match(/”/g) ?? []).length);
  });
});

describe('phase dates', () => {
  it.each([
    [
      'nothing where one day follows the other',
      spans(['2026-04-01', '2026-05-31'], ['2026-06-01', '2027-05-31'], ['2027-06-01', '2027-06-30']),
      [],
    ],
    ['a gap of one day', spans(['2026-04-01', '2026-05-30'], ['2026-06-01', '2027-05-31']), ['空出1天']],
    ['a gap of a month', spans(['2026-04-01', '2026-04-30'], ['2026-06-01', '2027-05-31']), ['空出31天']],
    ['an overlap of one day', spans(['2026-04-01', '2026-06-01'], ['2026-06-01', '2027-05-31']), ['重叠1天']],
    ['an overlap of a week', spans(['2026-04-01', '2026-06-07'], ['2026-06-01', '2027-05-31']), ['重叠7天']],
    [
      'both',
      spans(['2026-04-01', '2026-05-29'], ['2026-06-01', '2027-06-02'], ['2027-06-01', '2027-06-30']),
      ['空出2天', '重叠2天'],
    ],
  ])('R2: warns of %s', (_case, phases, words) => {
    const warnings = phaseWarnings(phases);
    expect(warnings).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(warnings[index]).toContain(word);
  });

  it('R2: refuses a phase that ends before it starts, on its field', () => {
    const phases = spans(['2026-04-01', '2026-05-31'], ['2026-06-01', '2026-05-31'], ['2027-06-01', '2027-06-30']);
    expect(() => refuseBackwardPhases(phases)).toThrow(expect.objectContaining({ field: 'phases.1.endsOn' }));
    expect(() => refuseBackwardPhases(spans(['2026-04-01', '2026-04-01']))).not.toThrow();
  });
});

describe('the life of a campaign', () => {
  const cases: [CampaignStatus, CampaignAction, CampaignStatus | null][] = [
    ['DRAFT', 'editTexts', 'DRAFT'],
    ['DRAFT', 'edit', 'DRAFT'],
    ['DRAFT', 'movePhases', 'DRAFT'],
    ['DRAFT', 'publish', 'PUBLISHED'],
    ['DRAFT', 'close', null],
    ['PUBLISHED', 'editTexts', null],
    ['PUBLISHED', 'edit', 'PUBLISHED'],
    ['PUBLISHED', 'movePhases', 'PUBLISHED'],
    ['PUBLISHED', 'publish', null],
    ['PUBLISHED', 'close', 'CLOSED'],
    ['CLOSED', 'editTexts', null],
    ['CLOSED', 'edit', null],
    ['CLOSED', 'movePhases', null],
    ['CLOSED', 'publish', null],
    ['CLOSED', 'close', null],
  ];
  it.each(cases)('R1: %s, %s leads to %s', (status, action, to) => {
    if (to === null) expect(() => requireAction(status, action)).toThrow(/活动/);
    else expect(requireAction(status, action)).toBe(to);
  });

  it('R1: every status can be reached and only the last has no way on', () => {
    const reached = Object.values(CAMPAIGN_LIFE).flatMap((row) => Object.values(row).map(({ to }) => to));
    expect(new Set([...reached, 'DRAFT'])).toEqual(new Set(['DRAFT', 'PUBLISHED', 'CLOSED']));
    expect(Object.keys(CAMPAIGN_LIFE.CLOSED)).toEqual([]);
  });
});

it.each<[string, LeadingGroupRole[], boolean]>([
  ['one leader', ['LEADER'], true],
  ['a leader with others', ['LEADER', 'DEPUTY', 'DEPUTY', 'MEMBER', 'OFFICE_CONTACT'], true],
  ['nobody', [], false],
  ['no leader', ['DEPUTY', 'MEMBER'], false],
  ['two leaders', ['LEADER', 'LEADER'], false],
])('R48: a leading group of %s', (_case, seats, fine) => {
  const check = () => refuseHeadlessGroup(seats.map((seat) => ({ seat })));
  if (fine) expect(check).not.toThrow();
  else expect(check).toThrow(/组长/);
});
