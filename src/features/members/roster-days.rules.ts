import { addDays, dayOf, parseDay, showDay } from '../../shared/dates.js';
import { cellText, type RawCell } from './roster-cells.rules.js';
import { withoutSpaces } from './roster-text.rules.js';

/** A day of the roster. Where the sheet gives only the month, `day` is its first and `monthOnly` is true. */
export interface RosterDay {
  day: Date;
  monthOnly: boolean;
}

export type DayReading = { value: RosterDay } | { problem: string };

const EXAMPLE = '请写成1998年8月26日或1998-08-26的样子。';
const SERIAL_DAY_ZERO = new Date(Date.UTC(1899, 11, 30));

/** Reads every way in which offices write a day: Excel dates and serial numbers, 年月日, dashes, dots, slashes, eight digits, months. */
export function readDay(cell: RawCell): DayReading {
  if (cell.kind === 'date') return fromParts(cell.day.split('-').map(Number), cell.day);
  if (cell.kind === 'number') return fromNumber(cell.number);
  return fromText(withoutSpaces(cellText(cell)));
}

export function showRosterDay(value: RosterDay): string {
  return value.monthOnly ? `${value.day.getUTCFullYear()}年${value.day.getUTCMonth() + 1}月` : showDay(value.day);
}

export function sameMonth(one: Date, other: Date): boolean {
  return one.getUTCFullYear() === other.getUTCFullYear() && one.getUTCMonth() === other.getUTCMonth();
}

/** The same day as far as the two can tell: where one side knows only the month, the month decides. */
export function sameRosterDay(value: RosterDay, day: Date): boolean {
  return value.monthOnly ? sameMonth(value.day, day) : value.day.getTime() === day.getTime();
}

function fromNumber(number: number): DayReading {
  if (Number.isInteger(number)) {
    // 10000 to 80000 is 1927 to 2119 as Excel counts days; eight digits are a day typed without separators.
    if (number >= 10_000 && number < 80_000)
      return { value: { day: addDays(SERIAL_DAY_ZERO, number), monthOnly: false } };
    return fromText(String(number));
  }
  const text = String(number);
  if (/^\d{4}\.1$/.test(text)) {
    return { problem: `“${text}”存成了数字，看不出是1月还是10月。请写明年月，例如${text.slice(0, 4)}年1月。` };
  }
  return fromText(text);
}

function fromText(text: string): DayReading {
  const bare = text.replace(/\d{1,2}:\d{2}(:\d{2})?$/, '').replace(/T$/, '');
  const compact = /^(\d{4})(\d{2})(\d{2})?$/.exec(bare);
  const spaced = /^(\d{4})[年./,\-—_、](\d{1,2})(?:[月./,\-—_、](?:(\d{1,2})[日号]?)?)?$/.exec(bare);
  const match = compact ?? spaced;
  if (!match) return { problem: `“${text}”不是能识别的日期。${EXAMPLE}` };
  const parts = [match[1], match[2], match[3]].filter((part) => part !== undefined).map(Number);
  return fromParts(parts, text);
}

function fromParts(parts: number[], text: string): DayReading {
  const [year = 0, month = 0, dayOfMonth] = parts;
  const day = dayOf(year, month, dayOfMonth ?? 1);
  if (day) return { value: { day, monthOnly: dayOfMonth === undefined } };
  if (year < 1900) return { problem: `“${text}”的年份不对。${EXAMPLE}` };
  return { problem: `没有“${text}”这一天。请核对后重新填写。` };
}

/** The day inside an identity number; null when there is no such day. */
export function dayInDigits(digits: string): Date | null {
  return parseDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`);
}
