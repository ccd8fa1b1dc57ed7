import { expect, it } from 'vitest';
import { electionCountProblem, electionVerdict, meetingVerdict } from '../../src/campaign/vote-rules.js';
import { settledElectionRule, settledMeetingRule, type VoteSetting } from '../../src/campaign/vote-settings.js';

/*
 * The bureau's own thresholds against a count by hand: every elector lays down as many beans as the share has parts
 * above the line, every vote takes away as many as it has below. Nothing is multiplied or divided.
 */
function beansLeft(votes: number, electors: number, over: number, under: number): bigint {
  let beans = 0n;
  for (let elector = 0; elector < electors; elector += 1) beans += BigInt(over);
  for (let vote = 0; vote < votes; vote += 1) beans -= BigInt(under);
  return beans;
}
const orMore = (votes: number, electors: number, [over, under]: Share) => beansLeft(votes, electors, over, under) <= 0n;
const moreThanHalf = (votes: number, electors: number) => beansLeft(votes, electors, 1, 2) < 0n;
/** Half must be exceeded, the greater shares include themselves. */
const enough = (votes: number, electors: number, share: Share) =>
  share[1] === 2 ? moreThanHalf(votes, electors) : orMore(votes, electors, share);

type Share = readonly [number, number];
const QUORA: readonly Share[] = [
  [1, 2],
  [2, 3],
  [4, 5],
];
const MAJORITIES: readonly Share[] = [
  [1, 2],
  [2, 3],
];
const settings = QUORA.flatMap((quorum) => MAJORITIES.map((majority) => ({ quorum, majority })));
const settingOf = (quorum: Share, majority: Share, passBase: VoteSetting['passBase']): VoteSetting => ({
  ...{ quorumNumerator: quorum[0], quorumDenominator: quorum[1], passBase },
  ...{ passNumerator: majority[0], passDenominator: majority[1], reason: '局规定' },
});

it.each(settings)(
  'R24, E19–E22: leaders by $quorum present and $majority in favor, every electorate to 60',
  (shares) => {
    const rule = settledElectionRule(settingOf(shares.quorum, shares.majority, 'ELIGIBLE'));
    const wrong: string[] = [];
    for (let eligible = 2; eligible <= 60; eligible += 1)
      for (let present = 0; present <= eligible; present += 1)
        for (let yes = 0; yes <= present; yes += 1) {
          const tally = { memberId: 'm', name: '丁晓', for: yes, against: present - yes, abstain: 0 };
          const papers = { present, issued: present, returned: present, invalid: 0 };
          const votes = { eligible, ...papers, tallies: [tally] };
          expect(electionCountProblem(votes)).toBeNull();
          const quorate = orMore(present, eligible, shares.quorum);
          const elected = enough(yes, eligible, shares.majority) ? 'ELECTED' : 'NONE_ELECTED';
          const { verdict } = electionVerdict(votes, rule);
          if (verdict !== (quorate ? elected : 'INQUORATE')) wrong.push(`${eligible} ${present} ${yes} ${verdict}`);
        }
    expect(wrong).toEqual([]);
  },
);

it.each(settings)('R14, E19, E20: meetings by $quorum and $majority of each base, every electorate to 30', (shares) => {
  const wrong: string[] = [];
  for (const base of ['ELIGIBLE', 'PRESENT', 'CAST'] as const) {
    const rule = settledMeetingRule('COMMITTEE', settingOf(shares.quorum, shares.majority, base));
    for (let eligible = 1; eligible <= 30; eligible += 1)
      for (let present = 0; present <= eligible; present += 1)
        for (let yes = 0; yes <= present; yes += 1) {
          const cast = Math.ceil((present + yes) / 2);
          const whole = { ELIGIBLE: eligible, PRESENT: present, CAST: cast }[base];
          const votes = { eligible, present, for: yes, against: 0, abstain: cast - yes };
          const { verdict } = meetingVerdict(votes, 'COMMITTEE', rule);
          const half = shares.majority[1] === 2 && yes > 0 && yes === whole - yes;
          const passed = yes > 0 && enough(yes, whole, shares.majority);
          const decided = half ? 'DEFERRED' : passed ? 'PASSED' : 'REJECTED';
          const byHand = orMore(present, eligible, shares.quorum) ? decided : 'INQUORATE';
          if (verdict !== byHand) wrong.push(`${base} ${eligible} ${present} ${yes}/${cast} ${verdict}, ${byHand}`);
        }
  }
  expect(wrong).toEqual([]);
});
