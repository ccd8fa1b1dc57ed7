export const itemHref = (branchId: string, itemId: string): string => `/branches/${branchId}/items/${itemId}`;
export const waitingHref = (branchId: string): string => `/branches/${branchId}/fulfillments`;
export const recordHref = (branchId: string, recordId: string): string => `${waitingHref(branchId)}/${recordId}`;

export const extensionHref = (branchId: string, extensionId: string): string =>
  `/branches/${branchId}/extensions/${extensionId}`;
