import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STEPS, stepRow, stepSlug } from '../../campaign/phases.js';
import {
  type BranchPlace,
  type CampaignAtHand,
  currentStep,
  finishedSteps,
  standingIn,
  stepDueDay,
  stepState,
} from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, showDay, showDistance, showMonthDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { BranchProgress } from './board.queries.js';
import { checkItem, type StepRights } from './step.page.js';

interface Cell {
  tag: Tag;
  /** Short lines under the state. */
  notes: string[];
  href: string | null;
  label: string;
}

export const boardHref = (branchId: string, part = ''): string => `/bureau/board/${branchId}${part}`;

/** R60: branches as rows, steps as columns; what is done, late, missing or waits for the committee. */
export function showBoardPage(data: {
  frame: Frame;
  campaign: CampaignAtHand | null;
  branches: readonly BranchProgress[];
  outcomes: ReadonlyMap<string, readonly CheckOutcome[]>;
  today: Date;
}) {
  const { campaign, today } = data;
  const rows = data.branches.map((branch) => {
    const place: BoardPlace = { campaign, steps: branch.steps, branch };
    const outcomes = data.outcomes.get(branch.id) ?? [];
    const cells = CAMPAIGN_STEPS.map(({ step }) => cellOf(place, step, outcomes, today));
    return { name: branch.shortName, href: boardHref(branch.id), cells, standing: standingOf(place, outcomes, today) };
  });
  return {
    title: '推进情况',
    frame: data.frame,
    head: { title: '推进情况', lead: campaign ? campaign.name : '还没有发布活动。' },
    empty: emptyBoard(campaign, data.branches.length),
    figures: figuresOf(rows.map(({ standing }) => standing)),
    phases: CAMPAIGN_PHASES.map(({ phase, numeral, label }) => ({
      label: `${numeral} ${label}`,
      span: CAMPAIGN_STEPS.filter((row) => row.phase === phase).length,
    })),
    steps: CAMPAIGN_STEPS.map(({ label }) => label),
    rows,
  };
}

type BoardPlace = Pick<BranchPlace, 'campaign' | 'steps'> & { branch: { id: string } };
type Standing = 'done' | 'late' | 'blocked' | 'running' | 'outside';

/** stepState and stepDueDay look only at campaign and steps. */
const asPlace = (place: BoardPlace): BranchPlace => place as BranchPlace;

function isBlocked(outcomes: readonly CheckOutcome[]): boolean {
  const missing = missingChecks(outcomes);
  return missing.length > 0 && missing.some(({ awaitsBureau }) => awaitsBureau);
}

function standingOf(place: BoardPlace, outcomes: readonly CheckOutcome[], today: Date): Standing {
  const step = currentStep(place);
  if (step === null) return finishedSteps(place) > 0 ? 'done' : 'outside';
  if (stepState(asPlace(place), step, today) === 'late') return 'late';
  return isBlocked(outcomes) ? 'blocked' : 'running';
}

function cellOf(place: BoardPlace, step: StepName, outcomes: readonly CheckOutcome[], today: Date): Cell {
  const standing = standingIn(place, step);
  const { label } = stepRow(step);
  if (!standing) return { tag: { kind: 'idle', label: '未开始' }, notes: [], href: null, label };
  const href = stepHref(place.branch.id, step);
  if (standing.completedAt) {
    const released = standing.overrideReason !== null;
    return {
      tag: { kind: 'ok', label: released ? '批准通过' : '完成' },
      notes: [showMonthDay(chinaDay(standing.completedAt))],
      href,
      label,
    };
  }
  return { ...openCell(asPlace(place), step, outcomes, today), href, label };
}

function openCell(
  place: BranchPlace,
  step: StepName,
  outcomes: readonly CheckOutcome[],
  today: Date,
): Pick<Cell, 'tag' | 'notes'> {
  const due = stepDueDay(place, step);
  const missing = missingChecks(outcomes).length;
  const rest = missing === 0 ? '各项已办好' : `还差${missing}项`;
  if (stepState(place, step, today) === 'late') {
    return { tag: { kind: 'late', label: '逾期' }, notes: [due ? showDistance(today, due) : '', rest] };
  }
  if (isBlocked(outcomes)) return { tag: { kind: 'late', label: '受阻' }, notes: ['等局党委审核'] };
  return { tag: { kind: 'warn', label: '进行中' }, notes: due ? [rest, `${showNearDay(today, due)}截止`] : [rest] };
}

/** 7月5日; with its year where that is another one. */
function showNearDay(today: Date, day: Date): string {
  return today.getUTCFullYear() === day.getUTCFullYear() ? showMonthDay(day) : showDay(day);
}

function figuresOf(standings: readonly Standing[]) {
  const count = (standing: Standing) => String(standings.filter((candidate) => candidate === standing).length);
  return [
    { value: String(standings.length), unit: '个', label: '党支部' },
    { value: count('late'), unit: '个', label: '逾期' },
    { value: count('blocked'), unit: '个', label: '受阻', note: '等局党委审核' },
    { value: count('running'), unit: '个', label: '按期推进' },
    { value: count('done'), unit: '个', label: '全部完成' },
  ];
}

function emptyBoard(campaign: CampaignAtHand | null, branches: number) {
  if (!campaign) {
    return {
      title: '还没有发布活动',
      text: '开设活动、核对方案并发布后,这里显示各支部的进度。',
      action: { label: '活动方案', href: '/bureau/campaigns' },
    };
  }
  if (branches === 0) {
    return {
      title: '还没有党支部',
      text: '先建立党支部、任命书记。',
      action: { label: '建立党支部', href: '/bureau/branches/new' },
    };
  }
  return null;
}

/** One row of the board opened: where the branch stands, why, and what the committee may do. */
export function showBranchProgressPage(data: {
  frame: Frame;
  place: BranchPlace;
  outcomes: readonly CheckOutcome[];
  today: Date;
  may: StepRights & { override: boolean };
}) {
  const { place, outcomes, today } = data;
  const step = currentStep(place);
  const part = step && `/steps/${stepSlug(step)}`;
  const actions: Action[] =
    step && data.may.override
      ? [
          { label: '延长本步期限', href: boardHref(place.branch.id, `${part}/extension/new`), kind: 'quiet' },
          { label: '批准进入下一步', href: boardHref(place.branch.id, `${part}/override/new`), kind: 'quiet' },
        ]
      : [];
  return {
    title: place.branch.shortName,
    frame: data.frame,
    head: { title: place.branch.shortName, lead: headline(place, step, today), actions },
    empty:
      step || finishedSteps(place) > 0 ? null : { title: '没有进行中的步骤', text: '活动发布后,这里显示支部的进度。' },
    checks: step
      ? { title: `“${stepRow(step).label}”的各项`, items: outcomes.map((outcome) => checkItem(outcome, data.may)) }
      : null,
    table: stepsTable(place, today),
  };
}

function headline(place: BranchPlace, step: StepName | null, today: Date): string {
  if (!place.campaign) return '局党委尚未发布活动。';
  if (step === null) return finishedSteps(place) > 0 ? '各步骤已全部完成。' : '还没有加入本次活动。';
  const due = stepDueDay(place, step);
  return `正在“${stepRow(step).label}”${due ? `,${showDay(due)}截止,${showDistance(today, due)}` : ''}。`;
}

const STATE_TAGS: Record<ReturnType<typeof stepState>, Tag> = {
  done: { kind: 'ok', label: '完成' },
  now: { kind: 'warn', label: '进行中' },
  late: { kind: 'late', label: '逾期' },
  later: { kind: 'idle', label: '未开始' },
};

function stepsTable(place: BranchPlace, today: Date) {
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
          standing ? { text: label, href: stepHref(place.branch.id, step) } : label,
          { tag: STATE_TAGS[stepState(place, step, today)] },
          standing ? showDay(chinaDay(standing.openedAt)) : '',
          standing?.completedAt ? showDay(chinaDay(standing.completedAt)) : '',
          due ? { text: showDay(due), note: standing?.extendedTo ? '已延期' : '' } : '',
          standing?.overrideReason ? `局党委批准:${standing.overrideReason}` : '',
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
}) {
  const { place, step, form } = data;
  const { label, next } = stepRow(step);
  const missing = missingChecks(data.outcomes);
  return {
    title: '批准进入下一步',
    frame: data.frame,
    confirm: {
      question: `确定让${place.branch.shortName}不再等待,完成“${label}”吗?`,
      happens: next
        ? `“${label}”记为局党委批准通过,支部进入“${stepRow(next).label}”。`
        : `“${label}”记为局党委批准通过。`,
      seenBy: '该支部党员和局党委看到批准的理由。',
      undo: '不能撤回。没有办好的事项不会自动补上。',
      facts: missing.map(({ title, reason }) => ({ label: title, value: reason })),
      action: boardHref(place.branch.id, `/steps/${stepSlug(step)}/override`),
      submit: '确认批准',
      danger: true,
      fields: [fieldOf(form, 'reason', '理由', { type: 'textarea', rows: 3, maxlength: 300 })],
      errors: form.summary,
      cancel: { label: '返回', href: boardHref(place.branch.id) },
    },
  };
}

export function showExtensionPage(data: { frame: Frame; place: BranchPlace; step: StepName; form: FormState }) {
  const { place, step, form } = data;
  const due = stepDueDay(place, step);
  return {
    title: `延长“${stepRow(step).label}”的期限`,
    frame: data.frame,
    lead: `${place.branch.shortName},现在的截止日期是${due ? showDay(due) : '未定'}。只对这个支部的这一步有效。`,
    form: {
      action: boardHref(place.branch.id, `/steps/${stepSlug(step)}/extension`),
      submit: '保存新的期限',
      errors: form.summary,
      fields: [
        fieldOf(form, 'until', '新的截止日期', { type: 'date', width: 'short' }),
        fieldOf(form, 'reason', '理由', { type: 'textarea', rows: 3, maxlength: 300 }),
      ],
      cancel: { label: '返回', href: boardHref(place.branch.id) },
    },
  };
}
