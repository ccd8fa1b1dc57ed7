import type { Db, Tx } from '../../db/client.js';
import type { InCampaign, OfBranch } from './assessment.queries.js';

export const VERDICT = {
  ...{ id: true, branchId: true, number: true, outcome: true, text: true, decidedOn: true, decidedBy: true },
  ...{ recordedBy: true, createdAt: true, reopenedAt: true },
  problems: {
    orderBy: { position: 'asc' },
    select: { id: true, text: true, dueOn: true, answer: true, answeredBy: true, answeredAt: true },
  },
  reopenings: {
    orderBy: { askedAt: 'asc' },
    select: { id: true, reason: true, askedById: true, askedByName: true, agreedBy: true, agreedAt: true },
  },
} as const;

/** The verdicts on one branch, the last first. */
export function listVerdicts(db: Db | Tx, { bureauId, campaignId, branchId }: OfBranch) {
  return db.acceptanceVerdict.findMany({
    where: { bureauId, campaignId, branchId },
    relationLoadStrategy: 'join',
    orderBy: { number: 'desc' },
    select: VERDICT,
  });
}
export type ListedVerdict = Awaited<ReturnType<typeof listVerdicts>>[number];

/** The verdicts on all branches of the campaign, the last of each first. */
export function listAllVerdicts(db: Db, { bureauId, campaignId }: InCampaign) {
  return db.acceptanceVerdict.findMany({
    where: { bureauId, campaignId },
    relationLoadStrategy: 'join',
    orderBy: { number: 'desc' },
    select: VERDICT,
  });
}

/** A problem of the branch's in the campaign; null when there is none. */
export function findProblem(db: Db | Tx, { bureauId, campaignId, branchId }: OfBranch, id: string) {
  return db.acceptanceProblem.findFirst({
    where: { bureauId, id, verdict: { bureauId, campaignId, branchId } },
    select: { id: true, text: true, dueOn: true, answer: true },
  });
}
