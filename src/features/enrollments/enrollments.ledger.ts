import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { BoardMember, EnrollmentBoard } from './board.page.js';
import { memberTag } from './board-members.page.js';

/** 报名定岗台账: wishes, place and where it stands of every member (R16 to R21). */
export function enrollmentLedger(
  matter: LedgerMatter,
  { groupNames, round }: Pick<EnrollmentBoard, 'groupNames' | 'round'>,
  rows: readonly BoardMember[],
): Ledger {
  const nameOf = (id: string | null | undefined) => groupNames[id ?? ''] ?? '';
  const settled = round?.status === 'CONFIRMED';
  return ledgerOf(
    '报名定岗台账',
    matter,
    [
      { head: '姓名', value: ({ name }) => name },
      { head: '人员类别', value: ({ memberType }) => (memberType === 'FULL' ? '正式党员' : '预备党员') },
      { head: '工作岗位', value: ({ post }) => post },
      { head: '第一志愿', value: ({ wish }) => nameOf(wish?.wishGroupId) },
      { head: '第二志愿', value: ({ wish }) => nameOf(wish?.secondGroupId) },
      { head: '第三志愿', value: ({ wish }) => nameOf(wish?.thirdGroupId) },
      { head: '所在小组', value: ({ membership }) => nameOf(membership?.groupId) },
      { head: '情况', value: (row) => memberTag(row, settled).label },
      { head: '协商情况', value: ({ membership }) => membership?.consultationNote },
      { head: '本人确认时间', kind: 'moment', value: ({ membership }) => membership?.acknowledgedAt },
      { head: '暂不参加的原因', value: ({ exemption }) => exemption },
    ],
    rows,
  );
}
