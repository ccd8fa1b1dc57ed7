import type { Db, Tx } from '../../db/client.js';
import type { Listed } from './acceptance.rules.js';
import type { Entry, Snapshot } from './assessment.rules.js';

export interface InCampaign {
  bureauId: string;
  campaignId: string;
}
export interface OfBranch extends InCampaign {
  branchId: string;
}

/** The bureau's own list; null while the default holds. */
export async function findList(db: Db | Tx, { bureauId, campaignId }: InCampaign) {
  const row = await db.acceptanceList.findUnique({ where: { bureauId_campaignId: { bureauId, campaignId } } });
  return row && { ...row, items: row.items as unknown as Listed[] };
}

/** Whether any branch has handed in: from then on the list is frozen. */
export async function isListFrozen(db: Db | Tx, { bureauId, campaignId }: InCampaign): Promise<boolean> {
  const found = await db.selfAssessment.findFirst({
    where: { bureauId, campaignId, submittedAt: { not: null } },
    select: { id: true },
  });
  return found !== null;
}

/** A self-assessment with what was handed in, newest first. */
export const WITH_VERSIONS = {
  versions: {
    orderBy: { number: 'desc' },
    select: { number: true, total: true, contentHash: true, submittedBy: true, submittedAt: true },
  },
} as const;

/** The branch's self-assessment; null while nothing was written. */
export async function findAssessment(db: Db | Tx, { bureauId, campaignId, branchId }: OfBranch) {
  const row = await db.selfAssessment.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    include: WITH_VERSIONS,
  });
  return row && { ...row, entries: row.entries as unknown as Entry[] };
}
export type FoundAssessment = NonNullable<Awaited<ReturnType<typeof findAssessment>>>;

/** One version as it was handed in; null when there is none. */
export async function findVersion(db: Db | Tx, { bureauId, campaignId, branchId }: OfBranch, number: number) {
  const row = await db.selfAssessmentVersion.findFirst({
    where: { bureauId, number, assessment: { bureauId, campaignId, branchId } },
    select: { number: true, content: true, contentHash: true, total: true, submittedBy: true, submittedAt: true },
  });
  return row && { ...row, content: row.content as unknown as Snapshot };
}

/** What the branch handed in last, and how that stands now; null when it never did. */
export async function findLastVersion(db: Db | Tx, { bureauId, campaignId, branchId }: OfBranch) {
  const row = await db.selfAssessmentVersion.findFirst({
    where: { bureauId, assessment: { bureauId, campaignId, branchId } },
    orderBy: { number: 'desc' },
    relationLoadStrategy: 'join',
    select: { content: true, assessment: { select: { status: true } } },
  });
  return row && { status: row.assessment.status, content: row.content as unknown as Snapshot };
}

/** Every branch's self-assessment in the campaign, for the bureau's page. */
export function listAssessments(db: Db, { bureauId, campaignId }: InCampaign) {
  return db.selfAssessment.findMany({
    where: { bureauId, campaignId },
    relationLoadStrategy: 'join',
    select: {
      ...{ branchId: true, status: true, submittedAt: true },
      versions: { orderBy: { number: 'desc' }, take: 1, select: { number: true, total: true } },
    },
  });
}
export type ListedAssessment = Awaited<ReturnType<typeof listAssessments>>[number];
