export const ROUNDS = '/bureau/evaluations';
export const roundHref = (id: string): string => `${ROUNDS}/${id}`;
export const SHEETS = '/bureau/score-sheets';
export const sheetHref = (applicationId: string): string => `${SHEETS}/${applicationId}`;
export const OWN_HONOURS = '/me/honours';
export const ownHonourHref = (id: string): string => `${OWN_HONOURS}/${id}`;
export const branchRoundsHref = (branchId: string): string => `/branches/${branchId}/evaluations`;
export const branchRoundHref = (branchId: string, id: string): string => `${branchRoundsHref(branchId)}/${id}`;
export const groupWordsHref = (branchId: string): string => `/branches/${branchId}/group-words`;
export const groupWordHref = (branchId: string, applicationId: string): string =>
  `${groupWordsHref(branchId)}/${applicationId}`;
export const OBJECTIONS = '/bureau/objections';
export const objectionHref = (id: string): string => `${OBJECTIONS}/${id}`;
export const revocationHref = (roundId: string, applicationId: string): string =>
  `${roundHref(roundId)}/applications/${applicationId}/revocation`;
export const periodHref = (roundId: string, periodId: string): string => `${roundHref(roundId)}/periods/${periodId}`;
export const publicNoticeHref = (bureauId: string, periodId: string): string =>
  `/board/${bureauId}/public-notices/${periodId}`;
export const honoursHref = (bureauId: string): string => `/board/${bureauId}/honours`;
