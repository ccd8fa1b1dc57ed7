import type { FormState } from '../../web/form.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { BoardMember, EnrollmentBoard } from './board.page.js';
import { needsTalk, roomText, SMALLEST_GROUP } from './enrollments.rules.js';
import { surveyNote } from './survey-words.rules.js';

interface PlacesInput {
  frame: Frame;
  branchId: string;
  board: EnrollmentBoard;
  form: FormState;
  /** Whose move was refused. */
  refused: string | null;
}

/** Who goes where, group by group, to be tried out before the list is confirmed: each change shows what it does. */
export function showPlacesPage({ frame, branchId, board, form, refused }: PlacesInput) {
  const base = `/branches/${branchId}/enrollment`;
  const editable = board.round?.status === 'CLOSED';
  const people = board.members.filter(({ exemption }) => exemption === null);
  const rowsOf = (groupId: string | null) =>
    people
      .filter(({ membership }) => (membership?.groupId ?? null) === groupId)
      .map((member) => rowOf(member, board, { base, editable, form: refused === member.id ? form : null }));
  const loose = rowsOf(null);
  return {
    title: '调整安排',
    frame,
    lead: '改选小组后立即保存为草稿，各组人数随之更新。不是第1志愿的，须在确定名单前写明协商情况。',
    closed: editable ? null : '报名结束后、名单确定前，可以在这里调整。',
    errors: form.summary,
    next: editable ? nextOf(people, base) : null,
    figures: figuresOf(people),
    links: [
      { label: '返回报名定岗', href: base },
      { label: '建议方案', href: `${base}/allocation` },
    ] satisfies Action[],
    loose: loose.length > 0 ? { title: '还没有小组', note: `${loose.length}人`, rows: loose } : null,
    groups: board.groups.map((group) => ({
      id: group.id,
      title: group.name,
      note: `${group.memberCount}人`,
      size: sizeOf(group, people),
      tags: tagsOf(group, people),
      rows: rowsOf(group.id),
    })),
  };
}

const RANKS = ['wishGroupId', 'secondGroupId', 'thirdGroupId'] as const;

const rankIn = ({ wish }: BoardMember, groupId: string) => RANKS.findIndex((rank) => wish?.[rank] === groupId) + 1;

const isOpenObjection = ({ membership }: BoardMember) =>
  membership !== null && membership.objectedAt !== null && membership.settledAt === null;

function nextOf(people: readonly BoardMember[], base: string) {
  const talk = people.filter(needsTalk);
  const objecting = people.find(isOpenObjection);
  const to = (member: BoardMember, label: string): Action => ({ label, href: `${base}/members/${member.id}` });
  if (people.some(({ membership }) => membership === null)) return null;
  if (objecting) {
    const text = `${objecting.name}对安排有不同意见，请调整小组或写明理由。`;
    return { title: '答复不同意见', text, action: to(objecting, `去答复${objecting.name}`) };
  }
  if (talk[0]) {
    const text = '安排与第1志愿不一致，请逐人协商，写明日期、对象和结果。';
    return { title: `与${talk.length}名党员协商`, text, action: to(talk[0], `先与${talk[0].name}协商`) };
  }
  const action: Action = { label: '确定名单', href: `${base}/confirmation/new` };
  return { title: '确定小组党员名单', text: '每名党员都有了小组，协商情况齐全。', action };
}

function figuresOf(people: readonly BoardMember[]) {
  const placed = people.flatMap((member) => (member.membership ? [rankIn(member, member.membership.groupId)] : []));
  const count = (value: number, label: string) => ({ value: String(value), unit: '人', label });
  return [
    ...[1, 2, 3].map((rank) => count(placed.filter((each) => each === rank).length, `第${rank}志愿`)),
    count(placed.filter((each) => each === 0).length, '不在志愿之内'),
    count(people.length - placed.length, '还没有小组'),
    count(people.filter(needsTalk).length, '待协商'),
  ];
}

type Group = EnrollmentBoard['groups'][number];

/** 最少3人，目标6人，最多8人；第1志愿4人 */
function sizeOf(group: Group, people: readonly BoardMember[]): string {
  const target = group.targetSize === null ? '' : `目标${group.targetSize}人，`;
  const first = people.filter(
    (member) => member.membership?.groupId === group.id && rankIn(member, group.id) === 1,
  ).length;
  return `最少${group.minSize}人，${target}最多${group.maxSize}人；其中第1志愿${first}人`;
}

function tagsOf(group: Group, people: readonly BoardMember[]): Tag[] {
  const floor = Math.max(group.minSize, SMALLEST_GROUP);
  const full = people.some(({ membership, memberType }) => membership?.groupId === group.id && memberType === 'FULL');
  const short = group.memberCount < floor;
  return [
    ...(short ? [{ kind: 'warn', label: `还差${floor - group.memberCount}人` } as const] : []),
    ...(full || group.memberCount === 0 ? [] : [{ kind: 'warn', label: '没有正式党员' } as const]),
    ...(short ? [] : [{ kind: group.memberCount >= group.maxSize ? 'idle' : 'ok', label: roomText(group) } as const]),
  ];
}

function rowOf(
  member: BoardMember,
  { groups, groupNames }: EnrollmentBoard,
  { base, editable, form }: { base: string; editable: boolean; form: FormState | null },
) {
  const here = member.membership?.groupId ?? '';
  const rank = rankIn(member, here);
  const wishes = RANKS.flatMap((key) => groupNames[member.wish?.[key] ?? ''] ?? []);
  const page = `${base}/members/${member.id}`;
  return {
    id: member.id,
    name: member.name,
    note: [
      member.memberType === 'PROBATIONARY' ? '预备党员' : '',
      wishes.length > 0 ? `志愿：${wishes.join('、')}` : '没有报名',
    ]
      .filter(Boolean)
      .join('，'),
    survey: surveyNote(member),
    tag: tagOf(member, rank),
    link: linkOf(member, page),
    error: form?.errors['groupId'] ?? null,
    // A move is offered to the mouse and to the keyboard alike: dropping a row sends this very form.
    form: editable
      ? {
          action: `${page}/place`,
          label: `${member.name}的小组`,
          options: [
            ...(here === '' ? [{ value: '', label: '请选择', chosen: true, full: false }] : []),
            ...groups.map((group) => ({
              value: group.id,
              label: `${group.name}（${group.memberCount}／${group.maxSize}）`,
              chosen: group.id === here,
              full: group.id !== here && group.memberCount >= group.maxSize,
            })),
          ],
        }
      : null,
  };
}

function tagOf(member: BoardMember, rank: number): Tag {
  if (!member.membership) return { kind: 'warn', label: member.wish ? '志愿都已满' : '未参加' };
  if (isOpenObjection(member)) return { kind: 'late', label: '有不同意见' };
  if (rank === 1) return { kind: 'ok', label: '第1志愿' };
  const label = rank === 0 ? '不在志愿之内' : `第${rank}志愿`;
  return { kind: needsTalk(member) ? 'warn' : 'idle', label: needsTalk(member) ? `${label}，待协商` : label };
}

function linkOf(member: BoardMember, page: string): Action | null {
  if (isOpenObjection(member)) return { label: '去答复', href: page };
  return needsTalk(member) ? { label: '写协商情况', href: page } : null;
}
