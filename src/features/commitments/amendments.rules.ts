import type { AmendmentStatus } from '../../generated/prisma/enums.js';
import { dayInput, parseDay } from '../../shared/dates.js';
import type { ItemInput } from './items.rules.js';

export type AmendmentAction = 'approve' | 'return' | 'withdraw';

/** E33: a published letter is never changed in place. Nothing else sets a status. */
export const AMENDMENT_LIFE: Record<
  AmendmentStatus,
  Partial<Record<AmendmentAction, { to: AmendmentStatus; label: string; note?: string }>>
> = {
  PROPOSED: {
    approve: { to: 'APPROVED', label: '同意调整' },
    return: { to: 'RETURNED', label: '不同意', note: '请写明不同意的理由' },
    withdraw: { to: 'WITHDRAWN', label: '撤回申请' },
  },
  APPROVED: {},
  RETURNED: {},
  WITHDRAWN: {},
};

export const AMENDMENT_TAGS: Record<AmendmentStatus, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> = {
  PROPOSED: { kind: 'warn', label: '等待审核' },
  APPROVED: { kind: 'ok', label: '已同意' },
  RETURNED: { kind: 'late', label: '未同意' },
  WITHDRAWN: { kind: 'idle', label: '已撤回' },
};

/** An item as an amendment keeps it: its day as text. */
export type KeptItemInput = Omit<ItemInput, 'dueDate'> & { dueDate: string };

export function keepItems(items: readonly ItemInput[]): KeptItemInput[] {
  return items.map((item) => ({ ...item, dueDate: dayInput(item.dueDate) }));
}

/** The items of an amendment as they were kept. */
export function keptItems(stored: unknown): ItemInput[] {
  return (stored as KeptItemInput[]).map((item) => ({ ...item, dueDate: parseDay(item.dueDate) ?? new Date(0) }));
}

/** What an amendment does to the items of a letter. */
export interface ItemChanges {
  /** Ids of items that read otherwise. */
  changed: string[];
  /** Ids of items that are no longer to be done. */
  dropped: string[];
  added: ItemInput[];
}

const asText = (item: ItemInput): string => {
  const { id, ...texts } = keepItems([item])[0] ?? item;
  return JSON.stringify(Object.entries(texts).sort(([a], [b]) => a.localeCompare(b)));
};

export function itemChanges(before: readonly (ItemInput & { id: string })[], after: readonly ItemInput[]): ItemChanges {
  const now = new Map(after.map((item) => [item.id, item]));
  return {
    changed: before.flatMap((item) => {
      const then = now.get(item.id);
      return then && asText(then) !== asText(item) ? [item.id] : [];
    }),
    dropped: before.filter(({ id }) => !now.has(id)).map(({ id }) => id),
    added: after.filter(({ id }) => id === null),
  };
}

export const isNoChange = ({ changed, dropped, added }: ItemChanges): boolean =>
  changed.length + dropped.length + added.length === 0;
