import { holdsBureauOffice } from '../../access/roles.js';
import { RuleViolation } from '../../shared/errors.js';
import { beginSession } from '../../web/begin-session.js';
import { type FormState, freshForm, readForm, submitForm, withRefusal } from '../../web/form.js';
import { qrPicture } from '../../web/qr-code.js';
import type { RouteRow } from '../../web/route.js';
import { limited } from '../../web/throttle.js';
import type { PersonVisit } from '../../web/visit.js';
import { closingForm, codeForm } from './account-security.forms.js';
import {
  SECOND_STEP_HREF,
  showRecoveryCodes,
  showSecondStepOff,
  showSecondStepOn,
  showSecondStepSetUp,
} from './second-step.page.js';
import { countRecoveryCodes, findSecondStep, secondStepRequired } from './second-step.queries.js';
import { closeSecondStep, openSecondStep, startSecondStep } from './second-step.service.js';
import { setUpAddress } from './totp.js';

const own = { place: 'account', access: 'signed-in' } as const;

/** One's own second step: set it up with a phone, see that it is on, close it. */
export const secondStepRoutes: readonly RouteRow[] = [
  { method: 'get', path: SECOND_STEP_HREF, ...own, handler: (visit: PersonVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: `${SECOND_STEP_HREF}/start`, ...own, handler: start },
  { method: 'post', path: `${SECOND_STEP_HREF}/confirmation`, ...own, handler: confirm },
  { method: 'post', path: `${SECOND_STEP_HREF}/removal`, ...own, handler: close },
];

/** The page as the second step stands: off, being set up, on. */
async function show(visit: PersonVisit, form: FormState, status: number): Promise<void> {
  const { person } = visit;
  const { db, cipher } = visit.useCase;
  const forced = person.mustSetSecondStep === true;
  const crumbs = [
    { label: '我的账号', href: '/account' },
    { label: '两步登录', href: null },
  ];
  const frame = visit.frame(forced ? { layout: 'plain' } : { crumbs });
  const step = await findSecondStep(db, person.bureauId, person.accountId);
  if (!step) return visit.show('account-security/off', showSecondStepOff({ frame, forced }), status);
  if (!step.confirmedAt) {
    const seed = cipher.decrypt(step.seed);
    const picture = await qrPicture(setUpAddress(seed, person));
    return visit.show('account-security/set-up', showSecondStepSetUp({ frame, form, forced, seed, picture }), status);
  }
  const codesLeft = await countRecoveryCodes(db, person.bureauId, person.accountId);
  const required = holdsBureauOffice(person.roles) && (await secondStepRequired(db, person.bureauId));
  const page = showSecondStepOn({ frame, form, since: step.confirmedAt, codesLeft, required });
  visit.show('account-security/on', page, status);
}

async function start(visit: PersonVisit): Promise<void> {
  await startSecondStep(visit.useCase);
  visit.go(SECOND_STEP_HREF);
}

/** Answers with the recovery codes themselves: they are shown once and stored nowhere in clear. */
async function confirm(visit: PersonVisit): Promise<void> {
  const form = readForm(codeForm, visit.body);
  if (!form.ok) return show(visit, form.state, 422);
  try {
    const { accountId } = visit.person;
    const codes = await limited(visit.throttles.code, accountId, () => openSecondStep(visit.useCase, form.data.code));
    await beginSession(visit.req, visit.person);
    visit.show(
      'account-security/recovery-codes',
      showRecoveryCodes({ frame: visit.frame({ layout: 'paper' }), codes }),
    );
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await show(visit, withRefusal(form.state, error), 422);
  }
}

async function close(visit: PersonVisit): Promise<void> {
  await submitForm(visit, closingForm, {
    save: async (typed) => {
      await limited(visit.throttles.code, visit.person.accountId, () => closeSecondStep(visit.useCase, typed));
      await beginSession(visit.req, visit.person);
      return { href: '/account', notice: '两步登录已关闭，其他地方的登录已退出。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
