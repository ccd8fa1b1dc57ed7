import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ElectionVotes,
  electionCountProblem,
  electionVerdict,
  meetingVerdict,
} from '../../src/campaign/vote-rules.js';

/*
 * An independent count: persons are laid out one by one, and halves and fifths are found by pairing or dealing them,
 * never by the thresholds of the portal.
 */
const persons = (number: number): number[] => Array.from({ length: number }, (_, index) => index);

/** More of them than not: every one against another who is not of them, and somebody is left over. */
const aboveHalf = (part: number, whole: number): boolean => {
  const others = persons(whole).slice(part);
  return persons(part).filter((_, index) => index >= others.length).length > 0;
};
const atLeastHalf = (part: number, whole: number): boolean => aboveHalf(part, whole) || part === whole - part;
/** At least four fifths: for each one missing there are four present. */
const fourFifths = (part: number, whole: number): boolean => {
  let present = BigInt(part);
  for (const _ of persons(whole - part)) present -= 4n;
  return present >= 0n;
};

function resolutionByHand(eligible: number, present: number, yes: number, no: number): string {
  if (!atLeastHalf(present, eligible)) return 'INQUORATE';
  const apart = BigInt(Math.max(yes, no)) - BigInt(Math.min(yes, no));
  if (yes > 0 && apart * 10n <= BigInt(yes) + BigInt(no)) return 'DEFERRED';
  if (yes === eligible - yes) return 'DEFERRED';
  return aboveHalf(yes, eligible) ? 'PASSED' : 'REJECTED';
}

/** Ballots opened one by one: each names one candidate, or nobody. */
function electionByHand(eligible: number, present: number, ballots: readonly number[], candidates: number): string {
  if (!fourFifths(present, eligible)) return 'INQUORATE';
  if (ballots.length > present) return 'VOID';
  const heaps = persons(candidates).map((candidate) => ballots.filter((ballot) => ballot === candidate).length);
  const sorted = [...heaps].sort((a, b) => b - a);
  const [first = 0, second = 0] = sorted;
  if (first === 0) return 'NONE_ELECTED';
  if (first === second) return 'TIED';
  return aboveHalf(first, eligible) ? `ELECTED m${heaps.indexOf(first)}` : 'NONE_ELECTED';
}

const said = ({ verdict, electedId }: { verdict: string; electedId: string | null }) =>
  electedId === null ? verdict : `${verdict} ${electedId}`;

function votesOf(eligible: number, present: number, ballots: readonly number[], candidates: number): ElectionVotes {
  const returned = ballots.length;
  return {
    eligible,
    present,
    issued: present,
    returned,
    invalid: 0,
    tallies: persons(candidates).map((index) => ({
      memberId: `m${index}`,
      name: `候选人${index}`,
      for: ballots.filter((ballot) => ballot === index).length,
      against: 0,
      abstain: 0,
    })),
  };
}

describe('vote rules against a count by hand', () => {
  it('R14, E19, E20: every resolution of every electorate to 60 with every attendance and number in favor', () => {
    const wrong: string[] = [];
    for (let eligible = 1; eligible <= 60; eligible += 1)
      for (let present = 0; present <= eligible; present += 1)
        for (let yes = 0; yes <= present; yes += 1)
          for (const no of new Set([0, Math.floor((present - yes) / 2), present - yes])) {
            const abstain = present - yes - no;
            const { verdict } = meetingVerdict({ eligible, present, for: yes, against: no, abstain });
            const byHand = resolutionByHand(eligible, present, yes, no);
            if (verdict !== byHand) wrong.push(`${eligible} ${present} ${yes}:${no} ${verdict}, by hand ${byHand}`);
          }
    expect(wrong).toEqual([]);
  });

  it('R24, E19, E20, E22: one candidate, every electorate to 60 with every attendance and number of votes', () => {
    const wrong: string[] = [];
    for (let eligible = 2; eligible <= 60; eligible += 1)
      for (let present = 0; present <= eligible; present += 1)
        for (let yes = 0; yes <= present; yes += 1) {
          const ballots = persons(present).map((index) => (index < yes ? 0 : -1));
          const outcome = said(electionVerdict(votesOf(eligible, present, ballots, 1)));
          if (outcome !== electionByHand(eligible, present, ballots, 1)) wrong.push(`${eligible} ${present} ${yes}`);
        }
    expect(wrong).toEqual([]);
  });

  const vote = fc
    .tuple(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 5 }))
    .chain(([eligible, candidates]) =>
      fc.record({
        eligible: fc.constant(eligible),
        candidates: fc.constant(candidates),
        present: fc.integer({ min: Math.floor((eligible * 3) / 4), max: eligible }),
        ballots: fc.array(fc.integer({ min: -1, max: candidates - 1 }), { maxLength: eligible + 2 }),
      }),
    );

  it('R24, E19–E23: any ballots for up to five candidates', () => {
    fc.assert(
      fc.property(vote, ({ eligible, candidates, present, ballots }) => {
        const votes = votesOf(eligible, present, ballots, candidates);
        expect(electionCountProblem(votes)).toBeNull();
        expect(said(electionVerdict(votes))).toBe(electionByHand(eligible, present, ballots, candidates));
      }),
      { numRuns: 2000 },
    );
  });

  it('E21: the order of the candidates and of the ballots changes nothing', () => {
    fc.assert(
      fc.property(vote, ({ eligible, candidates, present, ballots }) => {
        const votes = votesOf(eligible, present, ballots, candidates);
        const turned = electionVerdict({ ...votes, tallies: [...votes.tallies].reverse() });
        const straight = electionVerdict(votes);
        expect(said(turned)).toBe(said(straight));
        expect([...turned.tiedIds].sort()).toEqual([...straight.tiedIds].sort());
      }),
      { numRuns: 500 },
    );
  });
});
