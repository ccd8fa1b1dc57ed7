import path from 'node:path';
import type { Logger } from 'pino';
import type { PortalApp } from './app.js';
import { addressOf, type Config } from './config.js';
import type { Db } from './db/client.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './db/embedded.js';
import { createFileStore } from './db/file-store.js';
import { applyMigrations } from './db/migrate.js';
import { requireDatabase } from './db/reach.js';
import type { fillSearchTexts } from './db/search-texts.js';
import type { AccountSlip } from './features/accounts/index.js';
import { type OpenPort, openPort } from './http-server.js';
import type { JobProcessSettings } from './job-process.js';
import { apart } from './jobs/apart.js';
import type { Workers } from './jobs/workers.js';
import { createFieldCipher } from './shared/cipher.js';
import { systemClock } from './shared/clock.js';
import { StartupError } from './shared/startup-error.js';

export interface Portal {
  address: string;
  /** The administrator's account opened at the first start on an empty database, to be shown once. */
  firstAdministrator: AccountSlip | null;
  /** Finishes the requests under way and gives background work back to the queue, then closes the database; the embedded server goes last. */
  stop(): Promise<void>;
}

/** What is open so far, in whatever state the start was left. */
interface Open {
  door?: OpenPort;
  app?: PortalApp;
  pruning?: NodeJS.Timeout;
  filling?: Filling;
  workers?: Workers;
  db?: Db;
  embedded?: EmbeddedPostgres;
}

/** Starts everything in order. When a step fails, what was started before it is stopped again, and the error is thrown. */
export async function startPortal(config: Config, log: Logger): Promise<Portal> {
  const open: Open = {};
  try {
    return { ...(await start(config, log, open)), stop: () => stop(open) };
  } catch (error) {
    await stop(open);
    throw error;
  }
}

async function start(config: Config, log: Logger, open: Open): Promise<Omit<Portal, 'stop'>> {
  open.door = await openPort(config.host, config.port);
  const address = addressOf(config.host, open.door.port);
  const connectionString = config.databaseUrl ?? (await startEmbedded(config, log, open));
  await requireDatabase(connectionString);
  await migrate(connectionString, log);
  const { createDb, createApp, fillFirstData, fillSearchTexts, allTasks, planToday, startWorkers } =
    await loadProgram();
  const cipher = createFieldCipher(config.fieldKey);
  const firstAdministrator = await fillFirstData({
    connectionString,
    config,
    cipher,
    migrate: () => migrate(connectionString, log),
  });
  open.db = createDb({
    connectionString,
    onConnectionLost: (error) => log.warn({ err: error }, 'Database connection lost'),
  });
  const settled = config.port === 0 ? { ...config, baseUrl: address } : config;
  const { archiveDir, archiveDays, workers } = config;
  const deps = { db: open.db, clock: systemClock, cipher, files: createFileStore(config), archiveDir, log };
  open.app = createApp({ ...deps, config: settled });
  open.pruning = pruneSessions(open.app, log);
  open.door.serve(open.app.handler);
  open.filling = fillInBackground(fillSearchTexts, open.db, log);
  if (workers > 0) {
    const { smtpUrl, mailFrom, robotHosts } = config;
    const outside = { baseUrl: settled.baseUrl, mail: { smtpUrl, from: mailFrom }, robotHosts };
    const tasks = allTasks({ ...deps, archiveDays, ...outside }).map((row) =>
      row.task.apart ? apart(row, JOB_PROCESS, heavyJobSettings(config, connectionString)) : row,
    );
    open.workers = await startWorkers({ connectionString, tasks, workers, log });
    await planToday(deps);
  }
  return { address, firstAdministrator };
}

const JOB_PROCESS = path.resolve(import.meta.dirname, 'job-process.js');

function heavyJobSettings(config: Config, connectionString: string): JobProcessSettings {
  const { evidenceDir, s3, archiveDir, archiveDays, fieldKey } = config;
  return { connectionString, evidenceDir, s3, archiveDir, archiveDays, fieldKey: fieldKey.toString('base64') };
}

/** The bulk of the program takes a second to load: what can refuse the start comes first. */
async function loadProgram() {
  const [client, app, firstData, searchTexts, tasks, workers] = await Promise.all([
    import('./db/client.js'),
    import('./app.js'),
    import('./first-data.js'),
    import('./db/search-texts.js'),
    import('./tasks.js'),
    import('./jobs/workers.js'),
  ]);
  return { ...client, ...app, ...firstData, ...searchTexts, ...tasks, ...workers };
}

interface Filling {
  stop(): Promise<void>;
}

/** What the search cannot find yet, after an update or a bulk load, is read while the portal is already at work. */
function fillInBackground(fill: typeof fillSearchTexts, db: Db, log: Logger): Filling {
  let stopping = false;
  const filled = fill(db.$pool, () => !stopping)
    .then((rows) => rows > 0 && log.info({ rows }, 'Rows made ready for the search'))
    .catch((error: unknown) => log.warn({ err: error }, 'Rows were not made ready for the search'));
  return {
    async stop() {
      stopping = true;
      await filled;
    },
  };
}

const HOUR_MS = 3_600_000;

/** Sessions past their end are deleted once an hour. */
function pruneSessions({ sessions }: PortalApp, log: Logger): NodeJS.Timeout {
  const prune = () =>
    sessions.prune().catch((error: unknown) => log.warn({ err: error }, 'Old sessions were not deleted'));
  return setInterval(prune, HOUR_MS).unref();
}

async function stop(open: Open): Promise<void> {
  clearInterval(open.pruning);
  open.app?.shuttingDown();
  await Promise.all([open.door?.close(), open.workers?.stop(), open.filling?.stop()]);
  await open.db?.$disconnect();
  // Prisma leaves a pool open that it has not used itself.
  if (open.db && !open.db.$pool.ended) await open.db.$pool.end();
  await open.embedded?.stop();
}

async function startEmbedded(config: Config, log: Logger, open: Open): Promise<string> {
  open.embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.warn(line) });
  return open.embedded.connectionString;
}

async function migrate(connectionString: string, log: Logger): Promise<void> {
  try {
    const applied = await applyMigrations(connectionString);
    if (applied.length > 0) log.info({ applied }, 'Migrations applied');
  } catch (cause) {
    throw new StartupError(
      `数据库结构升级没有成功，门户没有启动，原有数据保持不变。\nMigration failed: ${(cause as Error).message}`,
      { cause },
    );
  }
}
