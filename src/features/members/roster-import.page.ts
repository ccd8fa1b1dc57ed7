import type { FormState } from '../../web/form.js';
import type { Action, Frame, Page } from '../../web/frame-shape.js';
import type { ImportRow } from './roster-import.queries.js';
import type { RosterPreview } from './roster-preview.js';
import { isProblem, rowView } from './roster-row.page.js';

export const ROWS_A_PAGE = 50;
export type PreviewFilter = 'all' | 'problems';

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
    lead: `文件“${upload.fileName}”，工作表“${upload.sheetName}”，读到${roster.rows.length}行。`,
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
            `未导入的列：${preview.draft.ignored.map((column) => `${column.letter}列“${column.title}”（${column.reason}）`).join('；')}。`,
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
      shown: wanted.length > ROWS_A_PAGE ? `第${from + 1}至${from + shown.length}行，共${wanted.length}行` : null,
    },
    ready: importCard(href, preview, fit),
    discard: { label: '放弃这个文件', href: `${href}/cancellation`, method: 'post', kind: 'link' } satisfies Action,
  } satisfies Page & Record<string, unknown>;
}

function importCard(href: string, { counts, fingerprint }: RosterPreview, fit: number) {
  if (counts.blocked > 0) {
    return {
      title: '更正后才能导入',
      text: `还有${counts.blocked}行需要更正。改好后按“保存更正”，不要的行按“不导入此行”。全部处理完，整份花名册一次导入。`,
      action: null,
      fingerprint: null,
    };
  }
  const doubt = counts.doubtful > 0 ? `其中${counts.doubtful}行有提醒，请看一遍，没有问题可以直接导入。` : '';
  return {
    title: fit > 0 ? '可以导入' : '没有可以导入的行',
    text: `新增${counts.added}人，更新${counts.changed}人，${counts.unchanged}人没有变化，不导入${counts.excluded}行。${doubt}名册中原有而文件里没有的党员不受影响。`,
    action: fit > 0 ? { label: `导入${fit}人`, href: `${href}/completion` } : null,
    fingerprint,
  };
}

function filterLinks(href: string, filter: PreviewFilter, { roster, comparisons }: RosterPreview) {
  const problems = roster.rows.filter((row) => isProblem(row, comparisons.get(row.number))).length;
  return [
    { label: `只看有问题的行（${problems}）`, href: `${href}?show=problems`, current: filter === 'problems' },
    { label: `全部（${roster.rows.length}）`, href: `${href}?show=all`, current: filter === 'all' },
  ];
}
