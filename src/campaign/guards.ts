import type { Permission } from '../access/permissions.js';
import type { StepName } from '../generated/prisma/enums.js';
import type { Guard, GuardsOf } from './guard-answers.js';
import { commitment } from './guards-commitment.js';
import { enrollment } from './guards-enrollment.js';
import { groupSetup } from './guards-group-setup.js';
import { study, survey } from './guards-mobilization.js';
import { acceptance, evaluation, summary } from './guards-summary.js';
import { type CheckName, stepRow } from './phases.js';
import type { FactsOfStep } from './step-facts.js';

/** How one check stands: done or not, why (with numbers and names), and where to see to it. */
export interface CheckOutcome {
  name: CheckName;
  title: string;
  done: boolean;
  reason: string;
  href: string;
  action: string;
  /** What one needs to open that page. */
  access: Permission;
  /** The branch has done its part and the committee's answer is awaited. */
  awaitsBureau: boolean;
}

/** Every check of every step. A step's checks and their order stand in phases.ts; a test holds both together. */
export const GUARDS: { [S in StepName]: GuardsOf<S> } = {
  SURVEY: survey,
  STUDY: study,
  GROUP_SETUP: groupSetup,
  ENROLLMENT: enrollment,
  COMMITMENT: commitment,
  EVALUATION: evaluation,
  SUMMARY: summary,
  ACCEPTANCE: acceptance,
};

/** How the checks of a step stand for a branch today, in the order of phases.ts. */
export function checkOutcomes({ branchId, step, facts }: FactsOfStep, today: Date): CheckOutcome[] {
  const guards = GUARDS[step] as Partial<Record<CheckName, Guard<typeof facts>>>;
  return stepRow(step).checks.map((name) => {
    const guard = guards[name];
    if (!guard) throw new Error(`The check ${name} of ${step} has no guard.`);
    const { path, access, awaitsBureau, ...answer } = guard.ask(facts, today);
    return {
      name,
      title: guard.title,
      ...answer,
      href: `/branches/${branchId}/${path}`,
      access: access ?? 'branch:read',
      awaitsBureau: awaitsBureau === true,
    };
  });
}

/** The checks that still hold the branch back. */
export function missingChecks(outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  return outcomes.filter((outcome) => !outcome.done);
}
