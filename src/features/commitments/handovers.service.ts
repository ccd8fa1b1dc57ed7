import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { nestedNode, progressOf } from '../../shared/progress.js';
import { dropBoardCache } from '../notice-board/index.js';
import { keepOldVersion, publishAnew } from './amending.service.js';
import { findPublished, type PublishedLetter } from './amendments.queries.js';
import { findMemberItem, listOpenItemsOf, listTakers, type MemberItem } from './handovers.queries.js';

/** Why the items of a member who left were closed; such a one can still be handed to somebody else. */
export const LEFT = '承诺人调出';

/** E1: what the leaver had not finished is closed on the day he left; what he finished stays his. */
export async function closeItemsOf(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  place: StepPlace,
  { memberId, on }: { memberId: string; on: Date },
): Promise<void> {
  const { bureauId, branchId } = place;
  const items = await listOpenItemsOf(tx, place, memberId);
  const open = items.filter((item) => progressOf(nestedNode(item)) < 100);
  if (open.length === 0) return;
  await tx.commitmentItem.updateMany({
    where: { bureauId, id: { in: open.map(({ id }) => id) }, closedOn: null },
    data: { closedOn: on, closeReason: LEFT, parentChangedAt: null },
  });
  for (const commitmentId of new Set(open.map((item) => item.commitmentId))) {
    const count = open.filter((item) => item.commitmentId === commitmentId).length;
    record({
      ...{ action: 'items.close', entity: 'Commitment', entityId: commitmentId, branchId, note: LEFT },
      detail: { items: count },
    });
  }
}

export interface Handover {
  toCommitmentId: string;
  reason: string;
}

/** Why this item cannot be handed over; null when it can. */
export function handoverFault(item: MemberItem): string | null {
  if (item.closedOn !== null && item.closeReason !== LEFT) return '这一项已经不再办理，不用移交。';
  return progressOf(nestedNode(item)) === 100 ? '这一项已经办结，不用移交。' : null;
}

/**
 * E1: by the branch's decision an unfinished item goes, with its records, into the letter of another member of the group.
 * Both letters get a new version; the old ones stay readable (R53). Throws NotFound, RuleViolation (done, not a fellow of
 * the group, an amendment waits), StaleState when it was handed over meanwhile.
 */
export async function handOverItem(
  useCase: UseCase,
  branchId: string,
  itemId: string,
  { toCommitmentId, reason }: Handover,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const item = await findMemberItem(tx, { bureauId, branchId }, itemId);
    if (!item) throw new NotFound();
    const fault = handoverFault(item);
    if (fault) throw new RuleViolation(fault);
    const takers = await listTakers(tx, bureauId, item);
    if (!takers.some(({ id }) => id === toCommitmentId))
      throw new RuleViolation('请选择同一小组、承诺已公布的党员', 'toCommitmentId');
    const from = await getLetter(tx, useCase, branchId, item.commitmentId);
    const to = await getLetter(tx, useCase, branchId, toCommitmentId);
    const why = `“${item.mainTask}”由${from.member?.name ?? ''}移交给${to.member?.name ?? ''}：${reason}`;
    for (const letter of [from, to]) await keepOldVersion(tx, useCase, letter, why);
    await moveItem(tx, useCase, item, { from, to, reason });
    for (const letter of [from, to]) {
      await publishAnew(tx, record, useCase, letter, {
        ...{ reason: why, preamble: letter.preamble, items: [], secrecyReviewedBy: useCase.actor.name },
      });
    }
    record({ action: 'item.hand-over', entity: 'CommitmentItem', entityId: itemId, branchId, note: why });
  });
  dropBoardCache();
}

async function getLetter(tx: Tx, { actor }: UseCase, branchId: string, id: string): Promise<PublishedLetter> {
  const letter = await findPublished(tx, { bureauId: actor.bureauId, branchId }, id);
  if (!letter) throw new NotFound();
  if (letter.amendments.length > 0)
    throw new RuleViolation(`${letter.member?.name ?? ''}的承诺有待审核的调整申请，请先办理。`);
  return letter;
}

async function moveItem(
  tx: Tx,
  { actor, clock }: UseCase,
  item: MemberItem,
  { from, to, reason }: { from: PublishedLetter; to: PublishedLetter; reason: string },
): Promise<void> {
  const { bureauId } = actor;
  const { count } = await tx.commitmentItem.updateMany({
    where: { bureauId, id: item.id, commitmentId: from.id },
    data: { commitmentId: to.id, position: to.items.length, closedOn: null, closeReason: null },
  });
  if (count === 0) throw new StaleState('这一项刚才已经移交。');
  await tx.itemHandover.create({
    data: {
      ...{ bureauId, id: newId(), itemId: item.id, fromCommitmentId: from.id, toCommitmentId: to.id, reason },
      ...{ fromName: from.member?.name ?? '', toName: to.member?.name ?? '', decidedByName: actor.name },
      createdAt: clock.now(),
    },
  });
}
