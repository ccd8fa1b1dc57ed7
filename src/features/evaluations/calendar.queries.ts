import type { Db, Tx } from '../../db/client.js';
import { dayInput } from '../../shared/dates.js';
import type { SpecialDay } from '../../shared/working-days.js';

export interface OwnDay extends SpecialDay {
  id: string;
}

/** The days a bureau laid down itself, in their order. */
export async function listOwnDays(db: Db | Tx, bureauId: string): Promise<OwnDay[]> {
  const rows = await db.calendarDay.findMany({
    where: { bureauId },
    orderBy: { day: 'asc' },
    take: 1000,
    select: { id: true, day: true, kind: true, name: true },
  });
  return rows.map(({ day, ...row }) => ({ ...row, day: dayInput(day) }));
}
