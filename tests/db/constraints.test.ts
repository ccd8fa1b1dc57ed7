import { describe, expect, it } from 'vitest';
import { isUniqueViolation } from '../../src/db/errors.js';
import type { CommitmentLevel } from '../../src/generated/prisma/enums.js';
import { newId } from '../../src/shared/ids.js';
import { anAccount } from '../factories/account.js';
import { CREATED_AT } from '../factories/bureau.js';
import { type GroupPlace, twoGroups } from '../factories/group.js';
import { aMember } from '../factories/member.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();

/** Writes both at once; exactly one must be refused, and by the constraint named. */
async function onlyOne(constraint: string, first: PromiseLike<unknown>, second: PromiseLike<unknown>): Promise<void> {
  const outcomes = await Promise.allSettled([first, second]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(isUniqueViolation(refused[0]?.reason, constraint)).toBe(true);
}

const placeOf = ({ bureauId, campaign, branch }: GroupPlace) => ({
  bureauId,
  campaignId: campaign.id,
  branchId: branch.id,
});

describe('R17: what must never happen is refused by the database, two at once', () => {
  it('a member in two groups; after leaving one, the next is free', async () => {
    const place = await twoGroups(db);
    const [a, b] = place.groups;
    const { id: memberId } = await aMember(db, place.branch);
    const join = (groupId: string) =>
      db.groupMembership.create({
        data: { ...placeOf(place), id: newId(), groupId, memberId, source: 'ENROLLED', startedAt: CREATED_AT },
      });
    await onlyOne('group_membership_one_active', join(a.id), join(b.id));
    const { bureauId } = place;
    await db.groupMembership.updateMany({ where: { bureauId, memberId }, data: { endedAt: CREATED_AT } });
    await join(b.id);
  });

  it('two leaders of a group', async () => {
    const place = await twoGroups(db);
    const groupId = place.groups[0].id;
    const appoint = async () => {
      const { id: memberId } = await aMember(db, place.branch);
      const term = { id: newId(), groupId, memberId, method: 'APPOINTED' as const, startedAt: CREATED_AT };
      return db.leaderTerm.create({ data: { ...placeOf(place), ...term } });
    };
    await onlyOne('leader_term_one_active', appoint(), appoint());
  });

  it('two open elections of a group', async () => {
    const place = await twoGroups(db);
    const open = () =>
      db.leaderElection.create({
        data: {
          ...placeOf(place),
          id: newId(),
          groupId: place.groups[0].id,
          nominationClosesOn: CREATED_AT,
          createdAt: CREATED_AT,
        },
      });
    await onlyOne('leader_election_one_open', open(), open());
    await db.leaderElection.updateMany({ where: { bureauId: place.bureauId }, data: { status: 'ELECTED' } });
    await open();
  });

  it('the same role twice, in a branch and in the bureau', async () => {
    const { bureauId, branch } = await twoGroups(db);
    const { id: accountId } = await anAccount(db, bureauId);
    const grant = (role: 'INSPECTOR' | 'BRANCH_SECRETARY', branchId: string | null) =>
      db.roleAssignment.create({ data: { bureauId, id: newId(), accountId, role, branchId, grantedAt: CREATED_AT } });
    await onlyOne('role_assignment_one_active', grant('INSPECTOR', null), grant('INSPECTOR', null));
    const secretary = () => grant('BRANCH_SECRETARY', branch.id);
    await onlyOne('role_assignment_one_active', secretary(), secretary());
  });

  it.each<CommitmentLevel>(['BRANCH', 'GROUP', 'MEMBER'])('two commitments of one %s in a year', async (level) => {
    const place = await twoGroups(db);
    const pledger = await pledgerOf(level, place);
    const write = (year: number) => db.commitment.create({ data: commitment(place, level, { ...pledger, year }) });
    await onlyOne(`commitment_one_${level.toLowerCase()}`, write(2026), write(2026));
    await write(2027);
  });
});

async function pledgerOf(level: CommitmentLevel, { branch, groups }: GroupPlace) {
  const groupId = level === 'BRANCH' ? null : groups[0].id;
  return { groupId, memberId: level === 'MEMBER' ? (await aMember(db, branch)).id : null };
}

function commitment(place: GroupPlace, level: CommitmentLevel, over: object) {
  const sides = { organizationSide: '上级党组织', peopleSide: '党员、群众', preamble: '承诺' };
  const base = { ...placeOf(place), id: newId(), level, year: 2026, createdAt: CREATED_AT };
  return { ...base, ...sides, groupId: null, memberId: null, ...over };
}

describe('the database refuses what makes no sense', () => {
  it.each([
    ['commitment_both_sides', { organizationSide: ' ' }],
    ['commitment_both_sides', { peopleSide: '' }],
    ['commitment_pledger_of_level', { level: 'GROUP' }],
    ['commitment_pledger_of_level', { level: 'MEMBER' }],
  ])('%s: %j', async (constraint, over) => {
    const place = await twoGroups(db);
    await expect(db.commitment.create({ data: commitment(place, 'BRANCH', over) })).rejects.toThrow(constraint);
  });

  it.each([
    ['function_group_sizes', { minSize: 0 }],
    ['function_group_sizes', { maxSize: 1 }],
    ['function_group_capacity', { memberCount: 6 }],
    ['function_group_capacity', { memberCount: -1 }],
  ])('%s: %j', async (constraint, data) => {
    const { bureauId, groups } = await twoGroups(db);
    const where = { bureauId_id: { bureauId, id: groups[0].id } };
    await expect(db.functionGroup.update({ where, data })).rejects.toThrow(constraint);
  });

  it.each([
    ['BRANCH_SECRETARY' as const, false],
    ['INSPECTOR' as const, true],
  ])('role_assignment_branch_of_role: %s with a branch: %s', async (role, named) => {
    const { bureauId, branch } = await twoGroups(db);
    const { id: accountId } = await anAccount(db, bureauId);
    const data = { bureauId, id: newId(), accountId, role, branchId: named ? branch.id : null, grantedAt: CREATED_AT };
    await expect(db.roleAssignment.create({ data })).rejects.toThrow('role_assignment_branch_of_role');
  });

  it.each([
    ['branch_meeting_attendance', { presentCount: 11 }],
    ['branch_meeting_attendance', { presentCount: -1 }],
    ['branch_meeting_votes', { againstCount: -1 }],
  ])('%s: %j', async (constraint, over) => {
    const place = await twoGroups(db);
    const { id: createdById } = await anAccount(db, place.bureauId);
    const texts = {
      title: '支部党员大会',
      place: '会议室',
      chair: '张红梅',
      recorder: '王伟',
      agenda: '议程',
      decision: '决定',
    };
    const verdict = { verdict: 'PASSED' as const, verdictText: '通过', ruleSet: '规则' };
    const counts = { eligibleCount: 10, presentCount: 8, forCount: 8, againstCount: 0, abstainCount: 0 };
    const about = { kind: 'GENERAL' as const, purpose: 'OTHER' as const, heldOn: CREATED_AT, createdAt: CREATED_AT };
    const data = { ...placeOf(place), id: newId(), createdById, ...texts, ...verdict, ...counts, ...about };
    await expect(db.branchMeeting.create({ data })).resolves.toBeDefined();
    await expect(db.branchMeeting.create({ data: { ...data, id: newId(), ...over } })).rejects.toThrow(constraint);
  });
});
