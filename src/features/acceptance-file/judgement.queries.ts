import type { Db } from '../../db/client.js';
import type { BranchKey } from './groundwork.queries.js';

/** Words of the public that are shown, with their answers; never who wrote them. */
export function listWords(db: Db, key: BranchKey) {
  return db.feedback.findMany({
    where: { ...key, status: { not: 'HIDDEN' } },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ kind: true, year: true, content: true, status: true, reply: true, createdAt: true, repliedAt: true },
      ...{ dueOn: true, item: { select: { mainTask: true } } },
    },
  });
}

/** Closed surveys with their grades; the written words are not read. */
export function listSurveyAnswers(db: Db, key: BranchKey) {
  return db.appraisalSurvey.findMany({
    where: { ...key, status: 'CLOSED' },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ title: true, year: true, closesOn: true },
      _count: { select: { tokens: true } },
      answers: { select: { grades: true } },
    },
  });
}

/** 民主评议: the grade that was decided and the day; not what was said or how was voted. */
export function listGrades(db: Db, key: BranchKey) {
  return db.memberAppraisal.findMany({
    where: { ...key, decidedOn: { not: null } },
    relationLoadStrategy: 'join',
    orderBy: [{ year: 'asc' }, { id: 'asc' }],
    select: { year: true, grade: true, decidedOn: true, member: { select: { name: true } } },
  });
}

/** Rounds the branch took part in: what it sent and what came of it. No sheets of single reviewers. */
export function listHonours(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.evaluationRound.findMany({
    where: { bureauId, campaignId, status: { not: 'DRAFT' } },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ title: true, award: true, status: true, applyUntil: true, awardedAt: true },
      recommendations: {
        where: { branchId },
        select: {
          ...{ quota: true, quotaBasis: true, nobody: true, opinion: true },
          meeting: { select: { title: true, heldOn: true } },
        },
      },
      applications: {
        where: { branchId, status: { not: 'DRAFT' } },
        orderBy: { id: 'asc' },
        select: {
          ...{ candidateName: true, source: true, status: true, deeds: true, submittedAt: true },
          ...{ awardRevokedOn: true, revokeReason: true },
        },
      },
    },
  });
}

/** 公示 of the bureau, and its objections without what was said and by whom. */
export function listPublicNotices(db: Db, bureauId: string, campaignId: string) {
  return db.noticePeriod.findMany({
    where: { bureauId, round: { bureauId, campaignId } },
    relationLoadStrategy: 'join',
    orderBy: [{ publishedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ content: true, startsOn: true, endsOn: true, status: true, workingDays: true, withdrawReason: true },
      round: { select: { title: true } },
      objections: {
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: {
          ...{ createdAt: true, late: true, status: true, finding: true, decidedAt: true },
          application: { select: { candidateName: true } },
        },
      },
    },
  });
}

/** What hangs or hung on the notice board; `branchId` null: the bureau's own. */
export function listNotices(db: Db, bureauId: string, campaignId: string, branchId: string | null) {
  return db.notice.findMany({
    where: { bureauId, campaignId, branchId },
    orderBy: [{ publishedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ title: true, content: true, publishedBy: true, publishedAt: true, secrecyReviewedBy: true },
      ...{ withdrawnAt: true, withdrawReason: true, supersededById: true },
    },
  });
}

/** The plan of the campaign: texts, standards, leading group (D3, D25), key tasks. */
export function findPlan(db: Db, bureauId: string, campaignId: string) {
  return db.campaign.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: campaignId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ name: true, purpose: true, guidance: true, principles: true, theme: true, standardsVersion: true },
      phases: {
        orderBy: { startsOn: 'asc' },
        select: { title: true, requirement: true, startsOn: true, endsOn: true },
      },
      criteria: {
        orderBy: [{ award: 'asc' }, { position: 'asc' }],
        select: { version: true, award: true, title: true, description: true, points: true },
      },
      leadingGroup: { orderBy: { position: 'asc' }, select: { seat: true, name: true, post: true } },
      keyTasks: {
        where: { publishedAt: { not: null } },
        orderBy: [{ year: 'asc' }, { position: 'asc' }],
        select: { year: true, title: true, description: true },
      },
    },
  });
}

/** The rounds' decisions, as the committee's minutes keep them. */
export function listDecisions(db: Db, bureauId: string, campaignId: string) {
  return db.evaluationRound.findMany({
    where: { bureauId, campaignId, decidedAt: { not: null } },
    relationLoadStrategy: 'join',
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ title: true, award: true, decidedAt: true, awardedAt: true, decision: true },
      applications: {
        where: { status: 'CHOSEN' },
        orderBy: { id: 'asc' },
        select: { candidateName: true, branch: { select: { shortName: true } }, awardRevokedOn: true },
      },
    },
  });
}
