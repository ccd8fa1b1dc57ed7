import { RuleViolation, TooManyRequests } from '../../shared/errors.js';
import { type FormState, freshForm, readForm, withRefusal } from '../../web/form.js';
import { ownPath } from '../../web/own-path.js';
import type { RouteRow } from '../../web/route.js';
import { type SignIn, waitingSignIn } from '../../web/sign-in.js';
import type { Visit } from '../../web/visit.js';
import { codeForm } from './account-security.forms.js';
import { showCodePage } from './second-step.page.js';
import { acceptCode } from './second-step.service.js';

/** The second page of the sign-in. Until its code is accepted nobody is signed in. */
export function codeRoutes({ signIn }: { signIn: SignIn }): readonly RouteRow[] {
  function show(visit: Visit): void {
    if (visit.person) visit.go('/');
    else ask(visit, freshForm(), 200);
  }

  function ask(visit: Visit, form: FormState, status: number): void {
    const waiting = waitingSignIn(visit.req, visit.now) !== null;
    const page = showCodePage({ frame: visit.frame({ layout: 'plain' }), form, waiting });
    visit.show('account-security/code', page, waiting || status === 403 ? status : 409);
  }

  async function submit(visit: Visit): Promise<void> {
    const waiting = waitingSignIn(visit.req, visit.now);
    const form = readForm(codeForm, visit.body);
    if (!waiting || !form.ok) return ask(visit, form.state, 422);
    const { bureauId, accountId, displayName: name } = waiting;
    try {
      await signIn.byCode(visit.req, visit.res, waiting, () =>
        acceptCode({ ...visit.useCase, actor: { bureauId, accountId, name } }, form.data.code),
      );
    } catch (error) {
      return refused(visit, form.state, error);
    }
    const { returnTo } = visit.req.session;
    delete visit.req.session.returnTo;
    visit.go(ownPath(returnTo));
  }

  function refused(visit: Visit, form: FormState, error: unknown): void {
    if (error instanceof TooManyRequests) {
      visit.res.set('Retry-After', String(error.retryAfterSeconds));
      const minutes = Math.ceil(error.retryAfterSeconds / 60);
      const message = `验证码连续输错次数较多，请${minutes}分钟后再试。`;
      ask(visit, withRefusal(form, new RuleViolation(message, 'code')), 429);
    } else if (error instanceof RuleViolation) ask(visit, withRefusal(form, error), 422);
    else throw error;
  }

  return [
    { method: 'get', path: '/sign-in/code', place: 'open', access: 'public', handler: show },
    {
      ...{ method: 'post', path: '/sign-in/code', place: 'open', access: 'public', handler: submit },
      expired: (visit: Visit) => ask(visit, freshForm(), 403),
    },
  ];
}
