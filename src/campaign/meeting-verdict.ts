import type { MeetingKind, MeetingVerdict } from '../generated/prisma/enums.js';
import { attendanceText, MEETING_RULES, type MeetingRule, reaches, type Verdict } from './vote-thresholds.js';

/** 应到 and 实到 count persons with voting right only. */
export interface MeetingVotes {
  eligible: number;
  present: number;
  for: number;
  against: number;
  abstain: number;
}

/** The verdict of a vote on a resolution. E19: no quorum, no vote. E20: exactly half is not passed. */
export function meetingVerdict(
  votes: MeetingVotes,
  kind: MeetingKind = 'GENERAL',
  rule: MeetingRule = MEETING_RULES[kind],
): Verdict<MeetingVerdict> {
  const { ruleSet } = rule;
  const attendance = attendanceText(votes, rule.quorum);
  if (!reaches(rule.quorum, votes.present, votes.eligible)) {
    return {
      ruleSet,
      verdict: 'INQUORATE',
      verdictText: `${attendance}，到会人数不足，不能表决，须另定时间开会。依据${rule.source}。`,
    };
  }
  const verdict = resolutionOf(votes, rule);
  const count = `赞成${votes.for}票，不赞成${votes.against}票，弃权${votes.abstain}票`;
  return { ruleSet, verdict, verdictText: `${attendance}，${count}，${resolutionWords(verdict, votes, rule)}` };
}

/** A meeting that put nothing to the vote: only its attendance is judged. */
export function meetingWithoutVote(
  votes: Pick<MeetingVotes, 'eligible' | 'present'>,
  kind: MeetingKind,
  { ruleSet, quorum }: MeetingRule = MEETING_RULES[kind],
): Verdict<MeetingVerdict> {
  return { ruleSet, verdict: 'NO_VOTE', verdictText: `${attendanceText(votes, quorum)}，本次会议没有表决事项。` };
}

function resolutionOf(votes: MeetingVotes, rule: MeetingRule): 'PASSED' | 'REJECTED' | 'DEFERRED' {
  if (isNearTie(votes, rule) || isExactShare(votes, rule)) return 'DEFERRED';
  return reaches(rule.pass, votes.for, passBase(votes, rule)) ? 'PASSED' : 'REJECTED';
}

/** What the votes in favor are measured against: 应到, or what the bureau has set. */
function passBase(votes: MeetingVotes, { pass }: MeetingRule): number {
  const cast = votes.for + votes.against + votes.abstain;
  return { eligible: votes.eligible, present: votes.present, cast, voted: votes.for + votes.against }[pass.base];
}

/** Exactly the share that must be exceeded. No vote at all is no share of nothing. */
function isExactShare(votes: MeetingVotes, rule: MeetingRule): boolean {
  if (rule.pass.inclusive) return false;
  return votes.for > 0 && votes.for * rule.pass.denominator === passBase(votes, rule) * rule.pass.numerator;
}

function isNearTie(votes: MeetingVotes, { nearTie }: MeetingRule): boolean {
  const voted = votes.for + votes.against;
  return votes.for > 0 && Math.abs(votes.for - votes.against) * nearTie.denominator <= voted * nearTie.numerator;
}

function resolutionWords(verdict: 'PASSED' | 'REJECTED' | 'DEFERRED', votes: MeetingVotes, rule: MeetingRule): string {
  const half = `赞成票${rule.pass.mark}`;
  if (verdict === 'PASSED') return `${half}，通过。依据${rule.source}。`;
  if (isNearTie(votes, rule))
    return `${rule.nearTie.mark}，暂缓决定，进一步交换意见后下次再表决。依据${rule.nearTie.source}。`;
  if (verdict === 'DEFERRED')
    return `赞成票${rule.pass.mark.replace('超过', '恰为')}，不算通过，说明情况后下次再表决。依据${rule.source}。`;
  return `赞成票没有${rule.pass.mark}，未通过。依据${rule.source}。`;
}
