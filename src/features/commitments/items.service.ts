import type { Tx } from '../../db/client.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { CommitmentTarget } from './commitments.queries.js';
import { type ItemInput, removedItems } from './items.rules.js';
import { measureToKeep } from './measure.rules.js';
import { findKeyTaskIds, findLastYearsItems, findRefined, lockItems, lockParents } from './writing.queries.js';

/** Throws RuleViolation on the field of an item that refines what it may not, or names a key task that is not there. */
export async function requireAllowedLinks(
  tx: Tx,
  bureauId: string,
  target: CommitmentTarget,
  items: readonly ItemInput[],
): Promise<void> {
  const parentIds = idsOf(items, 'parentItemId');
  const parents = parentIds.length === 0 ? new Set<string>() : await lockParents(tx, bureauId, target, parentIds);
  requireKnown(items, 'parentItemId', parents, '所选的上级事项已有变化，请重新选择');
  const carriedIds = idsOf(items, 'carriedFromId');
  const carried =
    carriedIds.length === 0 ? new Set<string>() : await findLastYearsItems(tx, bureauId, target, carriedIds);
  requireKnown(items, 'carriedFromId', carried, '所延续的上一年事项不是本承诺人的，请重新选择', 'mainTask');
  const taskIds = idsOf(items, 'keyTaskId');
  const asked = target.level === 'BRANCH' && taskIds.length > 0;
  const tasks = asked ? await findKeyTaskIds(tx, bureauId, target, taskIds) : new Set<string>();
  requireKnown(items, 'keyTaskId', tasks, '所选的重点工作已有变化，请重新选择');
}

type LinkField = 'parentItemId' | 'keyTaskId' | 'carriedFromId';

function idsOf(items: readonly ItemInput[], field: LinkField): string[] {
  return items.flatMap((item) => item[field] ?? []);
}

function requireKnown(
  items: readonly ItemInput[],
  field: LinkField,
  known: ReadonlySet<string>,
  message: string,
  shownAt: keyof ItemInput = field,
): void {
  const index = items.findIndex((item) => item[field] !== null && !known.has(item[field]));
  if (index >= 0) throw new RuleViolation(message, `items.${index}.${shownAt}`);
}

/**
 * Brings the stored items to what was written: known ones keep their id, for others may refine them; those taken out are
 * removed. Throws RuleViolation for one that others refine already (E38) and for one that is no longer there.
 */
export async function writeItems(
  tx: Tx,
  bureauId: string,
  commitmentId: string,
  items: readonly ItemInput[],
): Promise<void> {
  const stored = await lockItems(tx, bureauId, commitmentId);
  requireStored(items, stored);
  await removeItems(tx, bureauId, removedItems(items, stored));
  await updateItems(tx, bureauId, items);
  await insertItems(tx, bureauId, commitmentId, items);
}

/** Brings the items that have an id to what was written, in this order. */
export async function updateItems(tx: Tx, bureauId: string, items: readonly ItemInput[]): Promise<void> {
  for (const [position, item] of items.entries()) {
    if (item.id === null) continue;
    await tx.commitmentItem.update({
      where: { bureauId_id: { bureauId, id: item.id } },
      data: { position, ...textsOf(item) },
    });
  }
}

/** Adds those without an id, each at its place. */
export async function insertItems(
  tx: Tx,
  bureauId: string,
  commitmentId: string,
  items: readonly ItemInput[],
): Promise<void> {
  const rows = items.flatMap((item, position) =>
    item.id === null ? [{ bureauId, id: newId(), commitmentId, position, ...textsOf(item) }] : [],
  );
  await tx.commitmentItem.createMany({ data: rows });
}

function requireStored(items: readonly ItemInput[], stored: readonly string[]): void {
  const ids = idsOfItems(items);
  const gone = items.findIndex((item) => item.id !== null && !stored.includes(item.id));
  if (gone >= 0) throw new RuleViolation('这一项已被删去，请刷新页面后再修改', `items.${gone}.mainTask`);
  if (new Set(ids).size !== ids.length) throw new RuleViolation('页面内容有重复，请刷新页面后再修改。');
}

function idsOfItems(items: readonly ItemInput[]): string[] {
  return items.flatMap((item) => item.id ?? []);
}

async function removeItems(tx: Tx, bureauId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const refined = await findRefined(tx, bureauId, ids);
  if (refined)
    throw new RuleViolation(`“${refined.mainTask}”已有下级承诺细化，不能删去；如不再办理，请先与他们商量修改。`);
  // What a reviewer said of an item stays with the review.
  await tx.reviewComment.updateMany({ where: { bureauId, itemId: { in: [...ids] } }, data: { itemId: null } });
  await tx.commitmentItem.deleteMany({ where: { bureauId, id: { in: [...ids] } } });
}

type Texts = Omit<ItemInput, 'id'>;

function textsOf({
  mainTask,
  workContent,
  measures,
  dueDate,
  responsiblePerson,
  parentItemId,
  keyTaskId,
  carriedFromId,
  ...measure
}: ItemInput): Texts {
  const texts = { mainTask, workContent, measures, dueDate, responsiblePerson, parentItemId, keyTaskId, carriedFromId };
  return { ...texts, ...measureToKeep(measure) };
}
