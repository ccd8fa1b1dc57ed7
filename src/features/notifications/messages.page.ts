import type { NotificationKind } from '../../generated/prisma/enums.js';
import { showMoment } from '../../shared/dates.js';
import type { Action, Frame, TagKind } from '../../web/frame-shape.js';
import type { MessageRow } from './messages.queries.js';
import { KIND_LABELS, MOST_MESSAGES } from './notifications.rules.js';

const KIND_TAGS: Record<NotificationKind, TagKind> = {
  NEW: 'idle',
  SOON: 'warn',
  DUE: 'warn',
  OVERDUE: 'late',
  URGED: 'warn',
};

/** 消息: what somebody was told, unread ones first; opening one leads to the page on which it is done. */
export function showMessagesPage({ frame, messages }: { frame: Frame; messages: readonly MessageRow[] }) {
  const unread = messages.filter(({ readAt }) => readAt === null);
  return {
    title: '我的消息',
    frame,
    head: {
      title: '我的消息',
      lead: unread.length > 0 ? `有${unread.length}条还没有打开。打开一条，就到办理的页面。` : '消息都已打开。',
    },
    all:
      unread.length > 1
        ? ([
            { label: '全部标为已读', href: '/account/messages/reading', method: 'post', kind: 'quiet' },
          ] satisfies Action[])
        : [],
    empty:
      messages.length > 0
        ? null
        : {
            title: '还没有消息',
            text: '有事项等您办理、快到期或支部提醒您时，消息显示在这里。',
            action: { label: '返回首页', href: '/' },
          },
    messages: messages.map((message) => ({
      tag: { kind: KIND_TAGS[message.kind], label: KIND_LABELS[message.kind] },
      title: message.title,
      text: message.text,
      about: [message.sentBy, showMoment(message.madeAt), message.readAt === null ? '未读' : '已读']
        .filter(Boolean)
        .join(' · '),
      unread: message.readAt === null,
      action: opening(message),
    })),
    note: messages.length === MOST_MESSAGES ? `这里显示最近的${MOST_MESSAGES}条。` : null,
  };
}

/** What was opened before is a link: nothing needs to be recorded again. */
function opening({ id, title, path, readAt }: MessageRow): Action {
  if (readAt !== null) return { label: '查看', href: path, about: title };
  return {
    ...{ label: '打开办理', href: `/account/messages/${id}/reading`, method: 'post', kind: 'quiet' },
    about: title,
  };
}
