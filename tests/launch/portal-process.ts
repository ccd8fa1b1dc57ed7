import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY = /门户已就绪：(\S+)/;
const READY_LIMIT_MS = 60_000;

/** A portal as `npm start` runs it, in a process of its own. */
export class PortalProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [path.join(ROOT, 'src/launch/start.mjs')], {
      cwd: ROOT,
      // Not the whole environment: the test runner puts a BASE_URL of its own into it.
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', DEMO: '0', LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.exited = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  /** Resolves with the address the portal prints; rejects with its output when it ends or stays silent. */
  async ready(): Promise<string> {
    const limit = Date.now() + READY_LIMIT_MS;
    for (;;) {
      const address = READY.exec(this.output)?.[1];
      if (address) return address;
      if (this.child.exitCode !== null || Date.now() > limit) throw new Error(`Not ready:\n${this.output}`);
      await pause(25);
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** The process id of the database server of a data folder, as its own file names it. */
export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);
}

export const pidFile = (dataDir: string) => path.join(clusterFolder(dataDir), 'data', 'postmaster.pid');

export function clusterFolder(dataDir: string): string {
  const pointer = path.join(dataDir, 'postgres-location');
  const location = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : path.join(dataDir, 'postgres');
  return path.join(location, 'cluster');
}

/** `remove` takes a database that lies elsewhere along; name the data folder when it is not the temporary folder itself. */
export function temporaryFolder(): { folder: string; remove(dataDir?: string): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'campaign-portal-test-'));
  chmodSync(folder, 0o711);
  return {
    folder,
    remove(dataDir = folder) {
      const pointer = path.join(dataDir, 'postgres-location');
      if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function eventually(check: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const limit = Date.now() + limitMs;
  while (Date.now() < limit) {
    if (await check()) return true;
    await pause(25);
  }
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
