import type { Db } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { NAME_CHANGES, namesOn } from '../../shared/names-in-time.js';

/** Bureaus that have something to show: a published campaign. */
export function listBoards(db: Db) {
  return db.bureau.findMany({
    where: { kind: 'BUREAU', campaigns: { some: { status: { in: ['PUBLISHED', 'CLOSED'] } } } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
    take: 200,
  });
}

/** The front of a bureau's board in one query. Throws NotFound for a bureau that does not exist. */
export async function getBoardFront(db: Db, bureauId: string) {
  const bureau = await db.bureau.findUnique({
    where: { id: bureauId, kind: 'BUREAU' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      campaigns: {
        where: { status: 'PUBLISHED' },
        orderBy: { publishedAt: 'desc' },
        take: 1,
        select: {
          id: true,
          name: true,
          purpose: true,
          theme: true,
          startYear: true,
          standardsVersion: true,
          phases: {
            select: { phase: true, title: true, requirement: true, startsOn: true, endsOn: true },
            orderBy: { startsOn: 'asc' },
          },
          leadingGroup: { select: { seat: true, name: true, post: true }, orderBy: { position: 'asc' } },
          criteria: {
            select: { version: true, award: true, title: true, description: true, isDefault: true },
            orderBy: [{ award: 'asc' }, { position: 'asc' }],
          },
          notices: {
            where: { branchId: null, withdrawnAt: null, supersededById: null },
            orderBy: { publishedAt: 'desc' },
            take: 20,
            select: { id: true, title: true, publishedAt: true },
          },
          evaluationRounds: {
            where: { status: { in: ['NOTICED', 'AWARDED'] } },
            orderBy: { createdAt: 'desc' },
            take: 10,
            select: {
              title: true,
              status: true,
              periods: { where: { status: 'RUNNING' }, select: { id: true, endsOn: true } },
            },
          },
          keyTasks: {
            where: { publishedAt: { not: null } },
            select: { year: true, title: true, description: true },
            orderBy: [{ year: 'desc' }, { position: 'asc' }],
          },
        },
      },
      branches: {
        where: { status: 'ACTIVE' },
        orderBy: { name: 'asc' },
        select: {
          id: true,
          schoolName: true,
          shortName: true,
          notices: {
            where: { withdrawnAt: null },
            orderBy: { publishedAt: 'desc' },
            take: 1,
            select: { title: true, publishedAt: true },
          },
        },
      },
    },
  });
  if (!bureau) throw new NotFound();
  return bureau;
}

/** A branch's masthead: names only. Throws NotFound. */
export async function getBoardBranch(db: Db, bureauId: string, branchId: string) {
  const branch = await db.branch.findUnique({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      shortName: true,
      schoolName: true,
      changes: {
        where: { kind: { not: 'SPLIT' } },
        orderBy: { effectiveOn: 'desc' },
        select: {
          ...{ kind: true, effectiveOn: true, shortName: true, schoolName: true },
          successor: { select: { id: true, shortName: true } },
        },
      },
      successions: {
        orderBy: { effectiveOn: 'desc' },
        select: { kind: true, effectiveOn: true, branchId: true, shortName: true },
      },
      bureau: {
        select: {
          name: true,
          campaigns: {
            where: { status: 'PUBLISHED' },
            orderBy: { publishedAt: 'desc' },
            take: 1,
            select: { id: true, name: true, startYear: true },
          },
        },
      },
    },
  });
  if (!branch) throw new NotFound();
  return branch;
}

/** The groups of a branch as published: only names of members, of whom the list was confirmed and published. */
export function listBoardGroups(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null, proposal: { status: 'ANNOUNCED' } },
    orderBy: { position: 'asc' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      groupFunction: true,
      hostUnit: true,
      duties: true,
      leaderTerms: {
        where: { endedAt: null },
        select: { method: true, startedAt: true, actingUntil: true, member: { select: { name: true } } },
      },
      memberships: {
        where: { endedAt: null, confirmedAt: { not: null } },
        orderBy: { startedAt: 'asc' },
        select: { member: { select: { name: true } } },
      },
      activities: {
        where: { publishedAt: { not: null } },
        orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
        take: 2,
        select: { id: true, heldOn: true, topic: true },
      },
    },
  });
}

/** R27: the activities that the branch shows, the latest first: how many took part, not who. */
export function listBoardActivities(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.activityLog.findMany({
    where: { bureauId, campaignId, branchId, publishedAt: { not: null } },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      ...{ id: true, heldOn: true, place: true, topic: true, result: true, publishedAt: true },
      group: { select: { name: true } },
      _count: { select: { participants: true } },
      photos: {
        where: { removedAt: null, mediaType: 'image/jpeg' },
        orderBy: { id: 'asc' },
        select: { id: true },
      },
    },
  });
}
export type BoardActivity = Awaited<ReturnType<typeof listBoardActivities>>[number];

/** Notices of a branch that stand, the latest first. */
export function listBranchNotices(db: Db, bureauId: string, branchId: string, { withOld = false, most = 100 } = {}) {
  return db.notice.findMany({
    where: { bureauId, branchId, ...(withOld ? {} : { withdrawnAt: null, supersededById: null }) },
    orderBy: { publishedAt: 'desc' },
    take: most,
    select: {
      id: true,
      kind: true,
      title: true,
      publishedAt: true,
      publishedBy: true,
      withdrawnAt: true,
      supersededById: true,
    },
  });
}

/** A notice with its newer and older version; `issuer` is the branch's name of that day (E41). Throws NotFound. */
export async function getNotice(db: Db, bureauId: string, noticeId: string) {
  const notice = await db.notice.findUnique({
    where: { bureauId_id: { bureauId, id: noticeId } },
    relationLoadStrategy: 'join',
    include: {
      branch: { select: { id: true, name: true, schoolName: true, shortName: true, changes: NAME_CHANGES } },
      campaign: { select: { bureau: { select: { name: true } } } },
      supersededBy: { select: { id: true, publishedAt: true } },
      supersedes: { select: { id: true, publishedAt: true }, orderBy: { publishedAt: 'desc' } },
    },
  });
  if (!notice) throw new NotFound();
  const { branch } = notice;
  const issuer = branch ? namesOn(branch, branch.changes, chinaDay(notice.publishedAt)).shortName : null;
  return { ...notice, issuer };
}

/** Published commitments of a branch with their items, all levels. */
export function listBoardCommitments(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, branchId, status: 'PUBLISHED' },
    orderBy: [{ year: 'desc' }, { level: 'asc' }, { publishedAt: 'asc' }],
    relationLoadStrategy: 'join',
    select: {
      id: true,
      year: true,
      level: true,
      ...{ type: true, taskTitle: true },
      organizationSide: true,
      peopleSide: true,
      publishedAt: true,
      group: { select: { id: true, name: true } },
      member: { select: { name: true } },
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, mainTask: true, workContent: true, dueDate: true, responsiblePerson: true },
          ...{ parentItemId: true, ...COUNTED },
        },
      },
    },
  });
}

/** R40: one published letter with its items, what was accepted for each, and what the public asked. Throws NotFound. */
export async function getBoardLetter(db: Db, bureauId: string, branchId: string, id: string) {
  const letter = await db.commitment.findFirst({
    where: { bureauId, branchId, id, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, year: true, level: true, organizationSide: true, peopleSide: true, preamble: true },
      ...{ type: true, taskTitle: true },
      ...{ publishedAt: true, version: true },
      group: { select: { name: true } },
      member: { select: { name: true } },
      versions: { orderBy: { version: 'desc' }, select: { version: true, replacedAt: true, reason: true } },
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...{ id: true, mainTask: true, workContent: true, measures: true, dueDate: true, responsiblePerson: true },
          ...{ unit: true, closeReason: true, ...COUNTED },
          children: COUNTED_BELOW,
          fulfillments: {
            where: { status: 'ACCEPTED' },
            orderBy: { doneOn: 'desc' },
            select: {
              ...{ id: true, doneOn: true, value: true, completes: true, content: true },
              evidence: {
                where: { removedAt: null },
                orderBy: { id: 'asc' },
                select: { id: true, fileName: true, mediaType: true },
              },
            },
          },
          // E34: explained by causes outside, and accepted as such.
          extensions: {
            where: { kind: 'EXPLANATION', objective: true, status: 'GRANTED' },
            orderBy: { createdAt: 'asc' },
            select: { reason: true, decidedAt: true },
          },
          feedback: {
            where: { status: { not: 'HIDDEN' } },
            orderBy: { createdAt: 'desc' },
            select: { status: true, content: true, reply: true, dueOn: true, repliedAt: true },
          },
        },
      },
    },
  });
  if (!letter) throw new NotFound();
  return letter;
}
export type BoardLetter = Awaited<ReturnType<typeof getBoardLetter>>;

/** An earlier version of a published letter. Throws NotFound. */
export async function getBoardVersion(db: Db, bureauId: string, branchId: string, id: string, version: number) {
  const found = await db.commitmentVersion.findFirst({
    where: { bureauId, commitmentId: id, version, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    select: { version: true, frozenText: true, replacedAt: true, reason: true },
  });
  if (!found) throw new NotFound();
  return found;
}

/** How many commitments of each level a branch has published. */
export function countBoardCommitments(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.groupBy({
    by: ['level'],
    where: { bureauId, campaignId, branchId, status: 'PUBLISHED' },
    _count: true,
  });
}

/** Words from the public that the branch has answered. */
export function listAnsweredFeedback(db: Db, bureauId: string, branchId: string) {
  return db.feedback.findMany({
    where: { bureauId, branchId, status: 'ANSWERED' },
    orderBy: { repliedAt: 'desc' },
    take: 10,
    select: { id: true, kind: true, content: true, handling: true, reply: true, createdAt: true, repliedAt: true },
  });
}
