import { daysBetween, showDay } from '../../shared/dates.js';
import { type Measure, measureFault } from './measure.rules.js';

export const MAX_ITEMS = 20;

/** One 承诺事项 as written: 主要任务、工作内容、措施、办结时限、责任人 (R35), its measure and what it refines. */
export interface ItemInput extends Measure {
  /** Null: a new item. */
  id: string | null;
  mainTask: string;
  workContent: string;
  measures: string | null;
  dueDate: Date;
  responsiblePerson: string | null;
  parentItemId: string | null;
  keyTaskId: string | null;
  /** E36: the item of the year before that it goes on with. */
  carriedFromId: string | null;
}

export interface ItemFault {
  index: number;
  field: keyof ItemInput;
  message: string;
}

/** The first thing wrong with an item's due date when it is written down: it lies in the year or the one after it. */
export function dueDateFault(items: readonly Pick<ItemInput, 'dueDate'>[], year: number): ItemFault | null {
  const index = items.findIndex(({ dueDate }) => {
    const dueYear = dueDate.getUTCFullYear();
    return dueYear < year || dueYear > year + 1;
  });
  if (index < 0) return null;
  return { index, field: 'dueDate', message: `第${index + 1}项的办结时限应在${year}年至${year + 1}年之间` };
}

/** The first item whose measure is not whole. */
export function measureFaultOf(items: readonly Measure[]): ItemFault | null {
  for (const [index, item] of items.entries()) {
    const fault = measureFault(item);
    if (fault) return { index, ...fault };
  }
  return null;
}

/** Why a commitment cannot be submitted as it stands; null when it can. */
export function submissionFault(items: readonly Pick<ItemInput, 'dueDate'>[], today: Date): string | null {
  if (items.length === 0) return '还没有承诺事项，请先填写再提交。';
  const index = items.findIndex(({ dueDate }) => isOverdue(dueDate, today));
  const late = items[index];
  return late ? `第${index + 1}项的办结时限（${showDay(late.dueDate)}）已过，请先修改再提交。` : null;
}

/** R42: past its day. On the day itself it is still in time. */
export function isOverdue(dueDate: Date, today: Date): boolean {
  return daysBetween(dueDate, today) > 0;
}

/** R38: an item that refines another should be done no later than that; a hint, not a refusal. Null when in order. */
export function dueAfterParent(
  item: { dueDate: Date },
  parent: { dueDate: Date; mainTask: string } | null,
): string | null {
  if (!parent || daysBetween(parent.dueDate, item.dueDate) <= 0) return null;
  return `办结时限晚于上级事项“${parent.mainTask}”的${showDay(parent.dueDate)}`;
}

/** An item whose row was emptied is taken out; one that others refine already stays. */
export function removedItems(kept: readonly { id: string | null }[], stored: readonly string[]): string[] {
  return stored.filter((id) => !kept.some((item) => item.id === id));
}
