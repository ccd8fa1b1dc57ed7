import { TooManyRequests } from '../../shared/errors.js';
import { readForm } from '../../web/form.js';
import { ownPath } from '../../web/own-path.js';
import type { RouteRow } from '../../web/route.js';
import type { SignIn } from '../../web/sign-in.js';
import type { PersonVisit, Visit } from '../../web/visit.js';
import { signInForm } from './accounts.forms.js';
import { showSignInPage } from './sign-in.page.js';

interface SignInOptions {
  signIn: SignIn;
  provider: { label: string } | null;
  demo: boolean;
}

/** Sign-in and sign-out. The sign-in itself (Passport, throttle) is given by the app. */
export function signInRoutes({ signIn, provider, demo }: SignInOptions): readonly RouteRow[] {
  const again = (visit: Visit, username: string, error: string | null, status: number) =>
    visit.show(
      'accounts/sign-in',
      showSignInPage({ frame: visit.frame({ layout: 'plain' }), username, error, demo, provider }),
      status,
    );

  function show(visit: Visit): void {
    if (visit.person) visit.go('/');
    else again(visit, '', null, 200);
  }

  async function submit(visit: Visit): Promise<void> {
    const form = readForm(signInForm, visit.body);
    if (!form.ok) return again(visit, form.state.values['username'] ?? '', form.state.summary[0]?.message ?? null, 422);
    const { username, password } = form.data;
    try {
      const outcome = await signIn.byPassword(visit.req, visit.res, username, password);
      if (outcome === 'refused') return again(visit, username, '用户名或密码不正确，请检查后重新输入。', 422);
      if (outcome === 'code-needed') return visit.go('/sign-in/code');
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
      visit.res.set('Retry-After', String(error.retryAfterSeconds));
      return again(
        visit,
        username,
        `密码连续输错次数较多，请${Math.ceil(error.retryAfterSeconds / 60)}分钟后再试，或请管理员重置密码。`,
        429,
      );
    }
    const { returnTo } = visit.req.session;
    delete visit.req.session.returnTo;
    visit.go(ownPath(returnTo));
  }

  /** Nothing is lost but the password: the form comes back with the name and a token that fits. */
  function expired(visit: Visit): void {
    const { username } = visit.body;
    again(
      visit,
      typeof username === 'string' ? username.slice(0, 60) : '',
      '登录页面停留过久，已为您刷新，请再输入一次密码。',
      403,
    );
  }

  function signOut(visit: PersonVisit): Promise<void> {
    return new Promise((resolve, reject) => {
      visit.req.session.destroy((error: unknown) => {
        if (error) return reject(error);
        visit.res.redirect(303, '/sign-in');
        resolve();
      });
    });
  }

  return [
    { method: 'get', path: '/sign-in', place: 'open', access: 'public', handler: show },
    { method: 'post', path: '/sign-in', place: 'open', access: 'public', handler: submit, expired },
    { method: 'post', path: '/sign-out', place: 'account', access: 'signed-in', handler: signOut },
  ];
}
