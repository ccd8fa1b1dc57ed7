import type { CampaignAtHand } from '../campaign/place.js';
import type { StepPlace } from '../campaign/step-gate.js';
import { StepNotOpen } from '../shared/errors.js';
import type { BranchVisit } from './visit.js';

/** The running campaign. Throws StepNotOpen while the bureau has published none. */
export function campaignOf({ place }: BranchVisit): CampaignAtHand {
  if (!place.campaign) throw new StepNotOpen('局党委尚未发布活动，暂不能办理。');
  return place.campaign;
}

/** The branch in the running campaign, as use cases name it. Throws StepNotOpen without one. */
export function stepPlaceOf(visit: BranchVisit): StepPlace {
  return { bureauId: visit.person.bureauId, campaignId: campaignOf(visit).id, branchId: visit.branchId };
}
