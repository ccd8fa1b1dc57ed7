import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { StartupError } from '../shared/startup-error.js';
import type { Cluster } from './embedded-cluster.js';
import { connect, createPortalDatabase, freePort, takeLock } from './embedded-connection.js';
import {
  findPostmaster,
  logSize,
  logTail,
  removeStalePidFile,
  sendSignal,
  spawnPostmaster,
} from './embedded-process.js';

const START_LIMIT_MS = 60_000;
const FAST_STOP_LIMIT_MS = 20_000;
const STEP_MS = 40;

/**
 * One server and this portal's hold on it. The hold is a connection with an advisory lock: it ends with this process, however that
 * ends, so that a second portal is refused while this one lives and welcome as soon as it is dead; and its loss tells that the
 * server has died, whoever started it.
 */
export class EmbeddedServer {
  private port = 0;
  private child: ChildProcess | null = null;
  private logFrom = 0;
  private hold: Client | null = null;
  private recovery: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly cluster: Cluster,
    private readonly settings: Record<string, string>,
    private readonly log: (line: string) => void,
  ) {}

  /** Resolves with the port when the server answers and is this portal's alone. */
  async start(): Promise<number> {
    const hold = await this.reach();
    const free = await takeLock(hold).catch(() => null);
    // The portal before this one was just taking the server down: start it anew.
    if (free === null) return this.start();
    if (!free) {
      await hold.end();
      throw new StartupError('这个数据目录正由另一个正在运行的门户使用。请先停止它，或为本次启动设置另一个 DATA_DIR。');
    }
    this.keep(hold);
    await createPortalDatabase(hold);
    return this.port;
  }

  /** Ends the server last of all; safe to call more than once. */
  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private async reach(): Promise<Client> {
    const limit = Date.now() + START_LIMIT_MS;
    for (;;) {
      const client = await this.tryOnce();
      if (client) return client;
      if (Date.now() > limit) {
        this.child?.kill('SIGINT');
        throw new StartupError(`内置数据库在一分钟内没有就绪。\n${logTail(this.cluster, this.logFrom)}`);
      }
      await pause(STEP_MS);
    }
  }

  private async tryOnce(): Promise<Client | null> {
    const running = findPostmaster(this.cluster.data);
    if (running) {
      if (!running.port) return null;
      // An adopted server has its own port; a restarted one must keep the port the pools already know.
      this.port = running.port;
      return connect(this.port, this.cluster.password);
    }
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) return null;
    if (this.child) this.explainExit();
    await this.spawn();
    return null;
  }

  private async spawn(): Promise<void> {
    removeStalePidFile(this.cluster.data);
    this.port ||= await freePort();
    this.logFrom = logSize(this.cluster);
    this.child = spawnPostmaster(this.cluster, { ...this.settings, port: String(this.port) });
    this.child.once('error', (error) => this.log(`PostgreSQL: ${error.message}`));
  }

  /** Passing reasons: the old server's last processes are still leaving, or another start won the race. */
  private explainExit(): void {
    this.child = null;
    const tail = logTail(this.cluster, this.logFrom);
    if (/shared memory block|lock file "postmaster\.pid"/.test(tail)) return;
    if (/Address already in use/.test(tail) && !this.hold) {
      this.port = 0;
      return;
    }
    throw new StartupError(`内置数据库没有启动成功，请检查磁盘空间和目录权限。\n${tail}`);
  }

  private keep(hold: Client): void {
    this.hold = hold;
    hold.once('end', () => {
      if (this.stopping) return;
      this.log('内置数据库中断，正在恢复。 The embedded PostgreSQL went away; bringing it back.');
      this.recovery = this.recover();
    });
  }

  private async recover(): Promise<void> {
    while (!this.stopping) {
      try {
        const hold = await this.reach();
        if (await takeLock(hold)) {
          this.keep(hold);
          this.log('内置数据库已恢复。 The embedded PostgreSQL is back.');
          return;
        }
        await hold.end();
      } catch (error) {
        this.log(`PostgreSQL: ${(error as Error).message}`);
      }
      await pause(1_000);
    }
  }

  private async shutDown(): Promise<void> {
    await this.recovery;
    await this.signalUntilGone('SIGINT', FAST_STOP_LIMIT_MS);
    await this.signalUntilGone('SIGQUIT', FAST_STOP_LIMIT_MS);
    await this.hold?.end().catch(() => {});
  }

  private async signalUntilGone(signal: NodeJS.Signals, limitMs: number): Promise<void> {
    const running = findPostmaster(this.cluster.data);
    if (!running) return;
    sendSignal(running.pid, signal);
    const limit = Date.now() + limitMs;
    while (findPostmaster(this.cluster.data) && Date.now() < limit) await pause(STEP_MS);
  }
}
