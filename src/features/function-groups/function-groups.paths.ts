/** Addresses of the pages about a branch's groups. */
export const groupsHref = (branchId: string): string => `/branches/${branchId}/groups`;
export const groupHref = (branchId: string, groupId: string): string => `/branches/${branchId}/groups/${groupId}`;
export const groupChangesHref = (branchId: string): string => `/branches/${branchId}/group-changes`;
export const proposalHref = (branchId: string): string => `/branches/${branchId}/group-proposal`;
export const proposedGroupHref = (branchId: string, groupId: string): string =>
  `${proposalHref(branchId)}/groups/${groupId}`;
export const opinionHref = (branchId: string, opinionId: string): string =>
  `${proposalHref(branchId)}/opinions/${opinionId}`;
export const readingsHref = (branchId: string): string => `${proposalHref(branchId)}/readings`;
export const meetingHref = (branchId: string, meetingId: string): string =>
  `/branches/${branchId}/meetings/${meetingId}`;
