import { mayInBranch, type Permission } from './permissions.js';
import type { Person } from './roles.js';

/** Whether the person leads this group now (GROUP_LEADER is a role in a group, not in the whole branch). */
export function leadsGroup(person: Person, groupId: string): boolean {
  return person.ledGroups.some((led) => led.groupId === groupId);
}

/** The branches in which the person holds the permission by a branch role. */
export function branchesWith(person: Pick<Person, 'roles'>, permission: Permission): string[] {
  const ids = person.roles.flatMap((held) => (held.branchId === null ? [] : [held.branchId]));
  return [...new Set(ids)].filter((id) => mayInBranch(person.roles, permission, id));
}
