import type { GroupChangeKind } from '../../generated/prisma/enums.js';
import { LEAST_GROUP_SIZE } from './function-groups.rules.js';

export const CHANGE_LABELS: Readonly<Record<GroupChangeKind, string>> = {
  CREATE: '新设',
  RENAME: '改名',
  MERGE: '合并',
  SPLIT: '拆分',
  DISSOLVE: '撤销',
};

/** A group as it stands at one moment, kept with the change. */
export interface GroupSnapshot {
  id: string;
  name: string;
  members: string[];
}

export interface SizedGroup {
  name: string;
  members: readonly { fullMember: boolean }[];
}

/** E11, E12: what is too small about a group; null when nothing is. Nobody in it yet: it is being filled. */
export function shortfall({ name, members }: SizedGroup): string | null {
  if (members.length === 0) return `“${name}”还没有党员`;
  if (members.length < LEAST_GROUP_SIZE) return `“${name}”只有${members.length}人，少于${LEAST_GROUP_SIZE}人`;
  return members.some(({ fullMember }) => fullMember) ? null : `“${name}”没有正式党员`;
}

/** 教学科研（王伟、李慧）; 教学科研（暂无党员） */
export function snapshotText(groups: readonly GroupSnapshot[]): string {
  return groups
    .map(({ name, members }) => `${name}（${members.length === 0 ? '暂无党员' : `${members.length}人`}）`)
    .join('、');
}
