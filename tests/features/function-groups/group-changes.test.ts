import { expect, it } from 'vitest';
import { appointLeader } from '../../../src/features/elections/index.js';
import { assignMember, enroll } from '../../../src/features/enrollments/index.js';
import {
  createGroup,
  dissolveGroup,
  mergeGroups,
  renameGroup,
  splitGroup,
} from '../../../src/features/function-groups/index.js';
import { newId } from '../../../src/shared/ids.js';
import { wishFor } from '../../factories/enrollment-step.js';
import { aBranchToReorganize, aPassedMeeting, NEW_GROUP } from '../../factories/group-change.js';
import { digestOf } from '../../support/table-digest.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
type Branch = Awaited<ReturnType<typeof aBranchToReorganize>>;

const active = ({ place: { bureauId } }: Branch) =>
  db.groupMembership.findMany({ where: { bureauId, endedAt: null }, orderBy: { memberId: 'asc' } });
const group = ({ place: { bureauId } }: Branch, id: string) =>
  db.functionGroup.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
const merge = (branch: Branch, over: object = {}) =>
  mergeGroups(branch.useCase, branch.place, {
    ...branch.decision,
    ...{ groupIds: [branch.teaching, branch.safety], intoId: branch.teaching, newName: null, maxSize: 20 },
    ...over,
  });

it('E12, R53: a merger moves everybody with the history kept, and the closed group is no more', async () => {
  const branch = await aBranchToReorganize(db);
  const { bureauId } = branch.place;
  await appointLeader(branch.useCase, branch.place, {
    groupId: branch.safety,
    memberId: branch.idOf('赵敏'),
    reason: '支委会研究',
  });
  await merge(branch, { newName: '教研和平安' });
  const places = await active(branch);
  expect(places).toHaveLength(10);
  expect(new Set(places.map((row) => row.groupId))).toEqual(new Set([branch.teaching]));
  expect(places.every((row) => row.confirmedAt !== null)).toBe(true);
  expect(await group(branch, branch.teaching)).toMatchObject({ name: '教研和平安', memberCount: 10, maxSize: 20 });
  const closed = await group(branch, branch.safety);
  expect(closed).toMatchObject({ memberCount: 0, closeReason: '人员变动，力量集中' });
  expect(closed.closedAt).not.toBeNull();
  const past = await db.groupMembership.findMany({ where: { bureauId, groupId: branch.safety } });
  expect(past).toHaveLength(5);
  expect(past.every((row) => row.endReason === '人员变动，力量集中')).toBe(true);
  expect(await db.leaderTerm.findFirstOrThrow({ where: { bureauId } })).toMatchObject({
    endReason: '人员变动，力量集中',
  });
  const list = await db.membershipListVersion.findFirstOrThrow({ where: { bureauId, version: 2 } });
  expect(list.content).toMatchObject([{ group: '教研和平安' }]);
  const change = await db.groupChange.findFirstOrThrow({ where: { bureauId } });
  expect(change).toMatchObject({ kind: 'MERGE', meetingId: branch.meetingId });
  expect((change.before as { name: string; members: string[] }[]).map((row) => row.members.length)).toEqual([5, 5]);
  expect(change.after).toMatchObject([{ name: '教研和平安' }]);
  expect(await db.auditEvent.count({ where: { bureauId, action: 'group.merge' } })).toBe(1);
  await expect(
    assignMember(branch.useCase, branch.place, {
      ...{ memberId: branch.idOf('丁晓'), groupId: branch.safety, reason: '调整' },
      consultation: { heldOn: new Date('2026-06-14'), withWhom: '本人', outcome: '同意' },
    }),
  ).rejects.toThrow('没有找到这个功能党小组');
});

it('E3, E40: letters of the members follow to the group that goes on; what was published keeps its text', async () => {
  const branch = await aBranchToReorganize(db);
  const { bureauId } = branch.place;
  const letter = (memberId: string, status: 'DRAFT' | 'PUBLISHED') => ({
    ...{ ...branch.place, id: newId(), year: 2026, level: 'MEMBER' as const, groupId: branch.safety, memberId, status },
    ...{
      preamble: '',
      organizationSide: '中学支部校园平安功能党小组',
      peopleSide: '群众',
      createdAt: branch.clock.now(),
    },
    ...(status === 'PUBLISHED' ? { frozenText: '向校园平安功能党小组承诺', frozenHash: 'x' } : {}),
  });
  const [draft, published] = [letter(branch.idOf('赵敏'), 'DRAFT'), letter(branch.idOf('钱进'), 'PUBLISHED')];
  await db.commitment.createMany({ data: [draft, published] });
  const year = {
    ...branch.place,
    year: 2026,
    status: 'PUBLISHED' as const,
    preamble: '',
    createdAt: branch.clock.now(),
  };
  const sides = { organizationSide: '局党委', peopleSide: '党员、群众' };
  const commitmentId = newId();
  await db.commitment.create({ data: { ...year, ...sides, id: commitmentId, level: 'BRANCH' } });
  const texts = { mainTask: '平安校园', workContent: '每日巡查', dueDate: new Date('2026-12-20') };
  const itemId = newId();
  await db.commitmentItem.create({ data: { bureauId, id: itemId, commitmentId, position: 0, ...texts } });
  await db.itemAssignment.create({
    data: { bureauId, id: newId(), itemId, groupId: branch.safety, createdAt: branch.clock.now() },
  });
  await merge(branch);
  const letters = await db.commitment.findMany({ where: { bureauId, level: 'MEMBER' } });
  expect(letters).toHaveLength(2);
  for (const row of letters) {
    expect(row.groupId).toBe(branch.teaching);
    expect(row.organizationSide).toContain('教学科研功能党小组');
  }
  expect(letters.find(({ id }) => id === published.id)).toMatchObject({ frozenText: '向校园平安功能党小组承诺' });
  expect((await db.itemAssignment.findMany({ where: { bureauId } })).map((row) => row.groupId)).toEqual([
    branch.teaching,
  ]);
});

it('E11: a split makes two groups of three at least, each with a full member', async () => {
  const branch = await aBranchToReorganize(db);
  const five = ['丁晓', '王伟', '刘洋', '李慧', '周军'].map(branch.idOf);
  await db.functionGroup.updateMany({ where: { bureauId: branch.place.bureauId }, data: { maxSize: 20 } });
  const split = (memberIds: string[], groupId = branch.teaching) =>
    splitGroup(branch.useCase, branch.place, { ...branch.decision, groupId, group: NEW_GROUP, memberIds });
  await expect(split(five.slice(0, 3))).rejects.toThrow('“教学科研”只有2人');
  await expect(split([...five.slice(0, 2), branch.idOf('赵敏')])).rejects.toThrow('成员刚才有变化');
  await merge(branch);
  const meetingId = await aPassedMeeting(db, branch);
  branch.decision.meetingId = meetingId;
  await split(five);
  const places = await active(branch);
  expect(places).toHaveLength(10);
  const made = await db.functionGroup.findFirstOrThrow({
    where: { bureauId: branch.place.bureauId, name: '师德建设' },
  });
  expect(made).toMatchObject({ memberCount: 5, closedAt: null });
  expect(places.filter((row) => row.groupId === made.id).map((row) => row.memberId)).toEqual(five.toSorted());
});

it('R10: renaming, a new group and dissolving rest on a meeting each', async () => {
  const branch = await aBranchToReorganize(db);
  await renameGroup(branch.useCase, branch.place, { ...branch.decision, groupId: branch.safety, name: '平安校园' });
  expect(await group(branch, branch.safety)).toMatchObject({ name: '平安校园' });
  const again = { ...branch.decision, groupId: branch.safety, name: '校园平安' };
  await expect(renameGroup(branch.useCase, branch.place, again)).rejects.toThrow(
    '请选择一次表决通过、还没有用于其他调整的支部会议',
  );
  const second = { meetingId: await aPassedMeeting(db, branch), reason: '新增工作' };
  await createGroup(branch.useCase, branch.place, { ...second, group: NEW_GROUP, memberIds: [branch.idOf('丁晓')] });
  const made = await db.functionGroup.findFirstOrThrow({
    where: { bureauId: branch.place.bureauId, name: '师德建设' },
  });
  expect(made).toMatchObject({ memberCount: 1 });
  const third = { meetingId: await aPassedMeeting(db, branch), reason: '不再需要' };
  const moves = (await active(branch))
    .filter((row) => row.groupId === branch.safety)
    .map(({ memberId }) => ({ memberId, groupId: made.id }));
  const dissolve = (rows: typeof moves) =>
    dissolveGroup(branch.useCase, branch.place, { ...third, groupId: branch.safety, moves: rows });
  await expect(dissolve(moves.slice(1))).rejects.toThrow('选择新的小组');
  await dissolve(moves);
  expect((await active(branch)).filter((row) => row.groupId === made.id)).toHaveLength(6);
  expect((await group(branch, branch.safety)).closedAt).not.toBeNull();
});

it('R17: of two changes at once, and a move beside a merger, nobody is in two groups or in none', async () => {
  const branch = await aBranchToReorganize(db);
  await db.functionGroup.updateMany({ where: { bureauId: branch.place.bureauId }, data: { maxSize: 20 } });
  const other = await aPassedMeeting(db, branch);
  const moved = assignMember(branch.useCase, branch.place, {
    ...{ memberId: branch.idOf('丁晓'), groupId: branch.safety, reason: '工作需要' },
    consultation: { heldOn: new Date('2026-06-14'), withWhom: '本人', outcome: '同意' },
  });
  const outcomes = await Promise.allSettled([
    merge(branch),
    merge(branch, { intoId: branch.safety, meetingId: other }),
    moved,
  ]);
  expect(outcomes.slice(0, 2).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const places = await active(branch);
  expect(new Set(places.map((row) => row.memberId)).size).toBe(10);
  expect(places).toHaveLength(10);
  const groups = await db.functionGroup.findMany({ where: { bureauId: branch.place.bureauId, closedAt: null } });
  expect(groups.map((row) => row.memberCount)).toEqual([10]);
});

it('E12: what a change may not do is refused, and nothing changes', async () => {
  const branch = await aBranchToReorganize(db);
  const rejected = await aPassedMeeting(db, branch, { verdict: 'REJECTED' });
  const ofGroup = await aPassedMeeting(db, branch, { kind: 'GROUP', groupId: branch.teaching });
  const foreign = await aBranchToReorganize(db);
  await db.functionGroup.updateMany({ where: { bureauId: branch.place.bureauId }, data: { maxSize: 6 } });
  const before = await digestOf(db);
  await expect(merge(branch, { maxSize: null })).rejects.toThrow('合并后共10人，超过上限');
  await expect(merge(branch, { groupIds: [branch.teaching] })).rejects.toThrow('至少选择两个');
  await expect(merge(branch, { intoId: newId() })).rejects.toThrow('应是要合并的小组之一');
  await expect(merge(branch, { groupIds: [branch.teaching, foreign.safety] })).rejects.toThrow('没有找到');
  for (const meetingId of [rejected, ofGroup, foreign.meetingId, newId()])
    await expect(merge(branch, { meetingId })).rejects.toThrow('请选择一次表决通过');
  expect(await digestOf(db)).toEqual(before);
  await db.enrollmentRound.updateMany({ where: { bureauId: branch.place.bureauId }, data: { status: 'OPEN' } });
  await expect(merge(branch)).rejects.toThrow('报名正在进行');
});

it('R18: nobody signs up for a group that is no more', async () => {
  const branch = await aBranchToReorganize(db);
  await merge(branch);
  await db.enrollmentRound.updateMany({ where: { bureauId: branch.place.bureauId }, data: { status: 'OPEN' } });
  const wish = enroll(branch.useCase, branch.place, branch.idOf('丁晓'), wishFor(branch.safety));
  await expect(wish).rejects.toThrow('没有找到所选的功能党小组');
});
