import { expect, it } from 'vitest';
import { adoptAllocation, proposeAllocation } from '../../../src/features/enrollments/allocation.service.js';
import { assignMember, closeRound, confirmList, enroll } from '../../../src/features/enrollments/index.js';
import { RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { anOpenRound, type EnrollingBranch, wishFor } from '../../factories/enrollment-step.js';
import { ELDER, withNamesakes, YOUNGER } from '../../factories/namesakes.js';
import { testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const activeOf = ({ place: { bureauId } }: EnrollingBranch) =>
  db.groupMembership.findMany({ where: { bureauId, endedAt: null }, orderBy: { memberId: 'asc' } });

/** Six members: five wished for 教学科研, with 校园平安 second; each group needs three. */
async function aCrowdedBranch(): Promise<EnrollingBranch> {
  const branch = await anOpenRound(db, { maxSize: 6 });
  for (const member of branch.members.slice(0, 5)) {
    const wish = { ...wishFor(branch.teaching), secondGroupId: branch.safety };
    await enroll(branch.useCase, branch.place, member.id, wish);
  }
  branch.clock.advanceDays(5);
  await closeRound(branch.useCase, branch.place);
  return branch;
}

it('E16: a proposal changes nothing; adopted, everybody has one place within the sizes', async () => {
  const branch = await aCrowdedBranch();
  const before = await activeOf(branch);
  const runId = await proposeAllocation(branch.useCase, branch.place);
  expect(await activeOf(branch)).toEqual(before);

  await adoptAllocation(branch.useCase, branch.place, runId);
  const after = await activeOf(branch);
  expect(new Set(after.map(({ memberId }) => memberId)).size).toBe(6);
  expect(after).toHaveLength(6);
  for (const id of [branch.teaching, branch.safety]) {
    const group = await db.functionGroup.findUniqueOrThrow({
      where: { bureauId_id: { bureauId: branch.place.bureauId, id } },
    });
    expect(group.memberCount).toBe(3);
    expect(after.filter(({ groupId }) => groupId === id)).toHaveLength(3);
  }
  await expect(adoptAllocation(branch.useCase, branch.place, runId)).rejects.toThrow(StaleState);
});

it('R21: an adopted place that is not the first wish needs its consultation before the list is confirmed', async () => {
  const branch = await aCrowdedBranch();
  const { useCase, place } = branch;
  await adoptAllocation(useCase, place, await proposeAllocation(useCase, place));
  await expect(confirmList(useCase, place, { exceptionReason: null })).rejects.toThrow('没有协商记录');

  const consultation = { heldOn: new Date('2026-06-20'), withWhom: '本人', outcome: '同意' };
  for (const { memberId, groupId, source } of await activeOf(branch)) {
    if (source === 'ASSIGNED') await assignMember(useCase, place, { memberId, groupId, consultation, reason: null });
  }
  await confirmList(useCase, place, { exceptionReason: null });
  expect(await db.membershipListVersion.count({ where: { bureauId: place.bureauId } })).toBe(1);
});

it('R16: while members may still sign up there is no allocation', async () => {
  const branch = await anOpenRound(db);
  await expect(proposeAllocation(branch.useCase, branch.place)).rejects.toThrow(RuleViolation);
  expect(await db.allocationRun.count({ where: { bureauId: branch.place.bureauId } })).toBe(0);
});

it('E16: a proposal is stale once a place was agreed with a member after it', async () => {
  const branch = await aCrowdedBranch();
  const { useCase, place, members, safety } = branch;
  const runId = await proposeAllocation(useCase, place);
  const consultation = { heldOn: new Date('2026-06-20'), withWhom: '本人', outcome: '同意' };
  const memberId = members[0]?.id ?? '';
  await assignMember(useCase, place, { memberId, groupId: safety, consultation, reason: null });
  const before = await activeOf(branch);
  await expect(adoptAllocation(useCase, place, runId)).rejects.toThrow('请重新生成');
  expect(await activeOf(branch)).toEqual(before);
});

it('R17: a third wish is one more group, after a second', async () => {
  const branch = await anOpenRound(db);
  const { useCase, place, teaching, safety, members } = branch;
  const enrollWith = (secondGroupId: string | null, thirdGroupId: string | null) =>
    enroll(useCase, place, members[0]?.id ?? '', { ...wishFor(teaching), secondGroupId, thirdGroupId });
  await expect(enrollWith(null, safety)).rejects.toMatchObject({ field: 'secondGroupId' });
  await expect(enrollWith(safety, safety)).rejects.toMatchObject({ field: 'thirdGroupId' });
  expect(await activeOf(branch)).toEqual([]);
});

it('P3, R18: the secretary makes, reads and adopts a proposal in the browser', async () => {
  const branch = await aCrowdedBranch();
  const app = testAppOn(db, branch.clock);
  const secretary = await app.signIn(branch.secretary.username);
  const home = `/branches/${branch.place.branchId}/enrollment`;
  expect((await secretary.get(`${home}/allocation`)).text).toContain('还没有生成建议方案');
  expect((await secretary.post(`${home}/allocation`)).status).toBe(303);
  const { result, queries } = await countQueries(db, () => secretary.get(`${home}/allocation`));
  expect(result.text).toContain('6人中3人如愿第1志愿，2人第2志愿，1人没有报名。');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  const run = await db.allocationRun.findFirstOrThrow({ where: { bureauId: branch.place.bureauId } });
  expect((await secretary.post(`${home}/allocation/adoption`, { runId: run.id })).status).toBe(303);
  expect((await secretary.get(`${home}/allocation`)).text).toContain('已采用');
});

it('E42: two of one name are told apart in the proposal', async () => {
  const branch = await aCrowdedBranch();
  await withNamesakes(db, branch);
  const secretary = await testAppOn(db, branch.clock).signIn(branch.secretary.username);
  const page = `/branches/${branch.place.branchId}/enrollment/allocation`;
  await secretary.post(page);
  const { text } = await secretary.get(page);
  for (const words of [ELDER, YOUNGER]) expect(text).toContain(words);
});
