import { chinaDay, showDay } from '../../shared/dates.js';
import type { Action } from '../../web/frame-shape.js';
import { remarksHref } from './commitments.paths.js';
import type { CommitmentToRead } from './commitments.queries.js';
import type { LetterSide } from './receipts.rules.js';

export interface ReceiptCard {
  facts: { label: string; value: string }[];
  links: { label: string; href: string }[];
  action: Action | null;
}

/** Who received the version at hand: the organization by name and day, the people as a number. */
export function showReceipts(
  { id, branchId, version, organizationSide, peopleSide, receipts, level }: CommitmentToRead,
  receiver: { side: LetterSide | null; accountId: string },
): ReceiptCard {
  const current = receipts.filter((receipt) => receipt.version === version);
  const above = current.filter(({ side }) => side === 'ORGANIZATION');
  const readers = current.filter(({ side }) => side === 'PEOPLE').length;
  const received = above.map(({ receivedBy, receivedAt }) => `${receivedBy}${showDay(chinaDay(receivedAt))}确认收到`);
  const byPeople = level === 'MEMBER' ? '' : `${readers}名党员已阅知；`;
  return {
    facts: [
      { label: organizationSide, value: received.length > 0 ? received.join('；') : '还没有确认收到' },
      { label: peopleSide, value: `${byPeople}群众在党务公开栏上阅读` },
    ],
    links: [{ label: '点评和年底评诺', href: remarksHref(branchId, id) }],
    action:
      receiver.side === null || current.some(({ accountId }) => accountId === receiver.accountId)
        ? null
        : {
            label: receiver.side === 'ORGANIZATION' ? '确认收到' : '我已阅知',
            href: `/branches/${branchId}/commitments/${id}/receipt`,
            method: 'post',
            kind: 'quiet',
          },
  };
}
