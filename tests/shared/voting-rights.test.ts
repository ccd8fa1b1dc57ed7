import { expect, it } from 'vitest';
import { attendanceBasis, type RightsOfMember, standingOn } from '../../src/shared/voting-rights.js';

const day = (text: string) => new Date(text);
const member = (over: Partial<RightsOfMember> = {}): RightsOfMember => ({
  memberType: 'FULL',
  fullMemberOn: day('2011-07-01'),
  membershipStatus: 'NORMAL',
  rightsSuspended: false,
  suspensions: [],
  exclusions: [],
  ...over,
});
const from = (startsOn: string, endsOn: string | null = null) => ({
  startsOn: day(startsOn),
  endsOn: endsOn === null ? null : day(endsOn),
});

it.each([
  ['R56: a full member counts', member(), 'ELIGIBLE'],
  ['E5: a probationary member does not', member({ memberType: 'PROBATIONARY', fullMemberOn: null }), 'PROBATIONARY'],
  ['E6: who is confirmed that day counts', member({ fullMemberOn: day('2026-06-15') }), 'ELIGIBLE'],
  ['E6: who is confirmed the day after does not', member({ fullMemberOn: day('2026-06-16') }), 'PROBATIONARY'],
  ['E7: suspended since that day', member({ suspensions: [from('2026-06-15')], rightsSuspended: true }), 'SUSPENDED'],
  ['E7: suspended only later', member({ suspensions: [from('2026-06-16')], rightsSuspended: true }), 'ELIGIBLE'],
  ['E7: rights back that day', member({ suspensions: [from('2026-01-01', '2026-06-15')] }), 'ELIGIBLE'],
  ['E7: rights back the day after', member({ suspensions: [from('2026-01-01', '2026-06-16')] }), 'SUSPENDED'],
  ['E7: a mark without a date', member({ rightsSuspended: true }), 'SUSPENDED'],
  ['E7: membership suspended', member({ membershipStatus: 'SUSPENDED' }), 'SUSPENDED'],
  ['E17: excluded by the two steps', member({ exclusions: [from('2026-06-01')] }), 'EXCLUDED'],
  ['E17: the exclusion has ended', member({ exclusions: [from('2026-06-01', '2026-06-10')] }), 'ELIGIBLE'],
] as const)('%s', (_, person, standing) => {
  expect(standingOn(person, day('2026-06-15'))).toBe(standing);
});

it('R56, E7: says how 应到 came about, without a reason for a lost vote', () => {
  expect(attendanceBasis(['ELIGIBLE', 'ELIGIBLE', 'PROBATIONARY', 'SUSPENDED', 'EXCLUDED'], '名册')).toBe(
    '名册5人，其中预备党员1人、当日没有表决权的党员1人、经批准不计入应到会的党员1人不计入，应到2人',
  );
  expect(attendanceBasis(['ELIGIBLE'], '小组')).toBe('小组1人，应到1人');
});
