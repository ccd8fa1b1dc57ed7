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

/** Moves a statement on if it still stands where the reader saw it; else StaleState. */
export async function moveStatement(
  tx: Tx,
  at: { bureauId: string; id: string; status: StatementStatus; revision: number },
  data: {
    status: StatementStatus;
    title?: string;
    body?: string;
    figures?: object;
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

/** Keeps a saved text as the next version. */
export async function keepVersion(
  tx: Tx,
  { bureauId, statementId }: { bureauId: string; statementId: string },
  text: { id: string; title: string; body: string; savedBy: string; savedAt: Date },
): Promise<void> {
  const number = 1 + (await tx.statementVersion.count({ where: { bureauId, statementId } }));
  await tx.statementVersion.create({ data: { bureauId, statementId, number, ...text } });
}

/** The saved texts of a statement, newest first, without their words. */
export function listVersions(db: Db, bureauId: string, statementId: string) {
  return db.statementVersion.findMany({
    where: { bureauId, statementId },
    orderBy: { number: 'desc' },
    take: 100,
    select: { number: true, savedBy: true, savedAt: true },
  });
}

/** A saved text and the one before it, newest first. */
export function findVersionPair(db: Db, bureauId: string, statementId: string, number: number) {
  return db.statementVersion.findMany({
    where: { bureauId, statementId, number: { in: [number, number - 1] } },
    orderBy: { number: 'desc' },
    select: { number: true, title: true, body: true, savedBy: true, savedAt: true },
  });
}
