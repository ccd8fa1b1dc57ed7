import { CAMPAIGN_STEPS } from '../../campaign/phases.js';
import { type CampaignAtHand, standingIn, stepDueDay, stepState } from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, parseDay, showDay, showDistance } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { BOARD, boardHref, COMPARISON, withFrom } from './board.paths.js';
import type { BranchProgress } from './board.queries.js';
import { showNearDay } from './near-day.js';
import { asPlace, reasonsOf, STATE_TAGS, type Way } from './standing.js';
import type { StoodBranch } from './standings.js';

export const COMPARED_FIELDS = ['first', 'second', 'third', 'fourth'] as const;
const FIELD_LABELS = ['第一个', '第二个', '第三个', '第四个'];

/** R60: up to four branches beside one another, by name: what is done, open, late, with its days. No order of merit. */
export function showComparisonPage(data: {
  frame: Frame;
  campaign: CampaignAtHand | null;
  branches: readonly BranchProgress[];
  chosen: readonly StoodBranch[];
  today: Date;
  /** The address of this page, to come back to. */
  here: string;
}) {
  const { campaign, chosen, here } = data;
  const options = [
    { value: '', label: '不选' },
    ...data.branches.toSorted(byName).map(({ id, shortName }) => ({ value: id, label: shortName })),
  ];
  const columns = chosen.toSorted((a, b) => byName(a.branch, b.branch));
  return {
    title: '并列比较',
    frame: data.frame,
    head: { title: '并列比较', lead: '选两到四个党支部，并列看各步骤的情况和日期。按名称排列，不打分、不排名。' },
    filters: {
      action: COMPARISON,
      fields: COMPARED_FIELDS.map((name, index) => ({
        ...{ name, label: `${FIELD_LABELS[index]}党支部`, type: 'select', options },
        value: chosen[index]?.branch.id ?? '',
      })),
      submit: '比较',
      reset: chosen.length > 0 ? COMPARISON : null,
      count: null,
    },
    table:
      columns.length === 0
        ? null
        : {
            caption: '所选党支部的情况',
            columns: [{ label: '步骤' }, ...columns.map(({ branch }) => ({ label: branch.shortName }))],
            rows: [
              ...CAMPAIGN_STEPS.map(({ step, label }) => ({
                cells: [label, ...columns.map((one) => stepCell(one, step, { campaign, today: data.today, here }))],
              })),
              { cells: ['还差的事项', ...columns.map(({ standing }) => reasonsOf(standing).join('；'))] },
              { cells: ['督导检查的整改', ...columns.map(({ branch }) => mendingWords(branch, data.today))] },
              {
                cells: [
                  '进度详情',
                  ...columns.map(({ branch }) => ({ text: '查看', href: boardHref(branch.id, '', here) })),
                ],
              },
            ],
            empty: { title: '没有步骤' },
          },
    back: { label: '返回推进情况', href: BOARD },
  };
}

const byName = (a: { shortName: string }, b: { shortName: string }): number =>
  a.shortName.localeCompare(b.shortName, 'zh-CN');

function stepCell(
  { branch }: StoodBranch,
  step: StepName,
  { campaign, today, here }: { campaign: CampaignAtHand | null; today: Date; here: string },
) {
  const way: Way = { campaign, steps: branch.steps };
  const standing = standingIn(way, step);
  if (!standing) return { tag: STATE_TAGS.later };
  const href = withFrom(stepHref(branch.id, step), here);
  const began = `${showNearDay(today, chinaDay(standing.openedAt))}开始`;
  if (standing.completedAt) {
    const tag: Tag = standing.overrideReason === null ? STATE_TAGS.done : { kind: 'ok', label: '批准通过' };
    return { text: `${began}，${showNearDay(today, chinaDay(standing.completedAt))}完成`, href, tag };
  }
  const due = stepDueDay(asPlace(way), step);
  const note = due ? `${showDay(due)}截止，${showDistance(today, due)}` : '';
  return { text: began, href, tag: STATE_TAGS[stepState(asPlace(way), step, today)], note };
}

function mendingWords({ overdueMending }: BranchProgress, today: Date): string {
  const due = overdueMending && parseDay(overdueMending.dueOn);
  return overdueMending && due ? `${overdueMending.count}项逾期，最早一项${showDistance(today, due)}` : '没有逾期';
}
