import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupError } from '../shared/startup-error.js';
import { canEnter, type ServerAccount, serverAccount } from './embedded-account.js';
import { installedPrograms } from './embedded-programs.js';

/** Name of the superuser and of the database that the portal uses in its embedded server. */
export const PORTAL = 'portal';

export interface Cluster {
  programs: string;
  /** The folder given to `postgres -D`. */
  data: string;
  /** Where the server writes its own messages. */
  log: string;
  password: string;
  account: ServerAccount | null;
}

const POINTER = 'postgres-location';
const SHARED_BASE = '/var/lib/campaign-portal';

/** The database files under `dataDir`, made when they are not there yet. Safe to repeat after a start that was cut short. */
export function openCluster(dataDir: string, sync: boolean): Cluster {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const location = clusterLocation(dataDir);
  const finished = path.join(location, 'cluster');
  const data = path.join(finished, 'data');
  const account = serverAccount(data);
  const programs = installedPrograms(location, account);
  if (!existsSync(finished)) createCluster({ location, finished, programs, account, sync });
  return { programs, data, account, log: path.join(location, 'server.log'), password: readPassword(finished) };
}

/** Beside the portal's other data; elsewhere (kept in a pointer file) when root's data folder bars the server's account. */
function clusterLocation(dataDir: string): string {
  const pointer = path.join(dataDir, POINTER);
  if (existsSync(pointer)) return makeFolder(readFileSync(pointer, 'utf8').trim());
  const beside = path.join(dataDir, 'postgres');
  const account = serverAccount(path.join(beside, 'cluster', 'data'));
  if (!account || existsSync(path.join(beside, 'cluster')) || canEnter(account, dataDir)) return makeFolder(beside);
  const elsewhere = path.join(reachableBase(), randomBytes(6).toString('hex'));
  writeFileSync(pointer, `${elsewhere}\n`);
  return makeFolder(elsewhere);
}

function makeFolder(folder: string): string {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o711);
  }
  return folder;
}

function reachableBase(): string {
  try {
    mkdirSync(SHARED_BASE, { recursive: true });
    chmodSync(SHARED_BASE, 0o755);
    return SHARED_BASE;
  } catch {
    const folder = mkdtempSync(path.join(tmpdir(), 'campaign-portal-'));
    chmodSync(folder, 0o711);
    return folder;
  }
}

interface NewCluster {
  location: string;
  finished: string;
  programs: string;
  account: ServerAccount | null;
  sync: boolean;
}

/** Everything is made under another name and renamed last, so that a half-made cluster is never taken for a whole one. */
function createCluster({ location, finished, programs, account, sync }: NewCluster): void {
  const unfinished = path.join(location, `unfinished-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(path.join(unfinished, 'data'), { recursive: true });
  chmodSync(unfinished, 0o711);
  const passwordFile = path.join(unfinished, 'password');
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account)
    for (const file of [path.join(unfinished, 'data'), passwordFile]) chownSync(file, account.uid, account.gid);
  runInitdb(programs, path.join(unfinished, 'data'), passwordFile, account, sync);
  if (account) chownSync(passwordFile, 0, 0);
  try {
    renameSync(unfinished, finished);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(finished)) throw error;
  }
}

function runInitdb(
  programs: string,
  data: string,
  passwordFile: string,
  account: ServerAccount | null,
  sync: boolean,
): void {
  const result = spawnSync(
    path.join(programs, 'bin', 'initdb'),
    [
      ...['-D', data, '--username', PORTAL, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...(sync ? [] : ['--no-sync']),
    ],
    { ...account, cwd: '/', encoding: 'utf8' },
  );
  if (result.status === 0) return;
  throw new StartupError(
    `内置数据库未能建立，请检查磁盘空间和目录权限。\ninitdb failed in ${data}: ${result.stderr ?? result.error}`,
  );
}

function readPassword(finished: string): string {
  try {
    return readFileSync(path.join(finished, 'password'), 'utf8').trim();
  } catch (cause) {
    throw new StartupError(
      `没有读取数据库口令文件的权限：数据目录可能由另一位用户建立，请用原来的用户启动。\n${path.join(finished, 'password')}`,
      { cause },
    );
  }
}
