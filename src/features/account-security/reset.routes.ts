import { type FormState, freshForm, readForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { limited } from '../../web/throttle.js';
import type { Visit } from '../../web/visit.js';
import { resetAskForm, resetCodeForm } from './account-security.forms.js';
import { RESET_HREF, showResetCodePage, showResetPage } from './reset.page.js';
import { askForReset, resetByCode } from './reset.service.js';

const open = { place: 'open', access: 'public' } as const;

/** A forgotten password, by a code that is mailed. What is answered never tells whether there is such an account. */
export const resetRoutes: readonly RouteRow[] = [
  { method: 'get', path: RESET_HREF, ...open, handler: (visit: Visit) => showAsking(visit, freshForm(), 200) },
  { method: 'post', path: RESET_HREF, ...open, handler: ask },
  { method: 'get', path: `${RESET_HREF}/code`, ...open, handler: showCode },
  { method: 'post', path: `${RESET_HREF}/code`, ...open, handler: reset },
];

function showAsking(visit: Visit, form: FormState, status: number): void {
  const page = showResetPage({ frame: visit.frame({ layout: 'plain' }), form, byMail: visit.reach.mail });
  visit.show('account-security/reset', page, status);
}

async function ask(visit: Visit): Promise<void> {
  const form = readForm(resetAskForm, visit.body);
  if (!form.ok) return showAsking(visit, form.state, 422);
  const username = form.data.username.toLowerCase();
  await visit.throttles.resetAddress.count(visit.req.ip ?? 'unknown');
  await visit.throttles.resetAsk.count(username);
  visit.req.session.resetting = username;
  // Answered first: how long the rest takes would tell whether there is such an account.
  visit.go(`${RESET_HREF}/code`);
  if (visit.reach.mail) await askForReset(visit.useCase, username);
}

function showCode(visit: Visit): void {
  askCode(visit, freshForm({ username: visit.req.session.resetting ?? '' }), 200);
}

function askCode(visit: Visit, form: FormState, status: number): void {
  const page = showResetCodePage({ frame: visit.frame({ layout: 'plain' }), form });
  visit.show('pages/form', page, status);
}

async function reset(visit: Visit): Promise<void> {
  await submitForm(visit, resetCodeForm, {
    save: async ({ username, code, next }) => {
      const typed = { username: username.toLowerCase(), code, next };
      await limited(visit.throttles.resetCode, typed.username, () => resetByCode(visit.useCase, typed));
      return { href: '/sign-in', notice: '新密码已保存，请用它登录。其他地方的登录已退出。' };
    },
    again: (form) => askCode(visit, form, 422),
  });
}
