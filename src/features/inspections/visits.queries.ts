import type { Db, Tx } from '../../db/client.js';

export interface BranchKey {
  bureauId: string;
  branchId: string;
}

const KEPT = {
  where: { removedAt: null },
  orderBy: { id: 'asc' },
  select: { id: true, fileName: true, mediaType: true },
} as const;

/** The plan a visit belongs to, with its team. */
export const OF_PLAN = {
  select: {
    ...{ id: true, title: true, campaignId: true, startsOn: true, endsOn: true, checklist: true },
    team: {
      orderBy: [{ isLeader: 'desc' as const }, { id: 'asc' as const }],
      select: { accountId: true, name: true, isLeader: true },
    },
  },
};

/** A visit with its record, in one query; null when the branch has none such. */
export function findVisit(db: Db, { bureauId, branchId }: BranchKey, id: string) {
  return db.inspectionVisit.findFirst({
    where: { bureauId, branchId, id },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, branchId: true, visitOn: true, status: true, startedAt: true, startedByName: true, summary: true },
      ...{
        handedOverAt: true,
        handedOverByName: true,
        acknowledgedAt: true,
        acknowledgedByName: true,
        statement: true,
      },
      branch: { select: { name: true, shortName: true } },
      inspected: { select: { name: true, shortName: true } },
      inspection: OF_PLAN,
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, position: true, title: true, look: true, methods: true, checks: true, result: true },
          ...{ note: true, filledBy: true, revision: true, evidence: KEPT },
        },
      },
      rectifications: {
        where: { status: { not: 'WITHDRAWN' } },
        orderBy: { id: 'asc' },
        select: {
          ...{ id: true, itemId: true, content: true, severity: true, demand: true, dueOn: true, status: true },
          ...{ closedOn: true, createdByName: true, evidence: KEPT },
          item: { select: { title: true } },
        },
      },
    },
  });
}
export type VisitRecord = NonNullable<Awaited<ReturnType<typeof findVisit>>>;

/** What a use case asks of a visit. */
export function findVisitRow(tx: Tx, { bureauId, branchId }: BranchKey, id: string) {
  return tx.inspectionVisit.findFirst({
    where: { bureauId, branchId, id },
    select: {
      ...{ id: true, branchId: true, status: true, visitOn: true, inspection: OF_PLAN },
      items: {
        orderBy: { position: 'asc' },
        select: { id: true, position: true, title: true, result: true, note: true, filledBy: true, revision: true },
      },
      rectifications: { where: { status: 'NOTED' }, select: { id: true, dueOn: true } },
    },
  });
}
export type VisitRow = NonNullable<Awaited<ReturnType<typeof findVisitRow>>>;

/** Visits of the branch, the latest first; `inside`: only what was handed over to it. */
export function listVisits(db: Db | Tx, { bureauId, branchId }: BranchKey, inside: boolean) {
  return db.inspectionVisit.findMany({
    where: {
      ...{ bureauId, branchId },
      status: inside ? { in: ['HANDED_OVER', 'ACKNOWLEDGED'] } : { not: 'CANCELED' },
    },
    relationLoadStrategy: 'join',
    orderBy: [{ visitOn: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      ...{ id: true, visitOn: true, status: true, summary: true, statement: true, handedOverAt: true },
      inspection: { select: { title: true, team: OF_PLAN.select.team } },
      items: { orderBy: { position: 'asc' }, select: { title: true, result: true, note: true } },
      rectifications: {
        where: { status: { notIn: ['NOTED', 'WITHDRAWN'] } },
        orderBy: { dueOn: 'asc' },
        select: {
          ...{ id: true, content: true, severity: true, demand: true, dueOn: true, status: true, closedOn: true },
          reports: {
            orderBy: { createdAt: 'asc' },
            select: { doneOn: true, content: true, accepted: true, note: true, checkedByName: true },
          },
        },
      },
    },
  });
}
export type ListedVisit = Awaited<ReturnType<typeof listVisits>>[number];
