import type { MeetingKind, VoteBase } from '../generated/prisma/enums.js';
import { MEETING_RULES, type MeetingRule } from './vote-thresholds.js';

/** A bureau's own thresholds for one kind of meeting. */
export interface VoteSetting {
  quorumNumerator: number;
  quorumDenominator: number;
  passBase: VoteBase;
  passNumerator: number;
  passDenominator: number;
  reason: string;
}

export const VOTE_BASES: Readonly<Record<VoteBase, string>> = { ELIGIBLE: '应到', PRESENT: '实到', CAST: '投票' };
const BASE_NAMES = { ELIGIBLE: 'eligible', PRESENT: 'present', CAST: 'cast' } as const;

/** The rule of the bureau where it has one, else the regulation's. Its name holds its numbers: old verdicts stay readable. */
export function settledMeetingRule(kind: MeetingKind, setting: VoteSetting | null): MeetingRule {
  const regular = MEETING_RULES[kind];
  if (setting === null) return regular;
  const { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator, reason } = setting;
  return {
    ruleSet: `BUREAU_${kind}_${quorumNumerator}/${quorumDenominator}_${passBase}_${passNumerator}/${passDenominator}`,
    source: `本局规定（${reason}）`,
    quorum: {
      ...{ base: 'eligible', numerator: quorumNumerator, denominator: quorumDenominator, inclusive: true },
      mark: `达到应到的${quorumNumerator}/${quorumDenominator}`,
    },
    pass: {
      ...{ base: BASE_NAMES[passBase], numerator: passNumerator, denominator: passDenominator, inclusive: false },
      mark: `超过${VOTE_BASES[passBase]}人数的${passNumerator}/${passDenominator}`,
    },
    nearTie: regular.nearTie,
  };
}

/**
 * Why a bureau cannot set this; null when it can. Article 11 binds the general meeting, so its base stays 应到; nowhere
 * less than half.
 */
export function settingProblem(kind: MeetingKind, setting: VoteSetting): { field: string; message: string } | null {
  const { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator } = setting;
  if (quorumNumerator > quorumDenominator)
    return { field: 'quorumNumerator', message: '到会比例不能大于1，请核对分子和分母。' };
  if (quorumNumerator * 2 < quorumDenominator)
    return { field: 'quorumNumerator', message: '到会比例不能低于应到的半数。' };
  if (passNumerator >= passDenominator)
    return { field: 'passNumerator', message: '赞成票须“超过”这一比例，比例应小于1，请核对分子和分母。' };
  if (passNumerator * 2 < passDenominator) return { field: 'passNumerator', message: '通过比例不能低于半数。' };
  if (kind === 'GENERAL' && passBase !== 'ELIGIBLE') {
    return { field: 'passBase', message: '支部党员大会按支部工作条例第十一条以应到人数为基数，不能改为其他基数。' };
  }
  return null;
}
