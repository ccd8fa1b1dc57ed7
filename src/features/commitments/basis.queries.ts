import type { Db } from '../../db/client.js';
import type { CommitmentTarget } from './commitments.queries.js';

/** R33: 上级党组织的重点工作 of the year, as published. */
export function listKeyTasks(db: Db, bureauId: string, campaignId: string, year: number) {
  return db.keyTask.findMany({
    where: { bureauId, campaignId, year, publishedAt: { not: null } },
    orderBy: { position: 'asc' },
    select: { id: true, title: true, description: true },
  });
}

/** R34: suggestions of the year, newest first. The author's name is not read. */
export function listSuggestions(db: Db, bureauId: string, branchId: string, year: number) {
  return db.feedback.findMany({
    where: { bureauId, branchId, year, kind: 'SUGGESTION', status: { not: 'HIDDEN' } },
    orderBy: { createdAt: 'desc' },
    take: 30,
    select: { content: true, createdAt: true, handling: true },
  });
}

/** What a group leader has beside the form: the group's duties and the branch's items handed to it. */
export function findGroupBasis(db: Db, bureauId: string, target: CommitmentTarget) {
  return db.functionGroup.findFirst({
    where: { bureauId, id: target.groupId ?? '', branchId: target.branchId, campaignId: target.campaignId },
    relationLoadStrategy: 'join',
    select: {
      name: true,
      groupFunction: true,
      duties: true,
      assignments: {
        where: { item: { commitment: { year: target.year } } },
        orderBy: { item: { position: 'asc' } },
        select: { item: { select: { id: true, mainTask: true, workContent: true, dueDate: true } } },
      },
    },
  });
}

/** What a member has beside the form (R39): own skills, post, pledge of service, and the group's items. */
export function findMemberBasis(db: Db, bureauId: string, target: CommitmentTarget) {
  const { campaignId, year } = target;
  return db.member.findFirst({
    where: { bureauId, id: target.memberId ?? '', branchId: target.branchId },
    relationLoadStrategy: 'join',
    select: {
      name: true,
      skills: true,
      skillNote: true,
      post: true,
      postDuties: true,
      enrollments: { where: { campaignId }, select: { servicePledge: true } },
      memberships: {
        where: { campaignId, endedAt: null },
        select: {
          group: {
            select: {
              id: true,
              name: true,
              commitments: {
                where: { year, level: 'GROUP', status: { not: 'DRAFT' } },
                select: {
                  items: {
                    select: { id: true, mainTask: true, workContent: true, dueDate: true },
                    orderBy: { position: 'asc' },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
}
