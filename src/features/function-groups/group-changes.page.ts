import { chinaDay, showDay } from '../../shared/dates.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { groupChangesHref, groupHref, groupsHref, meetingHref } from './function-groups.paths.js';
import type { ChangeableGroup, ChangeBoard } from './group-changes.queries.js';
import { CHANGE_LABELS, shortfall, snapshotText } from './group-changes.rules.js';

/** R53, E12: the groups in being with what can be changed about them, and every change so far. */
export function showGroupChangesPage(data: { frame: Frame; branchId: string; board: ChangeBoard; mayManage: boolean }) {
  const { board, branchId, mayManage } = data;
  const may = mayManage && board.announced;
  const base = groupChangesHref(branchId);
  const actions: Action[] = [
    { label: '合并小组', href: `${base}/merger/new`, kind: 'quiet' },
    { label: '新设小组', href: `${base}/creation/new`, kind: 'quiet' },
  ];
  return {
    title: '小组调整',
    frame: data.frame,
    head: {
      title: '小组调整',
      lead: '功能党小组定下以后，也可以合并、拆分、改名、撤销或新设。每次调整都以支部会议的决定为依据，以前的名单和承诺书照样可以查看。',
      actions: may ? actions : [],
    },
    next: nextStep(data),
    groups: {
      caption: '现有小组',
      columns: [
        { label: '小组' },
        { label: '组长' },
        { label: '人数', kind: 'number' },
        ...(may ? [{ label: '操作', kind: 'act' }] : []),
      ],
      rows: board.groups.map((group) => groupRow(group, branchId, may)),
      empty: { title: '还没有小组', text: null },
    },
    changes: {
      caption: '调整记录',
      columns: [
        { label: '调整' },
        { label: '调整前' },
        { label: '调整后' },
        { label: '理由' },
        { label: '依据的会议' },
      ],
      rows: board.changes.map((change) => ({
        cells: [
          { text: CHANGE_LABELS[change.kind], note: showDay(chinaDay(change.createdAt)) },
          snapshotText(change.before),
          snapshotText(change.after),
          change.reason,
          {
            text: change.meeting.title,
            href: meetingHref(branchId, change.meeting.id),
            note: showDay(change.meeting.heldOn),
          },
        ],
      })),
      empty: { title: '还没有调整过', text: null },
    },
  };
}

function groupRow(group: ChangeableGroup, branchId: string, may: boolean) {
  const problem = shortfall(group);
  const base = groupHref(branchId, group.id);
  const tag: Tag | null = problem ? { kind: 'warn', label: problem.replace(`“${group.name}”`, '') } : null;
  const actions: Action[] = [
    { label: '改名', href: `${base}/renaming/new` },
    { label: '拆分', href: `${base}/split/new` },
    { label: '撤销', href: `${base}/dissolution/new` },
  ];
  return {
    cells: [
      { text: group.name, href: base, ...(tag ? { tag } : {}) },
      group.leader ?? '尚未产生',
      `${group.members.length}人`,
      ...(may ? [{ actions }] : []),
    ],
  };
}

/** What the branch should do first: a meeting to decide on, a group too small, lists to publish anew. */
function nextStep({ board, branchId, mayManage }: { board: ChangeBoard; branchId: string; mayManage: boolean }) {
  if (!board.announced) {
    const action = { label: '查看小组方案', href: groupsHref(branchId) };
    return { title: '小组还没有公布', text: '公布以前，请直接在小组方案里修改。', action };
  }
  if (!mayManage) return null;
  const changed = board.changes[0]?.createdAt;
  if (changed && board.publishedAt && board.publishedAt < changed) {
    const action = { label: '公布新名单', href: `/branches/${branchId}/enrollment/publication/new` };
    return { title: '公布调整后的名单', text: '小组已有调整，党务公开栏上还是以前的名单。', action };
  }
  const small = board.groups.find((group) => shortfall(group) !== null && board.round?.status === 'CONFIRMED');
  if (small) {
    const action = { label: '合并小组', href: `${groupChangesHref(branchId)}/merger/new?group=${small.id}` };
    return { title: `处理“${small.name}”`, text: `${shortfall(small)}，请与相近的小组合并或补充成员。`, action };
  }
  return null;
}
