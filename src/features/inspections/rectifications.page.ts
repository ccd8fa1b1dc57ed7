import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import { EXTENSION_TAGS } from '../../shared/extension-life.js';
import type { FormState } from '../../web/form.js';
import { evidenceField, fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { rectificationHref, visitHref } from './inspections.paths.js';
import type { RectificationRecord } from './rectifications.queries.js';
import { awaitsBranch, rectificationTag, SEVERITIES, SEVERITY_HINTS, SEVERITY_LABELS } from './rectifications.rules.js';
import { fileCard } from './visits.page.js';
import type { VisitRecord } from './visits.queries.js';

export interface RectificationForms {
  report: FormState;
  recheck: FormState;
  extension: FormState;
  decision: FormState;
}

interface RectificationData {
  frame: Frame;
  row: RectificationRecord;
  today: Date;
  /** Officers of the branch. */
  answers: boolean;
  /** Somebody of the team who is not of the branch. */
  rechecks: boolean;
  forms: RectificationForms;
}

/** One problem: what was found, what is asked, what the branch did, what the re-check found, and what is next. */
export function showRectificationPage(data: RectificationData) {
  const { frame, row, today, answers, rechecks } = data;
  const { branchId } = row.visit;
  const noted = row.status === 'NOTED';
  const asked = row.extensions.find(({ status }) => status === 'REQUESTED');
  return {
    title: noted ? '问题' : '问题和整改',
    frame,
    tag: rectificationTag(row, today),
    lead: `${row.visit.inspection.title}，${showDay(row.visit.visitOn)}检查发现。`,
    said: nextWords(data, asked !== undefined),
    content: row.content,
    files: row.evidence.map((file) => fileCard(branchId, file, noted && rechecks)),
    facts: [
      { label: '程度', value: SEVERITY_LABELS[row.severity] },
      { label: '整改要求', value: row.demand },
      { label: '整改时限', value: showDay(row.dueOn) },
      ...(row.item ? [{ label: '检查内容', value: row.item.title }] : []),
      { label: '发现人', value: row.createdByName },
      ...(row.closedOn ? [{ label: '整改到位', value: showDay(row.closedOn) }] : []),
      { label: '督导检查', value: '查看检查记录', href: visitHref(branchId, row.visit.id) },
    ],
    acts: noted && rechecks ? notedActs(row) : [],
    reports: row.reports.map((report, index) => reportCard(data, report, index)),
    extensions: row.extensions.map((one) => ({
      label: `申请延期到${showDay(one.newDueOn)}`,
      tag: EXTENSION_TAGS[one.status],
      note: [
        `${one.createdByName}：${one.reason}`,
        ...(one.note ? [`${one.decidedByName ?? ''}：${one.note}`] : []),
      ].join('；'),
    })),
    report: answers && awaitsBranch(row.status) ? reportForm(data) : null,
    recheck: rechecks && row.status === 'REPORTED' ? recheckForm(data) : null,
    decision: rechecks && asked ? decisionForm(data) : null,
    extension: answers && awaitsBranch(row.status) && !asked ? extensionForm(data) : null,
  };
}

/** What is next, for whoever reads. */
function nextWords({ row, answers, rechecks }: RectificationData, asked: boolean): string {
  if (row.status === 'NOTED') return '还没有交给支部。记录交出时，问题和时限一起交给支部。';
  if (row.status === 'CLOSED') return '已经整改到位，这个问题办结。';
  if (row.status === 'REPORTED') return rechecks ? '支部已经报告，请复查。' : '支部已经报告，等督导组复查。';
  if (asked) return rechecks ? '支部申请延期，请审核。' : '延期申请等督导组审核。';
  return answers ? '请按要求整改，在下面报告做了什么、何时完成，并附照片或文件。' : '等支部整改并报告。';
}

function notedActs(row: RectificationRecord): Action[] {
  const href = rectificationHref(row.visit.branchId, row.id);
  return [
    { label: '修改', href: `${href}/edit`, kind: 'quiet' },
    { label: '去掉这个问题', href: `${href}/withdrawal`, method: 'post', kind: 'link' },
  ];
}

function reportCard(
  { row, answers }: RectificationData,
  report: RectificationRecord['reports'][number],
  index: number,
) {
  const { branchId } = row.visit;
  const waits = report.accepted === null;
  const add: Action = {
    ...{ label: '添加照片或PDF', href: `${rectificationHref(branchId, row.id)}/evidence/new`, kind: 'quiet' },
  };
  const verdict = report.accepted ? '整改到位' : `退回，新的时限${report.newDueOn ? showDay(report.newDueOn) : ''}`;
  return {
    id: `r-${report.id}`,
    title: `第${index + 1}次报告：${showDay(report.doneOn)}完成`,
    tag: waits
      ? { kind: 'warn', label: '待复查' }
      : report.accepted
        ? { kind: 'ok', label: '整改到位' }
        : { kind: 'late', label: '退回' },
    content: report.content,
    by: `${report.createdByName}，${showMoment(report.createdAt)}`,
    files: report.evidence.map((file) =>
      fileCard(branchId, file, waits && answers, `/branches/${branchId}/rectification-evidence/${file.id}/removal`),
    ),
    verdict: report.checkedAt
      ? `${report.checkedByName ?? ''}，${showMoment(report.checkedAt)}：${verdict}。${report.note ?? ''}`
      : null,
    actions: waits && answers ? [add] : [],
  };
}

function reportForm({ row, today, forms }: RectificationData) {
  const form = forms.report;
  return {
    action: `${rectificationHref(row.visit.branchId, row.id)}/reports`,
    ...{ submit: '报告整改情况', errors: form.summary, upload: true, keep: true },
    hidden: [{ name: 'revision', value: String(row.revision) }],
    fields: [
      fieldOf(form, 'doneOn', '完成日期', { type: 'date', width: 'short', max: dayInput(today) }),
      fieldOf(form, 'content', '整改情况', {
        ...{ type: 'textarea', rows: 5, maxlength: 1000, hint: '做了什么、结果怎样、怎样防止再发生' },
      }),
      evidenceField(form, { optional: true }),
    ],
  };
}

function recheckForm({ row, forms }: RectificationData) {
  const form = forms.recheck;
  return {
    action: `${rectificationHref(row.visit.branchId, row.id)}/recheck`,
    ...{ submit: '提交复查结果', errors: form.summary, keep: true },
    hidden: [{ name: 'revision', value: String(row.revision) }],
    fields: [
      fieldOf(form, 'action', '复查结果', {
        type: 'radios',
        options: [
          { value: 'close', label: '整改到位', hint: '这个问题办结' },
          { value: 'return', label: '退回', hint: '写明还差什么，给出新的时限' },
        ],
      }),
      fieldOf(form, 'note', '说明', { type: 'textarea', rows: 3, maxlength: 500, optional: true }),
      fieldOf(form, 'newDueOn', '新的时限', { type: 'date', width: 'short', optional: true, hint: '退回时填写' }),
    ],
  };
}

function extensionForm({ row, forms }: RectificationData) {
  const form = forms.extension;
  return {
    action: `${rectificationHref(row.visit.branchId, row.id)}/extensions`,
    ...{ submit: '申请延期', errors: form.summary, kind: 'quiet', keep: true },
    fields: [
      fieldOf(form, 'newDueOn', '申请延到', { type: 'date', width: 'short' }),
      fieldOf(form, 'reason', '理由', { type: 'textarea', rows: 2, maxlength: 500 }),
    ],
  };
}

function decisionForm({ row, forms }: RectificationData) {
  const form = forms.decision;
  return {
    action: `${rectificationHref(row.visit.branchId, row.id)}/extension-decision`,
    ...{ submit: '提交意见', errors: form.summary },
    fields: [
      fieldOf(form, 'action', '意见', {
        type: 'radios',
        options: [
          { value: 'grant', label: '同意延期', hint: '时限改为申请的日期' },
          { value: 'refuse', label: '不同意', hint: '写明理由，时限不变' },
        ],
      }),
      fieldOf(form, 'note', '说明', { type: 'textarea', rows: 2, maxlength: 300, optional: true }),
    ],
  };
}

/** A stored problem as the form's values. */
export const problemValues = (row: RectificationRecord): Record<string, string> => ({
  ...{ content: row.content, severity: row.severity, demand: row.demand, dueOn: dayInput(row.dueOn) },
  ...{ itemId: row.itemId ?? '', revision: String(row.revision) },
});

/** R49: a problem found on the spot: words, not points. */
export function showProblemForm(data: {
  frame: Frame;
  visit: Pick<VisitRecord, 'id' | 'branchId' | 'items'>;
  row: RectificationRecord | null;
  form: FormState;
  today: Date;
}) {
  const { frame, visit, row, form, today } = data;
  const base = visitHref(visit.branchId, visit.id);
  return {
    title: row ? '修改问题' : '记一个问题',
    frame,
    lead: '写事实，让没有到过现场的人也看得懂。记录交给支部时，问题和时限一起交给支部。',
    form: {
      action: row ? rectificationHref(visit.branchId, row.id) : `${base}/problems`,
      ...{ submit: row ? '保存修改' : '记下这个问题', errors: form.summary, upload: true, keep: true },
      hidden: [{ name: 'revision', value: form.values['revision'] ?? '0' }],
      fields: [
        fieldOf(form, 'content', '问题', {
          ...{ type: 'textarea', rows: 4, maxlength: 1000, hint: '在哪里、看到什么、与要求差在哪里' },
        }),
        fieldOf(form, 'severity', '程度', {
          type: 'radios',
          options: SEVERITIES.map((value) => ({ value, label: SEVERITY_LABELS[value], hint: SEVERITY_HINTS[value] })),
        }),
        fieldOf(form, 'demand', '整改要求', { type: 'textarea', rows: 3, maxlength: 500 }),
        fieldOf(form, 'dueOn', '整改时限', { type: 'date', width: 'short', min: dayInput(today) }),
        fieldOf(form, 'itemId', '对应的检查内容', {
          ...{ type: 'select', optional: true },
          options: [
            { value: '', label: '不对应某一项' },
            ...visit.items.map(({ id, title }) => ({ value: id, label: title })),
          ],
        }),
        evidenceField(form, { optional: true }),
      ],
      cancel: { label: '返回', href: row ? rectificationHref(visit.branchId, row.id) : base },
    },
  };
}
