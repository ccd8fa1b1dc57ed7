import { GENDER_WORDS, MEMBER_TYPE_WORDS, MEMBERSHIP_STATUS_WORDS } from './member-words.rules.js';
import type { ImportedKey } from './roster-columns.rules.js';
import { type RosterDay, sameRosterDay, showRosterDay } from './roster-days.rules.js';

/** What a column can hold, in a row of the file or on the roster. */
export type RosterValue = string | boolean | Date | RosterDay | null;

/** Where the file knows only the month, the month decides. */
export function isSameValue(value: RosterValue, held: RosterValue): boolean {
  if (isRosterDay(value)) return held instanceof Date && sameRosterDay(value, held);
  return value === held;
}

/** A value as the roster writes it. */
export function showValue(column: ImportedKey, value: RosterValue): string {
  if (value === null) return '(空)';
  if (value instanceof Date) return showRosterDay({ day: value, monthOnly: false });
  if (isRosterDay(value)) return showRosterDay(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return wordOf(column, value) ?? value;
}

function isRosterDay(value: RosterValue): value is RosterDay {
  return typeof value === 'object' && value !== null && 'monthOnly' in value;
}

const WORDS: Partial<Record<ImportedKey, Readonly<Record<string, string>>>> = {
  gender: GENDER_WORDS,
  memberType: MEMBER_TYPE_WORDS,
  membershipStatus: MEMBERSHIP_STATUS_WORDS,
};

function wordOf(column: ImportedKey, code: string): string | undefined {
  return WORDS[column]?.[code];
}
