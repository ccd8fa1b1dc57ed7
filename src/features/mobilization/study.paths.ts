export const sessionsHref = (branchId: string): string => `/branches/${branchId}/study-sessions`;
export const sessionHref = (branchId: string, id: string): string => `${sessionsHref(branchId)}/${id}`;
export const materialHref = (branchId: string, id: string): string => `/branches/${branchId}/study-materials/${id}`;
export const planHref = (branchId: string): string => `/branches/${branchId}/study-plan`;
export const ownNoteHref = (sessionId: string): string => `/me/study-notes/${sessionId}`;
