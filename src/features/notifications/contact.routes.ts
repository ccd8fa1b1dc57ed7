import { RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { PersonVisit } from '../../web/visit.js';
import { addressForm, choiceForm, codeForm } from './contact.forms.js';
import { type ContactForm, showContactPage } from './contact.page.js';
import { findContact } from './contact.queries.js';
import { askForAddress, chooseMail, confirmAddress, removeAddress } from './contact.service.js';
import { findQuietHours } from './outbox.queries.js';

const BASE = '/account/mail';
const own = { place: 'account', access: 'signed-in' } as const;

/** E15: one's own address for reminders, and when they may come. */
export const contactRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, ...own, handler: (visit: PersonVisit) => show(visit) },
  { method: 'post', path: `${BASE}/address`, ...own, handler: ask },
  { method: 'post', path: `${BASE}/confirmation`, ...own, handler: confirm },
  { method: 'post', path: `${BASE}/choice`, ...own, handler: choose },
  { method: 'post', path: `${BASE}/removal`, ...own, handler: remove },
];

async function show(visit: PersonVisit, refused?: { form: ContactForm; state: FormState }): Promise<void> {
  const { db, cipher } = visit.useCase;
  const { bureauId, accountId } = visit.person;
  const [contact, quiet] = await Promise.all([findContact(db, bureauId, accountId), findQuietHours(db, bureauId)]);
  const { setting } = contact;
  const open = (sealed: string | null | undefined) => (sealed ? cipher.decrypt(sealed) : null);
  const email = open(setting?.emailCipher);
  const pending = open(setting?.pendingCipher);
  const forms: Record<ContactForm, FormState> = {
    address: freshForm({ email: pending ?? email ?? '' }),
    code: freshForm(),
    choice: freshForm({
      mailMode: setting?.mailMode ?? 'DIGEST',
      fromHour: String(setting?.fromHour ?? 8),
      untilHour: String(setting?.untilHour ?? 22),
    }),
  };
  if (refused) forms[refused.form] = refused.state;
  const ready = visit.reach.mail;
  const page = showContactPage({ frame: visit.frame(), ready, contact, email, pending, quiet, forms });
  visit.show('notifications/contact', page, refused ? 422 : 200);
}

async function ask(visit: PersonVisit): Promise<void> {
  await submitForm(visit, addressForm, {
    save: async ({ email }) => {
      if (!visit.reach.mail) throw new RuleViolation('门户还没有设置发信服务器，暂时不能确认邮箱。', 'email');
      await visit.throttles.mailCode.count(visit.person.accountId);
      await askForAddress(visit.useCase, email);
      return { href: BASE, notice: '验证码已发出，请查看邮箱。' };
    },
    again: (state) => show(visit, { form: 'address', state }),
  });
}

async function confirm(visit: PersonVisit): Promise<void> {
  await submitForm(visit, codeForm, {
    save: async ({ code }) => {
      await confirmAddress(visit.useCase, code);
      return { href: BASE, notice: '邮箱已确认，以后的提醒会发到这里。' };
    },
    // A code that is worth nothing any more is asked for anew by the address.
    again: (state) => show(visit, { form: 'email' in state.errors ? 'address' : 'code', state }),
  });
}

async function choose(visit: PersonVisit): Promise<void> {
  await submitForm(visit, choiceForm, {
    save: async (choice) => {
      await chooseMail(visit.useCase, choice);
      return { href: BASE, notice: '接收方式已保存。' };
    },
    again: (state) => show(visit, { form: 'choice', state }),
  });
}

async function remove(visit: PersonVisit): Promise<void> {
  await removeAddress(visit.useCase);
  visit.go(BASE, '已删除邮箱，以后只在门户里提醒。');
}
