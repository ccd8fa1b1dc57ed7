import { expect, it } from 'vitest';
import {
  bySurnameStrokes,
  candidatesOfRound,
  ELECTION_LABELS,
  ELECTION_LIFE,
  nominationRefusal,
  votingRefusal,
} from '../../../src/features/elections/elections.rules.js';
import {
  earlyCloseRefusal,
  namesOf,
  ROUND_LABELS,
  ROUND_LIFE,
  sizeFault,
} from '../../../src/features/enrollments/enrollments.rules.js';

const day = (text: string) => new Date(text);

it('R24: candidates stand in the order of the strokes of their surnames', () => {
  const names = ['黄丽', '赵敏', '丁晓', '李慧', '王伟', '欧阳静', '刘洋'];
  const sorted = names.map((name) => ({ name })).sort(bySurnameStrokes);
  expect(sorted.map((row) => row.name)).toEqual(['丁晓', '王伟', '刘洋', '李慧', '欧阳静', '赵敏', '黄丽']);
});

it.each([
  { name: '3人组', memberCount: 3, minSize: 1, fullMembers: 1, fault: null },
  { name: '小组', memberCount: 2, minSize: 1, fullMembers: 2, fault: '“小组”只有2人，少于3人' },
  { name: '小组', memberCount: 4, minSize: 5, fullMembers: 4, fault: '“小组”只有4人，少于5人' },
  { name: '小组', memberCount: 4, minSize: 3, fullMembers: 0, fault: '“小组”没有正式党员' },
])('E11: $memberCount members, at least $minSize, $fullMembers of them full', ({ fault, ...group }) => {
  expect(sizeFault(group)).toBe(fault);
});

it.each([
  { today: '2026-06-19', without: 1, ends: false },
  { today: '2026-06-20', without: 1, ends: true },
  { today: '2026-06-19', without: 0, ends: true },
])('R16: on $today with $without people missing the window may end: $ends', ({ today, without, ends }) => {
  const round = { status: 'OPEN' as const, opensOn: day('2026-06-15'), closesOn: day('2026-06-20') };
  expect(earlyCloseRefusal(round, day(today), without) === null).toBe(ends);
});

it('names are cut off after six, with their number', () => {
  expect(namesOf(['甲', '乙'])).toBe('甲、乙');
  expect(namesOf(['甲', '乙', '丙', '丁', '戊', '己', '庚'])).toBe('甲、乙、丙、丁、戊、己等7人');
});

it('R23: the closing day counts as open', () => {
  const election = { status: 'NOMINATING' as const, nominationClosesOn: day('2026-06-15') };
  expect(nominationRefusal(election, day('2026-06-15'))).toBeNull();
  expect(nominationRefusal(election, day('2026-06-16'))).toContain('截止');
  expect(nominationRefusal({ ...election, status: 'VOTING' }, day('2026-06-15'))).toContain('已经结束');
  expect(votingRefusal(election, 1, day('2026-06-15'))).toBeNull();
  expect(votingRefusal(election, 1, day('2026-06-14'))).toContain('届时');
});

it('E21: only a tie narrows the field; a later decided round opens it again', () => {
  const candidates = ['a', 'b', 'c'].map((memberId) => ({ memberId, name: memberId }));
  const tally = (memberId: string, yes: number) => ({ memberId, name: memberId, for: yes, against: 0, abstain: 0 });
  const tied = { verdict: 'TIED' as const, tallies: [tally('a', 3), tally('b', 3), tally('c', 1)] };
  const none = { verdict: 'NONE_ELECTED' as const, tallies: [tally('a', 2), tally('b', 1)] };
  const noCount = { verdict: 'VOID' as const, tallies: [tally('a', 9)] };
  const ids = (counts: Parameters<typeof candidatesOfRound>[1]) =>
    candidatesOfRound(candidates, counts)
      .map((row) => row.memberId)
      .join('');
  expect(ids([])).toBe('abc');
  expect(ids([tied])).toBe('ab');
  expect(ids([tied, noCount])).toBe('ab');
  expect(ids([tied, none])).toBe('abc');
  const writtenIn = {
    verdict: 'TIED' as const,
    tallies: [tally('a', 2), { ...tally('w', 2), writeIn: true as const }],
  };
  expect(ids([writtenIn])).toBe('aw');
});

type Life = Readonly<Record<string, Readonly<Record<string, { to: string }>>>>;

it.each([
  { table: ROUND_LIFE as Life, labels: ROUND_LABELS, start: 'OPEN' },
  { table: ELECTION_LIFE as Life, labels: ELECTION_LABELS, start: 'NOMINATING' },
])('every status has a label and a way in, starting from $start', ({ table, labels, start }) => {
  const targets = Object.values(table).flatMap((moves) => Object.values(moves).map((move) => move.to));
  expect([...new Set([start, ...targets])].sort()).toEqual(Object.keys(table).sort());
  expect(Object.keys(labels).sort()).toEqual(Object.keys(table).sort());
});
