import type { Person } from '../../access/roles.js';
import { type Inspects, inspectorRefusal } from './inspections.rules.js';

/** Whether somebody acts as inspector of a branch: one of the team or the committee's secretary, and of another branch. */
export function inspectsOf(person: Person, branchId: string, team: readonly { accountId: string }[]): Inspects {
  const leads = person.roles.some((held) => held.role === 'BUREAU_SECRETARY' && held.branchId === null);
  return {
    mine: leads || team.some(({ accountId }) => accountId === person.accountId),
    ownBranch: person.member?.branchId === branchId || person.roles.some((held) => held.branchId === branchId),
  };
}

/** Why he does not; null when he does. */
export const refusalOf = (person: Person, branchId: string, team: readonly { accountId: string }[]): string | null =>
  inspectorRefusal(inspectsOf(person, branchId, team));
