import type { Tag } from '../../web/frame-shape.js';
import type { CheckedCell, CheckedRow } from './roster-check.rules.js';
import { columnLabel } from './roster-columns.rules.js';
import { type Comparison, holdsBack, type RosterMember } from './roster-compare.rules.js';
import { maskIdNumber, maskPhone } from './roster-identity.rules.js';
import { showValue } from './roster-values.rules.js';

/** Whether the row has something to mend, to settle or to look at. */
export function isProblem(row: CheckedRow, comparison: Comparison | undefined): boolean {
  return !row.excluded && (row.state !== 'ok' || comparison?.kind === 'conflict');
}

/** One row as the preview shows it: its state, what it changes, and a field for each cell to mend. */
export function rowView(row: CheckedRow, comparison: Comparison | undefined, index: number) {
  const editable = !row.excluded;
  const cells = editable ? row.cells.filter((cell) => cell.state !== 'ok') : [];
  const choices = editable && comparison?.kind === 'conflict' ? comparison : null;
  return {
    number: row.number,
    numberField: `rows.${index}.number`,
    name: row.values.name ?? '(没有姓名)',
    about: aboutRow(row),
    tag: tagOf(row, comparison),
    changes: comparison?.kind === 'changed' ? comparison.changes.map(showChange) : [],
    conflict: choices?.message ?? null,
    fields: [
      ...cells.map((cell) => fieldOf(cell, index)),
      ...(choices && choices.candidates.length > 0 ? [choiceField(choices.candidates, row.choice, index)] : []),
    ],
    toggle: row.excluded
      ? { name: 'include', value: String(row.number), label: '恢复导入' }
      : { name: 'exclude', value: String(row.number), label: '不导入此行' },
  };
}

function aboutRow({ values }: CheckedRow): string {
  const parts = [
    values.memberType && showValue('memberType', values.memberType),
    values.joinedOn && `${showValue('joinedOn', values.joinedOn)}入党`,
    values.post,
    values.phone && maskPhone(values.phone),
  ];
  return parts.filter(Boolean).join(' · ');
}

function tagOf(row: CheckedRow, comparison: Comparison | undefined): Tag {
  if (row.excluded) return { kind: 'idle', label: '不导入' };
  if (holdsBack(row, comparison)) return { kind: 'late', label: '需更正' };
  const words = { new: '新增', changed: '更新', unchanged: '没有变化', conflict: '需更正' };
  const what = words[comparison?.kind ?? 'new'];
  return row.state === 'warning' ? { kind: 'warn', label: `${what}，请核对` } : { kind: 'ok', label: what };
}

function showChange({
  column,
  label,
  before,
  after,
}: {
  column: string;
  label: string;
  before: string;
  after: string;
}): string {
  const mask = column === 'phone' ? maskPhone : column === 'idNumber' ? maskIdNumber : (text: string) => text;
  const masked = (text: string) => (text === '(空)' ? text : mask(text));
  return `${label}：${masked(before)} → ${masked(after)}`;
}

function fieldOf(cell: CheckedCell, index: number) {
  const message = cell.messages.join('');
  return {
    name: `rows.${index}.${cell.column}`,
    label: columnLabel(cell.column),
    value: cell.raw,
    ...(cell.state === 'error' ? { error: message } : { hint: message }),
  };
}

function choiceField(candidates: readonly RosterMember[], choice: string | null, index: number) {
  return {
    name: `rows.${index}.choice`,
    label: '这一行是哪位党员',
    type: 'radios',
    value: choice ?? '',
    options: [
      ...candidates.map((member) => ({
        value: member.id,
        label: `名册中的${member.name}`,
        hint: [member.birthDate ? `${showValue('birthDate', member.birthDate)}生` : '没有出生日期', member.post]
          .filter(Boolean)
          .join(' · '),
      })),
      { value: 'new', label: '另一个人，作为新党员登记' },
    ],
  };
}
