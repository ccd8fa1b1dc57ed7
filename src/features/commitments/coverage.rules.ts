import { branchItemCoverage, type Cascade, type CascadeItem, type CascadeNode, openChildren } from './cascade.rules.js';
import { dueAfterParent } from './items.rules.js';

/** What the year's tree leaves open, each with the items it is about. */
export interface CoverageGaps {
  /** Items of the branch, all told. */
  branchItems: number;
  /** E39: items of the branch that no group was given; the step cannot be closed with one. */
  withoutGroup: CascadeItem[];
  /** Items that a group was given and has not refined. */
  notRefined: CascadeItem[];
  /** R39: items of groups that no member takes up. */
  withoutMember: CascadeItem[];
  /** R38: items due after the one they refine. */
  afterParent: CascadeItem[];
  /** E39: items of groups and of members that refine none; allowed. */
  own: { groups: number; members: number };
}

const isOpen = ({ item }: CascadeNode): boolean => item.closedOn === null;

/** R37 to R39, E39: what is covered and what is not. Items no longer to be done are left aside. */
export function coverageGaps({ branch, ownOfGroups, ownOfMembers }: Cascade): CoverageGaps {
  const items = branch.filter(isOpen);
  const ofGroups = [...branch.flatMap(openChildren), ...ownOfGroups.filter(isOpen)];
  const unsplit = items.filter(({ item }) => item.assignedTo.length === 0);
  const unfinished = items.filter((node) => branchItemCoverage(node).kind === 'warn' && !unsplit.includes(node));
  return {
    branchItems: items.length,
    withoutGroup: unsplit.map(({ item }) => item),
    notRefined: unfinished.map(({ item }) => item),
    withoutMember: ofGroups.filter((node) => openChildren(node).length === 0).map(({ item }) => item),
    afterParent: [...branch, ...ownOfGroups].flatMap(laterThanParent),
    own: { groups: ownOfGroups.filter(isOpen).length, members: ownOfMembers.filter(isOpen).length },
  };
}

function laterThanParent(node: CascadeNode): CascadeItem[] {
  const below = openChildren(node);
  const late = below.filter(({ item }) => dueAfterParent(item, node.item) !== null).map(({ item }) => item);
  return [...late, ...below.flatMap(laterThanParent)];
}
