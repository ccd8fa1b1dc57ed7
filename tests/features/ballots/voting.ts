import type { Db } from '../../../src/db/client.js';
import { NOBODY } from '../../../src/features/ballots/ballots.rules.js';
import { castVote, openBox, type Slip } from '../../../src/features/ballots/index.js';
import { nominate, openNomination, openVoting } from '../../../src/features/elections/index.js';
import { aListedBranch, type EnrollingBranch } from '../../factories/enrollment-step.js';

export interface VotingBranch extends EnrollingBranch {
  idOf(name: string): string;
}

/** A branch whose group 教学科研 (the first half of the members) waits for its vote, allowed in the portal. */
export async function atTheVote(db: Db, candidates: readonly string[], members = 10): Promise<VotingBranch> {
  const branch = await aListedBranch(db, { members, maxSize: Math.max(10, members) });
  const { place, useCase, teaching } = branch;
  const { bureauId, campaignId } = place;
  const idOf = (name: string): string => branch.members.find((row) => row.name === name)?.id ?? '';
  await db.campaign.updateMany({ where: { bureauId, id: campaignId }, data: { portalBallots: true } });
  await openNomination(useCase, place, { groupIds: [teaching], closesOn: new Date('2026-06-15') });
  for (const name of candidates) {
    const of = { groupId: teaching, memberId: idOf(name), source: 'BRANCH', statement: '愿意为大家服务' } as const;
    await nominate(useCase, place, of);
  }
  await openVoting(useCase, place, teaching);
  return { ...branch, idOf };
}

/** The same with the box open. */
export async function withOpenBox(db: Db, candidates: readonly string[], members = 10) {
  const branch = await atTheVote(db, candidates, members);
  const slips = await open(branch);
  return { branch, slips, boxId: await boxIdOf(db, branch) };
}

export const open = (branch: VotingBranch, supervisors: readonly string[] = ['陈建国', '马丽']): Promise<Slip[]> =>
  openBox(branch.useCase, branch.place, { groupId: branch.teaching, supervisors, accepted: true });

export async function boxIdOf(db: Db, { place }: VotingBranch): Promise<string> {
  const where = { bureauId: place.bureauId };
  return (await db.ballotBox.findFirstOrThrow({ where, orderBy: { round: 'desc' }, select: { id: true } })).id;
}

export const vote = (branch: VotingBranch, boxId: string, name: string, choices: string, other = NOBODY) =>
  castVote(branch.useCase, branch.place, branch.idOf(name), { boxId, choices, other });

/** Everybody of the group votes: `王伟: '12'`. */
export async function voteAll(branch: VotingBranch, boxId: string, votes: Record<string, string>): Promise<string[]> {
  const receipts: string[] = [];
  for (const [name, choices] of Object.entries(votes)) receipts.push(await vote(branch, boxId, name, choices));
  return receipts;
}
