import type { Db, Tx } from '../../db/client.js';
import type { ChecklistLine } from './checklist.rules.js';
import type { Inspector } from './inspections.rules.js';

/** Plans of a campaign with their visits and what is still open of each, the latest first. */
export function listInspections(db: Db, bureauId: string, campaignId: string) {
  return db.inspection.findMany({
    where: { bureauId, campaignId },
    relationLoadStrategy: 'join',
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      ...{ id: true, title: true, startsOn: true, endsOn: true, status: true },
      team: { orderBy: [{ isLeader: 'desc' }, { id: 'asc' }], select: { accountId: true, name: true } },
      visits: {
        where: { status: { not: 'CANCELED' } },
        orderBy: { visitOn: 'asc' },
        select: {
          ...{ id: true, branchId: true, visitOn: true, status: true, branch: { select: { shortName: true } } },
          rectifications: {
            where: { status: { in: ['OPEN', 'REPORTED', 'RETURNED'] } },
            orderBy: { dueOn: 'asc' },
            select: {
              ...{ id: true, content: true, severity: true, status: true, dueOn: true },
              extensions: { where: { status: 'REQUESTED' }, select: { id: true } },
            },
          },
        },
      },
    },
  });
}
export type ListedInspection = Awaited<ReturnType<typeof listInspections>>[number];

/** One plan with its team and visits; null when the bureau has none such. */
export async function findInspection(db: Db | Tx, bureauId: string, id: string) {
  const found = await db.inspection.findFirst({
    where: { bureauId, id },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, title: true, startsOn: true, endsOn: true, status: true, checklist: true, revision: true },
      ...{ createdByName: true, createdAt: true, cancelReason: true, campaignId: true },
      team: {
        orderBy: [{ isLeader: 'desc' }, { id: 'asc' }],
        select: { accountId: true, name: true, isLeader: true },
      },
      visits: {
        orderBy: [{ visitOn: 'asc' }, { id: 'asc' }],
        select: {
          ...{ id: true, branchId: true, inspectedId: true, visitOn: true, status: true },
          branch: { select: { shortName: true, status: true } },
          inspected: { select: { shortName: true } },
          rectifications: {
            where: { status: { notIn: ['NOTED', 'WITHDRAWN'] } },
            select: { status: true, dueOn: true },
          },
        },
      },
    },
  });
  return found && { ...found, checklist: found.checklist as unknown as ChecklistLine[] };
}
export type InspectionPlan = NonNullable<Awaited<ReturnType<typeof findInspection>>>;

/** Who may sit on a team: inspectors, committee members and the secretary, with the branches each belongs to. */
export async function listInspectors(
  db: Db | Tx,
  bureauId: string,
  now: Date,
): Promise<(Inspector & { role: string })[]> {
  const accounts = await db.account.findMany({
    where: {
      ...{ bureauId, status: 'ACTIVE' },
      roles: {
        some: {
          ...{ branchId: null, revokedAt: null, OR: [{ validUntil: null }, { validUntil: { gt: now } }] },
          role: { in: ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR'] },
        },
      },
    },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    select: {
      ...{ id: true, displayName: true, member: { select: { branchId: true } } },
      roles: { where: { revokedAt: null }, select: { role: true, branchId: true } },
    },
  });
  return accounts.map(({ id, displayName, member, roles }) => ({
    accountId: id,
    name: displayName,
    role: roles.find(({ branchId }) => branchId === null)?.role ?? '',
    branchIds: [
      ...(member ? [member.branchId] : []),
      ...roles.flatMap(({ branchId }) => (branchId === null ? [] : [branchId])),
    ],
  }));
}
export type ListedInspector = Awaited<ReturnType<typeof listInspectors>>[number];

/** Branches that can be visited. */
export function listActiveBranches(db: Db | Tx, bureauId: string) {
  return db.branch.findMany({
    where: { bureauId, status: 'ACTIVE' },
    orderBy: [{ createdAt: 'asc' }, { shortName: 'asc' }],
    select: { id: true, shortName: true },
  });
}
