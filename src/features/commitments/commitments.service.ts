import { placeFor } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import type { CommitmentTarget } from './commitments.queries.js';
import {
  isEditable,
  LEVEL_LABELS,
  type RecipientSides,
  recipientSides,
  STATUS_TAGS,
  transition,
} from './commitments.rules.js';
import { dueDateFault, type ItemInput, MAX_ITEMS, measureFaultOf, submissionFault } from './items.rules.js';
import { requireAllowedLinks, writeItems } from './items.service.js';
import { requireHeard } from './rounds.service.js';
import { findAddressees, findStanding } from './writing.queries.js';

export type { CommitmentTarget } from './commitments.queries.js';
export type { ItemInput } from './items.rules.js';

export interface CommitmentInput {
  preamble: string;
  items: readonly ItemInput[];
  /** The revision the author had before him; 0 when there was no commitment yet. */
  revision: number;
}

/**
 * Writes a draft, or a returned commitment anew; the two sides are filled in by the system (R28). Gives its id.
 * Throws RuleViolation where the author can mend it (a due date, an item others refine, changed meanwhile), StaleState
 * when it is under review or further on, StepNotOpen outside the step.
 */
export async function saveCommitment(
  useCase: UseCase,
  target: CommitmentTarget,
  input: CommitmentInput,
): Promise<string> {
  const { bureauId } = useCase.actor;
  requireSoundItems(input.items, target.year);
  return inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, target), gateOf(target));
    const addressees = await findAddressees(tx, bureauId, target);
    if (!addressees) throw pledgerMissing(target);
    const placed = { ...target, groupId: addressees.groupId };
    const sides = recipientSides(target.level, addressees);
    const { id, isNew } = await openForWriting(tx, useCase, placed, sides, input);
    await requireAllowedLinks(tx, bureauId, placed, input.items);
    await writeItems(tx, bureauId, id, input.items);
    record({
      action: isNew ? 'commitment.create' : 'commitment.edit',
      entity: 'Commitment',
      entityId: id,
      branchId: target.branchId,
      detail: { level: target.level, year: target.year, items: input.items.length },
    });
    return id;
  });
}

const gateOf = ({ startYear, year, shortTaskId }: CommitmentTarget) => ({
  ...{ startYear, year, isShortTask: Boolean(shortTaskId) },
});

/** Throws RuleViolation on the field: no item or too many, a day out of the year, a measure that is not whole. */
export function requireSoundItems(items: readonly ItemInput[], year: number): void {
  if (items.length === 0) throw new RuleViolation('请至少填写一项承诺。', 'items.0.mainTask');
  if (items.length > MAX_ITEMS) throw new RuleViolation(`承诺事项最多${MAX_ITEMS}项，请合并。`);
  const fault = dueDateFault(items, year) ?? measureFaultOf(items);
  if (fault) throw new RuleViolation(fault.message, `items.${fault.index}.${fault.field}`);
}

/** The error when branch, group or membership is not there: a member without a group is told what to do. */
export function pledgerMissing(target: CommitmentTarget): Error {
  if (target.level !== 'MEMBER') return new NotFound();
  return new RuleViolation('您还没有参加功能党小组，请先完成报名，由支部确定后再作承诺。');
}

async function openForWriting(
  tx: Tx,
  useCase: UseCase,
  target: CommitmentTarget,
  sides: RecipientSides,
  { preamble, revision }: CommitmentInput,
): Promise<{ id: string; isNew: boolean }> {
  const { bureauId } = useCase.actor;
  const standing = await findStanding(tx, bureauId, target);
  if (!standing) {
    if (revision !== 0 || target.shortTaskId) throw new NotFound();
    return { id: await insertDraft(tx, useCase, target, { preamble, ...sides }), isNew: true };
  }
  if (!isEditable(standing.status)) throw alreadyOn(standing.status);
  const { count } = await tx.commitment.updateMany({
    where: { bureauId, id: standing.id, status: standing.status, revision },
    data: { preamble, ...sides, groupId: target.groupId, revision: { increment: 1 } },
  });
  if (count === 0) throw new RuleViolation(CHANGED_MEANWHILE);
  return { id: standing.id, isNew: false };
}

const CHANGED_MEANWHILE =
  '您填写期间，这份承诺已在别处被修改，本次没有保存。请另开窗口查看最新内容，把需要的修改补上后再保存。';

async function insertDraft(
  tx: Tx,
  { actor, clock }: UseCase,
  { campaignId, year, level, branchId, groupId, memberId }: CommitmentTarget,
  texts: RecipientSides & { preamble: string },
): Promise<string> {
  const id = newId();
  const pledger = { level, branchId, groupId, memberId };
  try {
    await tx.commitment.create({
      data: { bureauId: actor.bureauId, id, campaignId, year, ...pledger, ...texts, createdAt: clock.now() },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new RuleViolation(CHANGED_MEANWHILE);
    throw error;
  }
  return id;
}

function alreadyOn(status: keyof typeof STATUS_TAGS): StaleState {
  return new StaleState(`这份承诺现在的状态是“${STATUS_TAGS[status].label}”，不能再修改。`);
}

/**
 * Hands the commitment to the side above for review; a new round begins. `revision`: what the author saw when he agreed.
 * Throws RuleViolation when it cannot be submitted as it stands, StaleState when it changed meanwhile.
 */
export async function submitCommitment(
  useCase: UseCase,
  target: CommitmentTarget,
  { revision }: { revision: number },
): Promise<string> {
  const { bureauId, accountId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, target), gateOf(target));
    const standing = await findStanding(tx, bureauId, target);
    if (!standing) throw new NotFound();
    const step = transition(standing.status, 'submit');
    if (!step) throw alreadyOn(standing.status);
    if (target.level === 'BRANCH') await requireHeard(tx, useCase, target);
    const { count } = await tx.commitment.updateMany({
      where: { bureauId, id: standing.id, status: standing.status, revision },
      data: {
        status: step.to,
        round: { increment: 1 },
        revision: { increment: 1 },
        submittedAt: useCase.clock.now(),
        submittedById: accountId,
      },
    });
    if (count === 0) throw new StaleState('这份承诺刚才又有修改，请核对最新内容后再提交。');
    await requireReadyItems(tx, useCase, standing.id);
    record({
      action: 'commitment.submit',
      entity: 'Commitment',
      entityId: standing.id,
      branchId: target.branchId,
      from: standing.status,
      to: step.to,
      note: `${LEVEL_LABELS[target.level].name}，第${standing.round + 1}次提交`,
    });
    return standing.id;
  });
}

async function requireReadyItems(tx: Tx, { actor, clock }: UseCase, commitmentId: string): Promise<void> {
  const items = await tx.commitmentItem.findMany({
    where: { bureauId: actor.bureauId, commitmentId },
    orderBy: { position: 'asc' },
    select: { dueDate: true },
  });
  const fault = submissionFault(items, chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault);
}
