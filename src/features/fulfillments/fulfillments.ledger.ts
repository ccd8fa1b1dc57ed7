import { EXTENSION_TAGS } from '../../shared/extension-life.js';
import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { EXTENSION_WORDS } from './extensions.rules.js';
import { FULFILLMENT_TAGS } from './fulfillments.rules.js';
import type { KeptExtension, KeptRecord } from './ledger.queries.js';

interface Whose {
  member: { name: string } | null;
  group: { name: string } | null;
  branch: { shortName: string };
}

const pledgerOf = ({ member, group, branch }: Whose): string => member?.name ?? group?.name ?? branch.shortName;

/** 践诺台账: everything recorded as done, with who accepted it (R41). */
export function fulfillmentLedger(matter: LedgerMatter, rows: readonly KeptRecord[]): Ledger {
  return ledgerOf(
    '践诺记录台账',
    matter,
    [
      { head: '承诺人', value: ({ item }) => pledgerOf(item.commitment) },
      { head: '承诺事项', value: ({ item }) => item.mainTask },
      { head: '办结时限', kind: 'day', value: ({ item }) => item.dueDate },
      { head: '完成日期', kind: 'day', value: ({ doneOn }) => doneOn },
      { head: '做了什么', value: ({ content }) => content },
      { head: '本项办结', value: ({ completes }) => completes },
      { head: '佐证材料', kind: 'number', value: ({ evidence }) => evidence.length },
      { head: '记录人', value: ({ createdByName }) => createdByName },
      { head: '情况', value: ({ status }) => FULFILLMENT_TAGS[status].label },
      { head: '认可人', value: ({ decidedByName }) => decidedByName },
      { head: '认可时间', kind: 'moment', value: ({ decidedAt }) => decidedAt },
      { head: '说明', value: ({ decisionNote }) => decisionNote },
    ],
    rows,
  );
}

/** 延期和逾期说明台账 (E34). */
export function extensionLedger(matter: LedgerMatter, rows: readonly KeptExtension[]): Ledger {
  return ledgerOf(
    '延期和逾期说明台账',
    matter,
    [
      { head: '承诺人', value: ({ item }) => pledgerOf(item.commitment) },
      { head: '承诺事项', value: ({ item }) => item.mainTask },
      { head: '类别', value: ({ kind }) => EXTENSION_WORDS[kind].name },
      { head: '理由', value: ({ reason }) => reason },
      { head: '客观原因', value: ({ objective }) => objective },
      { head: '原时限', kind: 'day', value: ({ oldDueDate }) => oldDueDate },
      { head: '新时限', kind: 'day', value: ({ newDueDate }) => newDueDate },
      { head: '提出人', value: ({ createdByName }) => createdByName },
      { head: '提出时间', kind: 'moment', value: ({ createdAt }) => createdAt },
      { head: '结果', value: ({ status }) => EXTENSION_TAGS[status].label },
      { head: '审核人', value: ({ decidedByName }) => decidedByName },
      { head: '审核意见', value: ({ decisionNote }) => decisionNote },
    ],
    rows,
  );
}
