import type { Db, Tx } from '../../db/client.js';
import type { BranchKey } from './members.queries.js';

/** An upload of the branch; null outside the branch. */
export async function findImport(db: Db | Tx, { bureauId, branchId }: BranchKey, importId: string) {
  return db.rosterImport.findUnique({ where: { bureauId_id: { bureauId, id: importId }, branchId } });
}

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** Uploads of the branch that nobody has finished, the latest first. */
export async function listOpenImports(db: Db, { bureauId, branchId }: BranchKey) {
  return db.rosterImport.findMany({
    where: { bureauId, branchId, status: 'PREVIEW' },
    orderBy: { createdAt: 'desc' },
    take: 3,
    select: { id: true, fileName: true, createdAt: true },
  });
}

/** Imports into one branch happen one after another: each compares with the roster that the one before left. */
export async function lockRoster(tx: Tx, { bureauId, branchId }: BranchKey): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM branch WHERE "bureauId" = ${bureauId}::uuid AND id = ${branchId}::uuid FOR NO KEY UPDATE`;
}
