import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput, daysBetween } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { EXTENSION_LIFE } from '../../shared/extension-life.js';
import { newId } from '../../shared/ids.js';
import { type Author, type Reviewer, writesIt } from '../commitments/index.js';
import { dropBoardCache } from '../notice-board/index.js';
import { type DueItem, type ExtensionRow, findDueItem, findExtension } from './extensions.queries.js';
import { kindOn } from './extensions.rules.js';
import { decisionRefusal } from './fulfillments.service.js';

export interface ExtensionInput {
  reason: string;
  /** Before the day: until when. */
  newDueDate: Date | null;
  /** After it: whether the cause lay outside (客观原因). */
  objective: boolean;
}

/**
 * E34: the keeper of an item asks for more time before its day, or explains the delay after it. Gives the id. Throws
 * NotFound for another's item, RuleViolation (no later day), StaleState when one waits already.
 */
export async function askExtension(
  useCase: UseCase,
  branchId: string,
  keeper: Author,
  itemId: string,
  input: ExtensionInput,
): Promise<string> {
  const { bureauId } = useCase.actor;
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const item = await findDueItem(tx, { bureauId, branchId }, itemId);
    if (!item || !writesIt(item.commitment, keeper)) throw new NotFound();
    await createExtension(tx, useCase, id, item, input);
    record({ ...entryOf('ask', id, branchId), to: 'REQUESTED', note: input.reason });
  });
  return id;
}

async function createExtension(
  tx: Tx,
  { actor, clock }: UseCase,
  id: string,
  { id: itemId, dueDate, commitment }: DueItem,
  { reason, newDueDate, objective }: ExtensionInput,
): Promise<void> {
  if (actor.accountId === null) throw new NotFound();
  const kind = kindOn(dueDate, chinaDay(clock.now()));
  const until = kind === 'EXTENSION' ? laterDay(newDueDate, dueDate, commitment.year) : null;
  try {
    await tx.itemExtension.create({
      data: {
        ...{ bureauId: actor.bureauId, id, itemId, kind, reason, oldDueDate: dueDate, newDueDate: until },
        ...{ objective: kind === 'EXPLANATION' && objective, createdById: actor.accountId },
        ...{ createdByName: actor.name, createdAt: clock.now() },
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleState('这一项已有申请正在等待审核。');
    throw error;
  }
}

function laterDay(day: Date | null, dueDate: Date, year: number): Date {
  if (day === null) throw new RuleViolation('请选择新的办结时限', 'newDueDate');
  if (daysBetween(dueDate, day) <= 0) throw new RuleViolation('新的办结时限应晚于原来的', 'newDueDate');
  if (day.getUTCFullYear() > year + 1) throw new RuleViolation(`新的办结时限应在${year + 1}年底以前`, 'newDueDate');
  return day;
}

const entryOf = (act: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action: `item-extension.${act}`, entity: 'ItemExtension', entityId, branchId },
});

/**
 * The side above decides; a granted extension sets the new day at once, the old one stays on record. Of two at once one
 * counts. Throws NotFound, Forbidden at four eyes, RuleViolation without the reason of a refusal, StaleState.
 */
export async function decideExtension(
  useCase: UseCase,
  branchId: string,
  judge: Reviewer,
  decision: { extensionId: string; action: 'grant' | 'refuse'; note: string | null },
): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const found = await findExtension(tx, { bureauId: actor.bureauId, branchId }, decision.extensionId);
    const refusal = found ? decisionRefusal(found.item.commitment, judge, found.createdById) : 'not-his';
    if (!found || refusal === 'not-his') throw new NotFound();
    if (refusal) throw new Forbidden(refusal);
    const step = EXTENSION_LIFE[found.status][decision.action];
    if (!step) throw new StaleState('这份申请已经处理，请看最新情况。');
    if (step.note && decision.note === null) throw new RuleViolation(step.note, 'note');
    const { count } = await tx.itemExtension.updateMany({
      where: { bureauId: actor.bureauId, id: found.id, status: found.status },
      data: { status: step.to, decidedByName: actor.name, decidedAt: clock.now(), decisionNote: decision.note },
    });
    if (count === 0) throw new StaleState('这份申请刚才已经处理，请看最新情况。');
    if (step.to === 'GRANTED') await setDay(tx, actor.bureauId, found);
    const day = found.newDueDate === null ? {} : { newDueDate: dayInput(found.newDueDate) };
    record({ ...entryOf(decision.action, found.id, branchId), from: found.status, to: step.to, detail: day });
  });
  dropBoardCache();
}

async function setDay(tx: Tx, bureauId: string, { itemId, newDueDate, oldDueDate }: ExtensionRow): Promise<void> {
  if (newDueDate === null) return;
  const { count } = await tx.commitmentItem.updateMany({
    where: { bureauId, id: itemId, dueDate: oldDueDate, closedOn: null },
    data: { dueDate: newDueDate },
  });
  if (count === 0) throw new StaleState('这一项的办结时限刚才已有变化，请看最新情况。');
}
