import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../config.js';
import { startEmbeddedPostgres } from '../db/embedded.js';
import { timeAllocations } from './allocation.js';
import { timeArchive } from './archive.js';
import { fillDatabase } from './data.js';
import { timeGrowth } from './growth.js';
import { measure } from './measure.js';
import { readOptions, USAGE } from './options.js';
import { ServerProcess } from './server-process.js';

const SERVER = path.resolve(import.meta.dirname, '../server.js');

/** What has to be ended or removed, the last one first. */
type Undo = () => unknown;

/** Gives the exit code: what the figures say is never a failure. */
export async function runBenchmark(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    console.error(`npm run bench -- [--name value] …\n${USAGE}`);
    return 2;
  }
  const undo: Undo[] = [];
  const interrupted = () => void undoAll(undo).then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const start = performance.now();
  try {
    const folder = temporaryFolder(undo);
    const config = readConfig({ DATA_DIR: folder, DEMO: '1', LOG_LEVEL: 'silent' });
    const startDatabase = async () => {
      const database = await startEmbeddedPostgres({ dataDir: folder, settings: { fsync: 'off' }, log: console.error });
      undo.push(() => database.stop());
      return database;
    };
    if (options.archive > 0) {
      const { connectionString } = await startDatabase();
      console.log(await timeArchive(connectionString, config, options.archive));
      return 0;
    }
    if (options.growth > 0) {
      const { connectionString } = await startDatabase();
      console.log(await timeGrowth({ options, config, connectionString, server: SERVER, undo }));
      console.log(`Took ${((performance.now() - start) / 1000).toFixed(0)} s.`);
      return 0;
    }
    console.log(await timeAllocations());
    console.log('Filling a database with the demonstration …');
    const first = await startDatabase();
    const place = await fillDatabase(first.connectionString, config, options.members);
    await first.stop();
    undo.pop();
    const secondStart = await timeStart(folder, undo);
    const { connectionString } = await startDatabase();
    console.log(await measure({ options, config, place, connectionString, secondStart, undo }));
    console.log(`Took ${((performance.now() - start) / 1000).toFixed(0)} s.`);
    return 0;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await undoAll(undo);
  }
}

/** Open to the account that runs the database when this is root. */
function temporaryFolder(undo: Undo[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'campaign-portal-bench-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o711);
  return folder;
}

/** A start over data that are there already, with the embedded database. */
async function timeStart(folder: string, undo: Undo[]): Promise<number> {
  const portal = await ServerProcess.start(SERVER, { DATA_DIR: folder });
  undo.push(() => portal.stop());
  await portal.stop();
  undo.pop();
  return portal.readyMs;
}

async function undoAll(undo: Undo[]): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}
