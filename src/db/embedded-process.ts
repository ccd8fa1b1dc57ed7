import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { Cluster } from './embedded-cluster.js';

const LARGE_LOG = 5_000_000;

export interface Postmaster {
  pid: number;
  /** 0 while the server has not written it yet. */
  port: number;
}

/**
 * Starts the server apart from this process (own session, own output file): it must outlive a Ctrl-C, which goes to the
 * whole terminal group, until the requests under way are done.
 */
export function spawnPostmaster(cluster: Cluster, settings: Record<string, string>): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  if ((statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0) > LARGE_LOG)
    renameSync(cluster.log, `${cluster.log}.old`);
  const log = openSync(cluster.log, 'a', 0o600);
  const child = spawn(path.join(cluster.programs, 'bin', 'postgres'), ['-D', cluster.data, ...flags], {
    ...cluster.account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

/** The live server of this data folder, whoever started it; null when there is none. */
export function findPostmaster(data: string): Postmaster | null {
  const written = readPidFile(data);
  return written && serves(written.pid, data) ? written : null;
}

function readPidFile(data: string): Postmaster | null {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0) };
  } catch {
    return null;
  }
}

/** Process ids are used again: on Linux a server is known by its working directory, which is always its data folder. */
function serves(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return answersSignals(pid);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    return false;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Removes a postmaster.pid whose number now belongs to some other process or to a dead one nobody has reaped: PostgreSQL would
 * take it for a running server. Left alone while any process of the old server still works on the files.
 */
export function removeStalePidFile(data: string): void {
  const written = readPidFile(data);
  if (!written || process.platform !== 'linux' || !answersSignals(written.pid)) return;
  const anyAtWork = readdirSync('/proc').some((name) => /^\d+$/.test(name) && serves(Number(name), data));
  if (!anyAtWork) rmSync(path.join(data, 'postmaster.pid'), { force: true });
}

/** The last lines the server wrote after byte `from` of its log. */
export function logTail(cluster: Cluster, from: number): string {
  try {
    const text = readFileSync(cluster.log).subarray(from).toString('utf8').trim();
    return text.split('\n').slice(-8).join('\n');
  } catch {
    return '';
  }
}

export function logSize(cluster: Cluster): number {
  const size = statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0;
  return size > LARGE_LOG ? 0 : size;
}

/** A process that has ended meanwhile needs no signal any more. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
