import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import { cascadeHref, writingHref } from './commitments.paths.js';
import type { CommitmentTarget, WrittenCommitment } from './commitments.queries.js';
import { LEVEL_LABELS, type RecipientSides, STATUS_TAGS } from './commitments.rules.js';

/** What stands beside the form to draw on. */
export interface Basis {
  title: string;
  note: string | null;
  facts: { label: string; value: string }[];
  entries: { text: string; note: string | null }[];
  empty: string;
}

export interface ItemOption {
  id: string;
  mainTask: string;
  dueDate: Date | null;
}

export interface WritingMatter {
  frame: Frame;
  target: CommitmentTarget;
  sides: RecipientSides;
  current: WrittenCommitment | null;
  lastYear: WrittenCommitment | null;
  /** What an item may refine: the branch's items handed to the group, or the group's items; key tasks for the branch. */
  options: readonly ItemOption[];
  basis: readonly Basis[];
  form: FormState;
  /** Empty rows asked for. */
  emptyRows: number;
}

type Field = ReturnType<typeof fieldOf>;

export interface ItemRow {
  legend: string;
  id: { name: string; value: string };
  fields: Field[];
}

export interface WritingPage extends Page {
  lead: string;
  tag: { kind: string; label: string } | null;
  returned: { by: string; comment: string } | null;
  basis: readonly Basis[];
  form: {
    action: string;
    revision: string;
    preamble: Field;
    rows: ItemRow[];
    errors: FormState['summary'];
    hint: string;
    back: { label: string; href: string };
  };
  copy: { label: string; href: string } | null;
}

/** The form of a commitment with what it draws on: one fieldset an item. */
export function showWritingPage(matter: WritingMatter): WritingPage {
  const { frame, target, sides, current, lastYear, form } = matter;
  const review = current?.status === 'RETURNED' ? current.reviews[0] : undefined;
  const href = writingHref(target);
  return {
    title: `${target.year}年${LEVEL_LABELS[target.level].name}`,
    frame,
    lead: `向“${sides.organizationSide}”和“${sides.peopleSide}”两方面作出书面承诺，由${LEVEL_LABELS[target.level].reviewedBy}审核。`,
    tag: current ? STATUS_TAGS[current.status] : { kind: 'idle', label: '未填写' },
    returned: review ? { by: `${review.reviewerName}的意见`, comment: review.comment } : null,
    basis: matter.basis,
    form: {
      action: href,
      revision: form.values['revision'] ?? String(current?.revision ?? 0),
      preamble: preambleField(form),
      rows: rowsOf(matter),
      errors: form.summary.map((error) => ({ ...error, message: withRowNumber(error) })),
      hint: ITEM_HINTS[target.level],
      back: { label: '返回承诺总览', href: cascadeHref(target.branchId) },
    },
    copy:
      current === null && lastYear !== null && form.values['items.0.mainTask'] === undefined
        ? { label: `带入${lastYear.year}年的承诺事项`, href: `${href}?copy=last` }
        : null,
  };
}

const ITEM_HINTS: Record<CommitmentTarget['level'], string> = {
  BRANCH: '结合重点工作和党员群众的意见建议，写明主要任务、工作内容和办结时限。清空一项的文字即删去这一项。',
  GROUP: '对照本小组职责，把支部分解的任务细化为具体事项；小组也可以另列自有事项。清空一项的文字即删去这一项。',
  MEMBER: '结合自己的能力特长和岗位职责，写2至5项做得到、看得见的事。清空一项的文字即删去这一项。',
};

function preambleField(form: FormState): Field {
  const hint = '写在承诺书开头的话，可以不填。';
  return fieldOf(form, 'preamble', '承诺说明', { type: 'textarea', rows: 2, optional: true, maxlength: 600, hint });
}

function withRowNumber({ field, message }: FormState['summary'][number]): string {
  const row = /^items\.(\d+)\./.exec(field ?? '')?.[1];
  return row === undefined || message.startsWith('第') ? message : `第${Number(row) + 1}项：${message}`;
}

function rowsOf(matter: WritingMatter): ItemRow[] {
  const filled = filledRows(matter.form);
  return Array.from({ length: filled + matter.emptyRows }, (_, index) => itemRow(matter, index));
}

function filledRows({ values }: FormState): number {
  const indexes = Object.keys(values).map((name) => Number(/^items\.(\d+)\./.exec(name)?.[1] ?? -1));
  return Math.max(-1, ...indexes) + 1;
}

function itemRow({ form, target, options }: WritingMatter, index: number): ItemRow {
  const field = (name: string, label: string, more: object = {}): Field =>
    fieldOf(form, `items.${index}.${name}`, label, more);
  return {
    legend: `第${index + 1}项`,
    id: { name: `items.${index}.id`, value: form.values[`items.${index}.id`] ?? '' },
    fields: [
      ...linkField(target.level, options, field),
      field('mainTask', '主要任务', { maxlength: 100 }),
      field('workContent', '工作内容', { type: 'textarea', rows: 3, maxlength: 600 }),
      field('measures', '具体措施', { type: 'textarea', rows: 2, maxlength: 600, optional: true }),
      field('dueDate', '办结时限', { type: 'date', width: 'medium' }),
      ...(target.level === 'MEMBER'
        ? []
        : [field('responsiblePerson', '责任人', { maxlength: 60, optional: true, width: 'medium' })]),
    ],
  };
}

function linkField(
  level: CommitmentTarget['level'],
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

const LINK: Record<CommitmentTarget['level'], { name: string; label: string; none: string }> = {
  BRANCH: { name: 'keyTaskId', label: '对应的重点工作', none: '不对应重点工作' },
  GROUP: { name: 'parentItemId', label: '细化支部哪一项任务', none: '小组自有事项' },
  MEMBER: { name: 'parentItemId', label: '落实小组哪一项', none: '个人自有事项' },
};

/** The stored commitment as the form's values. */
export function formValues(
  commitment: Pick<WrittenCommitment, 'preamble' | 'items'>,
  { withIds }: { withIds: boolean },
): Record<string, string> {
  const rows = commitment.items.flatMap((item, index) =>
    Object.entries({
      id: withIds ? item.id : '',
      mainTask: item.mainTask,
      workContent: item.workContent,
      measures: item.measures ?? '',
      dueDate: withIds ? dayInput(item.dueDate) : '',
      responsiblePerson: item.responsiblePerson ?? '',
      parentItemId: withIds ? (item.parentItemId ?? '') : '',
      keyTaskId: withIds ? (item.keyTaskId ?? '') : '',
    }).map(([name, value]) => [`items.${index}.${name}`, value]),
  );
  return { preamble: commitment.preamble, ...Object.fromEntries(rows) };
}

/** A first draft of a group: a row for each item of the branch handed to it, to be made concrete. */
export function valuesFromAssigned(
  assigned: readonly { id: string; mainTask: string; dueDate: Date }[],
): Record<string, string> {
  return Object.fromEntries(
    assigned.flatMap((item, index) => [
      [`items.${index}.parentItemId`, item.id],
      [`items.${index}.mainTask`, item.mainTask],
      [`items.${index}.dueDate`, dayInput(item.dueDate)],
    ]),
  );
}
