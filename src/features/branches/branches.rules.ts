import type { BranchChangeKind, BranchStatus } from '../../generated/prisma/enums.js';

export const BRANCH_STATUS_LABELS: Record<BranchStatus, string> = { ACTIVE: '正常', CLOSED: '已撤销' };

/** The roles the bureau appoints in a branch. */
export const OFFICER_LABELS = { BRANCH_SECRETARY: '党支部书记', BRANCH_COMMITTEE_MEMBER: '支部委员' } as const;
export type OfficerRole = keyof typeof OFFICER_LABELS;

export const CHANGE_LABELS: Record<BranchChangeKind, string> = {
  RENAMED: '更名',
  MERGED: '并入其他支部',
  DISSOLVED: '撤销',
  SPLIT: '分设新支部',
};
