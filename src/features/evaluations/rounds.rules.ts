import type { ApplicationStatus, AwardType, EvaluationRoundStatus } from '../../generated/prisma/enums.js';

export type RoundAction = 'open' | 'startScoring' | 'decide' | 'publish' | 'award' | 'reopen' | 'close';

/** The life of a round. Nothing else sets a status; what was frozen at `open` never changes afterwards. */
export const ROUND_LIFE: Record<
  EvaluationRoundStatus,
  Partial<Record<RoundAction, { to: EvaluationRoundStatus; label: string }>>
> = {
  DRAFT: { open: { to: 'OPEN', label: '开始申报' } },
  OPEN: { startScoring: { to: 'SCORING', label: '截止申报，开始评审' } },
  SCORING: { decide: { to: 'DECIDED', label: '登记局党委会议的决定' } },
  DECIDED: {
    publish: { to: 'NOTICED', label: '开始公示' },
    reopen: { to: 'SCORING', label: '重新评审' },
    // Nobody was found fit: there is nothing to show to the public.
    close: { to: 'AWARDED', label: '结束评选，不表彰' },
  },
  NOTICED: { award: { to: 'AWARDED', label: '公布表彰决定' } },
  AWARDED: {},
};

export const ROUND_TAGS: Record<EvaluationRoundStatus, { kind: 'ok' | 'warn' | 'idle'; label: string }> = {
  DRAFT: { kind: 'idle', label: '拟定中' },
  OPEN: { kind: 'warn', label: '正在申报' },
  SCORING: { kind: 'warn', label: '正在评审' },
  DECIDED: { kind: 'warn', label: '已决定，待公示' },
  NOTICED: { kind: 'warn', label: '公示中' },
  AWARDED: { kind: 'ok', label: '已表彰' },
};

/** A round that ended without anybody to honour is not called an award. */
export const roundTag = ({ status, awardedAt }: { status: EvaluationRoundStatus; awardedAt: Date | null }) =>
  status === 'AWARDED' && awardedAt === null
    ? { kind: 'idle' as const, label: '已结束，没有表彰' }
    : ROUND_TAGS[status];

export type ApplicationAction =
  | 'submit'
  | 'withdraw'
  | 'recommend'
  | 'pass'
  | 'choose'
  | 'leave'
  | 'drop'
  | 'reopen'
  | 'end';

/** E40: of a branch that is no more. */
const end = { to: 'WITHDRAWN', label: '支部合并或撤销，申报终止' } as const;

/** The life of an application, from the first words to the award. Nothing else sets a status. */
export const APPLICATION_LIFE = {
  DRAFT: { submit: { to: 'SUBMITTED', label: '提交党支部' }, withdraw: { to: 'WITHDRAWN', label: '撤回申报' }, end },
  SUBMITTED: {
    withdraw: { to: 'WITHDRAWN', label: '撤回申报' },
    recommend: { to: 'RECOMMENDED', label: '上报局党委' },
    pass: { to: 'NOT_RECOMMENDED', label: '不推荐' },
    end,
  },
  RECOMMENDED: { choose: { to: 'CHOSEN', label: '拟表彰' }, leave: { to: 'NOT_CHOSEN', label: '未入选' }, end },
  CHOSEN: { drop: { to: 'NOT_CHOSEN', label: '异议成立' }, reopen: { to: 'RECOMMENDED', label: '重新评审' } },
  NOT_CHOSEN: { reopen: { to: 'RECOMMENDED', label: '重新评审' } },
  NOT_RECOMMENDED: {},
  WITHDRAWN: {},
} as const satisfies Record<
  ApplicationStatus,
  Partial<Record<ApplicationAction, { to: ApplicationStatus; label: string }>>
>;

export const AWARD_NAMES: Record<AwardType, string> = {
  OUTSTANDING_MEMBER: '优秀共产党员',
  ADVANCED_ORGANIZATION: '先进基层党组织',
};

export const ROUNDINGS = { DOWN: '舍去小数', NEAREST: '四舍五入', UP: '有小数就进一' } as const;
export type Rounding = keyof typeof ROUNDINGS;
export const ROUNDING_CODES = Object.keys(ROUNDINGS) as [Rounding, ...Rounding[]];

export const QUOTA_BASES = { FULL: '正式党员', ALL: '全体党员（含预备党员）' } as const;
export type QuotaBase = keyof typeof QUOTA_BASES;
export const QUOTA_BASE_CODES = Object.keys(QUOTA_BASES) as [QuotaBase, ...QuotaBase[]];

/** How many a branch may send: a share of its members, rounded, and at least so many (E44). */
export interface Quota {
  /** Absent in rounds that were frozen before there was a choice: full members. */
  base?: QuotaBase;
  numerator: number;
  denominator: number;
  rounding: Rounding;
  minimum: number;
}

export interface Eligibility {
  /** Months a member must have been in the branch by the last day of applying. */
  monthsInBranch: number;
  /** Retired members may be named. */
  retired: boolean;
  /** Candidates were graded 优秀 in the last 民主评议, in principle. */
  gradedExcellent: boolean;
}

export const AGGREGATIONS = { MEAN: '取平均分', TRIMMED: '去掉一个最高分和一个最低分后取平均分' } as const;
export type Aggregation = keyof typeof AGGREGATIONS;
export const AGGREGATION_CODES = Object.keys(AGGREGATIONS) as [Aggregation, ...Aggregation[]];

/** What is frozen when applications open, with its SHA-256. */
export interface RoundRules {
  criteria: readonly { title: string; description: string; points: number }[];
  quota: Quota;
  eligibility: Eligibility;
  aggregation: Aggregation;
  /** Length of the deeds statement, in characters. */
  deeds: { from: number; to: number };
}

/** 推荐事迹 of 600 to 1,500 characters, as offices ask. */
export const DEEDS_LENGTH = { from: 600, to: 1500 } as const;
export const FEWEST_NOTICE_DAYS = 5;

export const quotaBase = ({ base = 'FULL' }: Quota): QuotaBase => base;

/** E44: how many may be sent of `base` members; integer arithmetic, the minimum after rounding, never more than there are. */
export function quotaOf(base: number, { numerator, denominator, rounding, minimum }: Quota): number {
  const over = base * numerator;
  const down = Math.floor(over / denominator);
  const rest = over - down * denominator;
  const up = rounding === 'UP' ? rest > 0 : rounding === 'NEAREST' && rest * 2 >= denominator;
  return Math.min(base, Math.max(minimum, down + (up ? 1 : 0)));
}

/** 正式党员23名的10%，舍去小数为2名，最少1名：2名 */
export function quotaWords(base: number, quota: Quota): string {
  const { numerator, denominator, rounding, minimum } = quota;
  const share = denominator === 100 ? `${numerator}%` : `${denominator}分之${numerator}`;
  return `${QUOTA_BASES[quotaBase(quota)]}${base}名的${share}，${ROUNDINGS[rounding]}，最少${minimum}名：可推荐${quotaOf(base, quota)}名`;
}

export interface CandidateFacts {
  memberType: 'FULL' | 'PROBATIONARY';
  isRetired: boolean;
  rightsSuspended: boolean;
  /** Day from which he counts in the branch; null: from the beginning. */
  arrivedOn: Date | null;
  /** The grade of the last 民主评议; null: none recorded. */
  lastGrade: string | null;
}

/** Why a member cannot be named, each a sentence; empty when he can (E5: full members only). */
export function eligibilityFaults(facts: CandidateFacts, { eligibility }: RoundRules, applyUntil: Date): string[] {
  const { monthsInBranch, retired, gradedExcellent } = eligibility;
  const faults: string[] = [];
  if (facts.memberType !== 'FULL') faults.push('预备党员不能评为优秀共产党员');
  if (facts.rightsSuspended) faults.push('目前不符合申报条件，请咨询党支部');
  if (facts.isRetired && !retired) faults.push('本次评选不包括离退休党员');
  if (facts.arrivedOn && monthsBetween(facts.arrivedOn, applyUntil) < monthsInBranch)
    faults.push(`在本支部不满${monthsInBranch}个月`);
  if (gradedExcellent && facts.lastGrade !== null && facts.lastGrade !== 'EXCELLENT')
    faults.push('最近一次民主评议不是优秀等次');
  return faults;
}

/** Whole months from one day to another. */
export function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return to.getUTCDate() >= from.getUTCDate() ? months : months - 1;
}

/** Whether applications come in: in an open round, until the end of its last day. */
export const isTaking = (round: { status: EvaluationRoundStatus; applyUntil: Date }, today: Date): boolean =>
  round.status === 'OPEN' && today <= round.applyUntil;

/** What is wrong with the length of a deeds statement; null when nothing is. Spaces do not count. */
export function deedsFault(text: string, { deeds }: RoundRules): string | null {
  const length = [...text.replaceAll(/\s/g, '')].length;
  if (length < deeds.from) return `事迹材料现有${length}字，至少${deeds.from}字`;
  return length > deeds.to ? `事迹材料现有${length}字，最多${deeds.to}字` : null;
}
