import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { branchesWith } from '../../access/scope.js';
import type { Author } from './authors.rules.js';
import type { Reader } from './cascade.rules.js';
import type { Reviewer } from './review.rules.js';

/** The person as a reader of one branch's commitments. */
export function readerOf(person: Person, branchId: string): Reader {
  return {
    officer: branchesWith(person, 'group-commitments:review').includes(branchId),
    leads: person.ledGroups.map(({ groupId }) => groupId),
    memberId: person.member?.id ?? null,
  };
}

/** The person as the author and keeper of commitments. */
export function authorOf(person: Person): Author {
  return {
    memberId: person.member?.id ?? null,
    leads: person.ledGroups.map(({ groupId }) => groupId),
    writesFor: branchesWith(person, 'branch-commitments:write'),
  };
}

/** The person as a reviewer. */
export function reviewerOf(person: Person): Reviewer {
  const belongsTo = person.roles.flatMap(({ branchId }) => branchId ?? []);
  return {
    accountId: person.accountId,
    memberId: person.member?.id ?? null,
    ofBureau: mayInBureau(person.roles, 'branch-commitments:review'),
    officerOf: branchesWith(person, 'group-commitments:review'),
    belongsTo: [...new Set([...belongsTo, ...(person.member ? [person.member.branchId] : [])])],
    leads: person.ledGroups.map(({ groupId }) => groupId),
  };
}

/** Which acts on a branch's commitments the person's buttons may offer; the services decide again. */
export function mayOf(person: Person, branchId: string) {
  return {
    write: mayInBranch(person.roles, 'branch-commitments:write', branchId),
    publish: mayInBranch(person.roles, 'notices:publish', branchId),
    review: mayInBranch(person.roles, 'member-commitments:review', branchId),
    remark: mayInBranch(person.roles, 'remarks:write', branchId),
  };
}
