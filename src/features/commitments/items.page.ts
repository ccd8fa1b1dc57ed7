import { showDay, showDistance } from '../../shared/dates.js';
import { dueAfterParent, isOverdue } from './items.rules.js';

export interface ItemToShow {
  id: string;
  mainTask: string;
  workContent: string;
  measures: string | null;
  dueDate: Date;
  responsiblePerson: string | null;
  keyTask: { title: string } | null;
  parent: { mainTask: string; dueDate: Date } | null;
}

export interface ItemCard {
  anchor: string;
  title: string;
  tag: { kind: 'late'; label: string } | null;
  facts: { label: string; value: string }[];
  /** A hint the author or reviewer should weigh (R38). */
  hint: string | null;
}

/** Items to read, with what they refine and what is odd about them. `binding`: only then can an item be overdue. */
export function itemCards(items: readonly ItemToShow[], today: Date, binding: boolean): ItemCard[] {
  return items.map((item, index) => {
    const late = binding && isOverdue(item.dueDate, today);
    return {
      anchor: `item-${item.id}`,
      title: `${index + 1}. ${item.mainTask}`,
      tag: late ? { kind: 'late', label: showDistance(today, item.dueDate) } : null,
      facts: factsOf(item),
      hint: dueAfterParent(item, item.parent),
    };
  });
}

function factsOf(item: ItemToShow): ItemCard['facts'] {
  return [
    { label: '工作内容', value: item.workContent },
    { label: '具体措施', value: item.measures ?? '' },
    { label: '办结时限', value: showDay(item.dueDate) },
    { label: '责任人', value: item.responsiblePerson ?? '' },
    { label: '上级事项', value: item.parent?.mainTask ?? '' },
    { label: '重点工作', value: item.keyTask?.title ?? '' },
  ].filter(({ value }) => value !== '');
}
