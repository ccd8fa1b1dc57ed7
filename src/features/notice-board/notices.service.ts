import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { NoticeKind } from '../../generated/prisma/enums.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

/** A part of a notice as it is frozen: no private fields, only ready words. */
export interface NoticeSection {
  heading?: string;
  paragraphs?: string[];
  table?: { head: string[]; rows: string[][] };
}

export interface NewNotice {
  campaignId: string;
  /** Null: a notice of the bureau. */
  branchId: string | null;
  kind: NoticeKind;
  title: string;
  content: NoticeSection[];
  /** Who checked that nothing secret or private is in it (党务公开条例 art. 15). */
  secrecyReviewedBy: string;
}

/**
 * 公布: puts a frozen notice on the board, in the caller's transaction. An earlier notice of the same matter (campaign,
 * branch, kind) is marked superseded and stays readable. Gives the notice's id.
 */
export async function publishNotice(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: UseCase,
  notice: NewNotice,
): Promise<string> {
  const { bureauId } = actor;
  const { campaignId, branchId, kind } = notice;
  const id = newId();
  await tx.notice.create({
    data: {
      bureauId,
      id,
      campaignId,
      branchId,
      kind,
      title: notice.title,
      content: notice.content.map((section) => ({ ...section })),
      secrecyReviewedBy: notice.secrecyReviewedBy,
      publishedBy: actor.name,
      publishedAt: clock.now(),
    },
  });
  await tx.notice.updateMany({
    where: { bureauId, campaignId, branchId, kind, supersededById: null, id: { not: id } },
    data: { supersededById: id },
  });
  record({
    action: 'notice.publish',
    entity: 'Notice',
    entityId: id,
    ...(branchId ? { branchId } : {}),
    note: notice.title,
  });
  return id;
}

/** Takes a notice of the branch off the board with a reason (E52); the row stays. Throws NotFound, StaleState. */
export async function withdrawNotice(
  useCase: UseCase,
  branchId: string,
  noticeId: string,
  reason: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await tx.notice.findFirst({ where: { bureauId, id: noticeId, branchId }, select: { id: true } });
    if (!found) throw new NotFound();
    const { count } = await tx.notice.updateMany({
      where: { bureauId, id: noticeId, branchId, withdrawnAt: null },
      data: { withdrawnAt: useCase.clock.now(), withdrawReason: reason },
    });
    if (count === 0) throw new StaleState('这份公告刚才已被撤回。');
    record({ action: 'notice.withdraw', entity: 'Notice', entityId: noticeId, branchId, note: reason });
  });
}
