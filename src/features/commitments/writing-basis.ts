import { NotFound } from '../../shared/errors.js';
import type { BranchVisit } from '../../web/visit.js';
import { branchBasis, groupBasis, memberBasis } from './basis.page.js';
import { findGroupBasis, findMemberBasis, listKeyTasks, listSuggestions } from './basis.queries.js';
import type { CommitmentTarget } from './commitments.queries.js';
import type { Basis } from './writing.page.js';
import type { ItemOption } from './writing-rows.page.js';

/** What stands beside the form, what its items may refine, and what a first draft begins with. */
export interface FoundBasis {
  groupName: string | null;
  basis: Basis[];
  options: readonly ItemOption[];
  assigned: { id: string; mainTask: string; dueDate: Date }[];
}

/** Reads what the author of this level draws on. */
export async function findBasis(visit: BranchVisit, target: CommitmentTarget): Promise<FoundBasis> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  if (target.level === 'BRANCH') {
    const [keyTasks, suggestions] = await Promise.all([
      listKeyTasks(db, bureauId, target.campaignId, target.year),
      listSuggestions(db, bureauId, target.branchId, target.year),
    ]);
    const options = keyTasks.map(({ id, title }) => ({ id, mainTask: title, dueDate: null }));
    return { groupName: null, basis: branchBasis(keyTasks, suggestions), options, assigned: [] };
  }
  if (target.level === 'GROUP') {
    const group = await findGroupBasis(db, bureauId, target);
    if (!group) throw new NotFound();
    const assigned = group.assignments.map(({ item }) => item);
    return { groupName: group.name, basis: groupBasis(group), options: assigned, assigned };
  }
  return memberSide(await findMemberBasis(db, bureauId, target));
}

function memberSide(member: Awaited<ReturnType<typeof findMemberBasis>>): FoundBasis {
  if (!member) throw new NotFound();
  const group = member.memberships[0]?.group;
  const groupItems = group?.commitments.flatMap(({ items }) => items) ?? [];
  const servicePledge = member.enrollments[0]?.servicePledge ?? null;
  return {
    groupName: group?.name ?? null,
    basis: memberBasis({ ...member, servicePledge, groupItems }),
    options: groupItems,
    assigned: [],
  };
}
