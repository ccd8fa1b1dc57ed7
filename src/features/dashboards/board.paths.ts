import { stepSlug } from '../../campaign/phases.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { withFrom } from '../../web/own-path.js';
import type { BoardFilter } from './board-filter.js';

export { withFrom };

export const BOARD = '/bureau/board';
export const COMPARISON = '/bureau/comparison';
export const KEY_TASKS = '/bureau/key-tasks';
export const BRIEFING = '/bureau/briefing';

/** One branch of the board; `from` is the place on the board to come back to. */
export const boardHref = (branchId: string, part = '', from: string | null = null): string =>
  withFrom(`${BOARD}/${branchId}${part}`, from);

/** What the committee may do about a step of a branch. */
export const boardStepHref = (
  branchId: string,
  step: StepName,
  part: 'override/new' | 'override' | 'extension/new' | 'extension',
  from: string | null,
): string => boardHref(branchId, `/steps/${stepSlug(step)}/${part}`, from);

export const keyTaskHref = (id: string): string => `${KEY_TASKS}/${id}`;

/** The id of a branch's row: `#b-…` comes back to it and marks it. */
export const rowId = (branchId: string): string => `b-${branchId}`;

/** The board with these filters. */
export function filteredHref(
  { state, step, kind, text, on }: BoardFilter,
  changed: Partial<Record<string, string>> = {},
): string {
  const query = {
    ...{
      state: state ?? '',
      step: step === null ? '' : stepSlug(step),
      kind: kind?.toLowerCase() ?? '',
      q: text,
      on: on ?? '',
    },
    ...changed,
  };
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return kept.length === 0 ? BOARD : `${BOARD}?${new URLSearchParams(kept)}`;
}

/** The place of a branch on the filtered board. */
export const placeOnBoard = (filter: BoardFilter, branchId: string): string =>
  `${filteredHref(filter)}#${rowId(branchId)}`;
