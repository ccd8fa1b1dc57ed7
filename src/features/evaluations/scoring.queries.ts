import type { Db, Tx } from '../../db/client.js';
import type { RoundRules } from './rounds.rules.js';
import type { CriterionScore } from './scoring.rules.js';

const SHEET = {
  ...{ id: true, reviewerId: true, reviewerName: true, status: true, scores: true, total: true },
  ...{ explanation: true, revision: true },
} as const;

/** Every candidate of rounds under review with the sheets so far and who does not score his branch. */
export async function listToScore(db: Db, bureauId: string, campaignId: string) {
  const rounds = await db.evaluationRound.findMany({
    where: { bureauId, campaignId, status: 'SCORING' },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 10,
    select: {
      ...{ id: true, title: true, award: true, rules: true },
      recusals: { select: { branchId: true, reviewerId: true } },
      applications: {
        where: { status: 'RECOMMENDED' },
        orderBy: { createdAt: 'asc' },
        select: {
          ...{ id: true, branchId: true, candidateName: true },
          branch: { select: { shortName: true } },
          sheets: { select: { reviewerId: true, status: true, total: true, explanation: true } },
        },
      },
    },
  });
  return rounds.map(({ rules, ...round }) => ({ ...round, rules: rules as unknown as RoundRules }));
}
export type RoundToScore = Awaited<ReturnType<typeof listToScore>>[number];

/** One candidate under review with everything a reviewer reads; null when there is none. */
export async function findToScore(db: Db | Tx, bureauId: string, id: string) {
  const row = await db.evaluationApplication.findFirst({
    where: { bureauId, id, status: 'RECOMMENDED', round: { bureauId, status: 'SCORING' } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, roundId: true, branchId: true, memberId: true, candidateName: true, deeds: true, record: true },
      recordHash: true,
      branch: { select: { shortName: true } },
      round: {
        select: {
          title: true,
          rules: true,
          rulesHash: true,
          recusals: { select: { branchId: true, reviewerId: true, reason: true } },
        },
      },
      sheets: { orderBy: { createdAt: 'asc' }, select: SHEET },
    },
  });
  if (!row) return null;
  const { rules, rulesHash, recusals, title } = row.round;
  const sheets = row.sheets.map((sheet) => ({ ...sheet, scores: sheet.scores as unknown as CriterionScore[] }));
  const ofBranch = recusals.filter(({ branchId }) => branchId === row.branchId);
  return { ...row, sheets, recusals: ofBranch, roundTitle: title, rulesHash, rules: rules as unknown as RoundRules };
}
export type ToScore = NonNullable<Awaited<ReturnType<typeof findToScore>>>;

/** How many branches at work have not handed in for a round. */
export function countNotHandedIn(db: Db | Tx, bureauId: string, roundId: string) {
  return db.branch.count({
    where: { bureauId, status: 'ACTIVE', recommendations: { none: { bureauId, roundId } } },
  });
}
