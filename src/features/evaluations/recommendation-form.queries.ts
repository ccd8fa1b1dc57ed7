import type { Db } from '../../db/client.js';

/** An application with all that the portal knows for its 推荐审批表; null when the branch has none such in the round. */
export function findRecommendationForm(
  db: Db,
  bureauId: string,
  { roundId, branchId, id }: { roundId: string; branchId: string; id: string },
) {
  return db.evaluationApplication.findFirst({
    where: { bureauId, id, roundId, branchId, status: { not: 'WITHDRAWN' } },
    relationLoadStrategy: 'join',
    select: {
      ...{ candidateName: true, memberId: true, deeds: true, record: true, status: true },
      round: {
        select: {
          ...{ title: true, award: true, decidedAt: true, campaignId: true },
          recommendations: {
            where: { branchId },
            select: { opinion: true, nobody: true, meeting: { select: { title: true, heldOn: true } } },
          },
        },
      },
      member: {
        select: {
          ...{ gender: true, ethnicity: true, birthDate: true, education: true, joinedOn: true, fullMemberOn: true },
          ...{ post: true, partyPost: true },
          memberships: { where: { endedAt: null }, select: { group: { select: { name: true } } } },
          appraisals: {
            where: { decidedOn: { not: null } },
            orderBy: { year: 'asc' },
            select: { year: true, grade: true },
          },
        },
      },
      branch: {
        select: {
          ...{ name: true, schoolName: true, unitKind: true, isJoint: true, committeeElectedOn: true },
          roles: {
            where: { role: 'BRANCH_SECRETARY', revokedAt: null },
            select: { account: { select: { displayName: true } } },
          },
          members: { where: { leftOn: null }, select: { memberType: true } },
          groups: { where: { closedAt: null }, select: { campaignId: true } },
        },
      },
    },
  });
}
export type RecommendationForm = NonNullable<Awaited<ReturnType<typeof findRecommendationForm>>>;
