import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { assessmentTag, verdictCard } from './acceptance.page.js';
import { assessmentHref, LIST, ofBranchHref, REVIEWERS, SHEETS } from './acceptance.paths.js';
import type { ListedAssessment } from './assessment.queries.js';
import type { ListedVerdict } from './verdicts.queries.js';
import { OUTCOME_LABELS, outcomeTag } from './verdicts.rules.js';

export interface OverviewRow {
  branch: { id: string; shortName: string };
  assessment: ListedAssessment | null;
  verdict: ListedVerdict | null;
  /** Sheets of the region's reviewers that are closed. */
  closed: number;
}

/** R47: every branch on its way through the acceptance, and what is next for whoever looks. */
export function showOverviewPage(data: {
  frame: Frame;
  rows: readonly OverviewRow[];
  may: { manage: boolean; review: boolean; judge: boolean };
}) {
  const { frame, rows, may } = data;
  const links: Action[] = [
    { label: '全局活动总结', href: '/bureau/report', kind: 'quiet' },
    ...(may.manage
      ? ([
          { label: '验收清单', href: LIST, kind: 'quiet' },
          { label: '检查员账号', href: REVIEWERS, kind: 'quiet' },
        ] as const)
      : []),
  ];
  return {
    title: '验收',
    frame,
    lead: '支部自查、局党委审核转报、自治区检查员检查、登记验收结论。',
    links,
    next: nextCard(rows, may),
    table: {
      caption: '各支部验收情况',
      columns: [
        { label: '党支部' },
        { label: '自查' },
        { label: '自评', kind: 'number' },
        { label: '检查员定稿', kind: 'number' },
        { label: '验收结论' },
      ],
      rows: rows.map(rowOf),
      empty: { title: '还没有党支部' },
    },
  };
}

function rowOf({ branch, assessment, verdict, closed }: OverviewRow) {
  const version = assessment?.versions[0];
  return {
    id: `b-${branch.id}`,
    cells: [
      { text: branch.shortName, href: ofBranchHref(branch.id) },
      { tag: assessmentTag(assessment?.status ?? null) },
      version ? `${version.total}分` : '',
      closed === 0 ? '' : `${closed}份`,
      verdict
        ? { tag: outcomeTag(verdict.outcome, verdict.reopenedAt !== null), note: showDay(verdict.decidedOn) }
        : '',
    ],
  };
}

function nextCard(
  rows: readonly OverviewRow[],
  may: { manage: boolean; review: boolean; judge: boolean },
): { title: string; text: string | null; action: Action | null } {
  if (may.review) {
    const ready = rows.filter(({ assessment }) => assessment?.status === 'PASSED_ON').length;
    return {
      title: '逐个支部检查打分',
      text: ready === 0 ? '还没有转报的支部自查，可以先查阅各支部的记录。' : `已转报${ready}个支部的自查。`,
      action: { label: '去检查', href: SHEETS },
    };
  }
  const waiting = rows.filter(({ assessment }) => assessment?.status === 'SUBMITTED');
  const [first] = waiting;
  if (may.judge && first) {
    return {
      title: `${waiting.length}个支部的自查等待审核`,
      text: waiting.map(({ branch }) => branch.shortName).join('、'),
      action: { label: `审核${first.branch.shortName}`, href: `${ofBranchHref(first.branch.id)}/review` },
    };
  }
  const open = rows.filter(
    ({ assessment, verdict }) =>
      assessment?.status === 'PASSED_ON' &&
      (verdict === null || verdict.outcome !== 'PASSED' || verdict.reopenedAt !== null),
  );
  const [toJudge] = open;
  if (may.manage && toJudge) {
    return {
      title: `${open.length}个支部已转报，等待验收结论`,
      text: '自治区检查组作出结论后登记；结论为“通过”的支部资料随即冻结。',
      action: {
        label: `登记${toJudge.branch.shortName}的结论`,
        href: `${ofBranchHref(toJudge.branch.id)}/verdict/new`,
      },
    };
  }
  return { title: '目前没有等待办理的验收事项', text: '支部提交自查后显示在这里。', action: null };
}

export interface BranchAcceptance {
  frame: Frame;
  branch: { id: string; shortName: string };
  status: Parameters<typeof assessmentTag>[0];
  total: number | null;
  verdicts: readonly ListedVerdict[];
  sheets: readonly { reviewerName: string; total: number; remark: string }[];
  /** Null where sheets are not for this person to see. */
  sheetsNote: string | null;
  may: { manage: boolean; judge: boolean; reopen: boolean; accountId: string };
  form: FormState;
}

/** One branch: its self-assessment, what the reviewers found, and the verdicts. */
export function showBranchAcceptancePage(data: BranchAcceptance) {
  const { frame, branch, status, total, verdicts } = data;
  const [last] = verdicts;
  const standing = last !== undefined && last.outcome === 'PASSED' && last.reopenedAt === null;
  return {
    title: `验收：${branch.shortName}`,
    frame,
    tag: last ? outcomeTag(last.outcome, last.reopenedAt !== null) : assessmentTag(status),
    next: branchNext(data, standing),
    facts: [
      { label: '自查', value: total === null ? null : `自评${total}分`, tag: assessmentTag(status) },
      { label: '自查内容和佐证', value: '查看', href: assessmentHref(branch.id) },
    ],
    sheets: {
      note: data.sheetsNote,
      table: {
        caption: '检查员的评分',
        columns: [{ label: '检查员' }, { label: '得分', kind: 'number' }, { label: '意见' }],
        rows: data.sheets.map(({ reviewerName, total: points, remark }) => ({
          cells: [reviewerName, `${points}分`, remark],
        })),
        empty: { title: '还没有定稿的评分' },
      },
    },
    verdicts: verdicts.map((verdict) => verdictCard(verdict)),
    reopening: standing && last ? reopeningOf(data, last) : null,
  };
}

function branchNext({ branch, status, may, verdicts }: BranchAcceptance, standing: boolean) {
  const [last] = verdicts;
  if (standing)
    return { title: '已通过验收，资料已冻结', text: '确需更改的，由两名委员同意后重新打开。', action: null };
  if (status === 'SUBMITTED' && may.judge)
    return {
      ...{ title: '请审核支部的自查', text: '同意转报，或写明意见退回修改。' },
      action: { label: '去审核', href: `${ofBranchHref(branch.id)}/review` },
    };
  if (status === 'PASSED_ON' && may.manage)
    return {
      ...{ title: '登记验收结论', text: '自治区检查组作出结论后在这里登记。' },
      action: { label: '登记结论', href: `${ofBranchHref(branch.id)}/verdict/new` },
    };
  if (last && last.outcome !== 'PASSED')
    return {
      title: `${OUTCOME_LABELS[last.outcome]}，支部正在整改`,
      text: '整改并重新提交自查后，再次验收。',
      action: null,
    };
  return { title: '等待支部自查', text: '支部提交后，由局党委审核转报。', action: null };
}

function reopeningOf({ branch, may, form }: BranchAcceptance, { reopenings }: ListedVerdict) {
  if (!may.reopen) return null;
  const open = reopenings.find(({ agreedAt }) => agreedAt === null);
  const base = `${ofBranchHref(branch.id)}/reopening`;
  if (!open) {
    const ask = {
      ...{ action: base, submit: '提出重新打开', kind: 'quiet', errors: form.summary },
      fields: [fieldOf(form, 'reopeningReason', '重新打开的理由', { maxlength: 300 })],
    };
    return { lines: ['重新打开须由两名委员办理：一人提出并写明理由，另一人同意。'], ask, agree: null };
  }
  const lines = [`${open.askedByName}提出重新打开，理由：${open.reason}`];
  if (open.askedById === may.accountId) return { lines: [...lines, '等待另一名委员同意。'], ask: null, agree: null };
  const agree: Action = { label: '同意重新打开', href: `${base}/agreement`, method: 'post', kind: 'danger' };
  return { lines, ask: null, agree };
}
