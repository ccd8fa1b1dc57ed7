import type { ApplicationStatus } from '../../generated/prisma/enums.js';
import type { RoundRules } from './rounds.rules.js';
import { aggregate, outlying, rankOf } from './scoring.rules.js';

/** What is known of a candidate's sheets when the committee meets. */
export interface Scored {
  id: string;
  candidateName: string;
  status: ApplicationStatus;
  branch: { shortName: string };
  sheets: readonly {
    reviewerId: string;
    reviewerName: string;
    status: 'OPEN' | 'CLOSED';
    total: number;
    explanation: string | null;
  }[];
}

export interface Standing {
  id: string;
  candidateName: string;
  branchName: string;
  status: ApplicationStatus;
  totals: number[];
  /** In hundredths of a point. */
  result: number | null;
  /** Equal results share a rank. */
  rank: number | null;
}

const closedOf = ({ sheets }: Scored) => sheets.filter(({ status }) => status === 'CLOSED');

/** Results and ranks by the aggregation that was frozen, the best first. */
export function standingsOf(rows: readonly Scored[], { aggregation }: Pick<RoundRules, 'aggregation'>): Standing[] {
  const results = rows.map((row) => {
    const totals = closedOf(row).map(({ total }) => total);
    const { id, candidateName, status } = row;
    return {
      id,
      candidateName,
      status,
      branchName: row.branch.shortName,
      totals,
      result: aggregate(totals, aggregation),
    };
  });
  return rankOf(results).toSorted((a, b) => (a.rank ?? results.length + 1) - (b.rank ?? results.length + 1));
}

/** What has to be done before the committee can decide, each a sentence; empty when it can. */
export function decisionBlockers(
  rows: readonly Scored[],
  { criteria }: Pick<RoundRules, 'criteria'>,
  /** Whether the person who asks has neither closed a sheet on a candidate nor stood aside. */
  stillScores: (row: Scored) => boolean,
): string[] {
  const most = criteria.reduce((sum, { points }) => sum + points, 0);
  return rows.flatMap((row) => {
    const open = row.sheets.filter(({ status }) => status === 'OPEN').map(({ reviewerName }) => reviewerName);
    const closed = closedOf(row);
    const far = outlying(
      closed.map(({ total }) => total),
      most,
    );
    const silent = closed.filter(({ explanation }, index) => far[index] && explanation === null);
    return [
      ...(closed.length === 0 ? [`“${row.candidateName}”还没有一份定稿的评分`] : []),
      ...(open.length > 0 ? [`“${row.candidateName}”的评分还没有定稿：${open.join('、')}`] : []),
      ...silent.map((sheet) => `${sheet.reviewerName}对“${row.candidateName}”的评分相差较大，还没有说明`),
      ...(stillScores(row) ? [`您还没有给“${row.candidateName}”评分并定稿，也没有申报回避`] : []),
    ];
  });
}

/**
 * Why the meeting must give its grounds: it chose somebody and left out another with the same or a better result. null
 * when the choice follows the ranks.
 */
export function groundsAsked(standings: readonly Standing[], chosen: ReadonlySet<string>): string | null {
  const ranked = standings.flatMap((row) => (row.rank === null ? [] : [{ ...row, rank: row.rank }]));
  const lastRank = Math.max(0, ...ranked.filter(({ id }) => chosen.has(id)).map(({ rank }) => rank));
  const passedOver = ranked.filter(({ id, rank }) => !chosen.has(id) && rank <= lastRank);
  if (passedOver.length === 0) return null;
  const names = passedOver.map(({ candidateName }) => candidateName).join('、');
  return passedOver.every(({ rank }) => rank === lastRank)
    ? `${names}与入选的对象得分相同，请写明会议怎样在他们之间决定`
    : `${names}的得分不低于入选的对象，请写明会议没有选定的理由`;
}

/** The committee's meeting as it is kept with the round. */
export interface Decision {
  heldOn: string;
  place: string;
  chair: string;
  recorder: string;
  absentNote: string | null;
  observers: string | null;
  agenda: string;
  discussion: string | null;
  decision: string;
  /** Why it departed from the ranks; null when it did not. */
  grounds: string | null;
  verdictText: string;
  ruleSet: string;
  decidedBy: string;
}
