import type { Db, Tx } from '../../db/client.js';
import type { NoticeContent } from './public-notices.rules.js';

const ROUND_SHOWN = { id: true, title: true, award: true, status: true } as const;

/** A 公示 as the public sees it; null when the bureau has none such. */
export async function findPublicNotice(db: Db | Tx, bureauId: string, id: string) {
  const row = await db.noticePeriod.findFirst({
    where: { bureauId, id },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, status: true, content: true, contentHash: true, contact: true, startsOn: true, endsOn: true },
      ...{ calendarNote: true, publishedBy: true, publishedAt: true, withdrawReason: true },
      round: {
        select: {
          ...ROUND_SHOWN,
          campaign: { select: { bureau: { select: { id: true, name: true } } } },
          periods: { where: { status: { not: 'WITHDRAWN' } }, select: { id: true } },
        },
      },
    },
  });
  if (!row) return null;
  const { campaign, periods, ...round } = row.round;
  return {
    ...row,
    content: row.content as unknown as NoticeContent,
    round,
    bureau: campaign.bureau,
    /** The notice that stands in place of a withdrawn one. */
    currentId: periods[0]?.id ?? null,
  };
}
export type PublicNotice = NonNullable<Awaited<ReturnType<typeof findPublicNotice>>>;

/** R45: what the bureau has awarded, the latest first, with what the public was shown; null: no such bureau. */
export async function findHonours(db: Db, bureauId: string) {
  const bureau = await db.bureau.findFirst({
    where: { id: bureauId, kind: 'BUREAU' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      campaigns: {
        orderBy: { publishedAt: 'desc' },
        select: {
          evaluationRounds: {
            where: { status: 'AWARDED', awardedAt: { not: null } },
            orderBy: { awardedAt: 'desc' },
            take: 20,
            select: {
              ...{ id: true, title: true, award: true, awardedAt: true },
              applications: {
                where: { status: 'CHOSEN' },
                orderBy: { rank: 'asc' },
                select: {
                  id: true,
                  candidateName: true,
                  awardRevokedOn: true,
                  revokeReason: true,
                  branch: { select: { schoolName: true } },
                },
              },
              periods: { where: { status: 'ENDED' }, select: { content: true } },
            },
          },
        },
      },
    },
  });
  if (!bureau) return null;
  const awarded = bureau.campaigns.flatMap(({ evaluationRounds }) => evaluationRounds);
  const rounds = awarded.map(({ periods, ...round }) => ({
    ...round,
    content: (periods[0]?.content ?? null) as unknown as NoticeContent | null,
  }));
  return { id: bureau.id, name: bureau.name, rounds };
}
export type Honours = NonNullable<Awaited<ReturnType<typeof findHonours>>>;
