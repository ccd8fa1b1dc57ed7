import { describe, expect, it } from 'vitest';
import { yearOfWriting } from '../../../src/campaign/commitment-year.js';
import type { BranchPlace } from '../../../src/campaign/place.js';
import {
  hearingFault,
  proposedDays,
  type RoundDays,
  roundFault,
} from '../../../src/features/commitments/rounds.rules.js';

const day = (text: string) => new Date(text);
const days = (over: Partial<Record<keyof RoundDays, string>> = {}): RoundDays => {
  const all = {
    ...{
      suggestionsUntil: '2026-07-10',
      branchDueOn: '2026-07-15',
      groupDueOn: '2026-07-20',
      memberDueOn: '2026-07-30',
    },
    ...over,
  };
  return {
    suggestionsUntil: day(all.suggestionsUntil),
    branchDueOn: day(all.branchDueOn),
    groupDueOn: day(all.groupDueOn),
    memberDueOn: day(all.memberDueOn),
  };
};
const today = day('2026-07-05');

describe('R32: the days of the year’s round', () => {
  it('follow one another in the year', () => {
    expect(roundFault(days(), { year: 2026, today, standing: null })).toBeNull();
  });

  it.each([
    ['groupDueOn', '2026-07-14', '不能早于支部承诺提交'],
    ['branchDueOn', '2026-07-09', '不能早于征求意见截止'],
    ['suggestionsUntil', '2026-07-04', '不能早于今天'],
    ['memberDueOn', '2027-01-02', '应在2026年内'],
  ] as const)('refuses %s on %s', (field, text, message) => {
    const fault = roundFault(days({ [field]: text }), { year: 2026, today, standing: null });
    expect(fault?.field).toBe(field);
    expect(fault?.message).toContain(message);
  });

  it('keeps a day that is past, moves one back, never forward', () => {
    const standing = days({ suggestionsUntil: '2026-07-01' });
    const at = { year: 2026, today, standing };
    expect(roundFault(standing, at)).toBeNull();
    expect(roundFault(days({ suggestionsUntil: '2026-07-08' }), at)).toBeNull();
    expect(roundFault(days({ suggestionsUntil: '2026-07-01', memberDueOn: '2026-07-29' }), at)?.message).toContain(
      '只能往后改',
    );
  });

  it.each(['2026-01-02', '2026-07-05', '2026-12-20', '2026-12-31'])('the proposal made on %s is in order', (text) => {
    const at = day(text);
    expect(roundFault(proposedDays(at, 2026), { year: 2026, today: at, standing: null })).toBeNull();
  });
});

describe('R34: everybody is heard and answered before the branch pledges', () => {
  it.each([
    ['2026-07-10', 0, '征集到2026年7月10日为止'],
    ['2026-07-11', 2, '还有2条意见建议没有答复'],
    ['2026-07-11', 0, null],
  ] as const)('on %s with %i unanswered', (on, unanswered, message) => {
    const fault = hearingFault({ round: days(), unanswered }, day(on));
    if (message === null) expect(fault).toBeNull();
    else expect(fault).toContain(message);
  });
});

describe('the year that is written', () => {
  const place = (status: 'OPEN' | 'COMPLETED' | null): Pick<BranchPlace, 'campaign' | 'steps'> => ({
    campaign: { id: 'c', name: '活动', startYear: 2026, phases: [] },
    steps:
      status === null
        ? []
        : [
            {
              ...{ step: 'COMMITMENT', status, openedAt: today, completedAt: null },
              ...{ extendedTo: null, overrideReason: null },
            },
          ],
  });

  it.each([
    ['E36: the step is open in the first year', 'OPEN', '2026-07-05', 2026],
    ['E36: finished, nothing more in the first year', 'COMPLETED', '2026-12-31', null],
    ['E36: on the first of January the next year’s begins', 'COMPLETED', '2027-01-01', 2027],
    ['E36: also where the step is still open', 'OPEN', '2027-01-01', 2027],
    ['E37: not before the branch has come to the step', null, '2027-01-01', null],
  ] as const)('%s', (_, status, on, year) => {
    expect(yearOfWriting(place(status), day(on))).toBe(year);
  });
});
