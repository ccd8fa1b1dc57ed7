import type { EnrollmentRoundStatus, MembershipSource, MemberType } from '../../generated/prisma/enums.js';
import { chinaDay, showDay, showDistance } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { answerReminder, membersTable } from './board-members.page.js';
import { nextCard } from './board-next.page.js';
import { isUnplaced, ROUND_LABELS, roomText } from './enrollments.rules.js';
import type { ToldInSurvey } from './survey-words.rules.js';

interface BoardGroup {
  id: string;
  name: string;
  minSize: number;
  targetSize: number | null;
  maxSize: number;
  memberCount: number;
  leader: string | null;
}

export interface BoardMember extends ToldInSurvey {
  id: string;
  name: string;
  post: string | null;
  memberType: MemberType;
  isLost: boolean;
  wish: { wishGroupId: string; secondGroupId: string | null; thirdGroupId: string | null } | null;
  membership: {
    groupId: string;
    source: MembershipSource;
    acknowledgedAt: Date | null;
    consultationNote: string | null;
    objectedAt: Date | null;
    settledAt: Date | null;
  } | null;
  exemption: string | null;
  /** E15: when the branch last reminded the member to sign up. */
  remindedAt: Date | null;
  /** R21: when the branch last asked the member to agree or object to his place. */
  answerRemindedAt: Date | null;
}

export interface EnrollmentBoard {
  round: {
    status: EnrollmentRoundStatus;
    opensOn: Date;
    closesOn: Date;
    listVersion: number;
    confirmedAt: Date | null;
  } | null;
  announced: boolean;
  publishedAt: Date | null;
  /** When list or leaders changed last. */
  changedAt: Date | null;
  groups: readonly BoardGroup[];
  groupNames: Readonly<Record<string, string>>;
  members: readonly BoardMember[];
}

export interface BoardInput {
  frame: Frame;
  board: EnrollmentBoard;
  branchId: string;
  today: Date;
  mayManage: boolean;
  mayRecordMeeting: boolean;
  onlyUnplaced: boolean;
}

/** R16–R22 for the branch: wishes against capacity, who is missing, what comes next. */
export function showEnrollmentBoardPage(data: BoardInput) {
  const { board, branchId } = data;
  const base = `/branches/${branchId}/enrollment`;
  const unplaced = board.members.filter(isUnplaced);
  const shown = data.onlyUnplaced ? unplaced : board.members;
  return {
    title: '报名定岗',
    frame: data.frame,
    tag: roundTag(board.round),
    lead: windowLine(board.round, data.today),
    next: nextCard(data, base, unplaced),
    figures: figuresOf(board, unplaced.length, base),
    groups: { links: groupLinks(data, base), table: groupsTable(board, branchId) },
    members: {
      note: data.onlyUnplaced ? `未参加小组的${unplaced.length}人` : `共${board.members.length}人`,
      links: data.onlyUnplaced
        ? [{ label: '看全部党员', href: `${base}#members` }]
        : [{ label: '只看未参加小组的', href: `${base}?show=unplaced#members` }],
      actions: data.mayManage ? answerReminder(data, base) : [],
      table: membersTable(data, shown, base),
    },
  };
}

function roundTag(round: EnrollmentBoard['round']): Tag {
  if (!round) return { kind: 'idle', label: '未开放' };
  return { kind: round.status === 'CONFIRMED' ? 'ok' : 'warn', label: ROUND_LABELS[round.status] };
}

function windowLine(round: EnrollmentBoard['round'], today: Date): string {
  if (!round) return '功能党小组公布后，召开党员会议发动报名，每名党员参加其中一个小组。';
  const window = `报名时间：${showDay(round.opensOn)}至${showDay(round.closesOn)}`;
  if (round.status === 'OPEN') return `${window}，${showDistance(today, round.closesOn)}。`;
  if (round.confirmedAt) return `名单第${round.listVersion}版，首次确定于${showDay(chinaDay(round.confirmedAt))}。`;
  return `${window}。`;
}

function figuresOf({ members }: EnrollmentBoard, unplaced: number, base: string) {
  const waiting = members.filter((member) => member.membership && member.membership.acknowledgedAt === null).length;
  const exempt = members.filter((member) => member.exemption !== null).length;
  const count = (value: number, label: string, href: string | null = null) => ({
    value: String(value),
    unit: '人',
    label,
    href,
  });
  return [
    count(members.length, '名册党员'),
    count(members.filter((member) => member.wish).length, '已报名'),
    count(unplaced, '未参加小组', unplaced > 0 ? `${base}?show=unplaced#members` : null),
    count(waiting, '待本人确认'),
    ...(exempt > 0 ? [count(exempt, '登记为暂不参加')] : []),
  ];
}

function groupLinks({ board, branchId, mayManage, mayRecordMeeting }: BoardInput, base: string) {
  const { round } = board;
  const meeting = { label: '登记动员会议', href: `/branches/${branchId}/meetings/new?purpose=ENROLLMENT_MOBILIZATION` };
  return [
    ...(mayRecordMeeting && round?.status !== 'CONFIRMED' ? [meeting] : []),
    ...(mayManage && round?.status === 'OPEN' ? [{ label: '调整报名时间', href: `${base}/window/edit` }] : []),
    ...(mayManage && round?.status === 'CLOSED' ? [{ label: '建议方案', href: `${base}/allocation` }] : []),
    ...(mayManage && round?.status === 'CLOSED' ? [{ label: '调整安排', href: `${base}/places` }] : []),
    ...(mayManage && round?.status === 'CLOSED' ? [{ label: '重新开放报名', href: `${base}/window/edit` }] : []),
    ...(round && round.listVersion > 0 ? [{ label: '打印名单', href: `${base}/lists/${round.listVersion}` }] : []),
    ...(mayManage && round?.status === 'CONFIRMED' && board.publishedAt
      ? [{ label: '重新公布', href: `${base}/publication/new` }]
      : []),
  ];
}

function groupsTable(board: EnrollmentBoard, branchId: string) {
  return {
    caption: '各小组报名情况',
    columns: [
      { label: '小组' },
      { label: '第一、二、三志愿', kind: 'number' },
      { label: '现有人数', kind: 'number' },
      { label: '名额' },
      { label: '组长' },
    ],
    rows: board.groups.map((group) => ({
      cells: [
        { text: group.name, href: `/branches/${branchId}/groups/${group.id}` },
        wishCounts(board, group.id),
        `${group.memberCount} / ${group.maxSize}人`,
        { tag: roomTag(group) },
        group.leader ?? '未产生',
      ],
    })),
    empty: { title: '还没有功能党小组', text: '请先完成“组建功能党小组”这一步。', action: null },
  };
}

/** 14、3、1人 */
function wishCounts({ members }: EnrollmentBoard, groupId: string): string {
  const ranks = ['wishGroupId', 'secondGroupId', 'thirdGroupId'] as const;
  return `${ranks.map((rank) => members.filter(({ wish }) => wish?.[rank] === groupId).length).join('、')}人`;
}

function roomTag(group: BoardGroup): Tag {
  if (group.memberCount < group.minSize) return { kind: 'warn', label: `少于${group.minSize}人` };
  return { kind: group.memberCount >= group.maxSize ? 'idle' : 'ok', label: roomText(group) };
}
