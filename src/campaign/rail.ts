import type { StepName } from '../generated/prisma/enums.js';
import { showDay, showMonthDay } from '../shared/dates.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STEPS, phaseRow, stepIndex, stepRow, stepSlug } from './phases.js';
import { type BranchPlace, currentStep, finishedSteps, standingIn, stepDueDay, stepState } from './place.js';

export interface RailView {
  phases: {
    numeral: '一' | '二' | '三';
    title: string;
    steps: {
      label: string;
      note: string;
      state: 'done' | 'now' | 'later' | 'late';
      href: string | null;
      current: boolean;
    }[];
  }[];
  short: { label: string; tag: { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }; note: string };
}

/** Address of a step's page in a branch. */
export function stepHref(branchId: string, step: StepName): string {
  return `/branches/${branchId}/steps/${stepSlug(step)}`;
}

/** The rail of all steps as the branch stands today; `shown` is the step the page belongs to. Null without a campaign. */
export function showRail(place: BranchPlace, today: Date, shown: StepName | null): RailView | null {
  if (!place.campaign) return null;
  return {
    phases: CAMPAIGN_PHASES.map((phase) => ({
      numeral: phase.numeral,
      title: phase.label,
      steps: CAMPAIGN_STEPS.filter((row) => row.phase === phase.phase).map((row) => ({
        label: row.label,
        note: stepNote(place, row.step, today),
        state: stepState(place, row.step, today),
        href: standingIn(place, row.step) ? stepHref(place.branch.id, row.step) : null,
        current: row.step === (shown ?? currentStep(place)),
      })),
    })),
    short: shortRail(place, today),
  };
}

/** 6月18日完成 / 截止 7月5日 / 上一步完成后开放 */
export function stepNote(place: BranchPlace, step: StepName, today: Date): string {
  const standing = standingIn(place, step);
  const due = stepDueDay(place, step);
  const near = (day: Date) => (day.getUTCFullYear() === today.getUTCFullYear() ? showMonthDay(day) : showDay(day));
  if (standing?.completedAt) return `${showMonthDay(new Date(standing.completedAt.getTime() + 8 * 3_600_000))}完成`;
  if (standing && due) {
    return stepState(place, step, today) === 'late' ? `已过截止日 ${near(due)}` : `截止 ${near(due)}`;
  }
  const before = CAMPAIGN_STEPS[stepIndex(step) - 1];
  return before ? `${before.label}完成后开放` : '活动发布后开放';
}

function shortRail(place: BranchPlace, today: Date): RailView['short'] {
  const step = currentStep(place);
  const note = `共${CAMPAIGN_STEPS.length}步，已完成${finishedSteps(place)}步`;
  if (step === null) {
    const allDone = finishedSteps(place) === CAMPAIGN_STEPS.length;
    return {
      label: allDone ? '活动各步骤' : '活动尚未开始',
      tag: { kind: allDone ? 'ok' : 'idle', label: allDone ? '已全部完成' : '未开始' },
      note,
    };
  }
  const row = stepRow(step);
  const late = stepState(place, step, today) === 'late';
  return {
    label: `第${phaseRow(row.phase).numeral}阶段 · ${row.label}`,
    tag: late ? { kind: 'late', label: '逾期' } : { kind: 'warn', label: '进行中' },
    note,
  };
}
