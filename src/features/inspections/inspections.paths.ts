export const INSPECTIONS = '/bureau/inspections';
export const inspectionHref = (id: string): string => `${INSPECTIONS}/${id}`;

export const visitsHref = (branchId: string): string => `/branches/${branchId}/inspections`;
export const visitHref = (branchId: string, visitId: string): string => `${visitsHref(branchId)}/${visitId}`;
export const rectificationHref = (branchId: string, id: string): string => `/branches/${branchId}/rectifications/${id}`;
export const inspectionFileHref = (branchId: string, id: string): string =>
  `/branches/${branchId}/inspection-evidence/${id}`;
