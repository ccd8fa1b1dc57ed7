import path from 'node:path';
import { createFileStore } from '../../src/db/file-store.js';

/** Uploaded files of the tests; the demonstration's are shared by all files of a run. Names are random: nothing meets. */
export const testFiles = createFileStore({
  evidenceDir: path.resolve(import.meta.dirname, '../.output/files'),
  s3: null,
});

/** Acceptance files of the tests, by bureau: each process its own, for the portal tidies what its database does not know. */
export const testArchives = path.resolve(import.meta.dirname, `../.output/acceptance-files/${process.pid}`);
