import type { TransferStatus } from '../../generated/prisma/enums.js';
import { addDays, showDay } from '../../shared/dates.js';

export type TransferAction = 'receive' | 'cancel' | 'sendBack';

/** The life of a 组织关系转接: in transit he is still of the home branch (E2). */
export const TRANSFER_LIFE: Record<
  TransferStatus,
  Partial<Record<TransferAction, { to: TransferStatus; permission: 'members:manage'; label: string }>>
> = {
  IN_TRANSIT: {
    receive: { to: 'RECEIVED', permission: 'members:manage', label: '已接收' },
    cancel: { to: 'CANCELED', permission: 'members:manage', label: '撤回介绍信' },
    sendBack: { to: 'RETURNED', permission: 'members:manage', label: '退回介绍信' },
  },
  RECEIVED: {},
  CANCELED: {},
  RETURNED: {},
};

export const TRANSFER_TAGS: Record<TransferStatus, { kind: 'ok' | 'warn' | 'idle'; label: string }> = {
  IN_TRANSIT: { kind: 'warn', label: '转接中' },
  RECEIVED: { kind: 'ok', label: '已转出' },
  CANCELED: { kind: 'idle', label: '已撤回' },
  RETURNED: { kind: 'idle', label: '已退回' },
};

/** E2: how long whoever arrived has for his own commitment, unless the receiving branch says otherwise. */
export const COMMITMENT_DAYS = 15;

/** On his way with a letter that has lapsed: the home branch takes it back and writes a new one. */
export const isOverdue = ({ status, validUntil }: { status: TransferStatus; validUntil: Date }, today: Date): boolean =>
  status === 'IN_TRANSIT' && validUntil < today;

/** 介绍信的有效期一般不超过三个月. */
export const LONGEST_VALIDITY_DAYS = 92;

/** What is wrong with the days of a letter, and on which field; null when nothing is. */
export function letterFault(
  { letterOn, validUntil }: { letterOn: Date; validUntil: Date },
  today: Date,
): { field: string; message: string } | null {
  if (letterOn > today) return { field: 'letterOn', message: '开具日期不能晚于今天。' };
  if (validUntil < today) return { field: 'validUntil', message: '有效期已经过去，请填写今天或以后的日期。' };
  if (validUntil > addDays(letterOn, LONGEST_VALIDITY_DAYS))
    return { field: 'validUntil', message: '介绍信的有效期一般不超过三个月，请提前有效期。' };
  return null;
}

/** Why a member cannot have been received on this day; null when he can. */
export function receptionFault(
  { letterOn, validUntil }: { letterOn: Date; validUntil: Date },
  receivedOn: Date,
  today: Date,
): string | null {
  if (receivedOn > today) return '接收日期不能晚于今天。';
  if (receivedOn < letterOn) return `接收日期不能早于介绍信开具日期（${showDay(letterOn)}）。`;
  if (receivedOn > validUntil) return `介绍信有效期到${showDay(validUntil)}为止。已过期的，请由原支部撤回后重新开具。`;
  return null;
}
