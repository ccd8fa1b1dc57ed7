import type { Db, Tx } from '../../db/client.js';
import { readBureauReport, readSummary, type TextRecord } from '../mobilization/index.js';
import { loadAssessment } from './assessing.js';
import { findAssessment, findVersion, type OfBranch } from './assessment.queries.js';
import { ASSESSMENT_STATUS_LABELS, type Snapshot, snapshotOf } from './assessment.rules.js';
import { listVerdicts } from './verdicts.queries.js';
import { OUTCOME_LABELS } from './verdicts.rules.js';

/** The self-assessment as plain data: the last version handed in, else how the records stand now. */
export interface SelfAssessmentRecord {
  status: string;
  /** Null while nothing was handed in. */
  version: { number: number; hash: string; submittedBy: string; submittedAt: Date } | null;
  content: Snapshot;
}

/** R47: points, words and evidence of every item of the list, for the archive. */
export async function readSelfAssessment(
  db: Db | Tx,
  key: OfBranch,
  now: Date,
  today: Date,
): Promise<SelfAssessmentRecord> {
  const found = await findAssessment(db, key);
  const status = ASSESSMENT_STATUS_LABELS[found?.status ?? 'DRAFT'];
  const last = found?.versions[0] ? await findVersion(db, key, found.versions[0].number) : null;
  if (!last)
    return { status, version: null, content: snapshotOf((await loadAssessment(db, key, today)).standings, now) };
  const { number, contentHash: hash, submittedBy, submittedAt, content } = last;
  return { status, version: { number, hash, submittedBy, submittedAt }, content };
}

/** A verdict as plain data. */
export interface VerdictRecord {
  number: number;
  outcome: string;
  text: string;
  decidedOn: Date;
  decidedBy: string;
  recordedBy: string;
  reopenedAt: Date | null;
  problems: { text: string; dueOn: Date; answer: string | null }[];
}

/** The verdicts on a branch, the first first. */
export async function readVerdicts(db: Db | Tx, key: OfBranch): Promise<VerdictRecord[]> {
  const rows = await listVerdicts(db, key);
  return rows.toReversed().map(({ number, outcome, text, decidedOn, decidedBy, recordedBy, reopenedAt, problems }) => ({
    ...{ number, outcome: OUTCOME_LABELS[outcome], text, decidedOn, decidedBy, recordedBy, reopenedAt },
    problems: problems.map((problem) => ({ text: problem.text, dueOn: problem.dueOn, answer: problem.answer })),
  }));
}

/** R46: the summary of a branch; null while nothing was written. */
export const readSummaryText = (db: Db | Tx, key: OfBranch): Promise<TextRecord | null> => readSummary(db, key);

/** R46: the bureau's own summary; null while nothing was written. */
export const readBureauSummaryText = (
  db: Db | Tx,
  key: { bureauId: string; campaignId: string },
): Promise<TextRecord | null> => readBureauReport(db, key);
