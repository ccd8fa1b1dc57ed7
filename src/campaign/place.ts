import type { BranchStepStatus, PhaseName, StepName } from '../generated/prisma/enums.js';
import { daysBetween } from '../shared/dates.js';
import { CAMPAIGN_STEPS, stepIndex } from './phases.js';

/** A running campaign with the dates of its phases. */
export interface CampaignAtHand {
  id: string;
  name: string;
  startYear: number;
  phases: readonly { phase: PhaseName; title: string; requirement: string; startsOn: Date; endsOn: Date }[];
}

/** Where a branch stands in one step. */
export interface StepStanding {
  step: StepName;
  status: BranchStepStatus;
  openedAt: Date;
  completedAt: Date | null;
  extendedTo: Date | null;
  overrideReason: string | null;
}

/** The branch a request is about, with the campaign that runs and the branch's way through it. */
export interface BranchPlace {
  branch: {
    id: string;
    name: string;
    shortName: string;
    schoolName: string;
    isJoint: boolean;
    hasCommittee: boolean;
  };
  campaign: CampaignAtHand | null;
  steps: readonly StepStanding[];
  /** The day of a standing 通过: the branch's records are frozen (R47). */
  acceptedOn?: Date | null;
}

export type StepState = 'done' | 'now' | 'late' | 'later';

/** The standing in a step; null when the branch has not reached it. */
export function standingIn(place: Pick<BranchPlace, 'steps'>, step: StepName): StepStanding | null {
  return place.steps.find((standing) => standing.step === step) ?? null;
}

/** The step the branch stands at: the first open one; null before the campaign and when all is done. */
export function currentStep(place: Pick<BranchPlace, 'steps'>): StepName | null {
  return CAMPAIGN_STEPS.find((row) => standingIn(place, row.step)?.status === 'OPEN')?.step ?? null;
}

/** The last day for a step: the phase's end, or the day the committee extended it to (E51); null without a campaign. */
export function stepDueDay(place: BranchPlace, step: StepName): Date | null {
  const extended = standingIn(place, step)?.extendedTo;
  if (extended) return extended;
  const row = CAMPAIGN_STEPS[stepIndex(step)];
  return place.campaign?.phases.find((phase) => phase.phase === row?.phase)?.endsOn ?? null;
}

/** E51: an open step whose last day has passed is late, and stays open. */
export function stepState(place: BranchPlace, step: StepName, today: Date): StepState {
  const standing = standingIn(place, step);
  if (!standing) return 'later';
  if (standing.status === 'COMPLETED') return 'done';
  const due = stepDueDay(place, step);
  return due !== null && daysBetween(today, due) < 0 ? 'late' : 'now';
}

/** How many of all steps are finished. */
export function finishedSteps(place: Pick<BranchPlace, 'steps'>): number {
  return place.steps.filter((standing) => standing.status === 'COMPLETED').length;
}
