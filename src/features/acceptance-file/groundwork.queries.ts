import type { Db } from '../../db/client.js';

export interface BranchKey {
  bureauId: string;
  campaignId: string;
  branchId: string;
}

/** The roster without private fields (R54): no ID number, phone, address, place of stay, rights or reasons. */
export function listRoster(db: Db, { bureauId, branchId }: BranchKey) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      ...{ name: true, gender: true, ethnicity: true, birthDate: true, education: true, memberType: true },
      ...{ joinedOn: true, fullMemberOn: true, post: true, partyPost: true, postDuties: true, isRetired: true },
      ...{ skills: true, skillNote: true, skillsConfirmedAt: true },
    },
  });
}
export type RosterLine = Awaited<ReturnType<typeof listRoster>>[number];

export function listStudySessions(db: Db, key: BranchKey) {
  return db.studySession.findMany({
    where: { ...key },
    orderBy: [{ heldOn: 'asc' }, { id: 'asc' }],
    relationLoadStrategy: 'join',
    select: {
      ...{ topic: true, heldOn: true, place: true, material: true, summary: true, attendeeIds: true },
      materials: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { title: true, href: true, fileName: true, mediaType: true, storageKey: true },
      },
    },
  });
}

/** R4: every line of the branch's plan, with what was held against it. */
export function listPlanned(db: Db, key: BranchKey) {
  return db.plannedEvent.findMany({
    where: { ...key },
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    relationLoadStrategy: 'join',
    select: {
      ...{ kind: true, plannedOn: true, topic: true, note: true, canceledAt: true, cancelReason: true },
      ...{ sessionId: true, meetingId: true },
      session: { select: { topic: true, heldOn: true } },
      meeting: { select: { title: true, heldOn: true } },
    },
  });
}
export type PlannedLine = Awaited<ReturnType<typeof listPlanned>>[number];

/** Texts of the branch that have left the draft. */
export function listStatements(db: Db, key: BranchKey, kinds: ('GOALS' | 'SUMMARY' | 'SELF_ASSESSMENT')[]) {
  return db.branchStatement.findMany({
    where: { ...key, kind: { in: kinds }, status: { not: 'DRAFT' } },
    orderBy: [{ kind: 'asc' }, { id: 'asc' }],
    select: {
      ...{ kind: true, title: true, body: true, status: true, submittedAt: true },
      ...{ approvedAt: true, approvedBy: true, publishedAt: true },
    },
  });
}

/** 初步意见 with its frozen stages, and what the members said to it, without who said it. */
export function findProposal(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.groupProposal.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ status: true, rationale: true, consultationOpenedAt: true, consultationClosesOn: true },
      ...{ consultationNote: true, decidedAt: true, announcedAt: true },
      versions: { orderBy: { createdAt: 'asc' }, select: { stage: true, content: true, createdAt: true } },
      groups: { orderBy: [{ position: 'asc' }, { id: 'asc' }], select: GROUP },
      opinions: {
        orderBy: { id: 'asc' },
        select: { stance: true, content: true, createdAt: true, handling: true, answer: true, answeredAt: true },
      },
    },
  });
}

const GROUP = {
  ...{ name: true, groupFunction: true, hostUnitType: true, hostUnit: true, duties: true, activityRules: true },
  ...{ minSize: true, targetSize: true, maxSize: true, wantedSkills: true, closedAt: true, closeReason: true },
} as const;

/** The branch's groups with their rules, those closed since too. */
export function listGroups(db: Db, key: BranchKey) {
  return db.functionGroup.findMany({
    where: { ...key },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: GROUP,
  });
}

/** R27: what the groups did, with the photographs of it. */
export function listActivities(db: Db, key: BranchKey) {
  return db.activityLog.findMany({
    where: { ...key, removedAt: null },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'asc' }, { id: 'asc' }],
    select: {
      ...{ heldOn: true, place: true, topic: true, result: true, createdByName: true },
      group: { select: { name: true } },
      participants: { orderBy: { memberId: 'asc' }, select: { member: { select: { name: true } } } },
      photos: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { fileName: true, mediaType: true, storageKey: true },
      },
    },
  });
}

export function listGroupChanges(db: Db, key: BranchKey) {
  return db.groupChange.findMany({
    where: { ...key },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ kind: true, reason: true, before: true, after: true, createdAt: true },
      meeting: { select: { title: true, heldOn: true } },
    },
  });
}

export function listAllMinutes(db: Db, key: BranchKey) {
  return db.branchMeeting.findMany({
    where: { ...key },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'asc' }, { id: 'asc' }],
    include: { group: { select: { name: true } }, branch: { select: { name: true } } },
  });
}
