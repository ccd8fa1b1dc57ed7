import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { accountTag, type MemberRow } from './accounts.page.js';

/** 党员账号台账: who can sign in; no password, not even a temporary one, is known to the portal. */
export function accountLedger(matter: LedgerMatter, rows: readonly MemberRow[]): Ledger {
  return ledgerOf(
    '党员账号台账',
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '工作岗位', value: ({ post }) => post },
      { head: '用户名', value: ({ account }) => account?.username },
      { head: '状态', value: ({ account }) => accountTag(account).label },
    ],
    rows,
  );
}
