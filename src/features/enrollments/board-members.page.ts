import { chinaDay, showMonthDay } from '../../shared/dates.js';
import type { Action, Tag } from '../../web/frame-shape.js';
import type { BoardInput, BoardMember } from './board.page.js';
import { isUnplaced, needsTalk } from './enrollments.rules.js';

/** Everybody on the roster with the wishes, the place and where it stands. */
export function membersTable(data: BoardInput, members: readonly BoardMember[], base: string) {
  const nameOf = (id: string | null | undefined) => data.board.groupNames[id ?? ''] ?? '';
  const settled = data.board.round?.status === 'CONFIRMED';
  return {
    caption: '党员报名和安排',
    columns: [
      { label: '姓名' },
      { label: '第一志愿' },
      { label: '第二志愿' },
      { label: '第三志愿' },
      { label: '所在小组' },
      ...(data.mayManage ? [{ label: '操作', kind: 'act' }] : []),
    ],
    rows: members.map((member) => ({
      id: `m-${member.id}`,
      cells: [
        { text: member.name, note: noteOf(member) },
        nameOf(member.wish?.wishGroupId),
        nameOf(member.wish?.secondGroupId),
        nameOf(member.wish?.thirdGroupId),
        { text: nameOf(member.membership?.groupId), tag: memberTag(member, settled) },
        ...(data.mayManage && data.board.round
          ? [
              {
                actions: [
                  { label: member.membership || settled ? '查看或调整' : '安排', href: `${base}/members/${member.id}` },
                ],
              },
            ]
          : []),
      ],
    })),
    empty: data.onlyUnplaced
      ? { title: '没有未参加小组的党员', text: '全体党员都已参加一个功能党小组。', action: null }
      : { title: '名册上还没有党员', text: '请先导入党员花名册。', action: null },
  };
}

/** R21: asks those alone who have not said whether they agree, each once a day. */
export function answerReminder({ board, today }: BoardInput, base: string): Action[] {
  const due = board.members.filter(({ membership, answerRemindedAt }) => {
    if (!membership || membership.acknowledgedAt !== null || membership.consultationNote === null) return false;
    const waits = membership.objectedAt === null || membership.settledAt !== null;
    return waits && (answerRemindedAt === null || chinaDay(answerRemindedAt) < today);
  });
  const label = `提醒本人确认（${due.length}人）`;
  return due.length > 0 ? [{ label, href: `${base}/answer-reminders`, method: 'post', kind: 'quiet' }] : [];
}

function noteOf(member: BoardMember): string {
  const kind = member.memberType === 'PROBATIONARY' ? '预备党员' : '';
  const reminded = member.remindedAt && isUnplaced(member) ? `${showMonthDay(chinaDay(member.remindedAt))}已提醒` : '';
  return [member.post ?? '', kind, reminded].filter(Boolean).join('，');
}

export function memberTag(member: BoardMember, settled: boolean): Tag {
  const { membership, wish } = member;
  if (member.exemption !== null) return { kind: 'idle', label: '暂不参加' };
  if (!membership && wish) return { kind: 'warn', label: '志愿都已满，待调配' };
  if (!membership) return { kind: 'warn', label: member.isLost ? '失联，未登记' : '未参加' };
  if (!settled && needsTalk(member)) return { kind: 'warn', label: '待协商' };
  if (membership.acknowledgedAt === null) return { kind: 'warn', label: '待本人确认' };
  return { kind: 'ok', label: membership.source === 'ENROLLED' ? '按志愿参加' : '协商安排' };
}
