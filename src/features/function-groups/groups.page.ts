import type { ProposalStatus } from '../../generated/prisma/enums.js';
import type { Action, Frame, Page } from '../../web/frame-shape.js';
import { groupChangesHref, groupHref, proposalHref } from './function-groups.paths.js';
import { LEAST_GROUP_SIZE, PROPOSAL_STATUS_LABELS } from './function-groups.rules.js';
import { hostOf, sizeOf } from './groups-notice.js';
import type { ListedGroup } from './proposal.queries.js';

export interface GroupsPage extends Page {
  head: { title: string; lead: string; actions: Action[] };
  next: { title: string; text: string; action: Action | null } | null;
  table: object | null;
}

/** What stands between the branch and its groups, in words for everybody. */
const WAITING: Record<Exclude<ProposalStatus, 'ANNOUNCED'>, string> = {
  DRAFT: '支部正在拟定初步意见，接下来征求党员意见。',
  CONSULTING: '正在征求党员意见，接下来召开支部会议研究确定。',
  DECIDED: '方案已经支部会议确定，接下来在支部党员大会上公布。',
};

export function showGroupsPage(data: {
  frame: Frame;
  branchId: string;
  /** Null: the proposal was not begun. */
  status: ProposalStatus | null;
  groups: readonly ListedGroup[];
  mayManage: boolean;
}): GroupsPage {
  const { branchId, status } = data;
  const announced = status === 'ANNOUNCED';
  const proposal: Action = { label: announced ? '查看设置方案' : '打开小组方案', href: proposalHref(branchId) };
  return {
    title: '功能党小组',
    frame: data.frame,
    head: {
      title: '功能党小组',
      lead: announced ? '每名党员参加其中一个小组。' : '小组方案公布后，党员开始报名。',
      actions: announced
        ? [
            { ...proposal, kind: 'quiet' },
            { label: '小组调整', href: groupChangesHref(branchId), kind: 'quiet' },
          ]
        : [],
    },
    next: announced
      ? null
      : {
          title: status === null ? '还没有小组方案' : `小组方案：${PROPOSAL_STATUS_LABELS[status]}`,
          text: WAITING[status ?? 'DRAFT'],
          action: data.mayManage || status !== 'DRAFT' ? proposal : null,
        },
    table: announced ? groupsTable(branchId, data.groups) : null,
  };
}

/** E12: fell below three after its list was fixed; before anybody joined nothing is wrong. */
function tooSmall({ memberCount }: ListedGroup) {
  const small = memberCount > 0 && memberCount < LEAST_GROUP_SIZE;
  return small ? { tag: { kind: 'warn', label: `少于${LEAST_GROUP_SIZE}人，请合并或补充` } } : {};
}

function groupsTable(branchId: string, groups: readonly ListedGroup[]): object {
  return {
    caption: '功能党小组',
    columns: [{ label: '小组' }, { label: '依托' }, { label: '组长' }, { label: '人数', kind: 'number' }],
    rows: groups.map((group) => ({
      cells: [
        {
          text: group.name,
          href: groupHref(branchId, group.id),
          note: group.groupFunction === group.name ? '' : group.groupFunction,
          ...tooSmall(group),
        },
        hostOf(group),
        group.leaderTerms[0]?.member.name ?? { tag: { kind: 'idle', label: '尚未产生' } },
        { text: `${group.memberCount}人`, note: sizeOf(group) },
      ],
    })),
    empty: { title: '没有小组', text: null },
  };
}
