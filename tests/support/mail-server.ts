import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';

export interface GotMail {
  to: string[];
  messageId: string;
  subject: string;
  /** The parts decoded: text, then HTML. */
  text: string;
  html: string;
}

/** Where the talk with the server stands: `data` when the text has come, `taken` when it was told that all is well. */
export type MailStep = 'connect' | 'from' | 'to' | 'data' | 'taken';

export interface MailServer {
  url: string;
  got: GotMail[];
  /** Told of each step of each talk; what it throws is the server's answer. */
  on: (step: MailStep, to: string) => void | Promise<void>;
}

/** A real SMTP server that keeps what it takes. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer = { url: '', got: [], on: () => {} };
  const tell = (step: MailStep, to: string, done: (error?: Error | null) => void) =>
    Promise.resolve()
      .then(() => mails.on(step, to))
      .then(
        () => done(),
        (error: Error) => done(error),
      );
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => void tell('connect', '', done),
    onMailFrom: (_address, _session, done) => void tell('from', '', done),
    onRcptTo: ({ address }, _session, done) => void tell('to', address, done),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void tell('data', to[0] ?? '', (error) => {
          if (error) return done(error);
          mails.got.push(read(to, Buffer.concat(chunks).toString('utf8')));
          done();
          void tell('taken', to[0] ?? '', () => {});
        });
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  mails.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return mails;
}

function read(to: string[], raw: string): GotMail {
  const head = raw.split('\r\n\r\n')[0]?.replaceAll(/\r\n[ \t]+/g, ' ') ?? '';
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const parts = raw.split(/^Content-Type: text\//im).slice(1);
  const [text = '', html = ''] = parts.map(decoded);
  return { to, messageId: field('Message-ID'), subject: words(field('Subject')), text, html };
}

/** RFC 2047: =?UTF-8?B?…?= and =?UTF-8?Q?…?=. */
const words = (value: string): string =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, body: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(body, 'base64').toString('utf8') : quoted(body.replaceAll('_', ' ')),
    );

function decoded(part: string): string {
  const cut = part.indexOf('\r\n\r\n');
  const body = part.slice(cut + 4).split('\r\n--')[0] ?? '';
  const encoding = /Content-Transfer-Encoding: (\S+)/i.exec(part.slice(0, cut))?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(body) : body;
}

const quoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
