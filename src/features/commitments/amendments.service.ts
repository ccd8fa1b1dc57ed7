import { placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { dropBoardCache } from '../notice-board/index.js';
import { applyAmendment } from './amending.service.js';
import {
  type AmendmentRow,
  asInputs,
  findAmendment,
  findPublished,
  type PublishedLetter,
} from './amendments.queries.js';
import {
  AMENDMENT_LIFE,
  type AmendmentAction,
  isNoChange,
  itemChanges,
  keepItems,
  keptItems,
} from './amendments.rules.js';
import { type Author, writesIt } from './authors.rules.js';
import { LEVEL_LABELS } from './commitments.rules.js';
import { requireSoundItems } from './commitments.service.js';
import type { ItemInput } from './items.rules.js';
import { requireAllowedLinks } from './items.service.js';
import { type Reviewer, reviewRefusal } from './review.rules.js';

export interface AmendmentInput {
  /** The version the author had before him. */
  version: number;
  reason: string;
  preamble: string;
  items: readonly ItemInput[];
}

interface Where {
  branchId: string;
  commitmentId: string;
}

const keyOf = ({ actor }: UseCase, { branchId }: Where) => ({ bureauId: actor.bureauId, branchId });

/**
 * E33: the owner proposes how a published letter should read, with the reason; until the side above agrees the letter
 * stays as it is. Gives the amendment's id. Throws NotFound for another's letter, RuleViolation (nothing changed, an item
 * not sound), StaleState when the letter changed or one is open already.
 */
export async function proposeAmendment(
  useCase: UseCase,
  where: Where,
  author: Author,
  input: AmendmentInput,
): Promise<string> {
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const letter = await getOwnLetter(tx, useCase, where, author);
    await requireReachedStep(tx, placeFor(useCase, letter), 'COMMITMENT');
    if (letter.version !== input.version) throw new StaleState('这份承诺刚才已经调整，请看最新内容后再提出。');
    await requireSoundChange(tx, useCase, letter, input);
    await createAmendment(tx, useCase, id, letter.id, input);
    record({ ...entryOf('propose', id, where), to: 'PROPOSED', note: input.reason });
  });
  return id;
}

async function getOwnLetter(tx: Tx, useCase: UseCase, where: Where, author: Author): Promise<PublishedLetter> {
  const letter = await findPublished(tx, keyOf(useCase, where), where.commitmentId);
  if (!letter || !writesIt(letter, author)) throw new NotFound();
  return letter;
}

async function requireSoundChange(
  tx: Tx,
  { actor }: UseCase,
  letter: PublishedLetter,
  { preamble, items }: AmendmentInput,
): Promise<void> {
  requireSoundItems(items, letter.year);
  const before = asInputs(letter);
  const gone = items.findIndex(({ id }) => id !== null && !before.some((item) => item.id === id));
  if (gone >= 0) throw new RuleViolation('这一项已不再办理，请刷新页面后再修改', `items.${gone}.mainTask`);
  if (isNoChange(itemChanges(before, items)) && preamble === letter.preamble)
    throw new RuleViolation('内容没有改动，不需要申请调整。');
  const target = { ...letter, startYear: letter.campaign.startYear };
  await requireAllowedLinks(tx, actor.bureauId, target, items);
}

async function createAmendment(
  tx: Tx,
  { actor, clock }: UseCase,
  id: string,
  commitmentId: string,
  { reason, preamble, items }: AmendmentInput,
): Promise<void> {
  if (actor.accountId === null) throw new NotFound();
  try {
    await tx.commitmentAmendment.create({
      data: {
        ...{
          bureauId: actor.bureauId,
          id,
          commitmentId,
          reason,
          preamble,
          items: keepItems(items).map((item) => ({ ...item })),
        },
        ...{ proposedById: actor.accountId, proposedByName: actor.name, proposedAt: clock.now() },
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleState('已有一份调整申请正在审核，请等审核后再提出。');
    throw error;
  }
}

const entryOf = (act: string, entityId: string, { branchId }: Where): AuditEntry => ({
  ...{ action: `amendment.${act}`, entity: 'CommitmentAmendment', entityId, branchId },
});

/** Takes one's own proposal back. Throws NotFound, StaleState when it was decided. */
export async function withdrawAmendment(
  useCase: UseCase,
  where: Where & { amendmentId: string },
  author: Author,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await getOwnLetter(tx, useCase, where, author);
    const amendment = await getAmendment(tx, useCase, where);
    await move(tx, record, useCase, where, amendment, 'withdraw', null);
  });
}

async function getAmendment(tx: Tx, useCase: UseCase, where: Where & { amendmentId: string }): Promise<AmendmentRow> {
  const found = await findAmendment(tx, keyOf(useCase, where), where.commitmentId, where.amendmentId);
  if (!found) throw new NotFound();
  return found;
}

export interface AmendmentDecision {
  action: 'approve' | 'return';
  note: string | null;
  /** Who did the secrecy review of the new text (党务公开条例 art. 15); needed to approve. */
  secrecyReviewedBy: string | null;
}

/** Why this person does not decide on a proposal; null when he does. The side that reviewed the letter, never the proposer. */
export function amendmentRefusal(letter: PublishedLetter, proposedById: string, reviewer: Reviewer) {
  const leaderMemberId = letter.group?.leaderTerms[0]?.memberId ?? null;
  return reviewRefusal({ ...letter, leaderMemberId, submittedById: proposedById }, reviewer);
}

/**
 * The side above agrees, and the letter is published anew as its next version with the old one kept; or it does not, with
 * the reason. Of two at once one counts. Throws NotFound, Forbidden at four eyes, RuleViolation, StaleState.
 */
export async function decideAmendment(
  useCase: UseCase,
  where: Where & { amendmentId: string },
  reviewer: Reviewer,
  decision: AmendmentDecision,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const letter = await findPublished(tx, keyOf(useCase, where), where.commitmentId);
    const amendment = await getAmendment(tx, useCase, where);
    const refusal = letter && amendmentRefusal(letter, amendment.proposedById, reviewer);
    if (!letter || refusal?.kind === 'not-his') throw new NotFound();
    if (refusal) throw new Forbidden(refusal.message);
    const step = AMENDMENT_LIFE.PROPOSED[decision.action];
    if (step?.note && decision.note === null) throw new RuleViolation(step.note, 'note');
    await move(tx, record, useCase, where, amendment, decision.action, decision.note);
    if (decision.action === 'return') return;
    if (decision.secrecyReviewedBy === null) throw new RuleViolation('请填写保密审查人', 'secrecyReviewedBy');
    await applyAmendment(tx, record, useCase, letter, {
      ...{ reason: amendment.reason, preamble: amendment.preamble, items: keptItems(amendment.items) },
      secrecyReviewedBy: decision.secrecyReviewedBy,
    });
  });
  dropBoardCache();
}

async function move(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: UseCase,
  where: Where,
  { id, status }: AmendmentRow,
  action: AmendmentAction,
  decisionNote: string | null,
): Promise<void> {
  const step = AMENDMENT_LIFE[status][action];
  if (!step) throw new StaleState('这份调整申请已经处理，请看最新情况。');
  const decided = action === 'withdraw' ? {} : { decidedByName: actor.name, decidedAt: clock.now(), decisionNote };
  const { count } = await tx.commitmentAmendment.updateMany({
    where: { bureauId: actor.bureauId, id, status },
    data: { ...decided, status: step.to },
  });
  if (count === 0) throw new StaleState('这份调整申请刚才已经处理，请看最新情况。');
  record({ ...entryOf(action, id, where), from: status, to: step.to, ...(decisionNote ? { note: decisionNote } : {}) });
}

/** E38: the owner saw that the item above changed, and his own stays as it is. Throws NotFound, StaleState. */
export async function confirmUnchanged(
  useCase: UseCase,
  branchId: string,
  itemId: string,
  author: Author,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const item = await tx.commitmentItem.findFirst({
      where: { bureauId, id: itemId, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
      select: { commitment: { select: { level: true, type: true, branchId: true, groupId: true, memberId: true } } },
    });
    if (!item || !writesIt(item.commitment, author)) throw new NotFound();
    const { count } = await tx.commitmentItem.updateMany({
      where: { bureauId, id: itemId, parentChangedAt: { not: null } },
      data: { parentChangedAt: null },
    });
    if (count === 0) throw new StaleState('这一项已经核对过了。');
    const note = `${LEVEL_LABELS[item.commitment.level].name}，上级事项调整后确认不变（${chinaDay(useCase.clock.now()).toISOString().slice(0, 10)}）`;
    record({ action: 'commitment-item.confirm', entity: 'CommitmentItem', entityId: itemId, branchId, note });
  });
}
