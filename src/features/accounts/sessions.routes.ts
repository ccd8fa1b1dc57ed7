import type { RouteRow } from '../../web/route.js';
import type { PersonVisit } from '../../web/visit.js';
import { showSessionsPage } from './sessions.page.js';
import { listSessions } from './sessions.queries.js';
import { endOwnSessions } from './sessions.service.js';

const LIST = '/account/sessions';
const own = { place: 'account', access: 'signed-in' } as const;

/** Where one is signed in, and ending it from afar. */
export const sessionRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, ...own, handler: list },
  { method: 'post', path: `${LIST}/ending`, ...own, handler: endOthers },
  { method: 'post', path: `${LIST}/:sessionId/ending`, ...own, handler: endOne },
];

const currentOf = (visit: PersonVisit): string => visit.req.session.publicId ?? '';

async function list(visit: PersonVisit): Promise<void> {
  const sessions = await listSessions(visit.useCase.db, visit.person, visit.now);
  const crumbs = [
    { label: '我的账号', href: '/account' },
    { label: '登录的设备', href: null },
  ];
  const page = showSessionsPage({ frame: visit.frame({ crumbs }), sessions, current: currentOf(visit) });
  visit.show('accounts/sessions', page);
}

async function endOthers(visit: PersonVisit): Promise<void> {
  await endOwnSessions(visit.useCase, { allBut: currentOf(visit) });
  visit.go(LIST, '其他地方的登录都已退出。');
}

async function endOne(visit: PersonVisit): Promise<void> {
  await endOwnSessions(visit.useCase, { publicId: visit.params['sessionId'] ?? '' });
  visit.go(LIST, '这一处的登录已退出。');
}
