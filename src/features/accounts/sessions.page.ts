import { showMoment } from '../../shared/dates.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { deviceWords } from './devices.rules.js';
import type { SessionOfAccount } from './sessions.queries.js';

export function showSessionsPage(data: { frame: Frame; sessions: readonly SessionOfAccount[]; current: string }) {
  const others = data.sessions.filter(({ publicId }) => publicId !== data.current).length;
  return {
    title: '登录的设备',
    frame: data.frame,
    lead: '您的账号在这些电脑和手机上登录着。有不认识的，请退出它，再修改密码。',
    table: {
      caption: '登录的设备',
      columns: [
        { label: '设备' },
        { label: '登录时间' },
        { label: '最近使用' },
        { label: '操作', kind: 'act' as const },
      ],
      rows: data.sessions.map((session) => rowOf(session, session.publicId === data.current)),
      empty: { title: '没有登录的设备' },
    },
    note: others === 0 ? '没有在其他地方登录。' : null,
    actions: [
      ...(others > 0
        ? [
            {
              label: `退出其他${others}处登录`,
              href: '/account/sessions/ending',
              method: 'post' as const,
              kind: 'primary' as const,
            },
          ]
        : []),
      { label: '修改密码', href: '/account/password', kind: 'quiet' },
    ] satisfies Action[],
  };
}

function rowOf(session: SessionOfAccount, current: boolean) {
  const ending: Action = {
    label: '退出这一处',
    href: `/account/sessions/${session.publicId}/ending`,
    method: 'post',
    kind: 'quiet',
  };
  return {
    cells: [
      { text: deviceWords(session.userAgent), ...(current ? { tag: { kind: 'ok', label: '本机' } } : {}) },
      { text: showMoment(session.createdAt) },
      { text: current ? '正在使用' : showMoment(session.touchedAt) },
      { actions: current ? [] : [ending] },
    ],
  };
}
