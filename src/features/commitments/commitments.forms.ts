import { z } from 'zod';
import {
  choice,
  mustAgree,
  optionalNumber,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';

/** What a short task is called; its items are written afterwards. */
export const shortTaskForm = z.object({ taskTitle: requiredText('任务名称', 60) });

/** One item of a commitment. The numbers are there for every item; they count where a number is to be reached. */
export const itemForm = z.object({
  id: optionalRowId('承诺事项'),
  mainTask: requiredText('主要任务', 100),
  workContent: requiredText('工作内容', 600),
  measures: optionalText('具体措施', 600),
  dueDate: requiredDay('办结时限'),
  measureKind: choice('衡量方式', ['DELIVERABLE', 'NUMBER']).default('DELIVERABLE'),
  baseline: optionalNumber('现在'),
  target: optionalNumber('目标'),
  unit: optionalText('单位', 10),
  weight: wholeNumber('权重', 1, 100).default(1),
  responsiblePerson: optionalText('责任人', 60),
  parentItemId: optionalRowId('上级事项'),
  keyTaskId: optionalRowId('重点工作'),
  carriedFromId: optionalRowId('延续的事项'),
});

/** E8: what a member promised in words. */
export const oralForm = z.object({
  revision: wholeNumber('版本', 0, 100_000_000),
  spokenOn: requiredDay('作出承诺的日期'),
  preamble: requiredText('采用口头承诺的原因', 200),
  items: z.array(itemForm),
});

export const commitmentForm = z.object({
  revision: wholeNumber('版本', 0, 100_000_000),
  preamble: optionalText('承诺说明', 600).transform((text) => text ?? ''),
  items: z.array(itemForm),
  /** Where to go after saving: on with the draft, one more empty row, or to the check before submitting. */
  next: choice('下一步', ['draft', 'more', 'check']).default('draft'),
});

/** The texts of a row; without any of them its hidden id and its choices make no item. */
const TEXTS = ['mainTask', 'workContent', 'measures', 'dueDate', 'responsiblePerson', 'baseline', 'target', 'unit'];

/** Empties the rows whose texts were all emptied: that is how an item is taken out of the form. */
export function withoutEmptiedRows(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isBlank = (value: unknown) => value === undefined || (typeof value === 'string' && value.trim() === '');
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const row = /^items\.\d{1,3}\./.exec(key)?.[0];
      const emptied = row !== undefined && TEXTS.every((text) => isBlank(body[row + text]));
      return [key, emptied ? '' : value];
    }),
  );
}

export const roundForm = z.object({
  suggestionsUntil: requiredDay('征求意见截止'),
  branchDueOn: requiredDay('支部承诺提交'),
  groupDueOn: requiredDay('小组承诺提交'),
  memberDueOn: requiredDay('党员承诺提交'),
});

export const submissionForm = z.object({ revision: wholeNumber('版本', 1, 100_000_000) });

export const breakdownForm = z.object({
  items: z.array(z.object({ itemId: rowId('承诺事项'), groupIds: rowIds('功能党小组') })),
});

/** E1: to whom an item goes, and why. */
export const handoverForm = z.object({
  toCommitmentId: rowId('接手的党员'),
  reason: requiredText('移交的理由', 300),
});

/** E33: how a published letter should read, and why. */
export const amendmentForm = z.object({
  version: wholeNumber('版本', 1, 10_000),
  reason: requiredText('调整的理由', 500),
  preamble: optionalText('承诺说明', 600).transform((text) => text ?? ''),
  items: z.array(itemForm),
});

export const amendmentDecisionForm = z.object({
  action: choice('审核意见', ['approve', 'return']),
  note: optionalText('意见', 500),
  secrecyReviewedBy: optionalText('保密审查人', 40),
});

export const reviewForm = z.object({
  round: wholeNumber('次数', 1, 10_000),
  action: choice('审核意见', ['approve', 'return']),
  comment: optionalText('意见', 500).transform((text) => text ?? ''),
  /** What the reviewer says of single items. */
  comments: z.array(z.object({ itemId: rowId('承诺事项'), text: optionalText('对这一项的意见', 300) })).default([]),
});

export const publicationForm = z.object({
  commitmentIds: rowIds('承诺'),
  secrecyReviewedBy: requiredText('保密审查人', 40),
  secrecyReview: mustAgree('请先完成保密审查并勾选'),
});
