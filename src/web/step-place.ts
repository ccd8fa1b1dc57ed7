import type { StepPlace } from '../campaign/step-gate.js';
import { StepNotOpen } from '../shared/errors.js';
import type { BranchVisit } from './visit.js';

/** The branch in the running campaign, as use cases name it. Throws StepNotOpen while the bureau has published none. */
export function stepPlaceOf(visit: BranchVisit): StepPlace {
  if (!visit.place.campaign) throw new StepNotOpen('局党委尚未发布活动,暂不能办理。');
  return { bureauId: visit.person.bureauId, campaignId: visit.place.campaign.id, branchId: visit.branchId };
}
