import type { Db, Tx } from '../../db/client.js';
import type { CommitmentPlace } from './breakdown.service.js';
import type { RoundDays } from './rounds.rules.js';

const DAYS = { suggestionsUntil: true, branchDueOn: true, groupDueOn: true, memberDueOn: true } as const;

type YearOfBranch = Pick<CommitmentPlace, 'campaignId' | 'branchId' | 'year'>;

/** The year's round of a branch and its suggestions: how many came and how many still want an answer (R34). */
export interface YearRound {
  round: (RoundDays & { id: string }) | null;
  suggestions: number;
  unanswered: number;
}

/** In one query. */
export async function findYearRound(db: Db | Tx, bureauId: string, place: YearOfBranch): Promise<YearRound> {
  const { campaignId, branchId, year } = place;
  const branch = await db.branch.findUnique({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      commitmentRounds: { where: { campaignId, year }, select: { id: true, ...DAYS } },
      feedback: {
        where: { campaignId, year, kind: 'SUGGESTION', status: { not: 'HIDDEN' } },
        select: { status: true },
      },
    },
  });
  const feedback = branch?.feedback ?? [];
  return {
    round: branch?.commitmentRounds[0] ?? null,
    suggestions: feedback.length,
    unanswered: feedback.filter(({ status }) => status === 'RECEIVED').length,
  };
}
