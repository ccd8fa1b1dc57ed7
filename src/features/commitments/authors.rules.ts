import type { CommitmentLevel } from '../../generated/prisma/enums.js';

/** A person as the author and keeper of commitments. */
export interface Author {
  memberId: string | null;
  leads: readonly string[];
  /** Branches in which the person writes the branch's commitment. */
  writesFor: readonly string[];
}

export interface Pledged {
  level: CommitmentLevel;
  branchId: string;
  groupId: string | null;
  memberId: string | null;
}

/** Whether the commitment is this person's: the branch's for its secretary, the group's for its leader, one's own. */
export function writesIt({ level, branchId, groupId, memberId }: Pledged, author: Author): boolean {
  if (level === 'BRANCH') return author.writesFor.includes(branchId);
  if (level === 'GROUP') return groupId !== null && author.leads.includes(groupId);
  return memberId !== null && memberId === author.memberId;
}
