import type { MeetingKind } from '../generated/prisma/enums.js';

/** A share that a number of persons must reach. Integer arithmetic only: value × denominator against base × numerator. */
export interface Threshold {
  base: 'eligible' | 'present' | 'cast' | 'voted';
  numerator: number;
  denominator: number;
  /** true: the share itself is enough (半数以上, 不少于); false: it must be exceeded (超过半数). */
  inclusive: boolean;
  /** As shown in a verdict, for example ≥4/5. */
  mark: string;
}

/** Whether `value` reaches the share of `base`. */
export function reaches(threshold: Threshold, value: number, base: number): boolean {
  const left = value * threshold.denominator;
  const right = base * threshold.numerator;
  return threshold.inclusive ? left >= right : left > right;
}

export interface Verdict<T> {
  verdict: T;
  /** The verdict with its numbers and its source, in Chinese. */
  verdictText: string;
  ruleSet: string;
}

export interface MeetingRule {
  /** Kept with every vote, so that a later change of the rules leaves old verdicts readable. */
  ruleSet: string;
  source: string;
  quorum: Threshold;
  pass: Threshold;
  /** Opinions close in number: defer and vote next time. The rule gives no figure; one tenth is the portal's setting. */
  nearTie: Threshold & { source: string };
}

const QUORUM_HALF: Threshold = {
  base: 'eligible',
  numerator: 1,
  denominator: 2,
  inclusive: true,
  mark: '达到应到半数',
};
const ABOVE_HALF: Threshold = {
  base: 'eligible',
  numerator: 1,
  denominator: 2,
  inclusive: false,
  mark: '超过应到半数',
};
const NEAR_TIE = {
  base: 'voted',
  numerator: 1,
  denominator: 10,
  inclusive: true,
  mark: '双方人数接近',
  source: '《中国共产党章程》第十七条',
} as const satisfies MeetingRule['nearTie'];

/**
 * Resolutions by kind of meeting. Article 11 gives quorum and majority of a general meeting; article 12 gives the
 * committee's quorum only, and party groups have no rule of their own: there article 11 is borrowed and labeled 参照.
 */
export const MEETING_RULES: Readonly<Record<MeetingKind, MeetingRule>> = {
  GENERAL: {
    ruleSet: 'BRANCH_WORK_2018_GENERAL',
    source: '《中国共产党支部工作条例（试行）》第十一条',
    quorum: QUORUM_HALF,
    pass: ABOVE_HALF,
    nearTie: NEAR_TIE,
  },
  COMMITTEE: {
    ruleSet: 'BRANCH_WORK_2018_COMMITTEE',
    source: '《中国共产党支部工作条例（试行）》第十二条，表决参照第十一条',
    quorum: QUORUM_HALF,
    pass: ABOVE_HALF,
    nearTie: NEAR_TIE,
  },
  GROUP: {
    ruleSet: 'BRANCH_WORK_2018_GROUP',
    source: '参照《中国共产党支部工作条例（试行）》第十一条',
    quorum: QUORUM_HALF,
    pass: ABOVE_HALF,
    nearTie: NEAR_TIE,
  },
};

export interface ElectionRule {
  ruleSet: string;
  source: string;
  quorum: Threshold;
  elected: Threshold;
}

/**
 * Choosing a group leader lies outside the election regulation (article 2 names committees only), so its thresholds are
 * borrowed and labeled 参照.
 */
export const LEADER_ELECTION_RULE: ElectionRule = {
  ruleSet: 'LEADER_ELECTION_AFTER_2020',
  source: '参照《中国共产党基层组织选举工作条例》',
  quorum: { base: 'eligible', numerator: 4, denominator: 5, inclusive: true, mark: '达到应到五分之四' },
  elected: ABOVE_HALF,
};

/** 应到10人，实到8人(达到应到半数) */
export function attendanceText(
  { eligible, present }: { eligible: number; present: number },
  quorum: Threshold,
): string {
  return `应到${eligible}人，实到${present}人（${reaches(quorum, present, eligible) ? quorum.mark : `未${quorum.mark}`}）`;
}
