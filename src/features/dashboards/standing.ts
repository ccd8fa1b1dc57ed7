import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import {
  type BranchPlace,
  type CampaignAtHand,
  currentStep,
  finishedSteps,
  stepDueDay,
  stepState,
} from '../../campaign/place.js';
import type { StepName } from '../../generated/prisma/enums.js';
import type { Tag } from '../../web/frame-shape.js';

export type StandingState = 'late' | 'blocked' | 'running' | 'done' | 'outside';

export const STATE_WORDS: Record<StandingState, string> = {
  late: '逾期',
  blocked: '受阻（等局党委审核）',
  running: '按期推进',
  done: '全部完成',
  outside: '没有进行中的步骤',
};

/** How a step of a branch is marked wherever it is listed. */
export const STATE_TAGS: Record<ReturnType<typeof stepState>, Tag> = {
  done: { kind: 'ok', label: '完成' },
  now: { kind: 'warn', label: '进行中' },
  late: { kind: 'late', label: '逾期' },
  later: { kind: 'idle', label: '未开始' },
};

/** A branch's way through the campaign, without the branch's particulars. */
export interface Way {
  campaign: CampaignAtHand | null;
  steps: BranchPlace['steps'];
}

/** Where a branch stands, and what holds it back. */
export interface Standing {
  state: StandingState;
  /** The step it stands in; null before the campaign and when all is done. */
  step: StepName | null;
  dueOn: Date | null;
  missing: readonly CheckOutcome[];
}

/** stepState and stepDueDay look only at campaign and steps. */
export const asPlace = (way: Way): BranchPlace => way as BranchPlace;

/** The branch has done its part in something and the committee's answer is awaited. */
export const isBlocked = (missing: readonly CheckOutcome[]): boolean =>
  missing.some(({ awaitsBureau }) => awaitsBureau);

/** R60: late goes before blocked: who is both is late. `outcomes`: the checks of the step the branch stands in. */
export function standingOf(way: Way, outcomes: readonly CheckOutcome[], today: Date): Standing {
  const step = currentStep(way);
  if (step === null) {
    return { state: finishedSteps(way) > 0 ? 'done' : 'outside', step, dueOn: null, missing: [] };
  }
  const missing = missingChecks(outcomes);
  const dueOn = stepDueDay(asPlace(way), step);
  if (stepState(asPlace(way), step, today) === 'late') return { state: 'late', step, dueOn, missing };
  return { state: isBlocked(missing) ? 'blocked' : 'running', step, dueOn, missing };
}

/** Each check that fails with its number, in a line; what is left to do where none does. */
export function reasonsOf({ step, missing }: Pick<Standing, 'step' | 'missing'>): string[] {
  if (step === null) return [];
  if (missing.length === 0) return ['各项已办好，等支部书记确认完成本步'];
  return missing.map(({ title, reason }) => `${title}：${reason}`);
}
