import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import { findReport } from './bureau-report.queries.js';
import { findStatement } from './statements.queries.js';
import { paragraphsOf } from './text-versions.page.js';

/** A text as plain data, for the archive. */
export interface TextRecord {
  title: string;
  paragraphs: string[];
  status: 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'PUBLISHED';
  approvedAt: Date | null;
  approvedBy: string | null;
}

/** R46: the branch's summary; null while nothing was written. */
export async function readSummary(db: Db | Tx, place: StepPlace): Promise<TextRecord | null> {
  const found = await findStatement(db, place, 'SUMMARY');
  return found && asRecord(found);
}

/** R46: the bureau's summary; null while nothing was written. */
export async function readBureauReport(
  db: Db | Tx,
  key: { bureauId: string; campaignId: string },
): Promise<TextRecord | null> {
  const found = await findReport(db, key);
  return found && asRecord(found);
}

function asRecord({
  title,
  body,
  status,
  approvedAt,
  approvedBy,
}: Omit<TextRecord, 'paragraphs'> & { body: string }): TextRecord {
  return { title, paragraphs: paragraphsOf(body), status, approvedAt, approvedBy };
}
