import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';

/**
 * The first year's commitments are made while the branch stands in the step. The next year's are due in January (每年年初,
 * E36), when the branch may have gone on, so for them it is enough that the step was reached (E37); the same holds for a
 * short task, which may come at any time. Throws StepNotOpen.
 */
export async function requireCommitmentStep(
  tx: Tx,
  place: StepPlace,
  of: { startYear: number; year: number; isShortTask?: boolean },
): Promise<void> {
  if (of.isShortTask || of.year > of.startYear) return requireReachedStep(tx, place, 'COMMITMENT');
  return requireOpenStep(tx, place, 'COMMITMENT');
}
