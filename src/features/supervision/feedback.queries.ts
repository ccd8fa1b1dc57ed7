import type { Db, Tx } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';

/** The branch a public form belongs to, with the campaign that runs and the year's round there. Throws NotFound. */
export async function getFeedbackBranch(db: Db, bureauId: string, branchId: string, year: number) {
  const branch = await db.branch.findUnique({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      schoolName: true,
      bureau: {
        select: {
          campaigns: {
            where: { status: 'PUBLISHED' },
            orderBy: { publishedAt: 'desc' },
            take: 1,
            select: {
              id: true,
              startYear: true,
              commitmentRounds: { where: { branchId, year }, select: { suggestionsUntil: true } },
            },
          },
        },
      },
    },
  });
  if (!branch) throw new NotFound();
  return branch;
}

/** A published, open item of the branch that may be asked about; null for any other. */
export function findAskedItem(db: Db, bureauId: string, branchId: string, itemId: string) {
  return db.commitmentItem.findFirst({
    where: { bureauId, id: itemId, closedOn: null, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    select: { id: true, mainTask: true, commitmentId: true },
  });
}
export type AskedItem = NonNullable<Awaited<ReturnType<typeof findAskedItem>>>;

/** Words sent to a branch: those that wait first, then the latest. */
export function listFeedback(db: Db, bureauId: string, branchId: string, most = 100) {
  return db.feedback.findMany({
    where: { bureauId, branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ status: 'asc' }, { createdAt: 'desc' }],
    take: most,
    select: {
      id: true,
      kind: true,
      year: true,
      content: true,
      authorName: true,
      status: true,
      handling: true,
      reply: true,
      createdAt: true,
      dueOn: true,
      item: { select: { mainTask: true } },
    },
  });
}

/** A word of this branch. Throws NotFound. */
export async function getFeedback(db: Db | Tx, bureauId: string, branchId: string, id: string) {
  const found = await db.feedback.findFirst({ where: { bureauId, branchId, id } });
  if (!found) throw new NotFound();
  return found;
}

/** The word behind a sender's link. Throws NotFound. */
export async function getFeedbackByCode(db: Db, bureauId: string, trackingCode: string) {
  const found = await db.feedback.findUnique({
    where: { bureauId_trackingCode: { bureauId, trackingCode } },
    relationLoadStrategy: 'join',
    include: { branch: { select: { id: true, name: true, schoolName: true } } },
  });
  if (!found) throw new NotFound();
  return found;
}
