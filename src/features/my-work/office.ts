import { mayInBureau } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { branchesWith } from '../../access/scope.js';

/** The offices of a person as the search for what waits asks for them. */
export interface Office {
  accountId: string;
  memberId: string | null;
  /** Branches he belongs to in any way: there he does not decide for the bureau. */
  belongsTo: readonly string[];
  officerOf: readonly string[];
  secretaryOf: readonly string[];
  leads: readonly string[];
  reviewsLetters: boolean;
  reviewsTexts: boolean;
  scores: boolean;
  handlesObjections: boolean;
  managesRounds: boolean;
  reopens: boolean;
  inspects: boolean;
  /** Secretary of the bureau's committee: of every team. */
  headsBureau: boolean;
  reviewsAcceptance: boolean;
}

/** Of a person what his offices follow from. */
export type OfficeHolder = Pick<Person, 'accountId' | 'member' | 'roles' | 'ledGroups'>;

/**
 * His offices in one branch alone, or (null) those of the bureau itself: nothing waits in two of them. Where he belongs, and
 * so does not decide (E10), is seen from all.
 */
export function officeWithin(holder: OfficeHolder, branchId: string | null): Office {
  const here = (held: { branchId: string | null }) => held.branchId === branchId;
  const part = { ...holder, roles: holder.roles.filter(here), ledGroups: holder.ledGroups.filter(here) };
  return { ...officeOf(part), belongsTo: officeOf(holder).belongsTo };
}

export function officeOf(person: OfficeHolder): Office {
  const { roles, member, accountId } = person;
  const inBranches = roles.flatMap(({ branchId }) => branchId ?? []);
  return {
    accountId,
    memberId: member?.id ?? null,
    belongsTo: [...new Set([...inBranches, ...(member ? [member.branchId] : [])])],
    officerOf: branchesWith(person, 'group-commitments:review'),
    secretaryOf: branchesWith(person, 'steps:complete'),
    leads: person.ledGroups.map(({ groupId }) => groupId),
    reviewsLetters: mayInBureau(roles, 'branch-commitments:review'),
    reviewsTexts: mayInBureau(roles, 'statements:review'),
    scores: mayInBureau(roles, 'evaluations:score'),
    handlesObjections: mayInBureau(roles, 'objections:handle'),
    managesRounds: mayInBureau(roles, 'evaluations:manage'),
    reopens: mayInBureau(roles, 'acceptance:reopen'),
    inspects: mayInBureau(roles, 'inspections:visit'),
    headsBureau: roles.some(({ role, branchId }) => role === 'BUREAU_SECRETARY' && branchId === null),
    reviewsAcceptance: mayInBureau(roles, 'acceptance:review'),
  };
}
