import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import type { CheckedCell, CheckedRow } from './roster-check.rules.js';
import { columnLabel } from './roster-columns.rules.js';
import { type Comparison, holdsBack, type RosterMember, showValue } from './roster-compare.rules.js';
import { maskIdNumber, maskPhone } from './roster-identity.rules.js';
import type { ImportRow } from './roster-import.queries.js';
import type { RosterPreview } from './roster-preview.js';

export const ROWS_A_PAGE = 50;
export type PreviewFilter = 'all' | 'problems';

/** 导入花名册: choose the file. */
export function showUploadPage(data: {
  frame: Frame;
  branchId: string;
  open: readonly { id: string; fileName: string; createdAt: Date }[];
  form: FormState;
}) {
  const base = `/branches/${data.branchId}/roster-imports`;
  return {
    title: '导入花名册',
    frame: data.frame,
    lead: '直接上传上级发的党员花名册,不用改格式。系统先逐格检查,您核对、更正后再一次导入。',
    template: `/branches/${data.branchId}/members/template`,
    open: data.open.map((upload) => ({
      label: upload.fileName,
      note: `${showMoment(upload.createdAt)}上传,还没有导入`,
      href: `${base}/${upload.id}`,
    })),
    form: {
      action: base,
      submit: '上传并检查',
      upload: true,
      errors: data.form.summary,
      cancel: { label: '返回名册', href: `/branches/${data.branchId}/members` },
      fields: [
        {
          name: 'file',
          label: '花名册文件',
          type: 'file',
          hint: 'Excel 工作簿(.xlsx),不超过5MB',
          error: data.form.errors['file'],
          attributes: { accept: '.xlsx' },
        },
        {
          name: 'sheetName',
          label: '工作表名称',
          hint: '文件里有几个支部的工作表时,填写本支部的那一个;只有一个时不用填',
          optional: true,
          value: data.form.values['sheetName'] ?? '',
          error: data.form.errors['sheetName'],
        },
      ],
    },
  } satisfies Page & Record<string, unknown>;
}

interface PreviewData {
  frame: Frame;
  branchId: string;
  upload: ImportRow;
  preview: RosterPreview;
  filter: PreviewFilter;
  from: number;
  summary: FormState['summary'];
}

/** 核对花名册: every row with its state; what must be mended is mended right there. */
export function showPreviewPage({ frame, branchId, upload, preview, filter, from, summary }: PreviewData) {
  const href = `/branches/${branchId}/roster-imports/${upload.id}`;
  const { counts, comparisons, roster } = preview;
  const wanted =
    filter === 'all' ? roster.rows : roster.rows.filter((row) => isProblem(row, comparisons.get(row.number)));
  const shown = wanted.slice(from, from + ROWS_A_PAGE);
  const rows = shown.map((row, index) => rowView(row, comparisons.get(row.number), index));
  const fit = counts.added + counts.changed + counts.unchanged;
  return {
    title: '核对花名册',
    frame,
    lead: `文件“${upload.fileName}”,工作表“${upload.sheetName}”,读到${roster.rows.length}行。`,
    summary,
    figures: [
      { value: String(counts.blocked), unit: '行', label: '需要更正' },
      { value: String(counts.added), unit: '人', label: '新增' },
      { value: String(counts.changed), unit: '人', label: '更新' },
      { value: String(counts.unchanged), unit: '人', label: '没有变化' },
      { value: String(counts.excluded), unit: '行', label: '不导入' },
    ],
    notes: [
      ...roster.notes,
      ...(preview.draft.ignored.length === 0
        ? []
        : [
            `未导入的列:${preview.draft.ignored.map((column) => `${column.letter}列“${column.title}”(${column.reason})`).join(';')}。`,
          ]),
    ],
    filters: filterLinks(href, filter, preview),
    form: {
      action: `${href}/corrections`,
      hidden: [
        { name: 'revision', value: String(upload.revision) },
        { name: 'show', value: filter },
        { name: 'from', value: String(from) },
      ],
      problems: rows.filter((row) => row.fields.length > 0),
      sound: rows.filter((row) => row.fields.length === 0),
      /** The page has one primary button: mend first, then import. */
      submitKind: counts.blocked > 0 ? 'primary' : 'quiet',
    },
    pager: {
      href: from + ROWS_A_PAGE < wanted.length ? `${href}?show=${filter}&from=${from + ROWS_A_PAGE}` : null,
      shown: wanted.length > ROWS_A_PAGE ? `第${from + 1}至${from + shown.length}行,共${wanted.length}行` : null,
    },
    ready: importCard(href, preview, fit),
    discard: { label: '放弃这个文件', href: `${href}/cancellation`, method: 'post', kind: 'link' } satisfies Action,
  } satisfies Page & Record<string, unknown>;
}

function importCard(href: string, { counts, fingerprint }: RosterPreview, fit: number) {
  if (counts.blocked > 0) {
    return {
      title: '更正后才能导入',
      text: `还有${counts.blocked}行需要更正。改好后按“保存更正”,不要的行按“不导入此行”。全部处理完,整份花名册一次导入。`,
      action: null,
      fingerprint: null,
    };
  }
  const doubt = counts.doubtful > 0 ? `其中${counts.doubtful}行有提醒,请看一遍,没有问题可以直接导入。` : '';
  return {
    title: fit > 0 ? '可以导入' : '没有可以导入的行',
    text: `新增${counts.added}人,更新${counts.changed}人,${counts.unchanged}人没有变化,不导入${counts.excluded}行。${doubt}名册中原有而文件里没有的党员不受影响。`,
    action: fit > 0 ? { label: `导入${fit}人`, href: `${href}/completion` } : null,
    fingerprint,
  };
}

function filterLinks(href: string, filter: PreviewFilter, { roster, comparisons }: RosterPreview) {
  const problems = roster.rows.filter((row) => isProblem(row, comparisons.get(row.number))).length;
  return [
    { label: `只看有问题的行(${problems})`, href: `${href}?show=problems`, current: filter === 'problems' },
    { label: `全部(${roster.rows.length})`, href: `${href}?show=all`, current: filter === 'all' },
  ];
}

export function isProblem(row: CheckedRow, comparison: Comparison | undefined): boolean {
  return !row.excluded && (row.state !== 'ok' || comparison?.kind === 'conflict');
}

function rowView(row: CheckedRow, comparison: Comparison | undefined, index: number) {
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
  return row.state === 'warning' ? { kind: 'warn', label: `${what},请核对` } : { kind: 'ok', label: what };
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
  return `${label}:${masked(before)} → ${masked(after)}`;
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
      { value: 'new', label: '另一个人,作为新党员登记' },
    ],
  };
}

/** What became of a file. */
export function showImportResultPage(data: {
  frame: Frame;
  branchId: string;
  upload: ImportRow;
  mayOpenAccounts: boolean;
}) {
  const { upload, branchId } = data;
  const imported = upload.status === 'IMPORTED';
  const moment = upload.importedAt ? showMoment(upload.importedAt) : '';
  return {
    title: imported ? '花名册已导入' : '文件已放弃',
    frame: data.frame,
    lead: imported
      ? `${moment},文件“${upload.fileName}”已导入名册。文件内容已从系统中删除。`
      : `${moment},文件“${upload.fileName}”已放弃,名册没有变动,文件内容已删除。`,
    figures: imported
      ? [
          { value: String(upload.addedCount ?? 0), unit: '人', label: '新增' },
          { value: String(upload.changedCount ?? 0), unit: '人', label: '更新' },
          { value: String(upload.skippedCount ?? 0), unit: '行', label: '不导入' },
        ]
      : [],
    actions: [
      { label: '查看名册', href: `/branches/${branchId}/members`, kind: 'primary' },
      ...(imported && data.mayOpenAccounts
        ? [{ label: '开通党员账号', href: `/branches/${branchId}/accounts`, kind: 'quiet' } as const]
        : []),
    ] satisfies Action[],
  } satisfies Page & Record<string, unknown>;
}
