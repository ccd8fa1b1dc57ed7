import { type CheckOutcome, checkOutcomes } from '../../campaign/guards.js';
import type { CampaignAtHand } from '../../campaign/place.js';
import { listOpenStepFacts } from '../../campaign/step-facts.queries.js';
import type { BureauVisit } from '../../web/visit.js';
import { type AsOf, campaignThen } from './as-of.js';
import { type BranchProgress, listBranchProgress } from './board.queries.js';
import { listPastProgress } from './past-board.queries.js';
import { type Standing, standingOf } from './standing.js';

/** Every branch with its standing, on the day that is asked for. */
export interface Standings {
  /** With its phases as they were planned on that day. */
  campaign: CampaignAtHand | null;
  branches: BranchProgress[];
  /** The checks of the step each branch stands in; of a day that is past they are not kept. */
  outcomes: ReadonlyMap<string, readonly CheckOutcome[]>;
}

/** Reads it in two queries besides the campaign's, in one for a day that is past; in none without a campaign. */
export async function readStandings(
  { useCase: { db }, person: { bureauId } }: BureauVisit,
  campaign: CampaignAtHand | null,
  { on, end, past }: AsOf,
): Promise<Standings> {
  if (!campaign) return { campaign, branches: [], outcomes: new Map() };
  const campaignId = campaign.id;
  if (past) {
    const found = await listPastProgress(db, { bureauId, campaignId, on, end });
    const then = found.running ? campaignThen(campaign, found.phases) : null;
    return { campaign: then, branches: found.branches, outcomes: new Map() };
  }
  const [branches, facts] = await Promise.all([
    listBranchProgress(db, bureauId, campaignId, on),
    listOpenStepFacts(db, { bureauId, campaignId }),
  ]);
  return { campaign, branches, outcomes: new Map(facts.map((row) => [row.branchId, checkOutcomes(row, on)])) };
}

export interface StoodBranch {
  branch: BranchProgress;
  standing: Standing;
}

/** The branches with where each stands and what holds it back. */
export const stoodBranches = ({ campaign, branches, outcomes }: Standings, on: Date): StoodBranch[] =>
  branches.map((branch) => ({
    branch,
    standing: standingOf({ campaign, steps: branch.steps }, outcomes.get(branch.id) ?? [], on),
  }));
