import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/db/embedded.js';
import { fakeDatabase } from './fake-database.js';
import { eventually, isAlive, PortalProcess, postmasterPid, temporaryFolder } from './portal-process.js';

/** The first test fills it, the others go on with it, as an operator's data folder. */
const shared = temporaryFolder();
let portals: PortalProcess[] = [];

afterEach(async () => {
  await Promise.all(portals.map((portal) => portal.end()));
  portals = [];
});
afterAll(() => shared.remove());

function launch(env: Record<string, string> = {}): PortalProcess {
  const portal = new PortalProcess({ DATA_DIR: shared.folder, ...env });
  portals.push(portal);
  return portal;
}

async function refusal(env: Record<string, string>): Promise<string> {
  const portal = launch(env);
  expect(await portal.exited).toBe(1);
  expect(portal.output).toContain('门户没有启动');
  expect(portal.output).not.toMatch(/\n\s+at /);
  return portal.output;
}

const status = async (address: string, page: string) => (await fetch(address + page)).status;

describe('npm start', { timeout: 90_000 }, () => {
  it('starts on an empty data folder, and again on the kept one without building anew', async () => {
    const first = launch();
    const address = await first.ready();
    expect(await status(address, '/healthz')).toBe(200);
    expect(await status(address, '/readyz')).toBe(200);
    const database = postmasterPid(shared.folder);
    expect(await first.end()).toBe(0);
    expect(isAlive(database)).toBe(false);

    const second = launch();
    await second.ready();
    expect(second.output).not.toMatch(/Installing|Generating|Compiling/);
    expect(await second.end('SIGINT')).toBe(0);
  });

  it('R7: SIGTERM lets a request under way finish, takes no new one, and stops the database', async () => {
    const portal = launch();
    const address = new URL(await portal.ready());
    const database = postmasterPid(shared.folder);
    const body = 'username=somebody&password=something';
    const socket = connect(Number(address.port), address.hostname);
    const answer = textOf(socket);
    socket.write(
      `POST /sign-in HTTP/1.1\r\nHost: ${address.host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.slice(0, 10));
    await eventually(() => false, 200);
    const ended = portal.end();
    const refused = await eventually(
      () =>
        status(address.origin, '/healthz').then(
          () => false,
          () => true,
        ),
      5_000,
    );
    expect(refused).toBe(true);
    expect(isAlive(database)).toBe(true);

    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*<\/html>/);
    expect(await ended).toBe(0);
    expect(isAlive(database)).toBe(false);
  });

  it('R2: a portal killed outright leaves its database running, and the next start takes it over', async () => {
    const killed = launch();
    await killed.ready();
    const database = postmasterPid(shared.folder);
    await killed.end('SIGKILL');
    expect(isAlive(database)).toBe(true);

    const next = launch();
    expect(await status(await next.ready(), '/readyz')).toBe(200);
    expect(postmasterPid(shared.folder)).toBe(database);
    expect(await next.end()).toBe(0);
    expect(isAlive(database)).toBe(false);
  });

  it('R2: a second start on the same data folder is refused and the first goes on', async () => {
    const address = await launch().ready();
    expect(await refusal({})).toContain('正由另一个正在运行的门户使用');
    expect(await status(address, '/readyz')).toBe(200);
  });

  it('R2: says that the port is taken, and starts nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await eventually(() => other.listening, 1_000);
    const address = other.address();
    const port = String(address && typeof address === 'object' ? address.port : '');
    expect(await refusal({ PORT: port })).toContain(`端口 ${port} 已被其他程序占用`);
    other.close();
  });

  it('R2: says that the data folder cannot be used', async () => {
    const file = path.join(shared.folder, 'a-file');
    writeFileSync(file, '');
    expect(await refusal({ DATA_DIR: path.join(file, 'data') })).toContain('DATA_DIR');
  });

  it('production names what is missing and starts nothing', async () => {
    const output = await refusal({ NODE_ENV: 'production', DEMO: '1' });
    for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'FIELD_KEY', 'DEMO=1']) expect(output).toContain(name);
  });

  it('says that the database is out of reach, without its password', async () => {
    const output = await refusal({ DATABASE_URL: 'postgresql://somebody:hidden@127.0.0.1:9/portal' });
    expect(output).toContain('无法连接数据库 127.0.0.1:9/portal');
    expect(output).not.toContain('hidden');
  });

  it('says that the database is too old', async () => {
    const old = await fakeDatabase('server_version_num', '140011');
    expect(await refusal({ DATABASE_URL: old.connectionString })).toContain('当前是 PostgreSQL 14，需要 PostgreSQL 15');
    old.close();
  });

  it('R2: refuses to start when a migration fails, and starts once the cause is gone', async () => {
    const folder = path.join(shared.folder, 'outside');
    mkdirSync(folder, { mode: 0o711 });
    const outside = await startEmbeddedPostgres({ dataDir: folder, settings: { fsync: 'off' }, log: () => {} });
    const client = new Client({ connectionString: outside.connectionString });
    try {
      await client.connect();
      await client.query('CREATE TABLE bureau (in_the_way text)');
      expect(await refusal({ DATABASE_URL: outside.connectionString })).toContain('数据库结构升级没有成功');

      await client.query('DROP TABLE bureau');
      const portal = launch({ DATABASE_URL: outside.connectionString });
      expect(await status(await portal.ready(), '/readyz')).toBe(200);
      expect(await portal.end()).toBe(0);
    } finally {
      await client.end();
      await outside.stop();
    }
  });
});

function textOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
}
