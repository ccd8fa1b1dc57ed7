import type { FittingGroup } from './fitting-groups.rules.js';
import { proposalHref } from './function-groups.paths.js';
import { sizeOf } from './groups-notice.js';
import type { Figure, RosterFigures } from './roster-figures.rules.js';

/** R9: beside the proposal: who the members are, as small tables with bars. */
export function figuresCard({ members, fullMembers, byHost, byPost, bySkill }: RosterFigures) {
  const bars = (title: string, rows: readonly Figure[], empty: string) => ({
    title,
    empty,
    rows: rows.map(({ label, count, share }) => ({ label, value: `${count}人`, share, text: `占${share}%` })),
  });
  return {
    note: `党员${members}人，正式党员${fullMembers}人，预备党员${members - fullMembers}人`,
    charts: [
      bars('按依托单位', byHost, '还没有党员'),
      bars('按岗位', byPost, '还没有党员'),
      bars('按本人填写的特长', bySkill.slice(0, 8), '党员还没有填写特长'),
    ],
  };
}

/** R10, R11: a set of groups worked out from these figures, to take over and then edit. Null where there is none left. */
export function fittingCard(branchId: string, groups: readonly FittingGroup[], catalogue: readonly string[]) {
  if (groups.length === 0) return null;
  return {
    note: `${groups.length}个小组`,
    table: {
      caption: '按党员情况建议的小组',
      columns: [{ label: '小组' }, { label: '依托' }, { label: '人数', kind: 'number' }, { label: '理由' }],
      rows: groups.map((group) => ({
        cells: [
          {
            text: group.name,
            note: group.wantedSkills.length > 0 ? `需要特长：${group.wantedSkills.join('、')}` : '',
          },
          group.hostUnit,
          sizeOf(group),
          group.reason,
        ],
      })),
      empty: { title: '没有建议' },
    },
    /** The plan's own list, for a branch that wants all of it. */
    action: {
      label: `采用活动方案的全部${catalogue.length}个小组`,
      href: `${proposalHref(branchId)}/suggested-groups`,
      method: 'post',
      kind: 'quiet',
    },
  };
}
