import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { dayInput } from '../../shared/dates.js';
import type { Deadline } from './feed.service.js';

/** Deadlines as a calendar (RFC 5545): each a whole day, with a word on the day before at nine. */
export function calendarText(deadlines: readonly Deadline[], { baseUrl, now }: { baseUrl: string; now: Date }): string {
  const { hostname } = new URL(baseUrl);
  const calendar = ical({
    ...{ name: '功能党小组·创先争优', prodId: { company: 'campaign-portal', product: 'deadlines', language: 'ZH' } },
    ...{ method: ICalCalendarMethod.PUBLISH, ttl: 4 * 3_600 },
  });
  for (const { thing, title, text, path, day } of deadlines) {
    const event = calendar.createEvent({
      ...{ id: `${createHash('sha256').update(thing).digest('hex').slice(0, 32)}@${hostname}` },
      ...{ start: dayInput(day), allDay: true, stamp: now, summary: `${title}（截止）` },
      ...{ description: `${text}\n${baseUrl}${path}`, url: `${baseUrl}${path}` },
    });
    event.createAlarm({ type: ICalAlarmType.display, trigger: 15 * 3_600, description: `${title}：明天截止` });
  }
  return calendar.toString();
}
