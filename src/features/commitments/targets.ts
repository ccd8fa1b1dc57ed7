import { leadsGroup } from '../../access/scope.js';
import { commitmentYear } from '../../campaign/commitment-year.js';
import { NotFound } from '../../shared/errors.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import type { CommitmentPlace } from './breakdown.service.js';
import { cascadeHref, SHORT_COMMITMENTS } from './commitments.paths.js';
import type { CommitmentTarget } from './commitments.queries.js';
import { kindName } from './commitments.rules.js';

/** Whose commitment a request is about. Throws NotFound where the person does not write it, StepNotOpen without a campaign. */
export type TargetOf<V extends BranchVisit> = (visit: V) => CommitmentTarget;

/** Where each level is written. */
export const WRITING_PATHS = {
  branch: '/branches/:branchId/commitments/branch',
  group: '/branches/:branchId/groups/:groupId/commitment',
  own: '/me/commitment',
  short: `${SHORT_COMMITMENTS}/:commitmentId`,
} as const;

/** The branch in the running campaign, and the year whose commitments are written today. */
export function yearAtHand(visit: BranchVisit): CommitmentPlace {
  const { id, startYear } = campaignOf(visit);
  return { campaignId: id, startYear, year: commitmentYear(startYear, visit.today), branchId: visit.branchId };
}

export function branchTarget(visit: BranchVisit): CommitmentTarget {
  return { ...yearAtHand(visit), level: 'BRANCH', groupId: null, memberId: null };
}

/** Only the leader of this very group writes for it. */
export function groupTarget(visit: BranchVisit): CommitmentTarget {
  const groupId = visit.params['groupId'] ?? '';
  if (!leadsGroup(visit.person, groupId)) throw new NotFound();
  return { ...yearAtHand(visit), level: 'GROUP', groupId, memberId: null };
}

export function ownTarget(visit: OwnVisit): CommitmentTarget {
  return { ...yearAtHand(visit), level: 'MEMBER', groupId: null, memberId: visit.memberId };
}

/** A letter for a short task, begun before; another's is not found by the query. */
export function shortTarget(visit: OwnVisit): CommitmentTarget {
  return { ...ownTarget(visit), shortTaskId: visit.params['commitmentId'] ?? '' };
}

/** The path above the page of a commitment in writing. */
export function writingCrumbs(visit: BranchVisit, target: CommitmentTarget) {
  const here = { label: `填写${kindName(target)}`, href: null };
  return [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '承诺', href: cascadeHref(visit.branchId) },
    here,
  ];
}
