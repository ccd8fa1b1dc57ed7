import { showDay } from '../../shared/dates.js';
import type { Round } from './rounds.queries.js';
import { AGGREGATIONS, QUOTA_BASES, quotaBase, ROUNDINGS, type RoundRules } from './rounds.rules.js';

/** What is fixed for a round, as facts. */
export function ruleFacts({ award, applyUntil, noticeDays, rules }: Round) {
  const { quota, eligibility, aggregation, deeds } = rules;
  const ofMembers = award === 'OUTSTANDING_MEMBER';
  return [
    { label: '申报截止', value: showDay(applyUntil) },
    {
      label: '名额',
      value: ofMembers
        ? `支部${QUOTA_BASES[quotaBase(quota)]}的${quota.numerator}%，${ROUNDINGS[quota.rounding]}，最少${quota.minimum}名`
        : '每个党支部可申报本支部',
    },
    { label: '条件', value: ofMembers ? eligibilityWords(eligibility) : '本局所属党支部' },
    { label: '事迹材料', value: `${deeds.from}到${deeds.to}字` },
    { label: '计分办法', value: AGGREGATIONS[aggregation] },
    { label: '得分相同', value: '名次并列，由局党委会议研究决定，并写明理由' },
    { label: '公示', value: `${noticeDays}个工作日` },
  ];
}

function eligibilityWords({ monthsInBranch, retired, gradedExcellent }: RoundRules['eligibility']): string {
  return [
    '正式党员',
    `在支部满${monthsInBranch}个月`,
    retired ? '离退休党员可以申报' : '不包括离退休党员',
    ...(gradedExcellent ? ['最近一次民主评议为优秀'] : []),
  ].join('；');
}

/** The criteria as a table with their points. */
export function criteriaTable(criteria: RoundRules['criteria']) {
  return {
    caption: '评选标准',
    columns: [{ label: '标准' }, { label: '要求' }, { label: '分值', kind: 'number' }],
    rows: criteria.map(({ title, description, points }) => ({ cells: [title, description, `${points}分`] })),
    empty: { title: '活动方案里还没有这项荣誉的标准' },
  };
}
