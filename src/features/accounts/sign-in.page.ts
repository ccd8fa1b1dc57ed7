import type { Action, Frame, Page } from '../../web/frame-shape.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';

export interface SignInPage extends Page {
  form: { username: string; error: string | null };
  /** The bureau's own sign-in. */
  provider: Action | null;
  demoAccounts: readonly { username: string; who: string }[] | null;
  demoPassword: string | null;
}

export function showSignInPage(data: {
  frame: Frame;
  username: string;
  error: string | null;
  demo: boolean;
  provider: { label: string } | null;
}): SignInPage {
  return {
    title: '登录',
    frame: data.frame,
    form: { username: data.username, error: data.error },
    provider: data.provider ? { label: data.provider.label, href: '/sign-in/provider', kind: 'quiet' } : null,
    demoAccounts: data.demo ? DEMO_ACCOUNTS : null,
    demoPassword: data.demo ? DEMO_PASSWORD : null,
  };
}
