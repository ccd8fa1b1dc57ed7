import { assert, constantFrom, date, integer, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { afterQuiet, digestOn, holds, mailMoment, mayMail } from '../../../src/features/notifications/hours.rules.js';

const moments = date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
const quietHours = record({ fromHour: integer({ min: 0, max: 23 }), untilHour: integer({ min: 0, max: 23 }) });
const ownHours = record({ fromHour: integer({ min: 0, max: 23 }), length: integer({ min: 1, max: 24 }) }).map(
  ({ fromHour, length }) => ({ fromHour, untilHour: Math.min(24, fromHour + length) }),
);
const DAY_MS = 86_400_000;

it('E15: a mail goes out within a day, in the hours its reader chose, and not in the quiet ones where both leave room', () => {
  assert(
    property(
      moments,
      constantFrom('DIGEST' as const, 'AT_ONCE' as const),
      ownHours,
      quietHours,
      (now, mode, own, quiet) => {
        const at = mailMoment(now, mode, own, quiet);
        expect(at.getTime() - now.getTime()).toBeGreaterThanOrEqual(0);
        expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(DAY_MS);
        expect(mayMail(at, own, quiet)).toBe(true);
        const hours = Array.from({ length: 24 }, (_, hour) => new Date(hour * 3_600_000));
        const room = hours.some((hour) => holds(own, hour) && !holds(quiet, hour));
        if (room) expect(holds(quiet, at)).toBe(false);
      },
    ),
  );
});

it('E15: what is allowed now goes at once', () => {
  assert(
    property(moments, ownHours, quietHours, (now, own, quiet) => {
      if (mayMail(now, own, quiet)) expect(mailMoment(now, 'AT_ONCE', own, quiet)).toEqual(now);
    }),
  );
});

it('E15: one digest a day for a reader whose hours are one stretch outside of the quiet ones', () => {
  const own = { fromHour: 8, untilHour: 22 };
  const quiet = { fromHour: 22, untilHour: 7 };
  assert(
    property(moments, (now) => {
      const at = mailMoment(now, 'DIGEST', own, quiet);
      const next = mailMoment(new Date(at.getTime() + 3_600_000), 'DIGEST', own, quiet);
      expect(digestOn(next)).not.toBe(digestOn(at));
      expect(new Date(at.getTime() + 8 * 3_600_000).getUTCHours()).toBe(8);
    }),
  );
});

it('E15: a message to a group waits for the end of the quiet hours', () => {
  assert(
    property(moments, quietHours, (now, quiet) => {
      expect(holds(quiet, afterQuiet(now, quiet))).toBe(false);
    }),
  );
});
