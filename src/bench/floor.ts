// The floor: what the machine gives at best for such a page. Bare node:http and pg, one prepared query, one string.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** One page of the floor: its query, and the portal's own HTML, which fills it up to the same size. */
export interface FloorPage {
  path: string;
  sql: string;
  values: string[];
  html: string;
}

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

const escaped = (value: unknown): string =>
  String(value ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const rowHtml = (row: unknown[]): string => `<tr>${row.map((value) => `<td>${escaped(value)}</td>`).join('')}</tr>`;

type Answer = () => Promise<string>;

/** The rows stand in the middle of the portal's HTML, of which as much is left out as the rows take. */
async function prepare(page: FloorPage, index: number): Promise<Answer> {
  const read = async () => {
    const result = await pool.query({ name: `page${index}`, text: page.sql, values: page.values, rowMode: 'array' });
    return result.rows.map(rowHtml).join('\n');
  };
  const room = Math.max(0, Buffer.byteLength(page.html) - Buffer.byteLength(await read()));
  const frame = Buffer.from(page.html).subarray(0, room).toString();
  const middle = frame.length / 2;
  const [head, foot] = [frame.slice(0, middle), frame.slice(middle)];
  return async () => `${head}${await read()}${foot}`;
}

const pages = JSON.parse(readFileSync(process.env['PAGES'] ?? '', 'utf8')) as FloorPage[];
const answers = new Map(
  await Promise.all(pages.map(async (page, index) => [page.path, await prepare(page, index)] as const)),
);

const server = createServer((request, response) => {
  const answer = answers.get(request.url?.split('?', 1)[0] ?? '');
  if (!answer) return response.writeHead(404, { 'content-length': 0 }).end();
  return answer().then(
    (html) => {
      const body = Buffer.from(html);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }).end(body);
    },
    (error: Error) => response.writeHead(500).end(error.message),
  );
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
