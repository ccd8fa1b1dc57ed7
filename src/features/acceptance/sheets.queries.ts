import type { Db, Tx } from '../../db/client.js';
import type { InCampaign } from './assessment.queries.js';
import type { ItemScore } from './sheets.rules.js';

const SELECT = {
  ...{ id: true, branchId: true, reviewerId: true, reviewerName: true, status: true, scores: true, total: true },
  ...{ remark: true, revision: true, closedAt: true },
} as const;

/** Every sheet of the campaign, the reviewer's own and others'. What of them may be shown is the caller's question. */
export async function listSheets(db: Db | Tx, { bureauId, campaignId }: InCampaign) {
  const rows = await db.acceptanceSheet.findMany({
    where: { bureauId, campaignId },
    orderBy: { createdAt: 'asc' },
    select: SELECT,
  });
  return rows.map((row) => ({ ...row, scores: row.scores as unknown as ItemScore[] }));
}
export type FoundSheet = Awaited<ReturnType<typeof listSheets>>[number];

/** Branches at work and whether their self-assessment was passed on. */
export async function listBranchesToReview(db: Db | Tx, { bureauId, campaignId }: InCampaign) {
  const rows = await db.branch.findMany({
    where: { bureauId, status: 'ACTIVE' },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { shortName: 'asc' }],
    select: {
      ...{ id: true, shortName: true },
      selfAssessments: { where: { campaignId }, select: { status: true } },
    },
  });
  return rows.map(({ id, shortName, selfAssessments }) => ({
    ...{ id, shortName, ready: selfAssessments[0]?.status === 'PASSED_ON' },
  }));
}
