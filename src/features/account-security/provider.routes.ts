import { ownPath } from '../../web/own-path.js';
import { PROVIDER_RETURN, type Provider, ProviderFailed } from '../../web/provider.js';
import type { RouteRow } from '../../web/route.js';
import type { SignIn } from '../../web/sign-in.js';
import type { Visit } from '../../web/visit.js';
import { showProviderProblem } from './provider.page.js';
import { findProvidedUser } from './provider.queries.js';

/** Sign-in by the bureau's own provider; without one there are no such rows. */
export function providerRoutes({ signIn, provider }: { signIn: SignIn; provider: Provider }): readonly RouteRow[] {
  async function leave(visit: Visit): Promise<void> {
    if (visit.person) return visit.go('/');
    try {
      const { href, kept } = await provider.begin(visit.now);
      visit.req.session.atProvider = kept;
      visit.go(href);
    } catch (error) {
      problem(visit, error, '统一身份认证暂时连接不上，请稍后再试，或者输入用户名和密码登录。');
    }
  }

  async function comeBack(visit: Visit): Promise<void> {
    if (visit.person) return visit.go('/');
    const kept = visit.req.session.atProvider;
    delete visit.req.session.atProvider;
    if (!kept || kept.untilMs <= visit.now.getTime())
      return problem(visit, null, '这次登录已经超时，或者不是从登录页面开始的，请重新登录。');
    try {
      await enter(visit, await provider.finish(new URL(visit.req.originalUrl, 'http://portal').search, kept));
    } catch (error) {
      problem(visit, error, '统一身份认证没有完成，请重新登录。');
    }
  }

  async function enter(visit: Visit, name: string): Promise<void> {
    const user = await findProvidedUser(visit.useCase.db, name);
    if (!user) return problem(visit, null, '您在本平台没有可用的账号。请本支部书记开通，用户名应与统一身份认证一致。');
    const outcome = await signIn.byProvider(visit.req, user, provider);
    if (outcome === 'code-needed') return visit.go('/sign-in/code');
    const { returnTo } = visit.req.session;
    delete visit.req.session.returnTo;
    visit.go(ownPath(returnTo));
  }

  function problem(visit: Visit, error: unknown, message: string): void {
    if (error !== null && !(error instanceof ProviderFailed)) throw error;
    visit.show(
      'account-security/provider',
      showProviderProblem({ frame: visit.frame({ layout: 'plain' }), message }),
      422,
    );
  }

  const open = { method: 'get', place: 'open', access: 'public' } as const;
  return [
    { ...open, path: '/sign-in/provider', handler: leave },
    { ...open, path: PROVIDER_RETURN, handler: comeBack },
  ];
}
