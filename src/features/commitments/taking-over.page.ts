import type { CommitmentLevel } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import { nestedNode, progressOf } from '../../shared/progress.js';
import type { WrittenCommitment } from './commitments.queries.js';
import { carriedRow, type ItemOption, takenRow } from './writing-rows.page.js';

type WrittenItem = WrittenCommitment['items'][number];

interface Sources {
  level: CommitmentLevel;
  lastYear: Pick<WrittenCommitment, 'year' | 'items'> | null;
  /** Items of the level above that may be refined. */
  options: readonly ItemOption[];
}

/** One item that may be put into the form by a tick. */
interface Offer {
  /** The parameter of the address that asks for it. */
  name: string;
  label: string;
  note: string;
  checked: boolean;
}

export interface OfferList {
  title: string;
  offers: Offer[];
}

const finished = (item: WrittenItem): boolean => progressOf(nestedNode(item)) === 100;

/**
 * E36 and R39: what the author may take over instead of typing it: items of last year's letter, unfinished ones ticked,
 * and items of the level above. What the form holds already is not offered.
 */
export function offersOf({ level, lastYear, options }: Sources, values: Readonly<Record<string, string>>): OfferList[] {
  const held = new Set(Object.values(values));
  const carry = (lastYear?.items ?? [])
    .filter(({ id, closedOn }) => closedOn === null && !held.has(id))
    .map((item) => ({
      name: `carry-${item.id}`,
      label: item.mainTask,
      note: finished(item) ? '已办结' : '没有办结，可以延续',
      checked: !finished(item),
    }));
  const take = (level === 'BRANCH' ? [] : options)
    .filter(({ id }) => !held.has(id))
    .map(({ id, mainTask, dueDate }) => ({
      name: `take-${id}`,
      label: mainTask,
      note: dueDate ? `${showDay(dueDate)}前办结` : '',
      checked: false,
    }));
  return [
    { title: `${lastYear?.year ?? ''}年的承诺事项`, offers: carry },
    { title: level === 'GROUP' ? '支部分解给本小组的事项' : '小组的承诺事项', offers: take },
  ].filter(({ offers }) => offers.length > 0);
}

/** The rows that the parameters of the address ask for. */
export function askedRows(
  { lastYear, options }: Omit<Sources, 'level'>,
  query: Readonly<Record<string, string>>,
): Record<string, string>[] {
  const carried = (lastYear?.items ?? []).filter(
    ({ id, closedOn }) => closedOn === null && query[`carry-${id}`] === 'on',
  );
  const taken = options.filter(({ id }) => query[`take-${id}`] === 'on');
  return [...carried.map((item) => carriedRow(item, finished(item))), ...taken.map(takenRow)];
}
