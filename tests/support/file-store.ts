import path from 'node:path';
import { createFileStore, type FileStore } from '../../src/db/file-store.js';

const store = (folder: string): FileStore =>
  createFileStore({ evidenceDir: path.resolve(import.meta.dirname, '../.output', folder), s3: null });
const files = store('files');
const ofDemonstration = store('demo-files');

/** Uploaded files of the tests. The demonstration's are shared by all files of a run, so that nobody takes one away. */
export const testFiles: FileStore = {
  ...files,
  remove: async (key) => ((await ofDemonstration.get(key)) === null ? files.remove(key) : undefined),
};

/** Where the demonstration puts its own. */
export const demoFiles: FileStore = {
  ...files,
  async put(key, bytes, mediaType) {
    await ofDemonstration.put(key, bytes, mediaType);
    await files.put(key, bytes, mediaType);
  },
};

/** Acceptance files of the tests, by bureau: each process its own, for the portal tidies what its database does not know. */
export const testArchives = path.resolve(import.meta.dirname, `../.output/acceptance-files/${process.pid}`);
