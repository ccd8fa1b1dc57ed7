import { showDay, showDistance } from '../../shared/dates.js';
import type { Action, Tag } from '../../web/frame-shape.js';
import type { Arrival } from './transfers.queries.js';

/** E2: who arrived and is to join a group and make his own commitment, each with the next step. */
export function arrivalsTable(branchId: string, arrivals: readonly Arrival[], mayManage: boolean, today: Date) {
  return {
    caption: '转入后待办',
    columns: [
      { label: '姓名' },
      { label: '转入日期' },
      { label: '功能党小组' },
      { label: '个人承诺' },
      { label: '操作', kind: 'act' },
    ],
    rows: arrivals.map((row) => ({
      cells: [
        { text: row.name, href: `/branches/${branchId}/members/${row.id}`, note: row.post ?? '' },
        showDay(row.arrivedOn),
        groupCell(row),
        commitmentCell(row, today),
        { actions: mayManage && row.groupName === null ? [placeAction(branchId, row)] : [] },
      ],
    })),
    empty: { title: '没有待办的转入党员' },
  };
}

function groupCell({ groupName, wishName }: Arrival) {
  if (groupName !== null) return groupName;
  const tag: Tag = { kind: 'warn', label: '待入组' };
  return { tag, note: wishName ? `本人报名：${wishName}` : '本人还没有报名' };
}

function commitmentCell({ commitment, commitmentDueOn }: Arrival, today: Date) {
  if (commitment === 'PUBLISHED') return '已公布';
  const tag: Tag =
    commitmentDueOn !== null && commitmentDueOn < today
      ? { kind: 'late', label: '逾期' }
      : { kind: 'warn', label: commitment === null ? '待承诺' : '办理中' };
  return {
    tag,
    note: commitmentDueOn ? `${showDay(commitmentDueOn)}前，${showDistance(today, commitmentDueOn)}` : '',
  };
}

const placeAction = (branchId: string, { id }: Arrival): Action => ({
  ...{ label: '安排小组', href: `/branches/${branchId}/enrollment/members/${id}` },
});
