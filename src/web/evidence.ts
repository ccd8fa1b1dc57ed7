import { NotFound } from '../shared/errors.js';
import type { Visit } from './visit.js';

/** A kept file as a row names it. */
export interface EvidenceFile {
  fileName: string;
  mediaType: string;
  storageKey: string;
}

/**
 * Sends a kept file. A picture may be looked at; a PDF is only handed over, and nothing in either may run in the portal's
 * name. Throws NotFound.
 */
export async function sendEvidence({ files, res }: Visit, file: EvidenceFile | null): Promise<void> {
  const bytes = file && (await files.get(file.storageKey));
  if (!bytes) throw new NotFound();
  const isPicture = file.mediaType === 'image/jpeg';
  res.attachment(file.fileName);
  if (isPicture) res.set('Content-Disposition', 'inline');
  res.set('Content-Security-Policy', "default-src 'none'; sandbox");
  res.set('Content-Type', file.mediaType).send(bytes);
}
