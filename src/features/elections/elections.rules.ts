import type { CandidateSource, CountVerdict, ElectionStatus } from '../../generated/prisma/enums.js';
import { addDays, chinaDay, showDay } from '../../shared/dates.js';
import type { VotingStanding } from '../../shared/voting-rights.js';

export type ElectionAction = 'openVoting' | 'nextRound' | 'elect' | 'appoint';

export interface ElectionTransition {
  to: ElectionStatus;
  permission: 'elections:manage';
  label: string;
  note?: string;
}

const permission = 'elections:manage';

/** The life of an election: nominations, one or more paper votes, then elected or, where the vote does not settle it, appointed. */
export const ELECTION_LIFE: Record<ElectionStatus, Partial<Record<ElectionAction, ElectionTransition>>> = {
  NOMINATING: {
    openVoting: { to: 'VOTING', permission, label: '结束自荐，准备投票' },
    appoint: { to: 'APPOINTED', permission, label: '由支部指定组长', note: '请写明指定的理由' },
  },
  VOTING: {
    nextRound: { to: 'VOTING', permission, label: '再次投票' },
    elect: { to: 'ELECTED', permission, label: '当选' },
    appoint: { to: 'APPOINTED', permission, label: '由支部指定组长', note: '请写明指定的理由' },
  },
  ELECTED: {},
  APPOINTED: {},
};

export const ELECTION_LABELS: Record<ElectionStatus, string> = {
  NOMINATING: '自荐中',
  VOTING: '待投票',
  ELECTED: '已选出',
  APPOINTED: '已指定',
};

export const VERDICT_LABELS: Record<CountVerdict, string> = {
  ELECTED: '当选',
  NONE_ELECTED: '无人当选',
  TIED: '票数相等',
  VOID: '选举无效',
  INQUORATE: '到会人数不足',
};

/** R56: whether the member counts in 应到 and may be elected, by his standing on the day asked for (选举工作条例 art. 5). */
export function hasElectorRight({ standing }: { standing: VotingStanding }): boolean {
  return standing === 'ELIGIBLE';
}

/** Why somebody cannot be group leader; null when he can. The reason of a suspension is never said (E7). */
export function candidateRefusal(name: string, member: { standing: VotingStanding }): string | null {
  if (member.standing === 'PROBATIONARY') return `${name}是预备党员，没有被选举权，不能担任组长。`;
  return hasElectorRight(member) ? null : `${name}目前不具备担任组长的条件。`;
}

/** Why a member cannot put himself forward on this day; null when he can. The closing day counts as open. */
export function nominationRefusal(
  election: { status: ElectionStatus; nominationClosesOn: Date },
  today: Date,
): string | null {
  if (election.status !== 'NOMINATING') return '本小组的自荐已经结束。';
  if (today > election.nominationClosesOn) return `自荐已于${showDay(election.nominationClosesOn)}截止。`;
  return null;
}

/** The nominations promised until a day are kept open until that day has come. */
export function votingRefusal(election: { nominationClosesOn: Date }, candidates: number, today: Date): string | null {
  if (today < election.nominationClosesOn) {
    return `自荐到${showDay(election.nominationClosesOn)}截止，届时才能结束自荐。`;
  }
  return candidates === 0 ? '还没有候选人。请由支部推荐候选人，或直接指定组长。' : null;
}

/** What is wrong with the closing day of nominations; null when it is good. */
export function closingDayFault(closesOn: Date, today: Date): string | null {
  if (closesOn < today) return '自荐截止日期已经过去，请选择今天或以后的日期。';
  return closesOn > addDays(today, 90) ? '自荐时间最长90天，请提前截止日期。' : null;
}

/** E28: a leader in office since before the branch committee was elected anew, and not confirmed after it. */
export function awaitsConfirmation(
  committeeElectedOn: Date | null,
  term: { startedAt: Date; confirmedOn: Date | null },
): boolean {
  if (committeeElectedOn === null || chinaDay(term.startedAt) >= committeeElectedOn) return false;
  return term.confirmedOn === null || term.confirmedOn < committeeElectedOn;
}

export const COMMITTEE_PROMPT = '支委会已换届，请组织小组重新推选或确认留任';

const BY_STROKES = new Intl.Collator('zh-u-co-stroke');

/**
 * 姓氏笔画: by the number of strokes, then in the order of Unicode's stroke collation (by radical), which within one
 * number of strokes can differ from the order by first stroke that some offices use.
 */
export function bySurnameStrokes(a: { name: string }, b: { name: string }): number {
  return BY_STROKES.compare(a.name, b.name);
}

export interface Tally {
  memberId: string;
  name: string;
  for: number;
  against: number;
  abstain: number;
  /** 另选他人: not on the ballot, written in by electors. */
  writeIn?: true;
  /** Of a small vote in the portal: the number of votes is not shown. */
  hidden?: true;
}

export interface PastCount {
  verdict: CountVerdict;
  tallies: readonly Tally[];
}

/**
 * Who stands in the next round: after a tie those who shared the most votes (E21), else everybody. A void or inquorate
 * vote settles nothing, so the round before it still says who stands. Who was written in and tied stands too. `counts`: in the order of the rounds.
 */
export function candidatesOfRound<C extends { memberId: string; name: string }>(
  candidates: readonly C[],
  counts: readonly PastCount[],
): (C | { memberId: string; name: string })[] {
  const decided = counts.findLast((count) => count.verdict === 'TIED' || count.verdict === 'NONE_ELECTED');
  if (decided?.verdict !== 'TIED') return [...candidates];
  const most = Math.max(...decided.tallies.map((tally) => tally.for));
  return decided.tallies
    .filter((tally) => tally.for === most)
    .map(({ memberId, name }) => candidates.find((one) => one.memberId === memberId) ?? { memberId, name });
}

export interface Officers {
  supervisor: string;
  teller: string;
  scribe: string | null;
}

/** E25, E18: nobody who stands may supervise, count or write for another; supervisor and teller are two persons. */
export function supervisionFault(
  { supervisor, teller, scribe }: Officers,
  candidates: readonly { name: string }[],
): { field: keyof Officers; message: string } | null {
  const stands = (name: string | null) => candidates.some((candidate) => candidate.name === name);
  if (stands(supervisor)) return { field: 'supervisor', message: `${supervisor}是候选人，不能担任监票人。` };
  if (stands(teller)) return { field: 'teller', message: `${teller}是候选人，不能担任计票人。` };
  if (stands(scribe)) return { field: 'scribe', message: `${scribe}是候选人，不能代写选票。` };
  return supervisor === teller ? { field: 'teller', message: '监票人和计票人应由不同的人担任。' } : null;
}

/** 差额: more candidates than the one seat; 等额: as many. */
export function contestLabel(candidates: number): string {
  return candidates > 1 ? `差额推选（${candidates}名候选人，选1人）` : '等额推选（1名候选人，选1人）';
}

export const SOURCE_LABELS: Record<CandidateSource, string> = { SELF: '本人自荐', BRANCH: '支部推荐' };
