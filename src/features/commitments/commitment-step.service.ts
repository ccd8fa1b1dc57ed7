import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';

/**
 * The first year's commitments are made while the branch stands in the step. The next year's are due in January (每年年初,
 * E36), when the branch may have gone on, so for them it is enough that the step was reached (E37). Throws StepNotOpen.
 */
export async function requireCommitmentStep(
  tx: Tx,
  place: StepPlace,
  years: { startYear: number; year: number },
): Promise<void> {
  if (years.year > years.startYear) return requireReachedStep(tx, place, 'COMMITMENT');
  return requireOpenStep(tx, place, 'COMMITMENT');
}
