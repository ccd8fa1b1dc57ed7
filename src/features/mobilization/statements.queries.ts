import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { StatementKind, StatementStatus } from '../../generated/prisma/enums.js';
import { NotFound, StaleState } from '../../shared/errors.js';

/** The branch's statement of a kind; null while nothing was written. */
export function findStatement(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace, kind: StatementKind) {
  return db.branchStatement.findUnique({
    where: { bureauId_campaignId_branchId_kind: { bureauId, campaignId, branchId, kind } },
  });
}

/** A statement by id. Throws NotFound. */
export async function getStatement(db: Db | Tx, bureauId: string, id: string) {
  const statement = await db.branchStatement.findUnique({
    where: { bureauId_id: { bureauId, id } },
    include: { branch: { select: { name: true, shortName: true } } },
  });
  if (!statement) throw new NotFound();
  return statement;
}

/** Statements that wait for the committee, oldest first. */
export function listStatementsForReview(db: Db, bureauId: string, campaignId: string) {
  return db.branchStatement.findMany({
    where: { bureauId, campaignId, status: 'SUBMITTED' },
    orderBy: { submittedAt: 'asc' },
    relationLoadStrategy: 'join',
    select: { id: true, kind: true, title: true, submittedAt: true, branch: { select: { id: true, shortName: true } } },
  });
}

/** Moves a statement on if it still stands where the reader saw it; else StaleState. */
export async function moveStatement(
  tx: Tx,
  at: { bureauId: string; id: string; status: StatementStatus; revision: number },
  data: {
    status: StatementStatus;
    title?: string;
    body?: string;
    submittedAt?: Date;
    approvedAt?: Date;
    approvedBy?: string;
    publishedAt?: Date;
    reviewNote?: string | null;
  },
): Promise<void> {
  const { count } = await tx.branchStatement.updateMany({
    where: at,
    data: { ...data, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState();
}
