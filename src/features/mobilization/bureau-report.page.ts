import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { FoundReport } from './bureau-report.queries.js';
import { REPORT_STATUS_LABELS } from './bureau-report.rules.js';
import { changedNotice, statementTag } from './statements.page.js';
import { EDITABLE } from './statements.rules.js';
import { paragraphsOf, versionRows } from './text-versions.page.js';

export const REPORT = '/bureau/report';
const LABEL = '全局活动总结';

interface Rights {
  write: boolean;
  /** Another than the writer, who says his word. */
  review: boolean;
}

/** R46: the bureau's own summary, which gathers the branches' figures. */
export function showReportPage(data: {
  frame: Frame;
  report: FoundReport | null;
  changed: readonly { before: string; now: string }[];
  form: FormState;
  may: Rights;
}) {
  const { frame, report, changed, form, may } = data;
  const editable = may.write && report !== null && EDITABLE.includes(report.status);
  return {
    title: LABEL,
    frame,
    head: {
      title: LABEL,
      lead: '汇总各支部数据，总结功能党小组建设和创先争优活动的做法、成效和经验。',
      tag: report ? { kind: statementTag(report.status).kind, label: REPORT_STATUS_LABELS[report.status] } : null,
    },
    empty: report
      ? null
      : {
          ...{ title: '还没有写全局活动总结', text: '按模板起草时，系统填入各支部现在的数据。' },
          action: may.write
            ? ({ label: '按模板起草，填入数据', href: `${REPORT}/draft`, method: 'post' } as Action)
            : null,
        },
    next: report ? nextOf(report, may) : null,
    returned: report?.status === 'RETURNED' ? `审核意见：${report.reviewNote ?? ''}` : null,
    text: report ? { title: report.title, paragraphs: paragraphsOf(report.body) } : null,
    facts: report ? [{ label: '起草', value: report.writtenBy.displayName }, ...approvalOf(report)] : [],
    figures: changed.length > 0 ? changedNotice(changed, REPORT, editable) : null,
    versions: versionRows(report?.versions ?? [], REPORT),
    paper: report
      ? [
          { label: '打印稿', href: `${REPORT}/print`, kind: 'quiet' as const },
          { label: '下载Word文件', href: `${REPORT}/word`, kind: 'quiet' as const },
        ]
      : [],
    form: report?.status === 'SUBMITTED' && may.review ? reviewForm(form) : null,
  };
}

const approvalOf = ({ approvedBy }: FoundReport) => (approvedBy ? [{ label: '审核', value: approvedBy }] : []);

const reviewForm = (form: FormState) => ({
  ...{ action: `${REPORT}/reviews`, submit: '提交审核结论', errors: form.summary },
  fields: [
    fieldOf(form, 'outcome', '审核结论', {
      type: 'radios',
      options: [
        { value: 'approve', label: '审核通过' },
        { value: 'return', label: '退回修改', hint: '须写明理由和修改建议' },
      ],
    }),
    fieldOf(form, 'note', '审核意见', { type: 'textarea', rows: 4, optional: true, maxlength: 500 }),
  ],
});

function nextOf(report: FoundReport, may: Rights) {
  if (EDITABLE.includes(report.status) && may.write) {
    return {
      title: report.status === 'RETURNED' ? '按意见修改后再送审' : '补充文字，送另一名委员审核',
      text: '起草人不审核自己的报告。审核期间不能修改。',
      action: { label: '送委员审核', href: `${REPORT}/submission/new` } as Action,
      edit: { label: '继续修改', href: `${REPORT}/edit` } as Action,
    };
  }
  if (report.status === 'SUBMITTED')
    return may.review
      ? null
      : { title: '等待另一名委员审核', text: '审核结果会显示在这里。', action: null, edit: null };
  if (report.status === 'APPROVED' && may.write) {
    const action: Action = { label: '公布', href: `${REPORT}/publication/new` };
    return { title: '在党务公开栏公布', text: '已审核通过。', action, edit: null };
  }
  return null;
}

export function showReportForm(data: { frame: Frame; form: FormState }) {
  const { frame, form } = data;
  return {
    title: `修改${LABEL}`,
    frame,
    lead: '每次保存都留一稿，可以对照。带数据的句子不改写时，可以由系统更新。',
    form: {
      ...{ action: REPORT, submit: '保存', errors: form.summary, cancel: { label: '返回', href: REPORT } },
      hidden: [{ name: 'revision', value: form.values['revision'] ?? '0' }],
      fields: [
        fieldOf(form, 'title', '标题', { maxlength: 80 }),
        fieldOf(form, 'body', '正文', { type: 'textarea', rows: 24, hint: '一段一行，最多一万字', maxlength: 10_000 }),
      ],
    },
  };
}

export const confirmReportSubmission = (data: { frame: Frame; form: FormState }) => ({
  title: `送审${LABEL}`,
  frame: data.frame,
  confirm: {
    question: '确定送另一名委员审核吗？',
    happens: '局党委其他委员审核通过或退回修改。',
    seenBy: '局党委书记、委员、督导员和自治区检查员。',
    undo: '审核期间不能修改；退回后可以修改再送。',
    action: `${REPORT}/submission`,
    submit: '确认送审',
    errors: data.form.summary,
    cancel: { label: '暂不送审', href: REPORT },
  },
});

export const confirmReportPublication = (data: { frame: Frame; form: FormState }) => ({
  title: `公布${LABEL}`,
  frame: data.frame,
  confirm: {
    question: '确定在党务公开栏公布全局活动总结吗？',
    happens: '全文在局党委的公开栏公布，注明日期。',
    seenBy: '任何人，不需要账号。',
    undo: '公布后不能修改。',
    action: `${REPORT}/publication`,
    submit: '确认公布',
    fields: secrecyFields(data.form),
    errors: data.form.summary,
    cancel: { label: '暂不公布', href: REPORT },
  },
});
