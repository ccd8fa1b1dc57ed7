import type { BranchStatus, SchoolKind } from '../../generated/prisma/enums.js';

export const SCHOOL_KIND_LABELS: Record<SchoolKind, string> = {
  KINDERGARTEN: '幼儿园',
  PRIMARY: '小学',
  MIDDLE: '中学',
  VOCATIONAL: '职业学校',
  OTHER: '其他单位',
};

export const BRANCH_STATUS_LABELS: Record<BranchStatus, string> = { ACTIVE: '正常', CLOSED: '已撤销' };

/** The roles the bureau appoints in a branch. */
export const OFFICER_LABELS = { BRANCH_SECRETARY: '党支部书记', BRANCH_COMMITTEE_MEMBER: '支部委员' } as const;
export type OfficerRole = keyof typeof OFFICER_LABELS;
