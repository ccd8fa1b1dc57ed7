import type { Db, Tx } from '../../db/client.js';
import type { RoundRules } from './rounds.rules.js';

const ROUND = {
  ...{ id: true, campaignId: true, award: true, title: true, status: true, applyUntil: true, noticeDays: true },
  ...{ rules: true, rulesHash: true, revision: true, openedAt: true, awardedAt: true },
} as const;

const withRules = <T extends { rules: unknown }>({ rules, ...row }: T) => ({ ...row, rules: rules as RoundRules });

/** Rounds of a campaign, the latest first; `opened`: only those that branches and members see. */
export async function listRounds(
  db: Db,
  { bureauId, campaignId }: { bureauId: string; campaignId: string },
  { opened }: { opened: boolean },
) {
  const rows = await db.evaluationRound.findMany({
    where: { bureauId, campaignId, ...(opened ? { status: { not: 'DRAFT' } } : {}) },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: {
      ...ROUND,
      _count: { select: { applications: true, recommendations: true } },
      periods: {
        select: { objections: { where: { status: { in: ['RECEIVED', 'INVESTIGATING'] } }, select: { id: true } } },
      },
    },
  });
  return rows.map(({ periods, ...row }) => ({
    ...withRules(row),
    /** Objections that wait for an outcome. */
    openObjections: periods.reduce((sum, { objections }) => sum + objections.length, 0),
  }));
}
export type ListedRound = Awaited<ReturnType<typeof listRounds>>[number];

/**
 * Locks a round until the transaction ends. `SHARE` while something in it is written, `UPDATE` before it moves on: so
 * nothing slips into a round at the moment it is frozen. `id`: the round's, an application's or a 公示's in it.
 */
export async function lockRound(tx: Tx, bureauId: string, id: string, how: 'SHARE' | 'UPDATE'): Promise<void> {
  if (how === 'SHARE')
    await tx.$queryRaw`
      SELECT r.id FROM evaluation_round r WHERE r."bureauId" = ${bureauId}::uuid AND r.id IN (
        SELECT ${id}::uuid
        UNION SELECT a."roundId" FROM evaluation_application a WHERE a."bureauId" = ${bureauId}::uuid AND a.id = ${id}::uuid
        UNION SELECT p."roundId" FROM notice_period p WHERE p."bureauId" = ${bureauId}::uuid AND p.id = ${id}::uuid)
      FOR SHARE OF r`;
  else
    await tx.$queryRaw`
      SELECT id FROM evaluation_round WHERE "bureauId" = ${bureauId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
}

/** One round of the bureau; null when there is none. */
export async function findRound(db: Db | Tx, bureauId: string, id: string) {
  const row = await db.evaluationRound.findFirst({ where: { bureauId, id }, select: ROUND });
  return row && withRules(row);
}
export type Round = NonNullable<Awaited<ReturnType<typeof findRound>>>;

/** The standards of the campaign at hand for an honour, in their order. */
export async function listStandards(
  db: Db | Tx,
  bureauId: string,
  { campaignId, award }: { campaignId: string; award: Round['award'] },
) {
  const campaign = await db.campaign.findFirst({
    where: { bureauId, id: campaignId },
    relationLoadStrategy: 'join',
    select: {
      standardsVersion: true,
      criteria: {
        where: { award },
        orderBy: { position: 'asc' },
        select: { version: true, title: true, description: true, points: true },
      },
    },
  });
  const rows = campaign?.criteria.filter(({ version }) => version === campaign.standardsVersion) ?? [];
  return rows.map(({ title, description, points }) => ({ title, description, points }));
}

/** What the branches handed in for a round, and those who decided that nobody is fit. */
export function findHandedIn(db: Db, bureauId: string, roundId: string) {
  return db.evaluationRound.findFirst({
    where: { bureauId, id: roundId },
    relationLoadStrategy: 'join',
    select: {
      recommendations: {
        orderBy: { createdAt: 'asc' },
        select: { branchId: true, nobody: true, quota: true, createdAt: true, branch: { select: { shortName: true } } },
      },
      applications: {
        where: { status: { in: ['RECOMMENDED', 'CHOSEN', 'NOT_CHOSEN'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, branchId: true, candidateName: true, status: true, source: true },
      },
    },
  });
}
export type HandedIn = NonNullable<Awaited<ReturnType<typeof findHandedIn>>>;
