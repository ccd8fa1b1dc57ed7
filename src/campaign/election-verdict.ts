import type { CountVerdict } from '../generated/prisma/enums.js';
import { attendanceText, type ElectionRule, LEADER_ELECTION_RULE, reaches, type Verdict } from './vote-thresholds.js';

export interface CandidateTally {
  memberId: string;
  name: string;
  for: number;
  against: number;
  abstain: number;
}

/** The count of a paper vote for one seat. */
export interface ElectionVotes {
  eligible: number;
  present: number;
  issued: number;
  returned: number;
  invalid: number;
  tallies: readonly CandidateTally[];
}

export interface ElectionOutcome extends Verdict<CountVerdict> {
  electedId: string | null;
  /** Between whom the next round is held (E21); empty unless TIED. */
  tiedIds: string[];
}

/** Why the numbers of a count cannot be right, in Chinese with the field they belong to; null when they can. */
export function electionCountProblem(votes: ElectionVotes): { message: string; field: string } | null {
  if (votes.eligible < 2)
    return { field: 'eligible', message: '本组有选举权的党员不足2人，不需要选举，请由支部指定组长。' };
  if (votes.present > votes.eligible) return { field: 'present', message: '实到人数不能多于应到人数，请核对。' };
  if (votes.issued > votes.present) return { field: 'issued', message: '发出的选票不能多于实到人数，请核对。' };
  if (votes.invalid > votes.returned) return { field: 'invalid', message: '无效票不能多于收回的选票，请核对。' };
  // A ballot box with too many ballots is void whatever was counted; its tallies need not add up (E23).
  if (isVoid(votes)) return null;
  const valid = votes.returned - votes.invalid;
  const wrong = votes.tallies.find((tally) => tally.for + tally.against + tally.abstain > valid);
  if (wrong)
    return { field: 'tallies', message: `${wrong.name}的赞成、不赞成、弃权票合计多于有效票${valid}张，请核对。` };
  if (sum(votes.tallies.map((tally) => tally.for)) > valid) {
    return {
      field: 'tallies',
      message: `各候选人赞成票合计多于有效票${valid}张：每张选票最多选1人，选了2人以上的是无效票，请核对。`,
    };
  }
  return null;
}

/**
 * The outcome of a vote for one seat. E19 no quorum; E23 more ballots returned than persons present: void; E21 a tie for
 * the most votes: next round among those tied; E22 nobody above half: the seat is not filled by most votes.
 */
export function electionVerdict(votes: ElectionVotes, rule: ElectionRule = LEADER_ELECTION_RULE): ElectionOutcome {
  const attendance = attendanceText(votes, rule.quorum);
  const outcome = (
    verdict: CountVerdict,
    words: string,
    ids: { electedId?: string; tiedIds?: string[] } = {},
  ): ElectionOutcome => ({
    verdict,
    verdictText: `${attendance}，${words}。${rule.source}。`,
    ruleSet: rule.ruleSet,
    electedId: ids.electedId ?? null,
    tiedIds: ids.tiedIds ?? [],
  });
  if (!reaches(rule.quorum, votes.present, votes.eligible))
    return outcome('INQUORATE', '到会人数不足，选举不能进行，须另定时间');
  if (isVoid(votes))
    return outcome('VOID', `发出选票${votes.issued}张，收回${votes.returned}张，多于应有票数，选举无效，须重新投票`);
  const leaders = mostVoted(votes.tallies);
  const [first] = leaders;
  if (!first) return outcome('NONE_ELECTED', '没有候选人得到赞成票，没有人当选');
  const enough = reaches(rule.elected, first.for, votes.eligible);
  if (leaders.length > 1) {
    const names = leaders.map((tally) => tally.name).join('、');
    return outcome('TIED', `${names}各得赞成票${first.for}票，票数相等，须在得票相等者中重新投票`, {
      tiedIds: leaders.map((tally) => tally.memberId),
    });
  }
  if (!enough)
    return outcome('NONE_ELECTED', `得票最多的${first.name}赞成票${first.for}票，没有${rule.elected.mark}，没有人当选`);
  return outcome('ELECTED', `${first.name}得赞成票${first.for}票（${rule.elected.mark}），当选`, {
    electedId: first.memberId,
  });
}

function isVoid(votes: ElectionVotes): boolean {
  return votes.returned > votes.present || votes.returned > votes.issued;
}

/** Those who share the highest number of votes; none when nobody got a vote. */
function mostVoted(tallies: readonly CandidateTally[]): CandidateTally[] {
  const most = Math.max(0, ...tallies.map((tally) => tally.for));
  return most === 0 ? [] : tallies.filter((tally) => tally.for === most);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
