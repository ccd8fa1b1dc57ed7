import type { Db, Tx } from '../../db/client.js';
import type { Votes } from './member-appraisals.rules.js';

interface Key {
  bureauId: string;
  branchId: string;
  campaignId: string;
  year: number;
}

const APPRAISAL = {
  ...{ id: true, selfText: true, selfGrade: true, votes: true, grade: true, opinion: true },
  ...{ decidedOn: true, revision: true },
} as const;

const MEMBER = { id: true, name: true, memberType: true, post: true, isLost: true } as const;

/** The members of a branch with their appraisal of the year. */
export async function listAppraisals(db: Db | Tx, { bureauId, branchId, campaignId, year }: Key) {
  const rows = await db.member.findMany({
    where: { bureauId, branchId, leftOn: null },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 500,
    select: { ...MEMBER, appraisals: { where: { campaignId, year }, select: APPRAISAL } },
  });
  return rows.map((row) => withAppraisal(row));
}
export type AppraisedMember = Awaited<ReturnType<typeof listAppraisals>>[number];

/** One member of the branch with his appraisal, and what his commitment of the year says for him; null when not there. */
export async function findAppraisal(db: Db | Tx, { bureauId, branchId, campaignId, year }: Key, memberId: string) {
  const row = await db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      ...MEMBER,
      appraisals: { where: { campaignId, year }, select: APPRAISAL },
      commitments: {
        where: { campaignId, year, level: 'MEMBER', status: 'PUBLISHED' },
        orderBy: { createdAt: 'asc' },
        select: {
          id: true,
          remarks: {
            orderBy: [{ kind: 'asc' }, { quarter: 'asc' }],
            select: { kind: true, quarter: true, text: true, authorName: true, createdAt: true },
          },
        },
      },
    },
  });
  return row && { ...withAppraisal(row), commitments: row.commitments };
}
export type AppraisalToRead = NonNullable<Awaited<ReturnType<typeof findAppraisal>>>;

/** The one appraisal of the year beside the member it is of. */
function withAppraisal<T extends { appraisals: readonly { votes: unknown }[] }>({ appraisals, ...member }: T) {
  const found: T['appraisals'][number] | undefined = appraisals[0];
  const appraisal = found === undefined ? null : { ...found, votes: found.votes as Votes | null };
  return { ...member, appraisal };
}
