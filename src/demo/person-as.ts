import type { HeldRole, Person } from '../access/roles.js';
import type { Actor } from '../db/transaction.js';

/** An actor of the demonstration as somebody signed in with these roles. */
export function personAs({ bureauId, accountId, name }: Actor, roles: readonly HeldRole[]): Person {
  return {
    ...{ bureauId, bureauName: '', accountId: accountId ?? '', username: '', displayName: name },
    ...{ mustChangePassword: false, roles, member: null, ledGroups: [], branchNames: {} },
  };
}
