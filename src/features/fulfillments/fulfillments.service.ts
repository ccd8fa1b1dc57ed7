import type { Person } from '../../access/roles.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import {
  type Author,
  authorOf,
  type Pledged,
  type Reviewer,
  reviewerOf,
  reviewRefusal,
  writesIt,
} from '../commitments/index.js';
import { type BranchKey, findKeptItem, findRecord, type KeptItem, type RecordRow } from './fulfillments.queries.js';
import { doneDayFault, FULFILLMENT_LIFE, type FulfillmentAction } from './fulfillments.rules.js';

/** The person as one who reviews what others promised and did. */
export const judgeOf = (person: Person): Reviewer => reviewerOf(person);

/** The person as a keeper of commitments. */
export const keeperOf = (person: Person): Author => authorOf(person);

/** Whether an item of this commitment is the person's to keep. */
export const keepsIt = (commitment: Pledged, person: Person): boolean => writesIt(commitment, keeperOf(person));

/**
 * Why this person does not decide on what was done for an item; null when he does. The side that reviewed the letter
 * decides, and nobody on his own record (E10).
 */
export function decisionRefusal(
  commitment: KeptItem['commitment'],
  reviewer: Reviewer,
  createdById: string,
): 'not-his' | string | null {
  const leaderMemberId = commitment.group?.leaderTerms[0]?.memberId ?? null;
  const refusal = reviewRefusal({ ...commitment, leaderMemberId }, reviewer);
  if (refusal?.kind === 'not-his') return 'not-his';
  if (refusal) return refusal.message;
  return createdById === reviewer.accountId ? '这条记录是您本人填写的，请由其他人认可。' : null;
}

export interface RecordInput {
  doneOn: Date;
  content: string;
  /** What the measure had reached; NUMBER only. */
  value: number | null;
  completes: boolean;
}

/**
 * R41: what was done for an item of a published commitment, by whoever keeps it. Gives the record's id. Throws
 * RuleViolation (day, nothing reached said), NotFound when it is another's, StaleState while nothing is published.
 */
export async function recordFulfillment(
  useCase: UseCase,
  branchId: string,
  keeper: Author,
  itemId: string,
  input: RecordInput,
): Promise<string> {
  const key = { bureauId: useCase.actor.bureauId, branchId };
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const item = await findKeptItem(tx, key, itemId);
    requireKeeper(item, keeper);
    requireSound(item, input, useCase);
    await tx.fulfillment.create({
      data: {
        ...{ bureauId: key.bureauId, id, itemId, ...valuesOf(item, input) },
        ...{ createdById: accountOf(useCase), createdByName: useCase.actor.name, createdAt: useCase.clock.now() },
      },
    });
    record({ ...entry('fulfillment.record', id, branchId), to: 'SUBMITTED', note: dayInput(input.doneOn) });
  });
  return id;
}

function requireKeeper(item: KeptItem | null, keeper: Author): asserts item is KeptItem {
  if (!item || !writesIt(item.commitment, keeper)) throw new NotFound();
  if (item.commitment.status !== 'PUBLISHED') throw new StaleState('承诺公布以后，才能记录践诺情况。');
  if (item.closedOn !== null) throw new StaleState('这一项已不再办理，不能再记录。');
}

function requireSound(item: KeptItem, { doneOn, value, completes }: RecordInput, { clock }: UseCase): void {
  const fault = doneDayFault(doneOn, item.commitment.year, chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault, 'doneOn');
  if (item.measureKind === 'NUMBER' && value === null && !completes)
    throw new RuleViolation('请填写到这一天达到的数。', 'value');
}

const valuesOf = (item: KeptItem, { doneOn, content, value, completes }: RecordInput) => ({
  ...{ doneOn, content, completes, value: item.measureKind === 'NUMBER' ? value : null },
});

/** A returned record, mended: the same record again, with what it says now. Throws as recordFulfillment does. */
export async function correctFulfillment(
  useCase: UseCase,
  branchId: string,
  keeper: Author,
  recordId: string,
  input: RecordInput,
): Promise<void> {
  const key = { bureauId: useCase.actor.bureauId, branchId };
  await inTransaction(useCase, async (tx, record) => {
    const found = await getOwnRecord(tx, key, keeper, recordId);
    requireSound(found.item, input, useCase);
    await move(tx, record, key, found, 'correct', { ...valuesOf(found.item, input), ...UNDECIDED });
  });
}

/** Takes a record back that was not accepted. */
export async function withdrawFulfillment(
  useCase: UseCase,
  branchId: string,
  keeper: Author,
  recordId: string,
): Promise<void> {
  const key = { bureauId: useCase.actor.bureauId, branchId };
  await inTransaction(useCase, async (tx, record) => {
    const found = await getOwnRecord(tx, key, keeper, recordId);
    await move(tx, record, key, found, 'withdraw', UNDECIDED);
  });
}

const UNDECIDED = { decidedById: null, decidedByName: null, decidedAt: null, decisionNote: null };

async function getOwnRecord(tx: Tx, key: BranchKey, keeper: Author, id: string): Promise<RecordRow> {
  const found = await findRecord(tx, key, id);
  requireKeeper(found?.item ?? null, keeper);
  if (!found) throw new NotFound();
  return found;
}

/**
 * The side above accepts what was done, or returns it with the reason. Of two at once one counts. Throws NotFound when it
 * is not this person's to decide, Forbidden at four eyes, StaleState.
 */
export async function decideFulfillment(
  useCase: UseCase,
  branchId: string,
  reviewer: Reviewer,
  decision: { recordId: string; revision: number; action: 'accept' | 'return'; note: string | null },
): Promise<void> {
  const key = { bureauId: useCase.actor.bureauId, branchId };
  await inTransaction(useCase, async (tx, record) => {
    const found = await findRecord(tx, key, decision.recordId);
    const refusal = found ? decisionRefusal(found.item.commitment, reviewer, found.createdById) : 'not-his';
    if (!found || refusal === 'not-his') throw new NotFound();
    if (refusal) throw new Forbidden(refusal);
    const step = FULFILLMENT_LIFE.SUBMITTED[decision.action];
    if (step?.note && decision.note === null) throw new RuleViolation(step.note, 'note');
    if (found.revision !== decision.revision) throw new StaleState('这条记录刚才有修改，请看过最新内容再决定。');
    const decided = { decidedById: accountOf(useCase), decidedByName: useCase.actor.name, decisionNote: decision.note };
    await move(tx, record, key, found, decision.action, { ...decided, decidedAt: useCase.clock.now() });
  });
}

async function move(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { bureauId, branchId }: BranchKey,
  { id, status, revision }: RecordRow,
  action: FulfillmentAction,
  data: object,
): Promise<void> {
  const step = FULFILLMENT_LIFE[status][action];
  if (!step) throw new StaleState('这条记录刚才已有变化，请看最新情况。');
  const { count } = await tx.fulfillment.updateMany({
    where: { bureauId, id, status, revision },
    data: { ...data, status: step.to, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('这条记录刚才已有变化，请看最新情况。');
  record({ ...entry(`fulfillment.${action}`, id, branchId), from: status, to: step.to });
}

/** Records are always somebody's: the portal itself keeps no commitment. */
function accountOf({ actor }: UseCase): string {
  if (actor.accountId === null) throw new Error('A record of a commitment needs an account.');
  return actor.accountId;
}

const entry = (action: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action, entity: 'Fulfillment', entityId, branchId },
});
