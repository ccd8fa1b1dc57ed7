import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { CAMPAIGN_STEPS, stepRow } from '../../campaign/phases.js';
import {
  type BranchPlace,
  currentStep,
  finishedSteps,
  standingIn,
  stepDueDay,
  stepState,
} from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, showDay, showDistance } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { BOARD, boardHref, boardStepHref, withFrom } from './board.paths.js';
import { checkItem, type StepRights } from './check-item.page.js';
import { STATE_TAGS } from './standing.js';

/** One row of the board opened: where the branch stands, why, and what the committee may do. */
export function showBranchProgressPage(data: {
  frame: Frame;
  place: BranchPlace;
  outcomes: readonly CheckOutcome[];
  today: Date;
  may: StepRights & { override: boolean };
  /** The place on the board to go back to. */
  from: string | null;
}) {
  const { place, outcomes, today, from } = data;
  const step = currentStep(place);
  const actions: Action[] =
    step && data.may.override
      ? [
          { label: '延长本步期限', href: boardStepHref(place.branch.id, step, 'extension/new', from), kind: 'quiet' },
          { label: '批准进入下一步', href: boardStepHref(place.branch.id, step, 'override/new', from), kind: 'quiet' },
        ]
      : [];
  return {
    title: place.branch.shortName,
    frame: data.frame,
    head: { title: place.branch.shortName, lead: headline(place, step, today), actions },
    empty:
      step || finishedSteps(place) > 0 ? null : { title: '没有进行中的步骤', text: '活动发布后，这里显示支部的进度。' },
    checks: step
      ? { title: `“${stepRow(step).label}”的各项`, items: outcomes.map((outcome) => checkItem(outcome, data.may)) }
      : null,
    table: stepsTable(place, today, from),
    back: { label: '返回推进情况', href: from ?? BOARD },
  };
}

function headline(place: BranchPlace, step: StepName | null, today: Date): string {
  if (!place.campaign) return '局党委尚未发布活动。';
  if (step === null) return finishedSteps(place) > 0 ? '各步骤已全部完成。' : '还没有加入本次活动。';
  const due = stepDueDay(place, step);
  return `正在“${stepRow(step).label}”${due ? `，${showDay(due)}截止，${showDistance(today, due)}` : ''}。`;
}

function stepsTable(place: BranchPlace, today: Date, from: string | null) {
  return {
    caption: '各步骤',
    columns: [
      { label: '步骤' },
      { label: '状态' },
      { label: '开始' },
      { label: '完成' },
      { label: '截止' },
      { label: '说明' },
    ],
    rows: CAMPAIGN_STEPS.map(({ step, label }) => {
      const standing = standingIn(place, step);
      const due = stepDueDay(place, step);
      return {
        cells: [
          standing ? { text: label, href: withFrom(stepHref(place.branch.id, step), from) } : label,
          { tag: STATE_TAGS[stepState(place, step, today)] },
          standing ? showDay(chinaDay(standing.openedAt)) : '',
          standing?.completedAt ? showDay(chinaDay(standing.completedAt)) : '',
          due ? { text: showDay(due), note: standing?.extendedTo ? '已延期' : '' } : '',
          standing?.overrideReason ? `局党委批准：${standing.overrideReason}` : '',
        ],
      };
    }),
    empty: { title: '没有步骤' },
  };
}

export function confirmOverridePage(data: {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  outcomes: readonly CheckOutcome[];
  form: FormState;
  from: string | null;
}) {
  const { place, step, form, from } = data;
  const { label, next } = stepRow(step);
  const missing = missingChecks(data.outcomes);
  return {
    title: '批准进入下一步',
    frame: data.frame,
    confirm: {
      question: `确定让${place.branch.shortName}不再等待，完成“${label}”吗？`,
      happens: next
        ? `“${label}”记为局党委批准通过，支部进入“${stepRow(next).label}”。`
        : `“${label}”记为局党委批准通过。`,
      seenBy: '该支部党员和局党委看到批准的理由。',
      undo: '不能撤回。没有办好的事项不会自动补上。',
      facts: missing.map(({ title, reason }) => ({ label: title, value: reason })),
      action: boardStepHref(place.branch.id, step, 'override', from),
      submit: '确认批准',
      danger: true,
      fields: [fieldOf(form, 'reason', '理由', { type: 'textarea', rows: 3, maxlength: 300 })],
      errors: form.summary,
      cancel: { label: '返回', href: boardHref(place.branch.id, '', from) },
    },
  };
}

export function showExtensionPage(data: {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  form: FormState;
  from: string | null;
}) {
  const { place, step, form, from } = data;
  const due = stepDueDay(place, step);
  return {
    title: `延长“${stepRow(step).label}”的期限`,
    frame: data.frame,
    lead: `${place.branch.shortName}，现在的截止日期是${due ? showDay(due) : '未定'}。只对这个支部的这一步有效。`,
    form: {
      action: boardStepHref(place.branch.id, step, 'extension', from),
      submit: '保存新的期限',
      errors: form.summary,
      fields: [
        fieldOf(form, 'until', '新的截止日期', { type: 'date', width: 'short' }),
        fieldOf(form, 'reason', '理由', { type: 'textarea', rows: 3, maxlength: 300 }),
      ],
      cancel: { label: '返回', href: boardHref(place.branch.id, '', from) },
    },
  };
}
