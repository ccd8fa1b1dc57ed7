export const ROUNDS = '/bureau/evaluations';
export const roundHref = (id: string): string => `${ROUNDS}/${id}`;
export const SHEETS = '/bureau/score-sheets';
export const sheetHref = (applicationId: string): string => `${SHEETS}/${applicationId}`;
export const OWN_HONOURS = '/me/honours';
export const ownHonourHref = (id: string): string => `${OWN_HONOURS}/${id}`;
export const branchRoundsHref = (branchId: string): string => `/branches/${branchId}/evaluations`;
export const branchRoundHref = (branchId: string, id: string): string => `${branchRoundsHref(branchId)}/${id}`;
