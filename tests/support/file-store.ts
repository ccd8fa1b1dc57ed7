import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileStore } from '../../src/db/file-store.js';

/** Uploaded files of this test process, in a folder of its own. */
export const testFiles = createFileStore({
  evidenceDir: mkdtempSync(path.join(tmpdir(), 'campaign-portal-files-')),
  s3: null,
});
