import type { StatementKind, StatementStatus } from '../../generated/prisma/enums.js';
import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { EDITABLE, STATEMENT_STATUS_LABELS, statementKind } from './statements.rules.js';
import { versionRows } from './text-versions.page.js';

interface Statement {
  id: string;
  title: string;
  body: string;
  status: StatementStatus;
  reviewNote: string | null;
  revision: number;
  submittedAt: Date | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  publishedAt: Date | null;
}

const TAG_KINDS: Record<StatementStatus, Tag['kind']> = {
  DRAFT: 'idle',
  SUBMITTED: 'warn',
  RETURNED: 'late',
  APPROVED: 'ok',
  PUBLISHED: 'ok',
};

export const statementTag = (status: StatementStatus): Tag => ({
  kind: TAG_KINDS[status],
  label: STATEMENT_STATUS_LABELS[status],
});

export function showStatementPage(data: {
  frame: Frame;
  kind: StatementKind;
  statement: Statement | null;
  href: string;
  may: { write: boolean; publish: boolean };
  versions: readonly { number: number; savedBy: string; savedAt: Date }[];
  /** R46: lines of figures that are others now than in the text. */
  changed: readonly { before: string; now: string }[];
}) {
  const { statement, href, may, changed } = data;
  const row = statementKind(data.kind);
  const summary = data.kind === 'SUMMARY';
  const editable = may.write && (statement === null || EDITABLE.includes(statement.status));
  return {
    title: row.label,
    frame: data.frame,
    head: { title: row.label, lead: row.hint, tag: statement ? statementTag(statement.status) : null },
    empty: statement
      ? null
      : {
          title: `还没有写${row.label}`,
          text: row.hint,
          action: may.write ? beginAction(row.label, href, summary) : null,
        },
    next: statement ? nextOf(statement, data.kind, href, may) : null,
    returned: statement?.status === 'RETURNED' ? `局党委意见：${statement.reviewNote ?? ''}` : null,
    text: statement ? { title: statement.title, paragraphs: statement.body.split('\n') } : null,
    facts: statement ? factsOf(statement) : [],
    figures: changed.length > 0 ? changedNotice(changed, href, editable) : null,
    versions: versionRows(data.versions, href),
    paper: statement
      ? [
          { label: '打印稿', href: `${href}/print`, kind: 'quiet' as const },
          { label: '下载Word文件', href: `${href}/word`, kind: 'quiet' as const },
        ]
      : [],
  };
}

/** A summary begins from the template with its figures; other texts are written freely. */
const beginAction = (label: string, href: string, summary: boolean): Action =>
  summary
    ? { label: '按模板起草，填入数据', href: `${href}/draft`, method: 'post' }
    : { label: `撰写${label}`, href: `${href}/edit` };

export const changedNotice = (
  changed: readonly { before: string; now: string }[],
  href: string,
  editable: boolean,
) => ({
  title: '文中的数据此后有变化',
  lines: changed.map(({ before, now }) => `文中：${before} 现在：${now}`),
  action: editable
    ? ({ label: '更新文中的数据', href: `${href}/draft`, method: 'post', kind: 'quiet' } as Action)
    : null,
});

function nextOf(statement: Statement, kind: StatementKind, href: string, may: { write: boolean; publish: boolean }) {
  const row = statementKind(kind);
  if (may.write && EDITABLE.includes(statement.status)) {
    return {
      title: statement.status === 'RETURNED' ? '按意见修改后再报' : '核对后报局党委审核',
      text: '提交后在审核期间不能修改；如被退回，可以修改后再报。',
      action: { label: '报局党委审核', href: `${href}/submission/new` } as Action,
      edit: { label: '继续修改', href: `${href}/edit` } as Action,
    };
  }
  if (statement.status === 'SUBMITTED')
    return { title: '等待局党委审核', text: '审核结果会显示在这里。', action: null, edit: null };
  if (statement.status === 'APPROVED' && row.notice !== null && may.publish) {
    return {
      title: '在党务公开栏公布',
      text: '局党委已审核通过。',
      action: { label: '公布', href: `${href}/publication/new` } as Action,
      edit: null,
    };
  }
  if (statement.status === 'PUBLISHED' && may.write) {
    return {
      title: '已在党务公开栏公布',
      text: '内容有变化或有错误时，可以修订；新版经局党委审核、重新公布后替换旧版。',
      action: { label: '修订', href: `${href}/revision/new`, kind: 'quiet' } as Action,
      edit: null,
    };
  }
  return null;
}

function factsOf(statement: Statement) {
  return [
    ...(statement.submittedAt ? [{ label: '报送时间', value: showMoment(statement.submittedAt) }] : []),
    ...(statement.approvedAt
      ? [{ label: '审核通过', value: `${showMoment(statement.approvedAt)} ${statement.approvedBy ?? ''}` }]
      : []),
    ...(statement.publishedAt ? [{ label: '公布时间', value: showMoment(statement.publishedAt) }] : []),
  ];
}

export function showStatementForm(data: { frame: Frame; kind: StatementKind; form: FormState; href: string }) {
  const row = statementKind(data.kind);
  return {
    title: `撰写${row.label}`,
    frame: data.frame,
    lead: row.hint,
    form: {
      action: data.href,
      ...{ submit: '保存', keep: true },
      errors: data.form.summary,
      hidden: [{ name: 'revision', value: data.form.values['revision'] ?? '0' }],
      cancel: { label: '返回', href: data.href },
      fields: [
        fieldOf(data.form, 'title', '标题', { maxlength: 80 }),
        fieldOf(data.form, 'body', '正文', {
          type: 'textarea',
          rows: 16,
          hint: '一段一行，最多一万字',
          maxlength: 10_000,
        }),
      ],
    },
  };
}

export function confirmSubmission(data: { frame: Frame; kind: StatementKind; href: string; form: FormState }) {
  const { label } = statementKind(data.kind);
  return {
    title: `报送${label}`,
    frame: data.frame,
    confirm: {
      question: `确定把${label}报局党委审核吗？`,
      happens: '局党委委员会在审核事项中看到这份材料，审核通过或退回修改。',
      seenBy: '局党委书记和委员。',
      undo: '审核期间不能修改；退回后可以修改再报。',
      action: `${data.href}/submission`,
      submit: '确认报送',
      errors: data.form.summary,
      cancel: { label: '暂不报送', href: data.href },
    },
  };
}

export function confirmRevision(data: { frame: Frame; kind: StatementKind; href: string; form: FormState }) {
  const { label } = statementKind(data.kind);
  return {
    title: `修订${label}`,
    frame: data.frame,
    confirm: {
      question: `确定修订已公布的${label}吗？`,
      happens: '材料回到草稿，可以修改；改好后要再报局党委审核并重新公布。',
      seenBy: '公开栏上的旧版在新版公布前仍然可见；旧版不宜公开的，请先在“公开栏已公布的内容”里撤回。',
      undo: '不改动也要再报审核、重新公布一次。',
      action: `${data.href}/revision`,
      submit: '开始修订',
      fields: [fieldOf(data.form, 'reason', '修订的理由', { maxlength: 200 })],
      errors: data.form.summary,
      cancel: { label: '暂不修订', href: data.href },
    },
  };
}

export function confirmPublication(data: { frame: Frame; kind: StatementKind; href: string; form: FormState }) {
  const { label } = statementKind(data.kind);
  return {
    title: `公布${label}`,
    frame: data.frame,
    confirm: {
      question: `确定在党务公开栏公布${label}吗？`,
      happens: '全文在公开栏公布，注明公布单位和日期。',
      seenBy: '任何人，不需要账号。',
      undo: '公布后可以修订：写明理由，改好后再报局党委审核，重新公布后替换旧版。',
      action: `${data.href}/publication`,
      submit: '确认公布',
      fields: secrecyFields(data.form),
      errors: data.form.summary,
      cancel: { label: '暂不公布', href: data.href },
    },
  };
}

export function showReviewPage(data: {
  frame: Frame;
  statement: Statement & { kind: StatementKind; branch: { name: string } };
  form: FormState;
  mayReview: boolean;
}) {
  const { statement } = data;
  const row = statementKind(statement.kind);
  return {
    title: `审核：${row.label}`,
    frame: data.frame,
    head: { title: row.label, lead: statement.branch.name, tag: statementTag(statement.status) },
    text: { title: statement.title, paragraphs: statement.body.split('\n') },
    form: data.mayReview
      ? {
          action: `/bureau/statements/${statement.id}/reviews`,
          submit: '提交审核结论',
          errors: data.form.summary,
          cancel: { label: '返回审核事项', href: '/bureau/reviews' },
          fields: [
            fieldOf(data.form, 'outcome', '审核结论', {
              type: 'radios',
              options: [
                { value: 'approve', label: '审核通过' },
                { value: 'return', label: '退回修改', hint: '须写明理由和修改建议' },
              ],
            }),
            fieldOf(data.form, 'note', '审核意见', { type: 'textarea', rows: 4, optional: true, maxlength: 500 }),
          ],
        }
      : null,
    closed: data.mayReview ? null : '这份材料目前不在待审核状态，或应由其他委员审核。',
  };
}
