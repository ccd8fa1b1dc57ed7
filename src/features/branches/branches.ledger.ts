import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { SCHOOL_KIND_LABELS } from '../../shared/school-kinds.js';
import type { ListedBranch } from './branches.queries.js';
import { BRANCH_STATUS_LABELS } from './branches.rules.js';

/** 党支部台账 */
export function branchLedger(matter: LedgerMatter, rows: readonly ListedBranch[]): Ledger {
  return ledgerOf(
    '党支部台账',
    matter,
    [
      { head: '党组织全称', value: ({ name }) => name },
      { head: '简称', value: ({ shortName }) => shortName },
      { head: '所在单位', value: ({ schoolName }) => schoolName },
      { head: '单位类别', value: ({ unitKind }) => SCHOOL_KIND_LABELS[unitKind] },
      { head: '联合党支部', value: ({ isJoint }) => isJoint },
      { head: '书记', value: ({ secretary }) => secretary },
      { head: '党员数', kind: 'number', value: ({ members }) => members },
      { head: '正式党员', kind: 'number', value: ({ fullMembers }) => fullMembers },
      { head: '预备党员', kind: 'number', value: ({ members, fullMembers }) => members - fullMembers },
      { head: '状态', value: ({ status }) => BRANCH_STATUS_LABELS[status] },
    ],
    rows,
  );
}
