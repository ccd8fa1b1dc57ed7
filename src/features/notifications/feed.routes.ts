import { NotFound } from '../../shared/errors.js';
import type { RouteRow } from '../../web/route.js';
import type { PersonVisit, Visit } from '../../web/visit.js';
import { calendarText } from './calendar-text.js';
import { findContact } from './contact.queries.js';
import { showFeedPage } from './feed.page.js';
import { endFeed, readFeed, renewFeed } from './feed.service.js';

const BASE = '/account/calendar';
const own = { place: 'account', access: 'signed-in' } as const;

/** E15: one's own deadlines in a calendar outside the portal. */
export const feedRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, ...own, handler: show },
  { method: 'post', path: `${BASE}/link`, ...own, handler: renew },
  { method: 'post', path: `${BASE}/removal`, ...own, handler: end },
  { method: 'get', path: '/calendar/:bureauId/:feed.ics', place: 'open', access: 'public', handler: send },
];

async function show(visit: PersonVisit): Promise<void> {
  const { bureauId, accountId } = visit.person;
  const { setting } = await findContact(visit.useCase.db, bureauId, accountId);
  const page = showFeedPage({ frame: visit.frame(), since: setting?.feedSince ?? null, link: null });
  visit.show('notifications/feed', page);
}

/** The address is the answer itself: it is shown once and stored nowhere in clear. */
async function renew(visit: PersonVisit): Promise<void> {
  const token = await renewFeed(visit.useCase);
  const link = `${visit.baseUrl}/calendar/${visit.person.bureauId}/${token}.ics`;
  visit.show('notifications/feed', showFeedPage({ frame: visit.frame(), since: visit.now, link }));
}

async function end(visit: PersonVisit): Promise<void> {
  await endFeed(visit.useCase);
  visit.go(BASE, '订阅已停止，原来的网址不能再用。');
}

/** Who guesses at addresses is stopped after a few; a calendar that is known reads as often as it likes. */
async function send(visit: Visit): Promise<void> {
  const address = visit.req.ip ?? 'unknown';
  await visit.throttles.calendar.check(address);
  const deadlines = await readFeed(visit.useCase, visit.params['bureauId'] ?? '', visit.params['feed'] ?? '');
  if (!deadlines) {
    await visit.throttles.calendar.count(address);
    throw new NotFound();
  }
  visit.res.type('text/calendar; charset=utf-8').set('Cache-Control', 'private, no-store');
  visit.res.send(calendarText(deadlines, { baseUrl: visit.baseUrl, now: visit.now }));
}
