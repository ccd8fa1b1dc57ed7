import type { CommitmentLevel } from '../../generated/prisma/enums.js';

export const cascadeHref = (branchId: string, year?: number): string =>
  `/branches/${branchId}/commitments${year === undefined ? '' : `?year=${year}`}`;

export const commitmentHref = (branchId: string, commitmentId: string): string =>
  `/branches/${branchId}/commitments/${commitmentId}`;

export const letterHref = (branchId: string, commitmentId: string, side: 'organization' | 'people'): string =>
  `${commitmentHref(branchId, commitmentId)}/letter?side=${side}`;

export const amendmentsHref = (branchId: string, commitmentId: string): string =>
  `${commitmentHref(branchId, commitmentId)}/amendments`;

export const remarksHref = (branchId: string, commitmentId: string): string =>
  `${commitmentHref(branchId, commitmentId)}/remarks`;

export const versionHref = (branchId: string, commitmentId: string, version: number): string =>
  `${commitmentHref(branchId, commitmentId)}/versions/${version}`;

export const breakdownHref = (branchId: string): string => `/branches/${branchId}/commitments/breakdown`;
export const roundHref = (branchId: string): string => `/branches/${branchId}/commitments/round`;
export const publicationHref = (branchId: string): string => `/branches/${branchId}/commitments/publication`;
export const reviewsHref = (branchId: string): string => `/branches/${branchId}/reviews`;
/** A picture of a year by its name, or the page of all. */
export const picturesHref = (branchId: string, year: number, name?: string): string =>
  `/branches/${branchId}/commitments/pictures${name === undefined ? '' : `/${name}.svg`}?year=${year}`;
export const SHORT_COMMITMENTS = '/me/short-commitments';
export const oralHref = (branchId: string, memberId: string): string =>
  `/branches/${branchId}/members/${memberId}/oral-commitment`;
export const BUREAU_REVIEWS = '/bureau/reviews';

/** Where a commitment is written: the address differs by who writes. */
export function writingHref(target: {
  level: CommitmentLevel;
  branchId: string;
  groupId: string | null;
  shortTaskId?: string | null;
}): string {
  if (target.level === 'BRANCH') return `/branches/${target.branchId}/commitments/branch`;
  if (target.level === 'GROUP') return `/branches/${target.branchId}/groups/${target.groupId}/commitment`;
  return target.shortTaskId ? `${SHORT_COMMITMENTS}/${target.shortTaskId}` : '/me/commitment';
}
