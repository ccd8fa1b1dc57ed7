import type { Db, Tx } from '../../db/client.js';
import type { Decision } from './decisions.rules.js';

/** Candidates of a round with their sheets, the committee's decision, requests to reopen it and the 公示; null: no such round. */
export async function findOutcome(db: Db | Tx, bureauId: string, roundId: string) {
  const row = await db.evaluationRound.findFirst({
    where: { bureauId, id: roundId },
    relationLoadStrategy: 'join',
    select: {
      title: true,
      decision: true,
      decidedAt: true,
      awardedAt: true,
      applications: {
        where: { status: { in: ['RECOMMENDED', 'CHOSEN', 'NOT_CHOSEN'] } },
        orderBy: { createdAt: 'asc' },
        select: {
          ...{ id: true, branchId: true, memberId: true, candidateName: true, status: true, deeds: true },
          ...{ result: true, rank: true, awardRevokedOn: true, revokeReason: true },
          revocation: true,
          branch: { select: { shortName: true, name: true, schoolName: true } },
          member: {
            select: { gender: true, birthDate: true, education: true, post: true },
          },
          sheets: {
            orderBy: { createdAt: 'asc' },
            select: { reviewerId: true, reviewerName: true, status: true, total: true, explanation: true },
          },
        },
      },
      recusals: { select: { branchId: true, reviewerId: true, reviewerName: true, reason: true } },
      reopenings: {
        orderBy: { askedAt: 'desc' },
        select: {
          id: true,
          reason: true,
          askedById: true,
          askedByName: true,
          askedAt: true,
          agreedBy: true,
          agreedAt: true,
        },
      },
      periods: {
        orderBy: { publishedAt: 'desc' },
        select: {
          ...{ id: true, status: true, content: true, contentHash: true, contact: true, startsOn: true, endsOn: true },
          ...{ calendarNote: true, publishedBy: true, publishedAt: true, withdrawReason: true },
          objections: { select: { id: true, status: true, late: true, applicationId: true } },
        },
      },
    },
  });
  if (!row) return null;
  const applications = row.applications.map((application) => ({
    ...application,
    revocation: application.revocation as unknown as Decision | null,
  }));
  return { ...row, applications, decision: row.decision as unknown as Decision | null };
}
export type Outcome = NonNullable<Awaited<ReturnType<typeof findOutcome>>>;
