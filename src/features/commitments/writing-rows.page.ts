import type { CommitmentLevel } from '../../generated/prisma/enums.js';
import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import { checkHints } from './checkability.rules.js';
import type { WrittenCommitment } from './commitments.queries.js';
import type { ItemInput } from './items.rules.js';
import { type Figure, MEASURE_LABELS } from './measure.rules.js';

/** What an item may refine. */
export interface ItemOption {
  id: string;
  mainTask: string;
  dueDate: Date | null;
}

type Field = ReturnType<typeof fieldOf>;

/** One item in the form: its texts, how it is measured (a compact row), and the rest. */
export interface ItemRow {
  legend: string;
  /** Its id, and the item of the year before that it goes on with. */
  hidden: { name: string; value: string }[];
  /** 延续自2026年承诺 */
  carried: string | null;
  fields: Field[];
  measure: Field[];
  rest: Field[];
  /** What the reviewer said of this item when he sent the letter back. */
  remarks: string[];
  /** Of the item as it was saved: what makes it hard to check. */
  checks: string[];
}

interface RowsMatter {
  form: FormState;
  level: CommitmentLevel;
  /** The items as they are saved, for their hints; of the commitment's year. */
  saved: { year: number; items: WrittenCommitment['items'] } | null;
  /** Of the last review, where it sent the letter back. */
  remarks?: readonly { itemId: string | null; text: string }[];
  options: readonly ItemOption[];
  /** Empty rows asked for. */
  emptyRows: number;
}

/** The rows of the form: those filled in, and empty ones to go on with. */
export function itemRows(matter: RowsMatter): ItemRow[] {
  const filled = filledRows(matter.form);
  return Array.from({ length: filled + matter.emptyRows }, (_, index) => itemRow(matter, index));
}

function filledRows({ values }: Pick<FormState, 'values'>): number {
  const indexes = Object.keys(values).map((name) => Number(/^items\.(\d+)\./.exec(name)?.[1] ?? -1));
  return Math.max(-1, ...indexes) + 1;
}

function itemRow({ form, level, options, saved, remarks = [] }: RowsMatter, index: number): ItemRow {
  const field = (name: string, label: string, more: object = {}): Field =>
    fieldOf(form, `items.${index}.${name}`, label, more);
  const value = (name: string): string => form.values[`items.${index}.${name}`] ?? '';
  const id = value('id');
  const stored = saved?.items.find((item) => item.id === id);
  return {
    legend: `第${index + 1}项`,
    hidden: ['id', 'carriedFromId'].map((name) => ({ name: `items.${index}.${name}`, value: value(name) })),
    carried: value('carriedFromId') === '' ? null : '延续上一年没有办结的事项，请写明新的办结时限。',
    fields: [
      ...linkField(level, options, field),
      field('mainTask', '主要任务', { maxlength: 100 }),
      field('workContent', '工作内容', { type: 'textarea', rows: 3, maxlength: 600 }),
      field('measures', '具体措施', { type: 'textarea', rows: 2, maxlength: 600, optional: true }),
    ],
    measure: measureFields(form, index),
    rest: [
      field('dueDate', '办结时限', { type: 'date', width: 'medium' }),
      ...(level === 'MEMBER'
        ? []
        : [field('responsiblePerson', '责任人', { maxlength: 60, optional: true, width: 'medium' })]),
    ],
    remarks: id === '' ? [] : remarks.filter(({ itemId }) => itemId === id).map(({ text }) => text),
    checks: saved && stored ? checkHints(stored, saved.year).map(({ text }) => text) : [],
  };
}

const KINDS = Object.entries(MEASURE_LABELS).map(([value, label]) => ({ value, label }));

/** Always there, so that the form works without script; a deliverable leaves the numbers empty. */
function measureFields(form: FormState, index: number): Field[] {
  const name = (field: string) => `items.${index}.${field}`;
  const number = { type: 'text', inputmode: 'decimal', maxlength: 13 };
  const kind = fieldOf(form, name('measureKind'), '衡量方式', { type: 'select', options: KINDS });
  const weight = fieldOf(form, name('weight'), '权重', { type: 'number', min: 1, max: 100, inputmode: 'numeric' });
  return [
    kind,
    fieldOf(form, name('baseline'), '现在', number),
    fieldOf(form, name('target'), '目标', number),
    fieldOf(form, name('unit'), '单位', { maxlength: 10 }),
    { ...weight, value: weight.value || '1' },
  ];
}

function linkField(
  level: CommitmentLevel,
  options: readonly ItemOption[],
  field: (name: string, label: string, more: object) => Field,
): Field[] {
  if (options.length === 0) return [];
  const { name, label, none } = LINK[level];
  const choices = options.map((option) => ({
    value: option.id,
    label: option.dueDate ? `${option.mainTask}（${showDay(option.dueDate)}前）` : option.mainTask,
  }));
  return [field(name, label, { type: 'select', optional: true, options: [{ value: '', label: none }, ...choices] })];
}

const LINK: Record<CommitmentLevel, { name: string; label: string; none: string }> = {
  BRANCH: { name: 'keyTaskId', label: '对应的重点工作', none: '不对应重点工作' },
  GROUP: { name: 'parentItemId', label: '细化支部哪一项任务', none: '小组自有事项' },
  MEMBER: { name: 'parentItemId', label: '落实小组哪一项', none: '个人自有事项' },
};

/** An item as its author wrote it and the database gives it. */
type StoredItem = Omit<ItemInput, 'id' | 'baseline' | 'target'> & {
  id: string;
  baseline: Figure | null;
  target: Figure | null;
};

/** The stored commitment as the form's values. */
export function formValues(commitment: { preamble: string; items: readonly StoredItem[] }): Record<string, string> {
  const rows = commitment.items.map((item, index) =>
    rowValues(index, {
      ...textValues(item),
      id: item.id,
      dueDate: dayInput(item.dueDate),
      parentItemId: item.parentItemId ?? '',
      keyTaskId: item.keyTaskId ?? '',
      carriedFromId: item.carriedFromId ?? '',
    }),
  );
  return Object.assign({ preamble: commitment.preamble }, ...rows);
}

function textValues(item: StoredItem): Record<string, string> {
  return {
    mainTask: item.mainTask,
    workContent: item.workContent,
    measures: item.measures ?? '',
    measureKind: item.measureKind,
    baseline: item.baseline?.toString() ?? '',
    target: item.target?.toString() ?? '',
    unit: item.unit ?? '',
    weight: String(item.weight),
    responsiblePerson: item.responsiblePerson ?? '',
  };
}

function rowValues(index: number, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`items.${index}.${name}`, value]));
}

/** E36: a row for an item of the year before; its day is to be set anew. Only an unfinished one is gone on with. */
export function carriedRow(item: StoredItem, isFinished: boolean): Record<string, string> {
  return { ...textValues(item), carriedFromId: isFinished ? '' : item.id };
}

/** A row that makes an item of the level above concrete. */
export function takenRow({ id, mainTask, dueDate }: ItemOption): Record<string, string> {
  return { parentItemId: id, mainTask, dueDate: dueDate === null ? '' : dayInput(dueDate) };
}

/** The form's values with more rows at its end. */
export function withRows(
  values: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, string>>[],
): Record<string, string> {
  const from = filledRows({ values });
  return Object.assign({ ...values }, ...rows.map((row, index) => rowValues(from + index, row)));
}
