import type { Db } from '../../src/db/client.js';
import {
  type CountInput,
  nominate,
  openNomination,
  openVoting,
  recordCount,
} from '../../src/features/elections/index.js';
import { aListedBranch, type EnrollingBranch } from './enrollment-step.js';

export const ELECTION_DAY = new Date('2026-06-15');

export interface VotingGroup {
  branch: EnrollingBranch;
  idOf: (name: string) => string;
  /** Five ballots given and returned; those in favor by name, all others against. */
  count: (round: number, votes: Record<string, number>, over?: Partial<CountInput>) => ReturnType<typeof recordCount>;
}

/** At the vote in 教学科研, with these candidates. Ten members in the branch, five in the group: 应到5. */
export async function aVotingGroup(db: Db, ...names: string[]): Promise<VotingGroup> {
  const branch = await aListedBranch(db, { members: 10 });
  const { useCase, place, teaching: groupId } = branch;
  const idOf = (name: string) => {
    const member = branch.members.find((row) => row.name === name);
    if (!member) throw new Error(`No ${name} in the test.`);
    return member.id;
  };
  await openNomination(useCase, place, { groupIds: [groupId], closesOn: ELECTION_DAY });
  for (const name of names)
    await nominate(useCase, place, { groupId, memberId: idOf(name), source: 'SELF', statement: '愿意为大家服务' });
  await openVoting(useCase, place, groupId);
  const count: VotingGroup['count'] = (round, votes, over = {}) =>
    recordCount(useCase, place, {
      ...{ groupId, round, heldOn: ELECTION_DAY, place: '会议室', supervisor: '陈建国', teller: '马丽' },
      ...{ presentCount: 5, issuedCount: 5, returnedCount: 5, invalidCount: 0 },
      tallies: Object.entries(votes).map(([name, yes]) => ({
        ...{ memberId: idOf(name), for: yes, against: (over.returnedCount ?? 5) - yes, abstain: 0 },
      })),
      ...over,
    });
  return { branch, idOf, count };
}
