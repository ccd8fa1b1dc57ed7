import { addDays, dayInput } from './dates.js';

/** A day that is not what its weekday says. */
export interface SpecialDay {
  /** yyyy-mm-dd */
  day: string;
  kind: 'HOLIDAY' | 'WORKDAY';
  name: string;
}

export interface WorkingCalendar {
  /** Years whose holidays are known. */
  years: ReadonlySet<number>;
  special: ReadonlyMap<string, SpecialDay>;
}

const range = (name: string, from: string, days: number): SpecialDay[] =>
  Array.from({ length: days }, (_, index) => ({
    day: dayInput(addDays(new Date(`${from}T00:00:00Z`), index)),
    kind: 'HOLIDAY',
    name,
  }));

const worked = (name: string, ...days: string[]): SpecialDay[] =>
  days.map((day) => ({ day, kind: 'WORKDAY', name: `${name}调休` }));

/**
 * 国务院办公厅关于2025年、2026年部分节假日安排的通知: holidays with the weekend days that are worked instead. A bureau
 * adds later years and its own days.
 */
export const KNOWN_HOLIDAYS: readonly SpecialDay[] = [
  ...range('元旦', '2025-01-01', 1),
  ...range('春节', '2025-01-28', 8),
  ...worked('春节', '2025-01-26', '2025-02-08'),
  ...range('清明节', '2025-04-04', 3),
  ...range('劳动节', '2025-05-01', 5),
  ...worked('劳动节', '2025-04-27'),
  ...range('端午节', '2025-05-31', 3),
  ...range('国庆节、中秋节', '2025-10-01', 8),
  ...worked('国庆节', '2025-09-28', '2025-10-11'),
  ...range('元旦', '2026-01-01', 3),
  ...worked('元旦', '2026-01-04'),
  ...range('春节', '2026-02-15', 9),
  ...worked('春节', '2026-02-14', '2026-02-28'),
  ...range('清明节', '2026-04-04', 3),
  ...range('劳动节', '2026-05-01', 5),
  ...worked('劳动节', '2026-05-09'),
  ...range('端午节', '2026-06-19', 3),
  ...range('中秋节', '2026-09-25', 3),
  ...range('国庆节', '2026-10-01', 7),
  ...worked('国庆节', '2026-09-20', '2026-10-10'),
];

/** The known years with what a bureau laid down itself, which goes before. A year it has a holiday of is known too. */
export function calendarWith(own: readonly SpecialDay[]): WorkingCalendar {
  const all = [...KNOWN_HOLIDAYS, ...own];
  const years = new Set(all.filter(({ kind }) => kind === 'HOLIDAY').map(({ day }) => Number(day.slice(0, 4))));
  return { years, special: new Map(all.map((one) => [one.day, one])) };
}

const SUNDAY = 0;
const SATURDAY = 6;

/** Whether a day is worked. In a year without a calendar every day counts: E32 falls back to calendar days. */
export function isWorkingDay(day: Date, { years, special }: WorkingCalendar): boolean {
  const known = special.get(dayInput(day));
  if (known) return known.kind === 'WORKDAY';
  if (!years.has(day.getUTCFullYear())) return true;
  return day.getUTCDay() !== SUNDAY && day.getUTCDay() !== SATURDAY;
}

export interface NoticeDays {
  startsOn: Date;
  endsOn: Date;
  /** Years of the period for which no holidays are known; then calendar days were counted. */
  unknownYears: number[];
}

/**
 * R57: a 公示 of so many working days; it starts the day after publishing and ends with the last of them. `days` is at
 * least one.
 */
export function noticePeriod(publishedOn: Date, days: number, calendar: WorkingCalendar): NoticeDays {
  const startsOn = addDays(publishedOn, 1);
  const unknown = new Set<number>();
  let day = publishedOn;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (!calendar.years.has(day.getUTCFullYear())) unknown.add(day.getUTCFullYear());
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return { startsOn, endsOn: day, unknownYears: [...unknown] };
}
