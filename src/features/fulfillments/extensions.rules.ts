import type { ExtensionKind } from '../../generated/prisma/enums.js';
import { daysBetween } from '../../shared/dates.js';

/** E34: before its day more time is asked for; after it the delay is explained. On the day itself it is still in time. */
export const kindOn = (dueDate: Date, today: Date): ExtensionKind =>
  daysBetween(dueDate, today) > 0 ? 'EXPLANATION' : 'EXTENSION';

export const EXTENSION_WORDS: Record<ExtensionKind, { name: string; grant: string; refuse: string; granted: string }> =
  {
    EXTENSION: { name: '延期申请', grant: '同意延期', refuse: '不同意延期', granted: '办结时限改为新的日期' },
    EXPLANATION: {
      name: '逾期说明',
      grant: '情况属实',
      refuse: '理由不充分',
      granted: '属客观原因的，说明在公开栏公开；其他的留作年底评议',
    },
  };
