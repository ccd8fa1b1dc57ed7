import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded.js';
import { clusterFolder, eventually, isAlive, pidFile, postmasterPid, temporaryFolder } from './portal-process.js';

/** Making a cluster is the slow part: most tests go on with the one that the first made. */
const shared = temporaryFolder();
let servers: EmbeddedPostgres[] = [];
const lines: string[] = [];

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});
afterAll(() => shared.remove());

async function start(dataDir = shared.folder): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' }, log: (line) => lines.push(line) });
  servers.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

describe('embedded PostgreSQL', { timeout: 30_000 }, () => {
  it('T4: starts over a half-made cluster, keeps its data to itself, and is gone after stop', async () => {
    mkdirSync(path.join(shared.folder, 'postgres/unfinished-1/data'), { recursive: true });
    const first = await start();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(shared.folder);
    await first.stop();
    // Its parent may still have to take note of the end.
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);

    const second = await start();
    expect(await ask(second, 'SELECT answer FROM kept')).toEqual([42]);
    expect(statSync(path.join(clusterFolder(shared.folder), 'password')).mode & 0o077).toBe(0);
    expect(statSync(path.join(clusterFolder(shared.folder), '../server.log')).mode & 0o077).toBe(0);
  });

  it('R2: starts over a postmaster.pid left by a killed server, and over one whose number some other process now has', async () => {
    const first = await start();
    const pid = postmasterPid(shared.folder);
    await first.stop();
    const owner = statSync(path.join(clusterFolder(shared.folder), 'data'));

    // The server would refuse to start: it takes any process of its own account for a running server.
    const stranger = spawn('sleep', ['60'], { uid: owner.uid, gid: owner.gid, cwd: '/', stdio: 'ignore' });
    for (const stale of [pid, stranger.pid]) {
      const text = [
        stale,
        path.join(clusterFolder(shared.folder), 'data'),
        '1700000000',
        '5999',
        '',
        '127.0.0.1',
        '  1  1',
        'ready   ',
      ];
      writeFileSync(pidFile(shared.folder), text.join('\n'));
      chownSync(pidFile(shared.folder), owner.uid, owner.gid);
      const next = await start();
      expect(await ask(next, 'SELECT answer FROM kept')).toEqual([42]);
      await next.stop();
    }
    stranger.kill('SIGKILL');
  });

  it('R1: brings the server back on the same port when it is killed', async () => {
    const server = await start();
    process.kill(postmasterPid(shared.folder), 'SIGKILL');
    const back = await eventually(async () => {
      const rows = await ask(server, 'SELECT answer FROM kept').catch(() => []);
      return rows[0] === 42;
    }, 10_000);
    expect(back).toBe(true);
  });

  it('R2: refuses a second use of the same folder and leaves the first alone', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow('正由另一个正在运行的门户使用');
    expect(await ask(first, 'SELECT 1')).toEqual([1]);
  });

  it('two first starts at once: one gets the folder, the other is told', async () => {
    const place = temporaryFolder();
    const outcomes = await Promise.allSettled([start(place.folder), start(place.folder)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'StartupError' } });
    await Promise.all(servers.map((server) => server.stop()));
    place.remove();
  });

  it.skipIf(process.getuid?.() !== 0)(
    'as root: puts the database elsewhere when the folder bars the server account',
    async () => {
      const place = temporaryFolder();
      chmodSync(place.folder, 0o700);
      const dataDir = path.join(place.folder, 'data');
      const server = await start(dataDir);
      expect(await ask(server, 'SELECT 1')).toEqual([1]);
      expect(clusterFolder(dataDir).startsWith(place.folder)).toBe(false);
      expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);
      await server.stop();
      place.remove(dataDir);
    },
  );
});
