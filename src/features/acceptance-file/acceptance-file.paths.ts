/** The acceptance files of the whole bureau (null) or of one branch. */
export const filesHref = (branchId: string | null): string =>
  branchId === null ? '/bureau/acceptance-files' : `/branches/${branchId}/acceptance-files`;

export const fileHref = (branchId: string | null, id: string): string => `${filesHref(branchId)}/${id}`;
