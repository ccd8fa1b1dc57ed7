import { mayInBranch, mayInBureau, type Permission } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { stepFromSlug } from '../../campaign/phases.js';
import type { DoneRow } from './done.rules.js';

type Path = (id: string, other: string) => string;

/** Pages of the branch a row belongs to, below `/branches/ID/`. Who may not open them is shown no link. */
const IN_BRANCH: Readonly<Record<string, readonly [Permission, Path]>> = {
  AcceptanceFile: ['acceptance-files:read', () => 'acceptance-files'],
  AcceptanceProblem: ['acceptance:read', () => 'acceptance'],
  Account: ['accounts:manage', () => 'accounts'],
  ActivityLog: ['branch:read', (id) => `activities/${id}`],
  AllocationRun: ['members:read', () => 'enrollment'],
  AppraisalSurvey: ['surveys:manage', (id) => `surveys/${id}`],
  AttendanceExclusion: ['meetings:read', () => 'meetings'],
  BranchMeeting: ['meetings:read', (id) => `meetings/${id}`],
  BranchStatement: ['branch:read', (_, kind) => `statements/${kind}`],
  BranchStep: ['branch:read', (_, step) => (stepFromSlug(step) ? `steps/${step}` : '')],
  Commitment: ['branch:read', (id) => `commitments/${id}`],
  CommitmentAmendment: ['branch:read', (_, letterId) => `commitments/${letterId}`],
  CommitmentItem: ['branch:read', (id) => `items/${id}`],
  CommitmentRound: ['branch:read', () => 'commitments'],
  ConsultationOpinion: ['branch:read', () => 'group-proposal'],
  EnrollmentRound: ['members:read', () => 'enrollment'],
  EvaluationApplication: ['meetings:read', () => 'evaluations'],
  EvaluationRound: ['meetings:read', (id) => `evaluations/${id}`],
  Feedback: ['branch:read', () => 'feedback'],
  Fulfillment: ['branch:read', (_, itemId) => `items/${itemId}`],
  FunctionGroup: ['branch:read', () => 'groups'],
  GroupChange: ['branch:read', () => 'groups'],
  GroupMembership: ['branch:read', () => 'groups'],
  GroupProposal: ['branch:read', () => 'group-proposal'],
  InspectionVisit: ['inspections:read', (id) => `inspections/${id}`],
  ItemExtension: ['branch:read', (_, itemId) => `items/${itemId}`],
  LeaderElection: ['branch:read', () => 'elections'],
  LeaderTerm: ['branch:read', () => 'elections'],
  Member: ['members:read', (id) => `members/${id}`],
  MemberAppraisal: ['appraisals:manage', () => 'member-appraisals'],
  MemberTransfer: ['members:read', () => 'transfers'],
  Notice: ['branch:read', () => 'notices'],
  PlannedEvent: ['branch:read', () => 'study-plan'],
  Rectification: ['inspections:read', (id) => `rectifications/${id}`],
  RosterImport: ['members:read', () => 'members'],
  SelfAssessment: ['acceptance:read', () => 'acceptance'],
  StudySession: ['branch:read', () => 'study-sessions'],
};

/** Pages of the bureau for what belongs to no branch. */
const IN_BUREAU: Readonly<Record<string, readonly [Permission, Path]>> = {
  AcceptanceFile: ['acceptance-files:read', () => '/bureau/acceptance-files'],
  AcceptanceList: ['acceptance:manage', () => '/bureau/acceptance/list'],
  AcceptanceSheet: ['acceptance:review', () => '/bureau/acceptance/sheets'],
  Branch: ['branches:manage', (id) => `/bureau/branches/${id}`],
  BureauReport: ['bureau:read', () => '/bureau/report'],
  CalendarDay: ['evaluations:manage', () => '/bureau/calendar'],
  Campaign: ['campaigns:manage', (id) => `/bureau/campaigns/${id}`],
  EvaluationApplication: ['evaluations:score', () => '/bureau/score-sheets'],
  EvaluationRound: ['bureau:read', (id) => `/bureau/evaluations/${id}`],
  Inspection: ['bureau:read', (id) => `/bureau/inspections/${id}`],
  Objection: ['objections:handle', (id) => `/bureau/objections/${id}`],
  VoteRuleSetting: ['campaigns:manage', () => '/bureau/vote-rules'],
};

/** A member's own pages for what he did about himself. */
const OWN: Readonly<Record<string, string>> = {
  ConsultationOpinion: '/me/consultation',
  Enrollment: '/me/enrollment',
  Member: '/me/profile',
  MemberAppraisal: '/me/appraisal',
  EvaluationApplication: '/me/honours',
};

/** Where what somebody did can be seen again; null where he has no page for it. */
export function doneHref({ roles, member }: Person, row: DoneRow): string | null {
  const { entity, entityId, branchId, other, gone } = row;
  if (gone) return null;
  if (branchId !== null) {
    const page = IN_BRANCH[entity];
    const path = page?.[1](entityId, other ?? '') ?? '';
    if (page && path !== '' && !path.endsWith('/') && mayInBranch(roles, page[0], branchId))
      return `/branches/${branchId}/${path}`;
    return member?.branchId === branchId ? (OWN[entity] ?? null) : null;
  }
  const page = IN_BUREAU[entity];
  return page && mayInBureau(roles, page[0]) ? page[1](entityId, other ?? '') : null;
}
