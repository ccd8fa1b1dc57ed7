import { RuleViolation } from '../shared/errors.js';
import type { Visit } from './visit.js';

export interface UploadedFile {
  bytes: Buffer;
  /** As the sender called it. */
  name: string;
}

/** The file that came with a form. Throws RuleViolation on its field when there is none or it was too large. */
export function uploadedFile({ req }: Pick<Visit, 'req'>, field: string, missing: string): UploadedFile {
  if (req.uploadFault) throw new RuleViolation(req.uploadFault, field);
  const { file } = req;
  if (!file) throw new RuleViolation(missing, field);
  // Browsers send the name in UTF-8, the multipart reader takes it for Latin-1.
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8').replaceAll('\0', '').slice(0, 100);
  return { bytes: file.buffer, name };
}

/** The file of a form that may come without one; null then. Throws RuleViolation on its field when it was too large. */
export function optionalFile({ req }: Pick<Visit, 'req'>, field: string): UploadedFile | null {
  return req.uploadFault || req.file ? uploadedFile({ req }, field, '') : null;
}
