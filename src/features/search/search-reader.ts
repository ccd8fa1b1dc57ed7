import { mayInBureau, type Permission } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { branchesWith } from '../../access/scope.js';

/** Branches of the bureau; null: all of them. */
export type Reach = readonly string[] | null;

/** Whose rows a person may find, and as whom. */
export interface SearchReader {
  bureauId: string;
  /** Pages of a branch that everybody in it reads. */
  branches: Reach;
  /** The roster. Others find those who are named on the page of a group. */
  rosters: Reach;
  meetings: Reach;
  /** Drafts of the branch: its proposal of groups; letters of its groups and members. */
  proposalsOf: readonly string[];
  officerOf: readonly string[];
  leads: readonly string[];
  memberId: string | null;
}

export function searchReaderOf(person: Person): SearchReader {
  const reach = (permission: Permission): Reach =>
    mayInBureau(person.roles, permission) ? null : branchesWith(person, permission);
  return {
    bureauId: person.bureauId,
    branches: reach('branch:read'),
    rosters: reach('members:read'),
    meetings: reach('meetings:read'),
    proposalsOf: branchesWith(person, 'groups:manage'),
    officerOf: branchesWith(person, 'group-commitments:review'),
    leads: person.ledGroups.map(({ groupId }) => groupId),
    memberId: person.member?.id ?? null,
  };
}

/** R6: skills stand on the roster; who reads none does not find anybody by them. */
export const findsSkills = ({ rosters }: SearchReader): boolean => rosters === null || rosters.length > 0;

/** The platform's administrator reads nothing of the bureaus. */
export const findsNothing = ({ branches }: SearchReader): boolean => branches?.length === 0;
