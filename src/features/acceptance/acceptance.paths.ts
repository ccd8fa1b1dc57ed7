export const OVERVIEW = '/bureau/acceptance';
export const LIST = `${OVERVIEW}/list`;
export const REVIEWERS = `${OVERVIEW}/reviewers`;
export const SHEETS = `${OVERVIEW}/sheets`;
export const sheetHref = (branchId: string | null): string => `${SHEETS}/${branchId ?? 'bureau'}`;
export const ofBranchHref = (branchId: string): string => `${OVERVIEW}/branches/${branchId}`;
export const assessmentHref = (branchId: string): string => `/branches/${branchId}/acceptance`;
export const itemHref = (branchId: string, item: string): string => `${assessmentHref(branchId)}/items/${item}`;
export const versionHref = (branchId: string, number: number): string =>
  `${assessmentHref(branchId)}/versions/${number}`;
export const problemHref = (branchId: string, problemId: string): string =>
  `${assessmentHref(branchId)}/problems/${problemId}`;
