import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { findBreakdown } from './cascade.queries.js';
import { breakdownHref, cascadeHref } from './commitments.paths.js';

type Breakdown = NonNullable<Awaited<ReturnType<typeof findBreakdown>>>;

export interface BreakdownPage extends Page {
  lead: string;
  action: string;
  errors: FormState['summary'];
  rows: { legend: string; text: string; due: string; id: { name: string; value: string }; field: object }[];
  back: { label: string; href: string };
}

/** 分解: each item of the branch with the groups to tick. */
export function showBreakdownPage({
  frame,
  branchId,
  breakdown,
  groups,
  form,
}: {
  frame: Frame;
  branchId: string;
  breakdown: Breakdown;
  groups: readonly { id: string; name: string; groupFunction: string }[];
  form: FormState | null;
}): BreakdownPage {
  const state = form ?? storedForm(breakdown);
  return {
    title: '把支部承诺分解到小组',
    frame,
    lead: '一项任务可以分给一个或几个小组。分给小组后，由组长细化为小组的具体事项。',
    action: breakdownHref(branchId),
    errors: state.summary,
    rows: breakdown.items.map((item, index) => {
      const refinedBy = new Set(item.children.map(({ commitment }) => commitment.groupId));
      const options = groups.map(({ id, name, groupFunction }) => ({
        value: id,
        label: name,
        hint: refinedBy.has(id) ? '已细化' : groupFunction,
      }));
      return {
        legend: `${index + 1}. ${item.mainTask}`,
        text: item.workContent,
        due: `办结时限：${showDay(item.dueDate)}`,
        id: { name: `items.${index}.itemId`, value: item.id },
        field: checkboxesOf(state, `items.${index}.groupIds`, '承担的小组', { options }),
      };
    }),
    back: { label: '返回承诺总览', href: cascadeHref(branchId) },
  };
}

function storedForm(breakdown: Breakdown): FormState {
  const values = breakdown.items.map(({ assignments }, index) => [
    `items.${index}.groupIds`,
    assignments.map(({ groupId }) => groupId).join(','),
  ]);
  return { values: Object.fromEntries(values), errors: {}, summary: [] };
}
