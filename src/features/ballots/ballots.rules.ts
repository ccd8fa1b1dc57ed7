import type { BallotBoxStatus } from '../../generated/prisma/enums.js';

/** What an elector says about one candidate. One sign each, so that a request is as long for every choice. */
export const CHOICES = ['1', '2', '3'] as const;
export type Choice = (typeof CHOICES)[number];
export const CHOICE_LABELS: Readonly<Record<Choice, string>> = { '1': '赞成', '2': '不赞成', '3': '弃权' };

/** Stands for "no other person", as long as an id. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

export const BOX_LABELS: Readonly<Record<BallotBoxStatus, string>> = {
  OPEN: '投票中',
  CLOSED: '投票已结束，等待计票',
  COUNTED: '已计票',
  CANCELLED: '本轮作废',
};

export interface Named {
  memberId: string;
  name: string;
}

/** One opened ballot: a choice for every candidate in the order of the ballot, and somebody else chosen instead. */
export interface Ballot {
  choices: string;
  other: string;
}

export interface BallotTally extends Named {
  for: number;
  against: number;
  abstain: number;
  /** 另选他人: not on the ballot. */
  writeIn?: true;
}

export const LEAST_SECRET = 4;

/** Why the secrecy of a vote among so many is weak; null when it is not. Shown and accepted before the opening. */
export function secrecyWarning(electors: number): string | null {
  if (electors >= LEAST_SECRET) return null;
  return `本组有选举权的党员只有${electors}人，从结果容易推知各人的选择，保密性弱，建议采用纸质投票。坚持在门户内投票的，只公布是否当选，不公布票数。`;
}

/** What is said before every opening: even in a larger group a unanimous result tells how each one voted. */
export const UNANIMITY_NOTICE = '全体意见一致时，票数会透露每个人的选择，因此也只公布是否当选，不公布票数。';

/** E25: two or three supervisors, each another person, none of them a candidate. Null when they are good. */
export function supervisorsFault(names: readonly string[], candidates: readonly { name: string }[]) {
  for (const [index, name] of names.entries()) {
    const field = `supervisor${index + 1}`;
    if (candidates.some((candidate) => candidate.name === name)) {
      return { field, message: `${name}是候选人，不能担任监票人。` };
    }
    if (names.indexOf(name) !== index) return { field, message: '各监票人应由不同的人担任。' };
  }
  return null;
}

/** Whether a ballot can be cast: a known sign for each candidate, at most one in favor, the other person included. */
export function isGoodBallot({ choices, other }: Ballot, candidates: readonly Named[], others: readonly string[]) {
  if (choices.length !== candidates.length || !/^[123]+$/.test(choices)) return false;
  const chosen = [...choices].filter((choice) => choice === '1').length + (other === NOBODY ? 0 : 1);
  return chosen <= 1 && (other === NOBODY || others.includes(other));
}

/** The sums of the ballots: the candidates, then whoever was chosen instead. */
export function tally(
  ballots: readonly Ballot[],
  candidates: readonly Named[],
  others: readonly Named[],
): BallotTally[] {
  const count = (index: number, choice: Choice) => ballots.filter((ballot) => ballot.choices[index] === choice).length;
  const written = others.flatMap((other) => {
    const votes = ballots.filter((ballot) => ballot.other === other.memberId).length;
    return votes === 0 ? [] : [{ ...other, for: votes, against: 0, abstain: 0, writeIn: true as const }];
  });
  return [
    ...candidates.map((candidate, index) => ({
      ...candidate,
      for: count(index, '1'),
      against: count(index, '2'),
      abstain: count(index, '3'),
    })),
    ...written,
  ];
}

/** Whether only the outcome may be shown: too few electors, or everybody said the same of some candidate. */
export function isOutcomeOnly(ballots: readonly Ballot[], electors: number, candidates: readonly Named[]): boolean {
  if (electors < LEAST_SECRET) return true;
  return candidates.some((_, index) => new Set(ballots.map((ballot) => ballot.choices[index])).size === 1);
}

export interface PublishedShare {
  numerator: number;
  denominator: number;
  /** Whether the share itself is enough. */
  inclusive: boolean;
}

/** What stays of a counted box. `ballots` and `tallies` are null where only the outcome is shown. */
export interface BoxResult {
  cast: number;
  /** By which it was judged, for the recount; of 应到. */
  thresholds: { quorum: PublishedShare; elected: PublishedShare };
  /** In random order; `other` is a name, or null. */
  ballots: readonly { choices: Readonly<Record<string, Choice>>; other: string | null }[] | null;
  tallies: readonly BallotTally[] | null;
  /** By their value, which says nothing about the order of casting. */
  receipts: readonly string[];
  verdict: string;
  verdictText: string;
}
