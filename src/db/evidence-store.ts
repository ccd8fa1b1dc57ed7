import { createHash } from 'node:crypto';
import { cleanFile } from '../shared/evidence-cleaning.js';
import { newId } from '../shared/ids.js';
import type { AuditEntry } from './audit-chain.js';
import type { Tx } from './client.js';
import type { FileStore } from './file-store.js';
import { inTransaction, type UseCase } from './transaction.js';

/** A file as it came with a form. */
export interface Upload {
  bytes: Buffer;
  name: string;
}

/** What a row about a kept file holds. */
export interface KeptFile {
  id: string;
  fileName: string;
  mediaType: string;
  byteSize: number;
  sha256: string;
  storageKey: string;
}

/**
 * Cleans a photograph or PDF and keeps it, then has its row written; the file is taken away again when the row is
 * refused. Throws what `write` throws, and what `clean` throws: RuleViolation on `file` for what is no picture or quiet PDF,
 * unless another cleaning takes more.
 */
export async function keepEvidence<T>(
  files: FileStore,
  bureauId: string,
  upload: Upload,
  write: (file: KeptFile) => Promise<T>,
  clean: (bytes: Buffer, name: string) => Promise<{ bytes: Buffer; mediaType: string; fileName: string }> = cleanFile,
): Promise<T> {
  const { bytes, mediaType, fileName } = await clean(upload.bytes, upload.name);
  const id = newId();
  const storageKey = `${bureauId}/${id}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await files.put(storageKey, bytes, mediaType);
  try {
    return await write({ id, fileName, mediaType, byteSize: bytes.length, sha256, storageKey });
  } catch (error) {
    await files.remove(storageKey);
    throw error;
  }
}

/**
 * Runs a use case that may come with a file: the file is cleaned and kept before its row is written by `work` in one
 * transaction, and taken away again when `work` refuses.
 */
export function withOptionalFile<T>(
  useCase: UseCase,
  files: FileStore,
  upload: Upload | null,
  work: (tx: Tx, record: (entry: AuditEntry) => void, file: KeptFile | null) => Promise<T>,
): Promise<T> {
  const run = (file: KeptFile | null) => inTransaction(useCase, (tx, record) => work(tx, record, file));
  return upload ? keepEvidence(files, useCase.actor.bureauId, upload, run) : run(null);
}
