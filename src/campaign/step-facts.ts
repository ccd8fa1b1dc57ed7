import type { StepName } from '../generated/prisma/enums.js';

/** Some people or groups: how many, and the names of the first few of them. */
export interface Named {
  count: number;
  names: readonly string[];
}

/** What is asked of the database about one branch in one step; dates are `yyyy-mm-dd`. */
export interface StepFacts {
  SURVEY: { members: number; skillsMissing: Named; skillsUnconfirmed: Named };
  STUDY: { sessions: number; statement: StatementFact };
  GROUP_SETUP: {
    proposal: { status: 'DRAFT' | 'CONSULTING' | 'DECIDED' | 'ANNOUNCED'; closesOn: string | null } | null;
    groups: number;
    members: number;
    opinions: number;
    unanswered: number;
  };
  ENROLLMENT: {
    members: number;
    unplaced: Named;
    round: { status: 'OPEN' | 'CLOSED' | 'CONFIRMED'; confirmedOn: string | null } | null;
    withoutRules: GroupRef[];
    withoutLeader: GroupRef[];
    /** Led by an acting leader, and no by-election has begun (E26). */
    onlyActing: GroupRef[];
    groups: number;
    membershipNotice: boolean;
    leadersNotice: boolean;
  };
  COMMITMENT: {
    branch: 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'PUBLISHED' | null;
    items: number;
    itemsUnassigned: Named;
    groups: number;
    groupsMissing: Named;
    members: number;
    membersMissing: Named;
  };
  EVALUATION: { meeting: { verdict: string; heldOn: string } | null };
  SUMMARY: { statement: StatementFact };
  ACCEPTANCE: { statement: StatementFact; assessment: 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'PASSED_ON' | null };
}

export type StatementFact = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'PUBLISHED' | null;
export interface GroupRef {
  id: string;
  name: string;
}

/** E12: a group that has become too small. */
export interface SmallGroup extends GroupRef {
  members: number;
  full: number;
}

/** What the branch should see to whatever step it is in. */
export interface BranchMatters {
  smallGroups: SmallGroup[];
  /** E36: the years whose letter the branch itself has begun. */
  letterYears: number[];
  /** E47: by when questions of the public that still wait are to be answered, as `yyyy-mm-dd`. */
  questionDays: string[];
  /** Records and requests of groups that wait for the branch's officers. */
  toAccept: number;
  /** R49: problems found by an inspection that the branch has to mend: by when each (`yyyy-mm-dd`), the next first. */
  mendingDays: string[];
  /** R49: records of inspections that the branch has not acknowledged. */
  recordsHandedOver: number;
  /** E1, E2: members on their way: until when each letter into the branch and out of it holds, and who arrived and is in no group. */
  transfers: { into: string[]; out: string[]; unplaced: number };
  /** E28: groups whose leader is in office since before the committee was elected anew. */
  leadersToConfirm: number;
  /** E27: a new secretary has not taken over from the former one. */
  toTakeOver: boolean;
}

/** Facts of one branch together with the step they belong to. */
export type FactsOfStep = { [S in StepName]: { branchId: string; step: S; facts: StepFacts[S] } }[StepName];
