import type { MeetingKind, VoteBase } from '../generated/prisma/enums.js';
import {
  type ElectionRule,
  LEADER_ELECTION_RULE,
  MEETING_RULES,
  type MeetingRule,
  type Threshold,
} from './vote-thresholds.js';

/** A bureau's own thresholds for one kind of vote. */
export interface VoteSetting {
  quorumNumerator: number;
  quorumDenominator: number;
  passBase: VoteBase;
  passNumerator: number;
  passDenominator: number;
  reason: string;
}

/** What a bureau may set rules for: meetings by kind, and the choice of group leaders. */
export type RuledVote = MeetingKind | 'LEADER';

export const VOTE_BASES: Readonly<Record<VoteBase, string>> = { ELIGIBLE: '应到', PRESENT: '实到', CAST: '投票' };
const BASE_NAMES = { ELIGIBLE: 'eligible', PRESENT: 'present', CAST: 'cast' } as const;

/** The shares a bureau chooses from; how each is said. */
export const SHARE_WORDS = { '1/2': '半数', '2/3': '三分之二', '4/5': '五分之四' } as const;

function shareWords(numerator: number, denominator: number): string {
  const share = `${numerator}/${denominator}`;
  return (SHARE_WORDS as Readonly<Record<string, string>>)[share] ?? share;
}

function quorumOf({ quorumNumerator, quorumDenominator }: VoteSetting): Threshold {
  return {
    ...{ base: 'eligible', numerator: quorumNumerator, denominator: quorumDenominator, inclusive: true },
    mark: `达到应到${shareWords(quorumNumerator, quorumDenominator)}`,
  };
}

/** Half must be exceeded (超过半数); a greater share includes itself (三分之二以上). */
function passOf({ passBase, passNumerator, passDenominator }: VoteSetting): Threshold {
  const inclusive = passNumerator * 2 > passDenominator;
  const base = passBase === 'CAST' ? '投票人数' : VOTE_BASES[passBase];
  return {
    ...{ base: BASE_NAMES[passBase], numerator: passNumerator, denominator: passDenominator, inclusive },
    mark: `${inclusive ? '达到' : '超过'}${base}${shareWords(passNumerator, passDenominator)}`,
  };
}

/** The name of a rule holds its numbers: old verdicts stay readable. */
function nameOf(kind: RuledVote, setting: VoteSetting): string {
  const { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator } = setting;
  return `BUREAU_${kind}_${quorumNumerator}/${quorumDenominator}_${passBase}_${passNumerator}/${passDenominator}`;
}

const sourceOf = ({ reason }: VoteSetting): string => `本局规定（${reason}）`;

/** The rule of the bureau where it has one, else the regulation's. */
export function settledMeetingRule(kind: MeetingKind, setting: VoteSetting | null): MeetingRule {
  const regular = MEETING_RULES[kind];
  if (setting === null) return regular;
  return {
    ...{ ruleSet: nameOf(kind, setting), source: sourceOf(setting) },
    ...{ quorum: quorumOf(setting), pass: passOf(setting), nearTie: regular.nearTie },
  };
}

/** The same for the choice of a group leader, on paper as in the portal. */
export function settledElectionRule(setting: VoteSetting | null): ElectionRule {
  if (setting === null) return LEADER_ELECTION_RULE;
  return {
    ...{ ruleSet: nameOf('LEADER', setting), source: sourceOf(setting) },
    ...{ quorum: quorumOf(setting), elected: passOf(setting) },
  };
}

/**
 * Why a bureau cannot set this; null when it can. Article 11 binds the general meeting, so its base stays 应到, and a
 * leader is chosen by a share of all electors; nowhere less than half.
 */
export function settingProblem(kind: RuledVote, setting: VoteSetting): { field: string; message: string } | null {
  const { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator } = setting;
  if (quorumNumerator > quorumDenominator) return { field: 'quorum', message: '到会比例不能大于1，请重新选择。' };
  if (quorumNumerator * 2 < quorumDenominator) return { field: 'quorum', message: '到会比例不能低于应到的半数。' };
  if (passNumerator >= passDenominator) return { field: 'pass', message: '通过比例应小于1，请重新选择。' };
  if (passNumerator * 2 < passDenominator) return { field: 'pass', message: '通过比例不能低于半数。' };
  if (kind === 'GENERAL' && passBase !== 'ELIGIBLE') {
    return { field: 'passBase', message: '支部党员大会按支部工作条例第十一条以应到人数为基数，不能改为其他基数。' };
  }
  if (kind === 'LEADER' && passBase !== 'ELIGIBLE') {
    return { field: 'passBase', message: '推选组长以应到人数为基数，不能改为其他基数。' };
  }
  return null;
}
