import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayInput } from '../../src/shared/dates.js';
import {
  calendarWith,
  isWorkingDay,
  KNOWN_HOLIDAYS,
  noticePeriod,
  type SpecialDay,
} from '../../src/shared/working-days.js';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const calendar = calendarWith([]);

describe('working days', () => {
  it.each([
    ['2025-01-26', true, 'Sunday worked for 春节'],
    ['2025-01-28', false, '除夕'],
    ['2025-02-04', false, 'last day of 春节'],
    ['2025-02-05', true, 'Wednesday after it'],
    ['2025-10-08', false, 'last day of 国庆 and 中秋'],
    ['2025-10-11', true, 'Saturday worked'],
    ['2026-01-02', false, 'Friday of 元旦'],
    ['2026-01-04', true, 'Sunday worked'],
    ['2026-02-14', true, 'Saturday worked before 春节'],
    ['2026-02-23', false, 'last day of 春节'],
    ['2026-05-09', true, 'Saturday worked'],
    ['2026-06-19', false, '端午'],
    ['2026-09-20', true, 'Sunday worked'],
    ['2026-10-10', true, 'Saturday worked'],
    ['2026-11-21', false, 'an ordinary Saturday'],
    ['2026-11-23', true, 'an ordinary Monday'],
  ])('E32: %s is worked: %s (%s)', (text, expected) => expect(isWorkingDay(day(text), calendar)).toBe(expected));

  it('R57: counts 28, 29, 30 September and 8, 9, 10 October', () => {
    const { startsOn, endsOn } = noticePeriod(day('2026-09-24'), 6, calendar);
    expect([dayInput(startsOn), dayInput(endsOn)]).toEqual(['2026-09-25', '2026-10-10']);
    expect(dayInput(noticePeriod(day('2026-11-20'), 6, calendar).endsOn)).toBe('2026-11-30');
    expect(dayInput(noticePeriod(day('2026-02-13'), 3, calendar).endsOn)).toBe('2026-02-25');
  });

  it('E32: a year without a calendar is counted in calendar days, and the year is named', () => {
    const period = noticePeriod(day('2027-06-11'), 5, calendar);
    expect(dayInput(period.endsOn)).toBe('2027-06-16');
    expect(period.unknownYears).toEqual([2027]);
    const own: SpecialDay[] = [{ day: '2027-06-14', kind: 'HOLIDAY', name: '端午节' }];
    const known = noticePeriod(day('2027-06-11'), 5, calendarWith(own));
    expect(dayInput(known.endsOn)).toBe('2027-06-21');
    expect(known.unknownYears).toEqual([]);
  });

  it('E32: a bureau’s own day goes before the shipped one', () => {
    const own: SpecialDay[] = [{ day: '2026-11-23', kind: 'HOLIDAY', name: '校庆' }];
    expect(isWorkingDay(day('2026-11-23'), calendarWith(own))).toBe(false);
    expect(isWorkingDay(day('2026-11-24'), calendarWith(own))).toBe(true);
  });

  it('E32: adding days is monotone, never lands on a rest day, and equals a walk from day to day, whatever the calendar', () => {
    const inYears = fc.integer({ min: 0, max: 729 }).map((days) => addDays(day('2025-01-01'), days));
    const own = fc.array(
      fc.record({
        day: inYears.map(dayInput),
        kind: fc.constantFrom('HOLIDAY' as const, 'WORKDAY' as const),
        name: fc.constant('校历'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(inYears, fc.integer({ min: 1, max: 30 }), own, (published, days, special) => {
        const mine = calendarWith(special);
        const { startsOn, endsOn } = noticePeriod(published, days, mine);
        expect(dayInput(startsOn)).toBe(dayInput(addDays(published, 1)));
        const kinds = new Map([...KNOWN_HOLIDAYS, ...special].map((one) => [one.day, one.kind]));
        const years = new Set([
          2025,
          2026,
          ...special.flatMap((one) => (one.kind === 'HOLIDAY' ? [Number(one.day.slice(0, 4))] : [])),
        ]);
        const rests = (one: Date) => {
          const kind = kinds.get(dayInput(one));
          if (kind) return kind === 'HOLIDAY';
          return years.has(one.getUTCFullYear()) && [0, 6].includes(one.getUTCDay());
        };
        let walked = published;
        for (let left = days; left > 0; left -= rests(walked) ? 0 : 1) walked = addDays(walked, 1);
        expect(dayInput(endsOn)).toBe(dayInput(walked));
        expect(rests(endsOn)).toBe(false);
        expect(noticePeriod(published, days + 1, mine).endsOn > endsOn).toBe(true);
        expect(noticePeriod(addDays(published, 1), days, mine).endsOn >= endsOn).toBe(true);
      }),
    );
  });

  it('R57: the period holds exactly so many working days, ends on one, and grows with their number', () => {
    const starts = fc.integer({ min: 0, max: 700 }).map((days) => addDays(day('2025-01-01'), days));
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 15 }), (published, days) => {
        const { startsOn, endsOn } = noticePeriod(published, days, calendar);
        const all: Date[] = [];
        for (let one = startsOn; one <= endsOn; one = addDays(one, 1)) all.push(one);
        expect(all.filter((one) => isWorkingDay(one, calendar))).toHaveLength(days);
        expect(isWorkingDay(endsOn, calendar)).toBe(true);
        expect(noticePeriod(published, days + 1, calendar).endsOn > endsOn).toBe(true);
      }),
    );
  });
});
