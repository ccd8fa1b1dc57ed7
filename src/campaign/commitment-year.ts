import type { BranchPlace } from './place.js';
import { standingIn } from './place.js';

/**
 * E36: a commitment belongs to a calendar year; a campaign from June to May has two. The first is made in the campaign's
 * start year, the second from January of the next (每年年初).
 */
export function commitmentYear(startYear: number, today: Date): number {
  return Math.min(Math.max(today.getUTCFullYear(), startYear), startYear + 1);
}

/** The year asked for in the address, if the campaign has it; else the current one. */
export function chosenYear(startYear: number, today: Date, asked: string | undefined): number {
  const year = Number(asked);
  return year === startYear || year === startYear + 1 ? year : commitmentYear(startYear, today);
}

/**
 * The year whose commitments the branch makes today; null while its turn has not come. The first year's are made in the
 * step itself; the next year's from January on wherever the branch then is, once it had come to the step (E36, E37).
 */
export function yearOfWriting(place: Pick<BranchPlace, 'campaign' | 'steps'>, today: Date): number | null {
  if (!place.campaign) return null;
  const { startYear } = place.campaign;
  const standing = standingIn(place, 'COMMITMENT');
  const year = commitmentYear(startYear, today);
  if (!standing || (year === startYear && standing.status !== 'OPEN')) return null;
  return year;
}
