import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { TransferRow } from './transfers.queries.js';
import { TRANSFER_TAGS } from './transfers.rules.js';

/** 组织关系转接台账. `branchId`: whose ledger it is, for in and out. */
export function transferLedger(matter: LedgerMatter, branchId: string, rows: readonly TransferRow[]): Ledger {
  return ledgerOf(
    '组织关系转接台账',
    matter,
    [
      { head: '姓名', value: ({ member }) => member.name },
      { head: '人员类别', value: ({ member }) => (member.memberType === 'FULL' ? '正式党员' : '预备党员') },
      { head: '转出或转入', value: ({ fromBranchId }) => (fromBranchId === branchId ? '转出' : '转入') },
      { head: '转出党支部', value: ({ fromBranch }) => fromBranch.shortName },
      { head: '转往', value: ({ destination }) => destination },
      { head: '介绍信编号', value: ({ letterNo }) => letterNo },
      { head: '介绍信日期', kind: 'day', value: ({ letterOn }) => letterOn },
      { head: '有效期至', kind: 'day', value: ({ validUntil }) => validUntil },
      { head: '状态', value: ({ status }) => TRANSFER_TAGS[status].label },
      { head: '接收日期', kind: 'day', value: ({ receivedOn }) => receivedOn },
      { head: '撤回或退回原因', value: ({ cancelReason }) => cancelReason },
    ],
    rows,
  );
}
