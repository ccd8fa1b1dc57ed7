import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  body: Buffer;
}

/** A client with cookies, for everything that is not measured in time. */
export class Visitor {
  private cookies = new Map<string, string>();

  constructor(private readonly port: number) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  /** Throws when the portal does not accept the account. */
  async signIn(username: string, password: string): Promise<void> {
    const form = await this.get('/sign-in');
    const token = /name="_csrf" value="([^"]+)"/.exec(form.body.toString())?.[1] ?? '';
    const fields = new URLSearchParams({ username, password, _csrf: token }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.send('POST', '/sign-in', type, fields);
    if (answer.status !== 303) throw new Error(`Sign-in of ${username} answered ${answer.status}`);
  }

  private send(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
    const cookie = this.cookie === '' ? {} : { cookie: this.cookie };
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, method, path, timeout: 10_000 };
      const asked = request({ ...options, headers: { ...cookie, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          this.keep(answer.headers['set-cookie'] ?? []);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
        });
      });
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(new Error(`${path}: no answer within 10 seconds`)));
      asked.end(body);
    });
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
