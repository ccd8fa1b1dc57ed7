import { chinaDay, showDay } from '../../shared/dates.js';

/** What is wrong with the day an activity is said to have been held on; null when nothing is. */
export function heldDayFault(
  heldOn: Date,
  { startYear, closedAt }: { startYear: number; closedAt: Date | null },
  today: Date,
): string | null {
  if (heldOn > today) return '活动日期不能晚于今天，请在活动之后登记。';
  if (heldOn.getUTCFullYear() < startYear) return `活动日期应在${startYear}年以后，请核对年份。`;
  if (closedAt && heldOn > chinaDay(closedAt))
    return `小组已于${showDay(chinaDay(closedAt))}合并或撤销，活动日期不能晚于这一天。`;
  return null;
}
