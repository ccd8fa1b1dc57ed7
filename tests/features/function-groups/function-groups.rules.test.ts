import { describe, expect, it } from 'vitest';
import {
  consultationOver,
  consultationProblem,
  oneGroupIsEnough,
  PROPOSAL_LIFE,
  PROPOSAL_STATUS_LABELS,
  sizeWarnings,
} from '../../../src/features/function-groups/function-groups.rules.js';
import { suggestedSize, suggestionFor } from '../../../src/features/function-groups/group-suggestions.rules.js';

const group = (minSize: number, maxSize: number, name = '教学科研') => ({ name, minSize, maxSize });

describe('the life of a proposal', () => {
  it('R12–R15: leads in one line from draft to announcement, each status labeled', () => {
    const steps = Object.values(PROPOSAL_LIFE).map((actions) => Object.values(actions).map((move) => move.to));
    expect(steps).toEqual([['CONSULTING'], ['DECIDED'], ['ANNOUNCED'], []]);
    expect(Object.keys(PROPOSAL_STATUS_LABELS)).toEqual(Object.keys(PROPOSAL_LIFE));
  });
});

describe('the sizes of the groups', () => {
  it.each([
    ['room for everybody', [group(3, 6), group(3, 6, '德育工作')], 10, []],
    ['E11: a group that cannot reach three', [group(1, 2), group(3, 9, '德育工作')], 10, ['blocks:最多2人']],
    ['a lower limit under three', [group(2, 6), group(3, 6, '德育工作')], 10, ['warns:下限是2人']],
    ['too few places', [group(3, 4), group(3, 4, '德育工作')], 10, ['blocks:还差2个名额']],
    ['too many groups', [group(3, 9), group(3, 9, '德育工作')], 5, ['warns:下限合计6人']],
    ['E14: one single small group', [group(1, 2)], 2, []],
    ['E14: one single group without room', [group(1, 2)], 3, ['blocks:还差1个名额']],
    ['nothing drafted', [], 10, []],
  ])('%s', (_, groups, members, expected) => {
    const found = sizeWarnings(groups, members);
    expect(found).toHaveLength(expected.length);
    for (const [index, mark] of expected.entries()) {
      const [kind, words] = mark.split(':');
      expect(found[index]?.blocks).toBe(kind === 'blocks');
      expect(found[index]?.text).toContain(words);
    }
  });

  it.each([
    [0, false],
    [1, true],
    [5, true],
    [6, false],
  ])('E14: %i members: one group is enough is %s', (members, enough) => expect(oneGroupIsEnough(members)).toBe(enough));

  it.each([
    [38, 7],
    [21, 7],
    [3, 1],
    [500, 40],
  ])('R11: suggested sizes hold %i members in %i groups', (members, groups) => {
    const size = suggestedSize(members, groups);
    expect(size.maxSize * groups).toBeGreaterThanOrEqual(members);
    expect(size.minSize).toBeLessThanOrEqual(size.maxSize);
  });

  it('R11: the seven groups of the plan and any other function have a draft', () => {
    expect(suggestionFor('教学科研').hostUnitType).toBe('SUBJECT_TEAM');
    expect(suggestionFor('志愿服务').duties).not.toBe('');
  });
});

describe('R13: the consultation', () => {
  const day = (text: string) => new Date(text);
  const state = { closesOn: day('2026-06-10'), members: 8, opinions: 3, unanswered: 0 };

  it.each([
    ['before the closing day', state, '2026-06-09', false],
    ['on the closing day', state, '2026-06-10', false],
    ['after it', state, '2026-06-11', true],
    ['when all have answered', { ...state, opinions: 8 }, '2026-06-09', true],
    ['without members', { ...state, members: 0, opinions: 0 }, '2026-06-09', false],
  ])('%s', (_, given, today, over) => expect(consultationOver(given, day(today))).toBe(over));

  it.each([
    ['running', state, null, '2026-06-10', '还没有截止'],
    ['unanswered', { ...state, unanswered: 2 }, null, '2026-06-11', '还有2条意见没有答复'],
    ['nobody wrote and no note', { ...state, opinions: 0 }, null, '2026-06-11', '请写明'],
  ])('holds the decision back: %s', (_, given, note, today, words) => {
    expect(consultationProblem(given, note, day(today))?.message).toContain(words);
  });

  it('lets the decision go on with answered opinions, or with a note where nobody wrote', () => {
    expect(consultationProblem(state, null, day('2026-06-11'))).toBeNull();
    expect(
      consultationProblem({ ...state, opinions: 0 }, '在党员大会上征求意见，没有不同意见。', day('2026-06-11')),
    ).toBeNull();
  });
});
