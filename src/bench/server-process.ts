import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Usage } from './probe.js';

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)/;
const LIMIT_MS = 60_000;
const PROBE = pathToFileURL(path.join(import.meta.dirname, 'probe.js')).href;

/** A server in a process of its own, which prints its address when it is ready. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** From the start of the process to the printed address. */
    readonly readyMs: number,
  ) {}

  /** Throws with what the program printed when it ends, or stays silent for a minute. */
  static async start(program: string, env: Record<string, string>): Promise<ServerProcess> {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', PROBE, program], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const port = await printedPort(child);
    return new ServerProcess(child, port, performance.now() - start);
  }

  async usage(): Promise<Usage> {
    this.child.send('usage');
    const [usage] = await once(this.child, 'message', { signal: AbortSignal.timeout(LIMIT_MS) });
    return usage as Usage;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => {
      child.kill('SIGTERM');
      reject(new Error(`${reason}:\n${output}`));
    };
    const limit = setTimeout(() => fail('Not ready within a minute'), LIMIT_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const port = ADDRESS.exec(output)?.[1];
        if (port === undefined) return;
        clearTimeout(limit);
        resolve(Number(port));
      });
    }
    child.once('exit', () => {
      clearTimeout(limit);
      fail('The server ended');
    });
  });
}
