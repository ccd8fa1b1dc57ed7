import { checkOutcomes } from '../../campaign/guards.js';
import type { CheckName } from '../../campaign/phases.js';
import { listBranchFacts } from '../../campaign/step-facts.queries.js';
import type { UseCase } from '../../db/transaction.js';

/** What the portal already knows of a branch, by check: an inspector need not ask for it. */
export type KnownFacts = ReadonlyMap<CheckName, { title: string; done: boolean; reason: string; href: string }>;

export async function knownFacts(
  { db }: UseCase,
  key: { bureauId: string; campaignId: string; branchId: string },
  today: Date,
): Promise<KnownFacts> {
  const facts = await listBranchFacts(db, key);
  const outcomes = facts.flatMap((one) => checkOutcomes(one, today));
  return new Map(outcomes.map((outcome) => [outcome.name, outcome]));
}
