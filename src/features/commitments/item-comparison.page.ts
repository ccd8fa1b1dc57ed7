import { showDay } from '../../shared/dates.js';
import { compareTexts, type TextPart } from '../../shared/text-diff.js';
import type { Tag } from '../../web/frame-shape.js';
import { type Figure, MEASURE_LABELS, showMeasure } from './measure.rules.js';

/** An item as far as two versions of it are compared. */
export interface ComparableItem {
  id: string | null;
  mainTask: string;
  workContent: string;
  measures: string | null;
  dueDate: Date;
  responsiblePerson: string | null;
  measureKind: keyof typeof MEASURE_LABELS;
  baseline: Figure | null;
  target: Figure | null;
  unit: string | null;
  weight: number;
}

export interface ComparedItem {
  name: string;
  tag: Tag | null;
  fields: { label: string; before: TextPart[]; after: TextPart[] }[];
}

const FIELDS: readonly (readonly [string, (item: ComparableItem) => string])[] = [
  ['主要任务', (item) => item.mainTask],
  ['工作内容', (item) => item.workContent],
  ['具体措施', (item) => item.measures ?? ''],
  ['衡量方式', (item) => showMeasure(item) ?? MEASURE_LABELS[item.measureKind]],
  ['权重', (item) => String(item.weight)],
  ['办结时限', (item) => showDay(item.dueDate)],
  ['责任人', (item) => item.responsiblePerson ?? ''],
];

/** Two versions of a letter's items, item by item; of those that stayed only the fields that differ. */
export function compareItems(before: readonly ComparableItem[], after: readonly ComparableItem[]): ComparedItem[] {
  const stayed = after.map((item) => compared(before.find(({ id }) => id !== null && id === item.id) ?? null, item));
  const dropped = before.filter(({ id }) => !after.some((item) => item.id === id)).map((item) => compared(item, null));
  return [...stayed, ...dropped];
}

function compared(before: ComparableItem | null, after: ComparableItem | null): ComparedItem {
  const name = (after ?? before)?.mainTask ?? '';
  const fields = FIELDS.map(([label, text]) => ({
    label,
    old: before ? text(before) : '',
    now: after ? text(after) : '',
  })).filter(({ old, now }) => old !== now);
  return {
    name,
    tag: tagOf(before, after, fields.length),
    fields: fields.map(({ label, old, now }) => ({ label, ...compareTexts(old, now) })),
  };
}

function tagOf(before: ComparableItem | null, after: ComparableItem | null, changes: number): Tag | null {
  if (!before) return { kind: 'ok', label: '新增' };
  if (!after) return { kind: 'late', label: '不再办理' };
  return changes === 0 ? null : { kind: 'warn', label: '有改动' };
}
