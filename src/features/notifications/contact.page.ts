import type { MailMode } from '../../generated/prisma/enums.js';
import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { Contact } from './contact.queries.js';
import type { Hours } from './hours.rules.js';

const BASE = '/account/mail';
const MODES: readonly { value: MailMode; label: string; hint: string }[] = [
  { value: 'DIGEST', label: '每天汇总一次', hint: '有事项时，在开始的钟点发一封，没有就不发' },
  { value: 'AT_ONCE', label: '随时发', hint: '有新的事项或催办，马上发' },
  { value: 'OFF', label: '不发邮件', hint: '只在门户里提醒' },
];

export type ContactForm = 'address' | 'code' | 'choice';

export interface ContactData {
  frame: Frame;
  /** Whether the portal has a mail server. */
  ready: boolean;
  contact: Contact;
  /** The addresses in clear, for their owner alone. */
  email: string | null;
  pending: string | null;
  quiet: Hours;
  forms: Record<ContactForm, FormState>;
}

/** 邮件提醒: one's own address, confirmed by a code, and what comes to it when. */
export function showContactPage(data: ContactData) {
  const { frame, ready, email, pending, contact } = data;
  return {
    title: '邮件提醒',
    frame,
    head: { title: '邮件提醒', lead: leadOf(data) },
    notReady: ready ? null : { title: '门户还没有设置发信服务器', text: '提醒只在门户的“消息”里显示。' },
    facts: [
      ...(email ? [{ label: '邮箱', value: email, tag: { kind: 'ok', label: '已确认' } }] : []),
      ...lastMailFacts(contact),
    ],
    removal: email
      ? ([{ label: '不再使用这个邮箱', href: `${BASE}/removal`, method: 'post', kind: 'quiet' }] satisfies Action[])
      : [],
    code: pending && ready ? codeFormOf(pending, data.forms.code) : null,
    address: ready ? addressFormOf(email !== null || pending !== null, data.forms.address) : null,
    choice: email && ready ? choiceFormOf(data.forms.choice, data.quiet) : null,
    back: { label: '返回我的账号', href: '/account' },
  };
}

function leadOf({ email, pending }: ContactData): string {
  if (pending) return `验证码已发到 ${pending}，请在下面填写。`;
  return email ? '事项快到期或支部催办时，发邮件提醒您。' : '填写邮箱并确认后，事项快到期或支部催办时发邮件提醒您。';
}

function lastMailFacts({ lastMail }: Contact) {
  if (!lastMail) return [];
  const { status, sentAt, createdAt, failure } = lastMail;
  if (status === 'SENT') return [{ label: '最近一封', value: `${showMoment(sentAt ?? createdAt)}已发出` }];
  return [
    {
      label: '最近一封',
      value: `${showMoment(createdAt)}的邮件没有送到`,
      tag: { kind: 'late', label: '没有送到' },
      note: failure ?? undefined,
    },
  ];
}

const codeFormOf = (pending: string, form: FormState) => ({
  ...{ action: `${BASE}/confirmation`, submit: '确认邮箱', errors: form.summary },
  fields: [
    fieldOf(form, 'code', '邮件里的验证码', {
      ...{ hint: `6位数字，30分钟内有效。没有收到，可以在下面重新发送到 ${pending}`, width: 'short' },
      ...{ inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 6 },
    }),
  ],
});

const addressFormOf = (known: boolean, form: FormState) => ({
  ...{ action: `${BASE}/address`, submit: known ? '重新发送验证码' : '发送验证码', errors: form.summary },
  kind: known ? 'quiet' : 'primary',
  fields: [
    fieldOf(form, 'email', known ? '换一个邮箱，或重新发送' : '邮箱', {
      ...{ type: 'email', autocomplete: 'email', width: 'medium', maxlength: 120 },
      hint: '邮箱加密保存，只用来给您发提醒，支部和其他人看不到',
    }),
  ],
});

const clock = (hour: number): string => `${hour}:00`;

/** The hours of a day as the choices of a field. */
export const hoursFrom = (least: number, most: number) =>
  Array.from({ length: most - least + 1 }, (_, index) => ({
    value: String(least + index),
    label: clock(least + index),
  }));

const choiceFormOf = (form: FormState, { fromHour, untilHour }: Hours) => ({
  ...{ action: `${BASE}/choice`, submit: '保存', errors: form.summary },
  fields: [
    fieldOf(form, 'mailMode', '怎样接收', { type: 'radios', options: MODES }),
    fieldOf(form, 'fromHour', '从几点开始', {
      ...{ type: 'select', options: hoursFrom(0, 23), width: 'short' },
      hint: `局里规定${clock(fromHour)}到次日${clock(untilHour)}不打扰`,
    }),
    fieldOf(form, 'untilHour', '到几点为止', { type: 'select', options: hoursFrom(1, 24), width: 'short' }),
  ],
});
