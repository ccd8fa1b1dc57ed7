import type { StepRow } from '../../campaign/phases.js';
import { addDays, daysBetween, parseDay } from '../../shared/dates.js';

/** What can wait for a person who holds an office. Each kind has its words and its form in duties.page.ts. */
export type DutyKind =
  // of the bureau's committee
  | 'BRANCH_LETTER'
  | 'STATEMENT'
  | 'SELF_ASSESSMENT'
  | 'SCORE_SHEET'
  | 'OBJECTION'
  | 'ROUND_TO_SCORE'
  | 'ROUND_TO_PUBLISH'
  | 'ROUND_TO_AWARD'
  | 'ROUND_REOPENING'
  | 'BRANCH_REOPENING'
  | 'BUREAU_REPORT'
  // of a team of inspectors
  | 'VISIT'
  | 'RECHECK'
  | 'MENDING_EXTENSION'
  // of the region's reviewer
  | 'ACCEPTANCE_SHEET'
  // of a branch's officers
  | 'STEP'
  | 'LETTER'
  | 'LETTER_RETURNED'
  | 'OPINION'
  | 'QUESTION'
  | 'MENDING'
  | 'VISIT_RECORD'
  | 'STATEMENT_RETURNED'
  | 'ASSESSMENT_RETURNED'
  | 'ACCEPTANCE_PROBLEM'
  | 'RECOMMENDATION'
  | 'PLANNED'
  | 'ARRIVAL'
  | 'RECEIPT'
  | 'LETTER_LAPSED'
  | 'NEWCOMER'
  | 'PROBATION_OVER'
  | 'LEADER_RENEWAL'
  | 'BY_ELECTION'
  // of a group's leader
  | 'LEADER_MEETING'
  // of whoever stands above or behind a letter
  | 'AMENDMENT'
  | 'RECORD'
  | 'ITEM_EXTENSION'
  | 'ITEM_DUE';

/** One thing that waits; days are `yyyy-mm-dd`. */
export interface Duty {
  kind: DutyKind;
  id: string;
  branchId: string | null;
  branchName: string | null;
  /** What else its address needs: the letter of an amendment, the item of a record, the step of a branch. */
  other: string | null;
  /** What it is about. */
  title: string | null;
  dueOn: string | null;
  /** The day since which it waits. */
  since: string | null;
}

/** More than anybody can look through at once; the page says when there are more. */
export const MOST_DUTIES = 300;

/** Where and when duties are looked for. */
export interface DutyKey {
  bureauId: string;
  campaignId: string;
  today: Date;
  /** Which phase each step belongs to: its last day is the step's (E51). */
  steps: readonly Pick<StepRow, 'step' | 'phase'>[];
}

export type Urgency = 'overdue' | 'soon' | 'dated' | 'undated';

const SOON_DAYS = 7;

/** How pressing a day is, seen from today. */
export function urgencyOf(dueOn: string | null, today: Date): Urgency {
  const due = dueOn === null ? null : parseDay(dueOn);
  if (due === null) return 'undated';
  if (daysBetween(today, due) < 0) return 'overdue';
  return due <= addDays(today, SOON_DAYS) ? 'soon' : 'dated';
}
