import type { Frame } from '../../web/frame-shape.js';
import type { BranchVisit } from '../../web/visit.js';
import { proposalHref } from './function-groups.paths.js';

/** The frame of a page below the proposal. */
export function frameBelowProposal(visit: BranchVisit, label: string): Frame {
  return visit.frame({
    step: 'GROUP_SETUP',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '功能党小组方案', href: proposalHref(visit.branchId) },
      { label, href: null },
    ],
  });
}
