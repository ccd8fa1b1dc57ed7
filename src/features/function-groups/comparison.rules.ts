import type { HostUnitType } from '../../generated/prisma/enums.js';

/** A group as a frozen version of the proposal keeps it. */
export interface VersionGroup {
  id: string;
  name: string;
  groupFunction: string;
  hostUnitType: HostUnitType;
  hostUnit: string;
  duties: string;
  activityRules: string;
  minSize: number;
  targetSize: number | null;
  maxSize: number;
  wantedSkills: string[];
}

export interface ProposalContent {
  rationale: string;
  groups: VersionGroup[];
}

export interface GroupPair {
  before: VersionGroup | null;
  after: VersionGroup | null;
}

/** The groups of two versions side by side: those of the first in its order, then those added. */
export function pairGroups(before: readonly VersionGroup[], after: readonly VersionGroup[]): GroupPair[] {
  const kept = before.map((group) => ({ before: group, after: after.find(({ id }) => id === group.id) ?? null }));
  const added = after.filter(({ id }) => !before.some((group) => group.id === id));
  return [...kept, ...added.map((group) => ({ before: null, after: group }))];
}
