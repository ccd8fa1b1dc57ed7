import type { Db, Tx } from '../../db/client.js';

/** Whose file: the whole bureau's (null) or one branch's. */
export interface Scope {
  bureauId: string;
  branchId: string | null;
}

const FILE = {
  ...{ id: true, branchId: true, campaignId: true, status: true, requestedByName: true, requestedAt: true },
  ...{ startedAt: true, finishedAt: true, attempt: true, partsDone: true, partsTotal: true, doing: true },
  ...{ documentCount: true, byteSize: true, sha256: true, failure: true, expiresAt: true },
} as const;

/** The files of a scope, the latest first. */
export function listFiles(db: Db, { bureauId, branchId }: Scope) {
  return db.acceptanceFile.findMany({
    where: { bureauId, branchId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    take: 30,
    select: FILE,
  });
}
export type FileRow = Awaited<ReturnType<typeof listFiles>>[number];

/** One file of the scope; null when it has none such. */
export function findFile(db: Db | Tx, { bureauId, branchId }: Scope, id: string): Promise<FileRow | null> {
  return db.acceptanceFile.findFirst({ where: { bureauId, branchId, id }, select: FILE });
}

/** A file for the work in the background, whosever it is; null when it is gone. */
export function findJobFile(db: Db | Tx, bureauId: string, id: string): Promise<FileRow | null> {
  return db.acceptanceFile.findFirst({ where: { bureauId, id }, select: FILE });
}

/** The branches that belong into a file of the scope, in the order of their folders. */
export function listBranches(db: Db, { bureauId, branchId }: Scope) {
  return db.branch.findMany({
    where: { bureauId, ...(branchId === null ? { status: 'ACTIVE' } : { id: branchId }) },
    orderBy: [{ shortName: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, shortName: true, schoolName: true },
  });
}
export type BranchOfFile = Awaited<ReturnType<typeof listBranches>>[number];

/** What the cover says. */
export async function findCover(db: Db, bureauId: string, campaignId: string) {
  return db.campaign.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: campaignId } },
    relationLoadStrategy: 'join',
    select: { id: true, name: true, startYear: true, bureau: { select: { name: true } } },
  });
}
export type Cover = Awaited<ReturnType<typeof findCover>>;

/** Whether this account has had the file handed to it since `since`. */
export async function wasHandedOver(
  db: Db,
  bureauId: string,
  { fileId, accountId, since }: { fileId: string; accountId: string; since: Date },
): Promise<boolean> {
  const found = await db.auditEvent.findFirst({
    where: {
      ...{ bureauId, entity: 'AcceptanceFile', entityId: fileId, accountId },
      ...{ action: 'acceptance-file.download', at: { gte: since } },
    },
    select: { seq: true },
  });
  return found !== null;
}
