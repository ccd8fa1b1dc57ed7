import type { HeldRole, Role } from './roles.js';

const BUREAU_READERS = ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR', 'ACCEPTANCE_REVIEWER'] as const;
const BRANCH_OFFICERS = ['BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER'] as const;

/**
 * Which roles may do what. Whose rows they may do it to is the scope of the role (scope.ts); whether the step is open
 * and the rule allows it is the service's question.
 */
export const PERMISSIONS = {
  'platform:manage': ['PLATFORM_ADMIN'],
  'campaigns:manage': ['BUREAU_SECRETARY'],
  'branches:manage': ['BUREAU_SECRETARY'],
  'bureau-accounts:manage': ['BUREAU_SECRETARY'],
  'bureau:read': BUREAU_READERS,
  'steps:override': ['BUREAU_SECRETARY'],
  'key-tasks:manage': ['BUREAU_SECRETARY'],
  'branch-commitments:review': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'evaluations:manage': ['BUREAU_SECRETARY'],
  'evaluations:score': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'objections:handle': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'statements:review': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'inspections:plan': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'inspections:visit': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR'],
  'bureau-reminders:manage': ['BUREAU_SECRETARY'],
  'bureau-report:write': ['BUREAU_SECRETARY'],
  'acceptance:manage': ['BUREAU_SECRETARY'],
  'acceptance:reopen': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER'],
  'acceptance:review': ['ACCEPTANCE_REVIEWER'],

  'branch:read': [...BUREAU_READERS, ...BRANCH_OFFICERS, 'GROUP_LEADER', 'MEMBER'],
  'acceptance:read': [...BUREAU_READERS, ...BRANCH_OFFICERS],
  'inspections:read': [...BUREAU_READERS, ...BRANCH_OFFICERS],
  'inspections:acknowledge': ['BRANCH_SECRETARY'],
  'rectifications:answer': [...BRANCH_OFFICERS],
  'self-assessment:write': [...BRANCH_OFFICERS],
  'acceptance-files:build': ['BUREAU_SECRETARY', 'BRANCH_SECRETARY'],
  'acceptance-files:read': ['BUREAU_SECRETARY', 'ACCEPTANCE_REVIEWER', 'BRANCH_SECRETARY'],
  'steps:complete': ['BRANCH_SECRETARY'],
  'members:read': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', 'INSPECTOR', ...BRANCH_OFFICERS],
  'members:manage': ['BRANCH_SECRETARY'],
  'accounts:manage': ['BRANCH_SECRETARY'],
  'mobilization:manage': [...BRANCH_OFFICERS],
  'groups:manage': ['BRANCH_SECRETARY'],
  'group-rules:write': ['BRANCH_SECRETARY', 'GROUP_LEADER'],
  'activities:write': [...BRANCH_OFFICERS, 'GROUP_LEADER'],
  'meetings:read': [...BUREAU_READERS, ...BRANCH_OFFICERS],
  'meetings:manage': [...BRANCH_OFFICERS],
  'enrollments:manage': ['BRANCH_SECRETARY'],
  'elections:manage': ['BRANCH_SECRETARY'],
  'branch-commitments:write': ['BRANCH_SECRETARY'],
  'group-commitments:write': ['GROUP_LEADER'],
  'group-commitments:review': [...BRANCH_OFFICERS],
  'member-commitments:review': ['BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER', 'GROUP_LEADER'],
  'commitments:amend': ['BRANCH_SECRETARY', 'GROUP_LEADER', 'MEMBER'],
  'commitments:receive': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', ...BRANCH_OFFICERS, 'GROUP_LEADER', 'MEMBER'],
  'oral-commitments:record': [...BRANCH_OFFICERS],
  'items:hand-over': [...BRANCH_OFFICERS],
  'amendments:decide': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', ...BRANCH_OFFICERS, 'GROUP_LEADER'],
  'fulfillments:write': ['BRANCH_SECRETARY', 'GROUP_LEADER', 'MEMBER'],
  'fulfillments:decide': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', ...BRANCH_OFFICERS, 'GROUP_LEADER'],
  'feedback:answer': [...BRANCH_OFFICERS],
  'remarks:write': ['BUREAU_SECRETARY', 'COMMITTEE_MEMBER', ...BRANCH_OFFICERS, 'GROUP_LEADER', 'MEMBER'],
  'surveys:manage': [...BRANCH_OFFICERS],
  'recommendations:manage': ['BRANCH_SECRETARY'],
  'group-words:write': [...BRANCH_OFFICERS, 'GROUP_LEADER'],
  'appraisals:manage': [...BRANCH_OFFICERS],
  'notices:publish': ['BRANCH_SECRETARY'],
  'reminders:send': ['BRANCH_SECRETARY'],

  'own:profile': ['MEMBER'],
  'own:consultation': ['MEMBER'],
  'own:enrollment': ['MEMBER'],
  'own:nomination': ['MEMBER'],
  'own:ballot': ['MEMBER'],
  'own:commitment': ['MEMBER'],
  'own:appraisal': ['MEMBER'],
  'own:honour': ['MEMBER'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role carries a permission. */
export function roleMay(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** Whether any held role carries the permission, whatever its scope. */
export function mayAnywhere(roles: readonly HeldRole[], permission: Permission): boolean {
  return roles.some((held) => roleMay(held.role, permission));
}

/** Whether a held role carries the permission for this branch: a role of the bureau, or one held in the branch. */
export function mayInBranch(roles: readonly HeldRole[], permission: Permission, branchId: string): boolean {
  return roles.some((held) => roleMay(held.role, permission) && (held.branchId === null || held.branchId === branchId));
}

/** Whether a role of the bureau (not of one branch) carries the permission. */
export function mayInBureau(roles: readonly HeldRole[], permission: Permission): boolean {
  return roles.some((held) => held.branchId === null && roleMay(held.role, permission));
}
