import { createDb } from './db/client.js';
import { createFileStore, type FileStoreSettings } from './db/file-store.js';
import type { ApartEnd, ApartOrder } from './jobs/apart.js';
import { createFieldCipher } from './shared/cipher.js';
import { systemClock } from './shared/clock.js';
import { apartTasks } from './tasks.js';

/** What one heavy job needs of the portal's settings. */
export interface JobProcessSettings extends FileStoreSettings {
  connectionString: string;
  /** Base64. */
  fieldKey: string;
  archiveDir: string;
  archiveDays: number;
}

/** One job of the portal in a process of its own (jobs/apart.ts): takes its order from its parent and ends with it. */
const stop = new AbortController();

process.on('disconnect', () => process.exit(1));
// A Ctrl-C reaches the whole group; the parent says when to stop.
process.on('SIGINT', () => {});
process.on('message', (message: ApartOrder<JobProcessSettings> | 'abort') => {
  if (message === 'abort') stop.abort(new Error('The process stops.'));
  else void work(message).then((end) => process.send?.(end));
});

async function work({ settings, task, payload, attempt }: ApartOrder<JobProcessSettings>): Promise<ApartEnd> {
  const { connectionString, fieldKey, archiveDir, archiveDays } = settings;
  const db = createDb({ connectionString, poolSize: 2, waitMs: 30_000 });
  const cipher = createFieldCipher(Buffer.from(fieldKey, 'base64'));
  const deps = { db, clock: systemClock, cipher, files: createFileStore(settings), archiveDir, archiveDays };
  const row = apartTasks(deps).find((each) => each.task.name === task);
  try {
    await row?.run(payload, { signal: stop.signal, attempt });
    return row ? { done: true } : { done: false, message: `No such task: ${task}` };
  } catch (error) {
    return { done: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
