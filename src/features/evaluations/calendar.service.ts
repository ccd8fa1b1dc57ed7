import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

export interface CalendarDayInput {
  day: Date;
  kind: 'HOLIDAY' | 'WORKDAY';
  name: string;
}

/** E32: lays down a day that differs from its weekday. Throws RuleViolation when the day is there already. */
export async function addCalendarDay(useCase: UseCase, { day, kind, name }: CalendarDayInput): Promise<void> {
  const { bureauId } = useCase.actor;
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    try {
      await tx.calendarDay.create({ data: { bureauId, id, day, kind, name } });
    } catch (error) {
      if (isUniqueViolation(error)) throw new RuleViolation('这一天已经登记，要改请先删去', 'day');
      throw error;
    }
    record({ action: 'calendar.add', entity: 'CalendarDay', entityId: id, note: `${dayInput(day)} ${name}` });
  });
}

/** Takes back a day the bureau laid down. Periods that run keep the days they were given. Throws NotFound. */
export async function removeCalendarDay(useCase: UseCase, id: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await tx.calendarDay.findFirst({ where: { bureauId, id }, select: { day: true, name: true } });
    if (!found) throw new NotFound();
    await tx.calendarDay.deleteMany({ where: { bureauId, id } });
    record({
      action: 'calendar.remove',
      entity: 'CalendarDay',
      entityId: id,
      note: `${dayInput(found.day)} ${found.name}`,
    });
  });
}
