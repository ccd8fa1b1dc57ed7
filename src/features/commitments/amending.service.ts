import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { asInputs, type PublishedLetter } from './amendments.queries.js';
import { itemChanges } from './amendments.rules.js';
import type { ItemInput } from './items.rules.js';
import { insertItems, updateItems } from './items.service.js';
import { findLetter } from './letter.queries.js';
import { composeLetter } from './letter.rules.js';
import { announceLetter, frozen } from './publication.service.js';

interface NewText {
  reason: string;
  preamble: string;
  items: readonly ItemInput[];
  secrecyReviewedBy: string;
}

/**
 * E33, E38: makes the next version of a published letter. The old text is kept with the reason; items keep their ids and
 * what was done for them; a dropped one is closed; those who refine a changed or dropped one are asked to look at theirs.
 * Throws StaleState when the letter changed meanwhile.
 */
export async function applyAmendment(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  letter: PublishedLetter,
  text: NewText,
): Promise<void> {
  await keepOldVersion(tx, useCase, letter, text.reason);
  const changes = itemChanges(asInputs(letter), text.items);
  await closeItems(tx, useCase, changes.dropped, text.reason);
  await updateItems(tx, useCase.actor.bureauId, text.items);
  await insertItems(tx, useCase.actor.bureauId, letter.id, text.items);
  await askBelow(tx, useCase, [...changes.changed, ...changes.dropped]);
  await publishAnew(tx, record, useCase, letter, text);
}

/** The published text and why the next replaces it. Throws StaleState when nothing was published. */
export async function keepOldVersion(
  tx: Tx,
  { actor, clock }: UseCase,
  letter: PublishedLetter,
  reason: string,
): Promise<void> {
  const { id, version, frozenText, frozenHash, publishedAt } = letter;
  if (frozenText === null || frozenHash === null || publishedAt === null) throw new StaleState();
  await tx.commitmentVersion.create({
    data: {
      ...{ bureauId: actor.bureauId, id: newId(), commitmentId: id, version, frozenText, frozenHash, publishedAt },
      ...{ replacedAt: clock.now(), reason },
    },
  });
}

async function closeItems(tx: Tx, { actor, clock }: UseCase, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.commitmentItem.updateMany({
    where: { bureauId: actor.bureauId, id: { in: [...ids] }, closedOn: null },
    data: { closedOn: chinaDay(clock.now()), closeReason: `承诺调整后不再办理：${reason}`, parentChangedAt: null },
  });
}

async function askBelow(tx: Tx, { actor, clock }: UseCase, ids: readonly string[]): Promise<void> {
  const { bureauId } = actor;
  await tx.commitmentItem.updateMany({
    where: { bureauId, id: { in: [...ids] } },
    data: { parentChangedAt: null },
  });
  await tx.commitmentItem.updateMany({
    where: { bureauId, parentItemId: { in: [...ids] }, closedOn: null, commitment: { status: 'PUBLISHED' } },
    data: { parentChangedAt: clock.now() },
  });
}

/** Freezes the letter as its items stand now, as the next version. Throws StaleState when somebody else was first. */
export async function publishAnew(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  letter: PublishedLetter,
  { preamble, secrecyReviewedBy }: NewText,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const { id, version, branchId } = letter;
  await tx.commitment.updateMany({ where: { bureauId, id }, data: { preamble } });
  const found = await findLetter(tx, bureauId, branchId, id);
  if (!found) throw new StaleState();
  const next = composeLetter(found.source, chinaDay(useCase.clock.now()));
  const { count } = await tx.commitment.updateMany({
    where: { bureauId, id, status: 'PUBLISHED', version },
    data: { ...frozen(next), version: version + 1, revision: { increment: 1 }, publishedAt: useCase.clock.now() },
  });
  if (count === 0) throw new StaleState('这份承诺刚才已经调整，请看最新情况。');
  await announceLetter(tx, record, useCase, letter, next, secrecyReviewedBy);
}
