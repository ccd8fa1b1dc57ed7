import type { MailText } from './mail-text.js';

export interface MailSettings {
  /** null: the portal sends no mail. */
  smtpUrl: string | null;
  from: string;
}

export interface Letter extends MailText {
  to: string;
  /** The same at every try: whoever gets a mail twice can tell. */
  messageId: string;
}

/** Thrown when the mail server refuses a mail for good; another try would end the same way. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** No step of the talk with the mail server may last longer: the worker has others to serve. */
const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Hands a mail to the mail server, with a connection of its own that ends when `signal` is aborted. Throws MailRefused. */
export async function sendLetter(
  { smtpUrl, from }: { smtpUrl: string; from: string },
  letter: Letter,
  signal: AbortSignal,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  signal.throwIfAborted();
  const transport = createTransport({ url: smtpUrl, ...LIMITS });
  const end = () => transport.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    await transport.sendMail({
      ...{ from, to: letter.to, subject: letter.subject, text: letter.text, html: letter.html },
      ...{ messageId: letter.messageId, headers: { 'Auto-Submitted': 'auto-generated' } },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
  } catch (error) {
    throw isFinal(error) ? new MailRefused(wordsOf(error), { cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** 5xx, but for the sign-in of the portal itself, which the operator can mend. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
}

/** The server's own words, without the address. */
const wordsOf = (error: unknown): string =>
  `邮件服务器拒收（${(error as { responseCode?: number }).responseCode ?? ''}），请检查邮箱地址是否正确`;
