import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { escapeHtml } from '../../web/view-engine.js';

/** A mail as the sending library takes it. */
export interface MailText {
  subject: string;
  text: string;
  html: string;
}

interface MailPage {
  lead: string;
  /** Shown large: the code. */
  code: string | null;
  words: readonly { title: string; text: string; href: string }[];
  end: string;
}

const VIEW = path.resolve(import.meta.dirname, '../../../views/notifications/mail.ejs');
let template: ((locals: { page: MailPage }) => string) | null = null;

function htmlOf(page: MailPage): string {
  template ??= ejs.compile(readFileSync(VIEW, 'utf8'), {
    ...{ strict: true, destructuredLocals: ['page'], escape: escapeHtml, rmWhitespace: true, async: false },
  }) as (locals: { page: MailPage }) => string;
  return template({ page });
}

function textOf({ lead, code, words, end }: MailPage): string {
  const lines = words.map(({ title, text, href }, index) => `${index + 1}. ${title}\n   ${text}\n   ${href}`);
  return [lead, code, ...lines, end].filter((part) => part !== null).join('\n\n');
}

const FOOT = '这是门户自动发出的邮件，请不要回复。要改变接收方式或不再接收，请登录后打开“我的账号—邮件提醒”。';

/** What waits for somebody, each with the link to the very page on which it is done. */
export function remindingMail(data: {
  name: string;
  baseUrl: string;
  words: readonly { title: string; text: string; path: string }[];
}): MailText {
  const { name, baseUrl } = data;
  const words = data.words.map(({ title, text, path: page }) => ({ title, text, href: baseUrl + page }));
  const [first] = words;
  const one = words.length === 1 && first;
  const page = {
    ...{ lead: `${name}，您好。有${words.length}件事等您办理：`, code: null, words, end: FOOT },
  };
  const subject = one ? `请办理：${first.title}` : `有${words.length}件事等您办理`;
  return { subject, text: textOf(page), html: htmlOf(page) };
}

/** The mail that confirms an address. */
export function codeMail({ name, code }: { name: string; code: string }): MailText {
  const page = {
    ...{ lead: `${name}，您好。您在“功能党小组·创先争优”门户填写了这个邮箱，验证码是：`, code, words: [] },
    end: '验证码30分钟内有效。如果不是您本人填写，请不用理会这封邮件。',
  };
  return { subject: '邮箱验证码', text: textOf(page), html: htmlOf(page) };
}

/** The mail with the code for a new password. */
export function resetMail({ name, code }: { name: string; code: string }): MailText {
  const page = {
    ...{ lead: `${name}，您好。您要在“功能党小组·创先争优”门户设置新密码，验证码是：`, code, words: [] },
    end: '验证码30分钟内有效，只能用一次，请不要告诉别人。如果不是您本人操作，请不用理会这封邮件，密码不会改变。',
  };
  return { subject: '设置新密码的验证码', text: textOf(page), html: htmlOf(page) };
}
