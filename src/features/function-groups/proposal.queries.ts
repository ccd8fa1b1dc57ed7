import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { ProposalStatus } from '../../generated/prisma/enums.js';

/** What the proposal says of a group. */
export const GROUP_AS_PROPOSED = {
  id: true,
  name: true,
  groupFunction: true,
  hostUnitType: true,
  hostUnit: true,
  duties: true,
  activityRules: true,
  minSize: true,
  targetSize: true,
  maxSize: true,
  wantedSkills: true,
} as const;

/**
 * The proposal with its groups, opinions and meetings, in one query; null before anything was drafted.
 * `opinionsOf`: only this member's opinion and reading.
 */
export function findProposal(db: Db, { bureauId, campaignId, branchId }: StepPlace, opinionsOf: string | null = null) {
  return db.groupProposal.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      status: true,
      rationale: true,
      revision: true,
      consultationClosesOn: true,
      consultationOpenedAt: true,
      consultationNote: true,
      decidedAt: true,
      announcedAt: true,
      decisionMeeting: { select: { id: true, title: true, heldOn: true, verdictText: true } },
      announcementMeeting: { select: { id: true, title: true, heldOn: true } },
      groups: {
        orderBy: { position: 'asc' },
        select: GROUP_AS_PROPOSED,
      },
      opinions: {
        where: opinionsOf === null ? {} : { memberId: opinionsOf },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          memberId: true,
          stance: true,
          content: true,
          createdAt: true,
          handling: true,
          answer: true,
          member: { select: { name: true, post: true } },
        },
      },
      readings: {
        where: opinionsOf === null ? {} : { memberId: opinionsOf },
        select: { memberId: true, readAt: true },
      },
    },
  });
}
export type Proposal = NonNullable<Awaited<ReturnType<typeof findProposal>>>;
export type ProposedGroup = Proposal['groups'][number];
export type Opinion = Proposal['opinions'][number];

/**
 * Members the groups are built for: on the roster and within reach. Those out of contact do not hold the branch up (E48).
 */
export function countMembers(db: Db | Tx, bureauId: string, branchId: string): Promise<number> {
  return db.member.count({ where: { bureauId, branchId, leftOn: null, isLost: false } });
}

/** The proposal as it stood when members were asked and when it was decided; either may be missing. */
export function listProposalVersions(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  return db.proposalVersion.findMany({
    where: { bureauId, proposal: { bureauId, campaignId, branchId } },
    select: { stage: true, content: true, createdAt: true },
  });
}
export type ProposalVersionRow = Awaited<ReturnType<typeof listProposalVersions>>[number];

/** What the figures beside the proposal are made of: the same members as countMembers counts. */
export function listRosterMembers(db: Db | Tx, bureauId: string, branchId: string) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, isLost: false },
    select: { memberType: true, post: true, skills: true },
  });
}

/** R11: the campaign's catalogue of group functions, grouped by purpose in its order. */
export function listGroupFunctions(db: Db | Tx, bureauId: string, campaignId: string) {
  return db.campaignGroupFunction.findMany({
    where: { bureauId, campaignId },
    orderBy: { position: 'asc' },
    select: { name: true, purpose: true },
  });
}
export type GroupFunction = Awaited<ReturnType<typeof listGroupFunctions>>[number];

export interface LockedProposal {
  id: string;
  status: ProposalStatus;
  revision: number;
  rationale: string;
  consultationClosesOn: Date | null;
  consultationOpenedAt: Date | null;
  decisionMeetingId: string | null;
}

/**
 * The proposal locked for this transaction: edits, opinions and decisions about one proposal come one after another.
 * Null before anything was drafted.
 */
export async function lockProposal(tx: Tx, key: StepPlace): Promise<LockedProposal | null> {
  const rows = await tx.$queryRaw<LockedProposal[]>`
    SELECT id, status::text AS status, revision, rationale, "consultationClosesOn", "consultationOpenedAt", "decisionMeetingId"
    FROM group_proposal WHERE "bureauId" = ${key.bureauId}::uuid AND "campaignId" = ${key.campaignId}::uuid
      AND "branchId" = ${key.branchId}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** How many opinions there are, and how many of them wait for an answer. */
export async function countOpinions(
  tx: Tx,
  bureauId: string,
  proposalId: string,
): Promise<{ opinions: number; unanswered: number }> {
  const rows = await tx.$queryRaw<{ opinions: number; unanswered: number }[]>`
    SELECT count(*)::int AS opinions, (count(*) FILTER (WHERE handling IS NULL))::int AS unanswered
    FROM consultation_opinion WHERE "bureauId" = ${bureauId}::uuid AND "proposalId" = ${proposalId}::uuid`;
  return rows[0] ?? { opinions: 0, unanswered: 0 };
}

/** The groups of a branch as announced: who leads each, and how many are in it. */
export function listGroups(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null },
    relationLoadStrategy: 'join',
    orderBy: { position: 'asc' },
    select: {
      id: true,
      name: true,
      groupFunction: true,
      hostUnitType: true,
      hostUnit: true,
      memberCount: true,
      minSize: true,
      targetSize: true,
      maxSize: true,
      leaderTerms: { where: { endedAt: null }, take: 1, select: { member: { select: { name: true } } } },
    },
  });
}
export type ListedGroup = Awaited<ReturnType<typeof listGroups>>[number];

/** Meetings that studied the proposal and did not pass it, the latest first. */
export function listUnsettledMeetings(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  return db.branchMeeting.findMany({
    where: { bureauId, campaignId, branchId, purpose: 'GROUP_DECISION', verdict: { not: 'PASSED' } },
    orderBy: { heldOn: 'desc' },
    take: 10,
    select: { id: true, title: true, heldOn: true, verdictText: true },
  });
}

/** Where the branch's proposal stands; null before anything was drafted. */
export async function findProposalStatus(
  db: Db,
  { bureauId, campaignId, branchId }: StepPlace,
): Promise<ProposalStatus | null> {
  const found = await db.groupProposal.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    select: { status: true },
  });
  return found?.status ?? null;
}

/** Whether the branch is asking its members, and until when; null before anything was drafted. */
export function findConsultation(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  return db.groupProposal.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    select: { status: true, consultationClosesOn: true },
  });
}
