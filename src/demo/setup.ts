import type { Actor } from '../db/transaction.js';
import {
  DEMO_PASSWORD,
  grantRole,
  openAccount,
  openAccountsForRoster,
  openAccountWithRole,
} from '../features/accounts/index.js';
import { createBranch } from '../features/branches/index.js';
import { addMembers } from '../features/members/index.js';
import type { RoleName } from '../generated/prisma/enums.js';
import { type DemoBranch, KINDERGARTEN_POSTS, TEACHER_POSTS } from './branches.js';
import { makePeople } from './people.js';
import type { Cast, CastMember, Stage } from './stage.js';

/** Opens a demonstration account with a role of the bureau or a branch; gives the actor it makes. */
export async function anOfficial(
  stage: Stage,
  by: Actor,
  person: { username: string; name: string; role: RoleName; branchId?: string; memberId?: string; validUntil?: Date },
): Promise<Actor> {
  const { username, name: displayName, role, branchId, memberId, validUntil } = person;
  const { accountId } = await openAccountWithRole(
    stage.useCase(by, 236),
    { displayName, username, password: DEMO_PASSWORD, ...(memberId === undefined ? {} : { memberId }) },
    { role, ...(branchId === undefined ? {} : { branchId }), ...(validUntil === undefined ? {} : { validUntil }) },
  );
  return { bureauId: stage.bureauId, accountId, name: person.name };
}

/** Creates the branch with its roster and accounts. The secretary and the officer are its first two members. */
export async function castBranch(
  stage: Stage,
  by: Actor,
  branch: DemoBranch,
  campaign: { id: string; startYear: number },
): Promise<Cast> {
  const { bureauId } = stage;
  const { seed, members: count, secretary: _, accounts: __, at: ___, ...input } = branch;
  const branchId = await createBranch(stage.useCase(by, 236), { ...input, isJoint: false, hasCommittee: true });
  const posts = branch.unitKind === 'KINDERGARTEN' ? KINDERGARTEN_POSTS : TEACHER_POSTS;
  const people = makePeople(seed, count, posts, stage.day(240));
  const [first, second] = people;
  if (!first || !second) throw new Error('A demonstration branch has at least two members.');
  Object.assign(first, { name: branch.secretary.name, partyPost: '党支部书记', post: '副校长' });
  Object.assign(second, { partyPost: '组织委员' });
  const ids = await addMembers(stage.useCase(by, 234), branchId, people);
  const memberId = (index: number) => ids[index] ?? '';
  const secretary = await anOfficial(stage, by, {
    ...branch.secretary,
    role: 'BRANCH_SECRETARY',
    branchId,
    memberId: memberId(0),
  });
  await openNamedAccounts(stage, secretary, branch, people, ids);
  await openAccountsForRoster(stage.useCase(secretary, 233), branchId, 'all');
  const accounts = await stage.deps.db.account.findMany({
    where: { bureauId, member: { branchId } },
    select: { id: true, memberId: true },
  });
  const members = people.map(
    (person, index): CastMember => ({
      id: memberId(index),
      name: person.name,
      full: person.memberType === 'FULL',
      post: person.post ?? '',
      actor: {
        bureauId,
        accountId: accounts.find((account) => account.memberId === memberId(index))?.id ?? null,
        name: person.name,
      },
    }),
  );
  const officer = members[1]?.actor;
  if (!officer?.accountId) throw new Error('The officer has no account.');
  await grantRole(stage.useCase(by, 233), { accountId: officer.accountId, role: 'BRANCH_COMMITTEE_MEMBER', branchId });
  return {
    stage,
    place: { bureauId, branchId, campaignId: campaign.id },
    startYear: campaign.startYear,
    secretary,
    officer,
    members,
  };
}

/** The leader's account belongs to the third member, the member's to the tenth, the probationary one to the last. */
async function openNamedAccounts(
  stage: Stage,
  by: Actor,
  branch: DemoBranch,
  people: readonly { name: string }[],
  ids: readonly string[],
): Promise<void> {
  const index = { leader: 2, member: 9, probationary: people.length - 1 } as const;
  for (const { username, person } of branch.accounts) {
    const at = index[person];
    await openAccount(stage.useCase(by, 233), {
      displayName: people[at]?.name ?? '',
      username,
      password: DEMO_PASSWORD,
      memberId: ids[at] ?? '',
    });
  }
}
