import type { Db } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';
import { NotFound } from '../../shared/errors.js';

/** Published commitments of a branch with their items, all levels. */
export function listBoardCommitments(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, branchId, status: 'PUBLISHED' },
    orderBy: [{ year: 'desc' }, { level: 'asc' }, { publishedAt: 'asc' }],
    relationLoadStrategy: 'join',
    select: {
      id: true,
      year: true,
      level: true,
      ...{ type: true, taskTitle: true },
      organizationSide: true,
      peopleSide: true,
      publishedAt: true,
      group: { select: { id: true, name: true } },
      member: { select: { name: true } },
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, mainTask: true, workContent: true, dueDate: true, responsiblePerson: true },
          ...{ parentItemId: true, ...COUNTED },
        },
      },
    },
  });
}

/** R40: one published letter with its items, what was accepted for each, and what the public asked. Throws NotFound. */
export async function getBoardLetter(db: Db, bureauId: string, branchId: string, id: string) {
  const letter = await db.commitment.findFirst({
    where: { bureauId, branchId, id, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, year: true, level: true, organizationSide: true, peopleSide: true, preamble: true },
      ...{ type: true, taskTitle: true },
      ...{ publishedAt: true, version: true },
      group: { select: { name: true } },
      member: { select: { name: true } },
      versions: { orderBy: { version: 'desc' }, select: { version: true, replacedAt: true, reason: true } },
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, mainTask: true, workContent: true, measures: true, dueDate: true, responsiblePerson: true },
          ...{ unit: true, closeReason: true, ...COUNTED },
          children: COUNTED_BELOW,
          fulfillments: {
            where: { status: 'ACCEPTED' },
            orderBy: { doneOn: 'desc' },
            select: {
              ...{ id: true, doneOn: true, value: true, completes: true, content: true },
              evidence: {
                where: { removedAt: null },
                orderBy: { id: 'asc' },
                select: { id: true, fileName: true, mediaType: true },
              },
            },
          },
          // E34: explained by causes outside, and accepted as such.
          extensions: {
            where: { kind: 'EXPLANATION', objective: true, status: 'GRANTED' },
            orderBy: { createdAt: 'asc' },
            select: { reason: true, decidedAt: true },
          },
          feedback: {
            where: { status: { not: 'HIDDEN' } },
            orderBy: { createdAt: 'desc' },
            select: { status: true, content: true, reply: true, dueOn: true, repliedAt: true },
          },
        },
      },
    },
  });
  if (!letter) throw new NotFound();
  return letter;
}
export type BoardLetter = Awaited<ReturnType<typeof getBoardLetter>>;

/** An earlier version of a published letter. Throws NotFound. */
export async function getBoardVersion(db: Db, bureauId: string, branchId: string, id: string, version: number) {
  const found = await db.commitmentVersion.findFirst({
    where: { bureauId, commitmentId: id, version, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    select: { version: true, frozenText: true, replacedAt: true, reason: true },
  });
  if (!found) throw new NotFound();
  return found;
}
