import type { Permission } from '../../access/permissions.js';
import type { FulfillmentStatus } from '../../generated/prisma/enums.js';

export type FulfillmentAction = 'accept' | 'return' | 'correct' | 'withdraw';

interface Move {
  to: FulfillmentStatus;
  permission: Permission;
  label: string;
  /** Set where a note is required: what to say when it is missing. */
  note?: string;
}

/** 践诺: a record counts once the side above accepted it; what is returned may be mended. */
export const FULFILLMENT_LIFE: Record<FulfillmentStatus, Partial<Record<FulfillmentAction, Move>>> = {
  SUBMITTED: {
    accept: { to: 'ACCEPTED', permission: 'fulfillments:decide', label: '认可' },
    return: { to: 'RETURNED', permission: 'fulfillments:decide', label: '退回', note: '请写明退回的理由' },
    withdraw: { to: 'WITHDRAWN', permission: 'fulfillments:write', label: '撤回' },
  },
  RETURNED: {
    correct: { to: 'SUBMITTED', permission: 'fulfillments:write', label: '改正后再报' },
    withdraw: { to: 'WITHDRAWN', permission: 'fulfillments:write', label: '撤回' },
  },
  ACCEPTED: {},
  WITHDRAWN: {},
};

export const FULFILLMENT_TAGS: Record<FulfillmentStatus, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> = {
  SUBMITTED: { kind: 'warn', label: '等待认可' },
  ACCEPTED: { kind: 'ok', label: '已认可' },
  RETURNED: { kind: 'late', label: '退回' },
  WITHDRAWN: { kind: 'idle', label: '已撤回' },
};

/** What is wrong with the day something is said to have been done; null when nothing is. */
export function doneDayFault(doneOn: Date, year: number, today: Date): string | null {
  if (doneOn > today) return '完成日期不能晚于今天。';
  return doneOn.getUTCFullYear() < year ? `完成日期应在${year}年以后，这是${year}年的承诺。` : null;
}
