import { stepFromSlug } from '../../campaign/phases.js';
import type { SchoolKind, StepName } from '../../generated/prisma/enums.js';
import { parseDay } from '../../shared/dates.js';
import { SCHOOL_KIND_LABELS } from '../../shared/school-kinds.js';
import { STATE_WORDS, type StandingState } from './standing.js';

/** What the board is narrowed to. `mending`: branches with problems of an inspection they did not mend in time (R49). */
export interface BoardFilter {
  state: StandingState | 'mending' | null;
  step: StepName | null;
  kind: SchoolKind | null;
  text: string;
  /** `yyyy-mm-dd`: the board as it stood at the end of that day; null: today. */
  on: string | null;
}

export const FILTER_WORDS: Record<StandingState | 'mending', string> = { ...STATE_WORDS, mending: '整改逾期' };
const STATES = Object.keys(FILTER_WORDS) as (StandingState | 'mending')[];
const KINDS = Object.keys(SCHOOL_KIND_LABELS) as SchoolKind[];
const LONGEST_TEXT = 30;

/** Reads the filters of an address; what it does not know narrows nothing. */
export function readFilter(query: Readonly<Record<string, string>>): BoardFilter {
  const on = query['on'];
  return {
    state: STATES.find((state) => state === query['state']) ?? null,
    step: stepFromSlug(query['step'] ?? ''),
    kind: KINDS.find((kind) => kind.toLowerCase() === query['kind']) ?? null,
    text: (query['q'] ?? '').trim().slice(0, LONGEST_TEXT),
    on: on !== undefined && parseDay(on) !== null ? on : null,
  };
}

export const isFiltered = ({ state, step, kind, text }: BoardFilter): boolean =>
  state !== null || step !== null || kind !== null || text !== '';

interface Candidate {
  branch: { shortName: string; schoolName: string; unitKind: SchoolKind };
  standing: { state: StandingState; step: StepName | null };
  isMendingLate: boolean;
}

/** Whether a branch is shown. */
export function passes(
  { state, step, kind, text }: BoardFilter,
  { branch, standing, isMendingLate }: Candidate,
): boolean {
  if (state === 'mending' ? !isMendingLate : state !== null && standing.state !== state) return false;
  if (step !== null && standing.step !== step) return false;
  if (kind !== null && branch.unitKind !== kind) return false;
  return text === '' || `${branch.shortName}\n${branch.schoolName}`.includes(text);
}
