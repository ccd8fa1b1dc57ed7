import type { RouteRow } from '../../web/route.js';
import type { PersonVisit } from '../../web/visit.js';
import { showMessagesPage } from './messages.page.js';
import { listMessages } from './messages.queries.js';
import { readAllMessages, readMessage } from './messages.service.js';

const own = { place: 'account', access: 'signed-in' } as const;

/** E15: what somebody was told. */
export const messageRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/account/messages', ...own, handler: show },
  { method: 'post', path: '/account/messages/reading', ...own, handler: readAll },
  { method: 'post', path: '/account/messages/:messageId/reading', ...own, handler: open },
];

async function show(visit: PersonVisit): Promise<void> {
  const { bureauId, accountId } = visit.person;
  const messages = await listMessages(visit.useCase.db, bureauId, accountId);
  visit.show('notifications/messages', showMessagesPage({ frame: visit.frame(), messages }));
}

async function open(visit: PersonVisit): Promise<void> {
  visit.go(await readMessage(visit.useCase, visit.params['messageId'] ?? ''));
}

async function readAll(visit: PersonVisit): Promise<void> {
  const count = await readAllMessages(visit.useCase);
  visit.go('/account/messages', count > 0 ? `已把${count}条消息标为已读。` : '没有未读的消息。');
}
