import type { Db, Tx } from '../../db/client.js';

const OBJECTION = {
  ...{ id: true, status: true, late: true, createdAt: true, finding: true, investigators: true, decidedAt: true },
  ...{ decidedBy: true, contentCipher: true, nameCipher: true, applicationId: true },
  application: {
    select: {
      candidateName: true,
      branchId: true,
      memberId: true,
      status: true,
      awardRevokedOn: true,
      branch: { select: { shortName: true } },
    },
  },
  period: {
    select: {
      id: true,
      endsOn: true,
      round: {
        select: { id: true, title: true, status: true, recusals: { select: { branchId: true, reviewerId: true } } },
      },
    },
  },
} as const;

/** Objections of a campaign's rounds, those that wait first; what they say is still sealed. */
export function listObjections(db: Db, bureauId: string, campaignId: string, most = 100) {
  return db.objection.findMany({
    where: { bureauId, period: { bureauId, round: { bureauId, campaignId } } },
    relationLoadStrategy: 'join',
    // Those without an outcome come first, whatever comes in after them.
    orderBy: [{ status: 'asc' }, { createdAt: 'desc' }],
    take: most,
    select: OBJECTION,
  });
}
export type ListedObjection = Awaited<ReturnType<typeof listObjections>>[number];

/** One objection; null when the bureau has none such. */
export function findObjection(db: Db | Tx, bureauId: string, id: string) {
  return db.objection.findFirst({ where: { bureauId, id }, relationLoadStrategy: 'join', select: OBJECTION });
}

/** By the code its sender keeps; null when there is none. */
export function findObjectionByCode(db: Db, bureauId: string, trackingCode: string) {
  return db.objection.findFirst({
    where: { bureauId, trackingCode },
    relationLoadStrategy: 'join',
    select: {
      ...{ status: true, late: true, finding: true, decidedAt: true, createdAt: true },
      application: { select: { candidateName: true } },
      period: {
        select: {
          id: true,
          round: { select: { title: true, campaign: { select: { bureau: { select: { id: true, name: true } } } } } },
        },
      },
    },
  });
}
export type OwnObjection = NonNullable<Awaited<ReturnType<typeof findObjectionByCode>>>;
