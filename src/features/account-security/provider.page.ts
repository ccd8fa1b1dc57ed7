import type { Action, Frame } from '../../web/frame-shape.js';

export function showProviderProblem({ frame, message }: { frame: Frame; message: string }) {
  return {
    title: '没有登录',
    frame,
    next: {
      ...{ eyebrow: '下一步', title: '请重新登录', text: message },
      action: { label: '回到登录页面', href: '/sign-in', kind: 'primary' } satisfies Action,
    },
  };
}
