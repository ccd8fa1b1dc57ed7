import type { CommitmentLevel, CommitmentType } from '../../generated/prisma/enums.js';

/** A person as the author and keeper of commitments. */
export interface Author {
  memberId: string | null;
  leads: readonly string[];
  /** Branches in which the person writes the branch's commitment. */
  writesFor: readonly string[];
}

export interface Pledged {
  level: CommitmentLevel;
  type: CommitmentType;
  branchId: string;
  groupId: string | null;
  memberId: string | null;
}

/**
 * Whether the commitment is this person's: the branch's for its secretary, the group's for its leader, one's own. What a
 * member only spoke (E8) the secretary keeps too: the member may have no account.
 */
export function writesIt({ level, type, branchId, groupId, memberId }: Pledged, author: Author): boolean {
  if (level === 'BRANCH') return author.writesFor.includes(branchId);
  if (level === 'GROUP') return groupId !== null && author.leads.includes(groupId);
  if (type === 'ORAL' && author.writesFor.includes(branchId)) return true;
  return memberId !== null && memberId === author.memberId;
}
