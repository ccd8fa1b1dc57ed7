import type { ExclusionGround } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import type { VotingStanding } from '../../shared/voting-rights.js';
import type { Problem } from './meetings.rules.js';

/** The only grounds on which a member may be left out of 应到; the list is closed. */
export const EXCLUSION_GROUNDS: Readonly<Record<ExclusionGround, string>> = {
  ILLNESS: '因病不能表达本人意志',
  ABROAD: '自费出国半年以上',
  SERVING_SENTENCE: '虽未受到留党察看以上党纪处分，但正在服刑',
  FRAIL: '年老体弱卧床不起或长期生病，生活不能自理',
  AWAY: '工作调动、借调、外出学习或工作半年以上，按规定应转走正式组织关系而没有转走',
  RETIRED_AWAY: '已办理离退休手续，长期居住在外地，没有转走组织关系',
};

export const GROUND_CODES = Object.keys(EXCLUSION_GROUNDS) as [ExclusionGround, ...ExclusionGround[]];

export interface ExclusionDates {
  superiorAgreedOn: Date;
  approvedOn: Date;
  startsOn: Date;
}

/** The two steps in their order: the superior organization agrees, then the general meeting approves; never backwards. */
export function exclusionProblem({ superiorAgreedOn, approvedOn, startsOn }: ExclusionDates, today: Date) {
  const problem = (field: keyof ExclusionDates, message: string): Problem => ({ field, message });
  if (superiorAgreedOn > today)
    return problem('superiorAgreedOn', '上级党组织同意的日期不能晚于今天：请在同意后登记。');
  if (approvedOn > today) return problem('approvedOn', '党员大会通过的日期不能晚于今天：请在通过后登记。');
  if (approvedOn < superiorAgreedOn)
    return problem('approvedOn', '须先经上级党组织同意，再经党员大会通过，请核对两个日期。');
  if (startsOn < approvedOn)
    return problem('startsOn', `${showDay(approvedOn)}党员大会通过以前仍计入应到，请填写这一天或以后的日期。`);
  return null;
}

/** Why there is nothing to exclude the member from; null when he counts in 应到. */
export function standingProblem(standing: VotingStanding, name: string): Problem | null {
  if (standing === 'ELIGIBLE') return null;
  const message =
    standing === 'EXCLUDED'
      ? `${name}已经登记不计入应到，不用重复登记。`
      : `${name}当日没有表决权，本来不计入应到，不用登记。`;
  return { field: 'memberId', message };
}
