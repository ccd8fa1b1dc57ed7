export const activitiesHref = (branchId: string): string => `/branches/${branchId}/activities`;
export const activityHref = (branchId: string, id: string): string => `${activitiesHref(branchId)}/${id}`;
export const newActivityHref = (branchId: string, groupId: string): string =>
  `/branches/${branchId}/groups/${groupId}/activities/new`;
export const photoHref = (branchId: string, id: string): string => `/branches/${branchId}/activity-photos/${id}`;
