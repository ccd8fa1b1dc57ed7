import { showDay, showDistance } from '../../shared/dates.js';
import { checkHints } from './checkability.rules.js';
import type { ComparableItem } from './item-comparison.page.js';
import { dueAfterParent, isOverdue } from './items.rules.js';
import { MEASURE_LABELS, shareLabels, showMeasure } from './measure.rules.js';

export interface ItemToShow extends ComparableItem {
  id: string;
  keyTask: { title: string } | null;
  parent: { mainTask: string; dueDate: Date } | null;
  /** E36: the item of the year before that it goes on with. */
  carriedFrom: { commitment: { year: number } } | null;
  /** Only of letters that were published. */
  closedOn?: Date | null;
  closeReason?: string | null;
  parentChangedAt?: Date | null;
  /** Only of a published letter: how far it is, in percent. */
  share?: number;
}

export interface ItemCard {
  anchor: string;
  title: string;
  tag: { kind: 'late' | 'idle' | 'ok'; label: string } | null;
  facts: { label: string; value: string }[];
  /** A hint the author or reviewer should weigh (R38). */
  hint: string | null;
  /** Where what was done for it is kept; only of a published letter. */
  records: { label: string; href: string } | null;
  /** Why it cannot be checked as written, with how to mend it; only on pages where it can still be mended. */
  checks: string[];
}

/** Items to read, with what they refine and what is odd about them. `binding`: only then can an item be overdue. */
export function itemCards(
  items: readonly ItemToShow[],
  today: Date,
  binding: boolean,
  branchId: string | null = null,
): ItemCard[] {
  const open = items.filter(({ closedOn }) => !closedOn);
  const shares = shareLabels(open.map(({ weight }) => weight));
  return items.map((item, index) => {
    return {
      anchor: `item-${item.id}`,
      title: `${index + 1}. ${item.mainTask}`,
      tag: tagOf(item, today, binding),
      facts: factsOf(item, shares[open.indexOf(item)] ?? null),
      hint: hintOf(item),
      records: branchId === null ? null : { label: '践诺记录和进度', href: `/branches/${branchId}/items/${item.id}` },
      checks: [],
    };
  });
}

function tagOf(item: ItemToShow, today: Date, binding: boolean): ItemCard['tag'] {
  if (item.closedOn) return { kind: 'idle', label: '不再办理' };
  if (!binding) return null;
  if (item.share === 100) return { kind: 'ok', label: '已办结' };
  const done = `完成${item.share ?? 0}%`;
  if (!isOverdue(item.dueDate, today)) return { kind: 'idle', label: done };
  return { kind: 'late', label: `${showDistance(today, item.dueDate)}，${done}` };
}

/** E38 comes first: the item above reads otherwise now. */
function hintOf(item: ItemToShow): string | null {
  if (item.closedOn) return null;
  if (item.parentChangedAt) return `上级事项“${item.parent?.mainTask ?? ''}”已经调整，请承诺人核对本项。`;
  return dueAfterParent(item, item.parent);
}

/** The cards of items that can still be mended, each with what makes it hard to check. */
export function draftCards(items: readonly ItemToShow[], today: Date, year: number): ItemCard[] {
  return itemCards(items, today, false).map((card, index) => {
    const item = items[index];
    return { ...card, checks: item ? checkHints(item, year).map(({ text }) => text) : [] };
  });
}

function factsOf(item: ItemToShow, share: string | null): ItemCard['facts'] {
  return [
    { label: '工作内容', value: item.workContent },
    { label: '具体措施', value: item.measures ?? '' },
    { label: '衡量方式', value: showMeasure(item) ?? MEASURE_LABELS[item.measureKind] },
    { label: '权重', value: share ?? '' },
    { label: '办结时限', value: showDay(item.dueDate) },
    { label: '责任人', value: item.responsiblePerson ?? '' },
    { label: '上级事项', value: item.parent?.mainTask ?? '' },
    { label: '重点工作', value: item.keyTask?.title ?? '' },
    { label: '不再办理', value: item.closedOn ? `${showDay(item.closedOn)}起。${item.closeReason ?? ''}` : '' },
    { label: '延续', value: item.carriedFrom ? `延续自${item.carriedFrom.commitment.year}年承诺` : '' },
  ].filter(({ value }) => value !== '');
}
