import type { RoleName } from '../generated/prisma/enums.js';

/**
 * A role as a person holds it. Assigned roles stand in RoleAssignment; MEMBER follows from the link of the account to
 * the roster, GROUP_LEADER from the running term in a group.
 */
export type Role = RoleName | 'MEMBER' | 'GROUP_LEADER';

/** A role in its scope; branchId is null for roles that cover the whole bureau. */
export interface HeldRole {
  role: Role;
  branchId: string | null;
}

export const ROLE_LABELS: Record<Role, string> = {
  PLATFORM_ADMIN: '平台管理员',
  BUREAU_SECRETARY: '局党委书记',
  COMMITTEE_MEMBER: '局党委委员',
  INSPECTOR: '督导员',
  ACCEPTANCE_REVIEWER: '验收检查员',
  BRANCH_SECRETARY: '党支部书记',
  BRANCH_COMMITTEE_MEMBER: '支部委员',
  GROUP_LEADER: '功能党小组组长',
  MEMBER: '党员',
};

/** Whether one of the roles is an office of the bureau itself; such accounts may be bound to a second step. */
export function holdsBureauOffice(roles: readonly HeldRole[]): boolean {
  return roles.some(({ role, branchId }) => branchId === null && role !== 'PLATFORM_ADMIN');
}

/** The signed-in person: account, roles and place on the roster, as read with the session. */
export interface Person {
  bureauId: string;
  bureauName: string;
  accountId: string;
  username: string;
  displayName: string;
  mustChangePassword: boolean;
  /** The bureau demands a second step of this account, which has none yet. */
  mustSetSecondStep?: true;
  /** How many messages wait to be opened; copies of pages are kept for each number apart. */
  unread?: number;
  roles: readonly HeldRole[];
  /** The roster row this account belongs to; null for bureau staff. */
  member: { id: string; branchId: string } | null;
  /** Groups this person leads now. */
  ledGroups: readonly { groupId: string; branchId: string }[];
  /** Names of the branches that occur in roles, by id. */
  branchNames: Readonly<Record<string, string>>;
}
