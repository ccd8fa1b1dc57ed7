import { NotFound } from '../../shared/errors.js';
import type { BranchVisit } from '../../web/visit.js';
import { findRecord, type RecordRow } from './fulfillments.queries.js';
import { keepsIt } from './fulfillments.service.js';

export const recordIdOf = (visit: BranchVisit): string => visit.params['fulfillmentId'] ?? '';

/** Whose it is not, finds nothing, whatever the form says. */
export function requireOwn(visit: BranchVisit, commitment: Parameters<typeof keepsIt>[0]): void {
  if (!keepsIt(commitment, visit.person)) throw new NotFound();
}

/** The record the address names. Throws NotFound when the branch has none of this id. */
export async function getRecord(visit: BranchVisit): Promise<RecordRow> {
  const found = await findRecord(
    visit.useCase.db,
    { bureauId: visit.person.bureauId, branchId: visit.branchId },
    recordIdOf(visit),
  );
  if (!found) throw new NotFound();
  return found;
}

/** The record the address names, if it is the person's own to keep. Throws NotFound. */
export async function getOwnRecord(visit: BranchVisit): Promise<RecordRow> {
  const found = await getRecord(visit);
  requireOwn(visit, found.item.commitment);
  return found;
}
