import type { Db, Tx } from '../../db/client.js';
import type { StatementStatus } from '../../generated/prisma/enums.js';
import { StaleState } from '../../shared/errors.js';
import type { Figures } from './summary-text.rules.js';

interface InCampaign {
  bureauId: string;
  campaignId: string;
}

/** The bureau's report with its saved texts, newest first; null while nothing was written. */
export async function findReport(db: Db | Tx, { bureauId, campaignId }: InCampaign) {
  const row = await db.bureauReport.findUnique({
    where: { bureauId_campaignId: { bureauId, campaignId } },
    relationLoadStrategy: 'join',
    include: {
      writtenBy: { select: { displayName: true } },
      versions: { orderBy: { number: 'desc' }, take: 100, select: { number: true, savedBy: true, savedAt: true } },
    },
  });
  return row && { ...row, figures: row.figures as unknown as Figures };
}
export type FoundReport = NonNullable<Awaited<ReturnType<typeof findReport>>>;

/** A saved text and the one before it, newest first. */
export function findReportVersions(db: Db, bureauId: string, reportId: string, number: number) {
  return db.bureauReportVersion.findMany({
    where: { bureauId, reportId, number: { in: [number, number - 1] } },
    orderBy: { number: 'desc' },
    select: { number: true, title: true, body: true, savedBy: true, savedAt: true },
  });
}

/** Changes the report if it still stands where the reader saw it; else StaleState. */
export async function changeReport(
  tx: Tx,
  { bureauId, id, status, revision }: Pick<FoundReport, 'bureauId' | 'id' | 'status' | 'revision'>,
  data: {
    status?: StatementStatus;
    title?: string;
    body?: string;
    figures?: object;
    reviewNote?: string | null;
    writtenById?: string;
    submittedAt?: Date;
    approvedAt?: Date;
    approvedBy?: string;
    publishedAt?: Date;
  },
): Promise<void> {
  const { count } = await tx.bureauReport.updateMany({
    where: { bureauId, id, status, revision },
    data: { ...data, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState();
}
