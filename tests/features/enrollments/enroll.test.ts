import { expect, it } from 'vitest';
import { acknowledgePlacement, assignMember, enroll, openRound } from '../../../src/features/enrollments/index.js';
import { StaleState, StepNotOpen } from '../../../src/shared/errors.js';
import {
  anEnrollingBranch,
  anOpenRound,
  type EnrollingBranch,
  WINDOW,
  wishFor,
} from '../../factories/enrollment-step.js';
import { aMember } from '../../factories/member.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const placesOf = ({ place: { bureauId } }: EnrollingBranch, memberId: string) =>
  db.groupMembership.findMany({ where: { bureauId, memberId }, orderBy: { startedAt: 'asc' } });

const countOf = async ({ place: { bureauId } }: EnrollingBranch, id: string) =>
  (await db.functionGroup.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } })).memberCount;

function member(branch: EnrollingBranch, index = 0): string {
  const found = branch.members[index];
  if (!found) throw new Error('No such member in the test.');
  return found.id;
}

const wishOf = ({ place: { bureauId }, members }: EnrollingBranch, index: number) =>
  db.enrollment.findFirst({ where: { bureauId, memberId: members[index]?.id ?? '' } });

/** An open sign-up with three members in 教学科研, which takes no more. */
async function aFullGroup(): Promise<EnrollingBranch> {
  const branch = await anOpenRound(db, { maxSize: 3 });
  for (const index of [0, 1, 2]) {
    await enroll(branch.useCase, branch.place, member(branch, index), wishFor(branch.teaching));
  }
  return branch;
}

const CONSULTED = { heldOn: new Date('2026-06-14'), withWhom: '本人', outcome: '同意调整' };

it('R16: the window opens only after the groups were announced', async () => {
  const branch = await anEnrollingBranch(db, { proposal: 'DECIDED' });
  await expect(openRound(branch.useCase, branch.place, WINDOW)).rejects.toThrow('还没有在支部大会上公布');
  expect(await db.enrollmentRound.count({ where: { bureauId: branch.place.bureauId } })).toBe(0);
});

it('R16: the window opens once', async () => {
  const branch = await anOpenRound(db);
  await expect(openRound(branch.useCase, branch.place, WINDOW)).rejects.toThrow(StaleState);
});

it.each([
  { opensOn: '2026-06-20', closesOn: '2026-06-15', words: '不能早于' },
  { opensOn: '2026-06-01', closesOn: '2026-06-10', words: '已经过去' },
  { opensOn: '2026-06-15', closesOn: '2027-06-15', words: '最长180天' },
])('R16: refuses the dates $opensOn to $closesOn', async ({ opensOn, closesOn, words }) => {
  const branch = await anEnrollingBranch(db);
  const window = { opensOn: new Date(opensOn), closesOn: new Date(closesOn) };
  await expect(openRound(branch.useCase, branch.place, window)).rejects.toMatchObject({
    field: 'closesOn',
    message: expect.stringContaining(words),
  });
});

it('R3: nobody signs up while the branch is not in the step', async () => {
  const branch = await anOpenRound(db);
  const { bureauId } = branch.place;
  await db.branchStep.updateMany({ where: { bureauId }, data: { status: 'COMPLETED' } });
  await expect(enroll(branch.useCase, branch.place, member(branch), wishFor(branch.teaching))).rejects.toThrow(
    StepNotOpen,
  );
});

it('R17: signing up takes the place at once', async () => {
  const branch = await anOpenRound(db);
  await enroll(branch.useCase, branch.place, member(branch), wishFor(branch.teaching));
  expect(await placesOf(branch, member(branch))).toMatchObject([
    { groupId: branch.teaching, source: 'ENROLLED', endedAt: null },
  ]);
  expect(await countOf(branch, branch.teaching)).toBe(1);
});

it('E3: a change closes the old place and opens the new one', async () => {
  const branch = await anOpenRound(db);
  await enroll(branch.useCase, branch.place, member(branch), wishFor(branch.teaching));
  branch.clock.advanceDays(1);
  await enroll(branch.useCase, branch.place, member(branch), wishFor(branch.safety));
  expect(await placesOf(branch, member(branch))).toMatchObject([
    { groupId: branch.teaching, endedAt: branch.clock.now(), endReason: '本人改报' },
    { groupId: branch.safety, endedAt: null },
  ]);
  expect([await countOf(branch, branch.teaching), await countOf(branch, branch.safety)]).toEqual([0, 1]);
});

it('R4 of reliability: the same wish sent twice has one effect', async () => {
  const branch = await anOpenRound(db);
  const wish = { ...wishFor(branch.teaching), seen: null };
  await enroll(branch.useCase, branch.place, member(branch), wish);
  await enroll(branch.useCase, branch.place, member(branch), wish);
  expect(await placesOf(branch, member(branch))).toHaveLength(1);
  expect(await countOf(branch, branch.teaching)).toBe(1);
});

it.each([
  { day: '2026-06-14T23:59:00+08:00', words: '从2026年6月15日开始' },
  { day: '2026-06-21T00:01:00+08:00', words: '已于2026年6月20日截止' },
])('R16: outside the window ($day) nobody signs up', async ({ day, words }) => {
  const branch = await anOpenRound(db);
  branch.clock.set(day);
  await expect(enroll(branch.useCase, branch.place, member(branch), wishFor(branch.teaching))).rejects.toThrow(words);
  expect(await placesOf(branch, member(branch))).toEqual([]);
});

it('E16: where the first wish is full the next one with room is taken for the time being', async () => {
  const branch = await aFullGroup();
  const wish = { ...wishFor(branch.teaching), secondGroupId: branch.safety };
  const taken = await enroll(branch.useCase, branch.place, member(branch, 3), wish);
  expect(taken).toEqual({ groupId: branch.safety, rank: 2 });
  expect(await placesOf(branch, member(branch, 3))).toMatchObject([{ groupId: branch.safety, source: 'ENROLLED' }]);
  expect(await wishOf(branch, 3)).toMatchObject({ wishGroupId: branch.teaching, secondGroupId: branch.safety });
});

it('E16: where all wishes are full they are kept without a place, and nobody is over', async () => {
  const branch = await aFullGroup();
  expect(await enroll(branch.useCase, branch.place, member(branch, 3), wishFor(branch.teaching))).toBeNull();
  expect(await placesOf(branch, member(branch, 3))).toEqual([]);
  expect(await wishOf(branch, 3)).toMatchObject({ wishGroupId: branch.teaching, secondGroupId: null });
  expect(await countOf(branch, branch.teaching)).toBe(3);
});

it('E16: the same wishes sent again take the room that has come about since', async () => {
  const branch = await aFullGroup();
  const again = () => enroll(branch.useCase, branch.place, member(branch, 3), wishFor(branch.teaching));
  await again();
  await enroll(branch.useCase, branch.place, member(branch, 0), wishFor(branch.safety));
  expect(await again()).toEqual({ groupId: branch.teaching, rank: 1 });
  expect(await countOf(branch, branch.teaching)).toBe(3);
});

it('E16: who no longer wishes for his group gives it back; a place agreed with the branch stays', async () => {
  const branch = await aFullGroup();
  const { useCase, place, safety, teaching } = branch;
  await enroll(useCase, place, member(branch, 3), wishFor(safety));
  await enroll(useCase, place, member(branch, 3), wishFor(teaching));
  expect(await placesOf(branch, member(branch, 3))).toMatchObject([{ groupId: safety, endReason: '本人改报' }]);
  const agreed = { memberId: member(branch, 4), groupId: safety, consultation: CONSULTED, reason: null };
  await assignMember(useCase, place, agreed);
  await enroll(useCase, place, member(branch, 4), wishFor(teaching));
  expect(await placesOf(branch, member(branch, 4))).toMatchObject([{ groupId: safety, endedAt: null }]);
  expect(await countOf(branch, safety)).toBe(1);
});

it('R17: the second wish is another group', async () => {
  const branch = await anOpenRound(db);
  const wish = { ...wishFor(branch.teaching), secondGroupId: branch.teaching };
  await expect(enroll(branch.useCase, branch.place, member(branch), wish)).rejects.toMatchObject({
    field: 'secondGroupId',
  });
});

it('R52: a group or a member of another branch is not found', async () => {
  const [branch, other] = [await anOpenRound(db), await anOpenRound(db)];
  await expect(enroll(branch.useCase, branch.place, member(branch), wishFor(other.teaching))).rejects.toMatchObject({
    status: 404,
  });
  await expect(enroll(branch.useCase, branch.place, member(other), wishFor(branch.teaching))).rejects.toMatchObject({
    status: 404,
  });
});

it('R17, two at once: two sign-ups of one member, one wins and the other is told', async () => {
  const branch = await anOpenRound(db);
  const wishes = [branch.teaching, branch.safety].map((group) => ({ ...wishFor(group), seen: null }));
  const results = await Promise.allSettled(
    wishes.map((wish) => enroll(branch.useCase, branch.place, member(branch), wish)),
  );
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(refused?.reason).toBeInstanceOf(StaleState);
  expect(await placesOf(branch, member(branch))).toHaveLength(1);
  expect((await countOf(branch, branch.teaching)) + (await countOf(branch, branch.safety))).toBe(1);
});

it('R17: without the form there is still one active place a member, by the index of the database', async () => {
  const branch = await anOpenRound(db);
  await enroll(branch.useCase, branch.place, member(branch), wishFor(branch.teaching));
  const [row] = await placesOf(branch, member(branch));
  if (!row) throw new Error('No place.');
  const second = { ...row, id: crypto.randomUUID(), groupId: branch.safety };
  await expect(db.groupMembership.create({ data: second })).rejects.toThrow();
});

it('R18, E16, two at once: the last place of a group goes to one, the wishes of all are kept', async () => {
  const branch = await anOpenRound(db, { maxSize: 3 });
  for (const index of [0, 1]) {
    await enroll(branch.useCase, branch.place, member(branch, index), wishFor(branch.teaching));
  }
  const taken = await Promise.all(
    [2, 3, 4].map((index) => enroll(branch.useCase, branch.place, member(branch, index), wishFor(branch.teaching))),
  );
  expect(taken.filter((place) => place !== null)).toHaveLength(1);
  expect(await db.enrollment.count({ where: { bureauId: branch.place.bureauId } })).toBe(5);
  expect(await countOf(branch, branch.teaching)).toBe(3);
});

it('E3, two at once: members who change places with one another do not block one another', async () => {
  const branch = await anOpenRound(db);
  await enroll(branch.useCase, branch.place, member(branch, 0), wishFor(branch.teaching));
  await enroll(branch.useCase, branch.place, member(branch, 1), wishFor(branch.safety));
  await Promise.all([
    enroll(branch.useCase, branch.place, member(branch, 0), wishFor(branch.safety)),
    enroll(branch.useCase, branch.place, member(branch, 1), wishFor(branch.teaching)),
  ]);
  expect([await countOf(branch, branch.teaching), await countOf(branch, branch.safety)]).toEqual([1, 1]);
});

it('R21: a move away from the wish needs the consultation, and the member takes note of it', async () => {
  const branch = await anOpenRound(db);
  const { useCase, place, teaching, safety } = branch;
  const memberId = member(branch);
  await enroll(useCase, place, memberId, wishFor(teaching));
  const move = { memberId, groupId: safety, reason: null };
  await expect(assignMember(useCase, place, { ...move, consultation: null })).rejects.toMatchObject({
    field: 'outcome',
  });
  expect(await placesOf(branch, memberId)).toHaveLength(1);

  await assignMember(useCase, place, { ...move, consultation: CONSULTED });
  const now = {
    groupId: safety,
    source: 'ASSIGNED',
    acknowledgedAt: null,
    consultationNote: '2026年6月14日与本人协商：同意调整',
  };
  expect((await placesOf(branch, memberId)).at(-1)).toMatchObject(now);
  await acknowledgePlacement(useCase, place, memberId);
  expect((await placesOf(branch, memberId)).at(-1)?.acknowledgedAt).toEqual(branch.clock.now());
});

it('E15: the branch places who did not sign up, with a note; a place as wished needs none', async () => {
  const branch = await anOpenRound(db);
  const { useCase, place, teaching } = branch;
  const memberId = member(branch);
  await expect(
    assignMember(useCase, place, { memberId, groupId: teaching, consultation: null, reason: null }),
  ).rejects.toMatchObject({ field: 'outcome' });
  await assignMember(useCase, place, { memberId, groupId: teaching, consultation: CONSULTED, reason: null });
  await enroll(useCase, place, memberId, wishFor(teaching));
  expect(await placesOf(branch, memberId)).toMatchObject([{ source: 'ENROLLED' }]);
});

it('R52: somebody who left the roster cannot sign up', async () => {
  const branch = await anOpenRound(db);
  const { bureauId, branchId } = branch.place;
  const gone = await aMember(db, { bureauId, id: branchId }, { leftOn: new Date('2026-05-01') });
  await expect(enroll(branch.useCase, branch.place, gone.id, wishFor(branch.teaching))).rejects.toMatchObject({
    status: 404,
  });
});
