import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { csrfTokenIn } from './app.js';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The same as bytes, for files. */
  body: Buffer;
  ms: number;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface RawRequest {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A client that sends exactly what it is told, hostile paths included, and keeps cookies. */
export class RawBrowser {
  private readonly cookies = new Map<string, string>();
  private token = '';

  constructor(
    private readonly port: number,
    private readonly agent: Agent,
  ) {}

  send({ method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const start = performance.now();
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.agent,
          method,
          path,
          headers: {
            ...(cookie === '' ? {} : { cookie }),
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            this.keepCookies(answer.headers['set-cookie'] ?? []);
            const body = Buffer.concat(chunks);
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: body.toString('utf8'),
              body,
              ms: performance.now() - start,
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  get(path: string): Promise<RawAnswer> {
    return this.send({ path });
  }

  /** Sends a form with this session's token. */
  async post(path: string, fields: Fields = {}): Promise<RawAnswer> {
    return this.postRaw(path, { ...fields, _csrf: await this.csrfToken() });
  }

  /** Sends a form as given. */
  postRaw(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<RawAnswer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send({ method: 'POST', path, headers: { ...type, ...headers }, body: encoded(fields) });
  }

  /** The token of this session's forms; it stays the same until the session ends. */
  async csrfToken(): Promise<string> {
    if (this.token === '') this.token = csrfTokenIn((await this.get('/account/password')).text) ?? '';
    if (this.token === '') this.token = csrfTokenIn((await this.get('/sign-in')).text) ?? '';
    return this.token;
  }

  /** After sign-in the session, and so its token, is another. */
  forgetToken(): void {
    this.token = '';
  }

  private keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

export function encoded(fields: Fields): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return body.toString();
}
