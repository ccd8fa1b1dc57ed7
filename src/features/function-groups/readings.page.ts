import { chinaDay, showDay, showMonthDay } from '../../shared/dates.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { proposalHref } from './function-groups.paths.js';
import type { UnreadMember } from './readings.queries.js';

/** Who has not read the proposal yet, when each was last reminded, and the one button that reminds them. */
export function showReadingsPage(data: {
  frame: Frame;
  branchId: string;
  today: Date;
  closesOn: Date | null;
  open: boolean;
  members: number;
  unread: readonly UnreadMember[];
}) {
  const { unread, today, members } = data;
  const due = unread.filter(({ reminders }) => reminders.every(({ sentAt }) => chinaDay(sentAt) < today));
  const href = proposalHref(data.branchId);
  const remind: Action = {
    label: `催一催这${due.length}名党员`,
    href: `${href}/reminders`,
    method: 'post',
    kind: 'primary',
  };
  return {
    title: '阅读情况',
    frame: data.frame,
    head: {
      title: '阅读情况',
      lead: data.closesOn
        ? `征求意见${data.open ? '到' : '已于'}${showDay(data.closesOn)}${data.open ? '为止' : '截止'}。提出意见的党员视为已阅读。`
        : '支部还没有开始征求意见。',
      tag: null,
      actions: [{ label: '返回方案', href, kind: 'quiet' }] satisfies Action[],
    },
    note: `党员${members}人，${unread.length}人未读`,
    table: {
      caption: '还没有阅读的党员',
      columns: [{ label: '党员' }, { label: '岗位' }, { label: '提醒' }],
      rows: unread.map(({ id, name, post, reminders: [reminder] }) => {
        const sentAt = reminder?.sentAt;
        return {
          id: `m-${id}`,
          cells: [name, post ?? '', sentAt ? `${showMonthDay(chinaDay(sentAt))}已提醒` : '未提醒'],
        };
      }),
      empty: { title: '党员都已阅读', text: '没有需要提醒的党员。', action: null },
    },
    remind: data.open && due.length > 0 ? remind : null,
  };
}
