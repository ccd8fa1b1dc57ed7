import { expect, it } from 'vitest';
import { appointLeader } from '../../../src/features/elections/index.js';
import {
  assignMember,
  changeWindow,
  closeRound,
  confirmList,
  enroll,
  exemptMember,
  publishLists,
} from '../../../src/features/enrollments/index.js';
import { StaleState } from '../../../src/shared/errors.js';
import { aConfirmedList, anOpenRound, type EnrollingBranch, wishFor } from '../../factories/enrollment-step.js';
import { aMember } from '../../factories/member.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const roundOf = ({ place: { bureauId, campaignId, branchId } }: EnrollingBranch) =>
  db.enrollmentRound.findUniqueOrThrow({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
  });

const versionsOf = ({ place: { bureauId } }: EnrollingBranch) =>
  db.membershipListVersion.findMany({ where: { bureauId }, orderBy: { version: 'asc' } });

async function enrollFirst(branch: EnrollingBranch, count: number, groupId = branch.teaching): Promise<void> {
  for (const member of branch.members.slice(0, count)) {
    await enroll(branch.useCase, branch.place, member.id, wishFor(groupId));
  }
}

const CONSULTED = { heldOn: new Date('2026-06-14'), withWhom: '本人', outcome: '同意' };

it('R16: the promised window is kept while somebody has no place, and ends on its last day', async () => {
  const branch = await anOpenRound(db);
  await enrollFirst(branch, 5);
  await expect(closeRound(branch.useCase, branch.place)).rejects.toThrow('还有1名党员未报名，暂不能提前结束');
  expect((await roundOf(branch)).status).toBe('OPEN');
  branch.clock.set('2026-06-20T08:00:00+08:00');
  await closeRound(branch.useCase, branch.place);
  expect((await roundOf(branch)).status).toBe('CLOSED');
});

it('R16: a closed sign-up takes nobody, and can be opened again', async () => {
  const branch = await anOpenRound(db, { members: 3 });
  await enrollFirst(branch, 3);
  await closeRound(branch.useCase, branch.place);
  const [member] = branch.members;
  const again = () => enroll(branch.useCase, branch.place, member?.id ?? '', wishFor(branch.safety));
  await expect(again()).rejects.toThrow('报名已经结束');
  await changeWindow(branch.useCase, branch.place, {
    opensOn: new Date('2026-06-15'),
    closesOn: new Date('2026-06-25'),
  });
  await again();
  expect((await roundOf(branch)).status).toBe('OPEN');
});

it('R17: the list is not confirmed while somebody is in no group, and the refusal names them', async () => {
  const branch = await anOpenRound(db);
  await enrollFirst(branch, 4);
  branch.clock.set('2026-06-21T08:00:00+08:00');
  await closeRound(branch.useCase, branch.place);
  const refused = confirmList(branch.useCase, branch.place, { exceptionReason: null });
  await expect(refused).rejects.toThrow(/还有2名党员未参加任何功能党小组：(周军、赵敏|赵敏、周军)/);
  expect(await roundOf(branch)).toMatchObject({ status: 'CLOSED', listVersion: 0, confirmedAt: null });
  expect(await versionsOf(branch)).toEqual([]);
});

it('E48: a member out of contact does not hold the list back once that is recorded', async () => {
  const branch = await anOpenRound(db, { members: 3 });
  const { useCase, place } = branch;
  const lost = await aMember(db, { bureauId: place.bureauId, id: place.branchId }, { name: '吴失', isLost: true });
  await enrollFirst(branch, 3);
  branch.clock.set('2026-06-21T08:00:00+08:00');
  await closeRound(useCase, place);
  const confirm = () => confirmList(useCase, place, { exceptionReason: '党员人数少，合为两组' });
  await expect(confirm()).rejects.toThrow('吴失');
  const [present] = branch.members;
  await expect(exemptMember(useCase, place, { memberId: present?.id ?? '', reason: '外出' })).rejects.toThrow('失联');
  await exemptMember(useCase, place, { memberId: lost.id, reason: '2026年1月起无法取得联系' });
  await confirm();
  expect((await roundOf(branch)).status).toBe('CONFIRMED');
});

it('E11: a group below three members, or without a full member, needs a reason', async () => {
  const branch = await anOpenRound(db, { members: 5 });
  const { useCase, place } = branch;
  await enrollFirst(branch, 5);
  const [first] = branch.members;
  await assignMember(useCase, place, {
    memberId: first?.id ?? '',
    groupId: branch.safety,
    consultation: CONSULTED,
    reason: null,
  });
  await closeRound(useCase, place);
  await db.member.updateMany({
    where: { bureauId: place.bureauId, id: { not: first?.id ?? '' } },
    data: { memberType: 'PROBATIONARY' },
  });
  const refused = confirmList(useCase, place, { exceptionReason: null });
  await expect(refused).rejects.toMatchObject({
    field: 'exceptionReason',
    message: '“教学科研”没有正式党员；“校园平安”只有1人，少于3人。请调整成员或合并小组；确需保留的，请写明理由。',
  });
  await confirmList(useCase, place, { exceptionReason: '学校规模小，经研究保留' });
  expect((await versionsOf(branch))[0]?.reason).toContain('学校规模小');
});

it('R22: confirming freezes the list as version 1, without private fields', async () => {
  const branch = await aConfirmedList(db);
  expect(await roundOf(branch)).toMatchObject({ status: 'CONFIRMED', listVersion: 1 });
  const [version] = await versionsOf(branch);
  expect(version).toMatchObject({ version: 1, confirmedBy: '王秀兰', reason: '首次确定' });
  expect(version?.content).toEqual([
    { group: '教学科研', groupFunction: '教学科研', members: expect.arrayContaining([{ name: '丁晓', post: '教师' }]) },
    { group: '校园平安', groupFunction: '校园平安', members: expect.arrayContaining([{ name: '赵敏', post: '教师' }]) },
  ]);
  const { bureauId } = branch.place;
  expect(await db.groupMembership.count({ where: { bureauId, confirmedAt: null } })).toBe(0);
});

it('R21: a moved member who has not acknowledged does not hold the list back, for the note is there', async () => {
  const branch = await anOpenRound(db);
  await enrollFirst(branch, 3);
  for (const member of branch.members.slice(3)) {
    await assignMember(branch.useCase, branch.place, {
      memberId: member.id,
      groupId: branch.safety,
      consultation: CONSULTED,
      reason: null,
    });
  }
  await closeRound(branch.useCase, branch.place);
  await confirmList(branch.useCase, branch.place, { exceptionReason: null });
  expect((await roundOf(branch)).status).toBe('CONFIRMED');
});

it('R22, two at once: two confirmations of the list, one wins and the other is told', async () => {
  const branch = await anOpenRound(db);
  await enrollFirst(branch, 3);
  for (const member of branch.members.slice(3)) {
    await enroll(branch.useCase, branch.place, member.id, wishFor(branch.safety));
  }
  await closeRound(branch.useCase, branch.place);
  const confirm = () => confirmList(branch.useCase, branch.place, { exceptionReason: null });
  const results = await Promise.allSettled([confirm(), confirm()]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(StaleState);
  expect(await versionsOf(branch)).toHaveLength(1);
});

it('R22: a transfer after confirmation needs a reason and writes a new version; the old one stays', async () => {
  const branch = await aConfirmedList(db);
  const [first] = branch.members;
  const move = { memberId: first?.id ?? '', groupId: branch.safety, consultation: CONSULTED };
  await expect(assignMember(branch.useCase, branch.place, { ...move, reason: null })).rejects.toMatchObject({
    field: 'reason',
  });
  expect(await versionsOf(branch)).toHaveLength(1);
  await assignMember(branch.useCase, branch.place, { ...move, reason: '岗位调整' });
  const [one, two] = await versionsOf(branch);
  expect(two).toMatchObject({ version: 2, reason: '岗位调整' });
  expect(JSON.stringify(one?.content)).not.toEqual(JSON.stringify(two?.content));
  expect((await roundOf(branch)).listVersion).toBe(2);
});

it('E3: a leader does not leave his group by a transfer', async () => {
  const branch = await aConfirmedList(db);
  const memberId = branch.members[0]?.id ?? '';
  await appointLeader(branch.useCase, branch.place, { groupId: branch.teaching, memberId, reason: '业务骨干' });
  const move = assignMember(branch.useCase, branch.place, {
    memberId,
    groupId: branch.safety,
    consultation: CONSULTED,
    reason: '调整',
  });
  await expect(move).rejects.toThrow('丁晓现任所在小组组长');
});

it('R25: lists and leaders are published as one act, only when every group has its leader', async () => {
  const branch = await aConfirmedList(db);
  const { useCase, place, members, teaching, safety } = branch;
  const { bureauId } = place;
  const publish = () => publishLists(useCase, place, { secrecyReviewedBy: '陈建国' });
  await appointLeader(useCase, place, { groupId: teaching, memberId: members[0]?.id ?? '', reason: '业务骨干' });
  await expect(publish()).rejects.toThrow('还有1个小组没有组长：校园平安');
  expect(await db.notice.count({ where: { bureauId } })).toBe(0);
  await appointLeader(useCase, place, {
    groupId: safety,
    memberId: members[4]?.id ?? '',
    reason: '家属不便公开的理由',
  });
  await publish();
  const notices = await db.notice.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  expect(notices.map((notice) => [notice.kind, notice.secrecyReviewedBy])).toEqual([
    ['MEMBERSHIP', '陈建国'],
    ['LEADERS', '陈建国'],
  ]);
  const text = JSON.stringify(notices.map((notice) => notice.content));
  for (const shown of ['丁晓', '校园平安', '教师', '党支部指定']) expect(text).toContain(shown);
  expect(text).not.toContain('家属不便公开的理由');
});

it('R25: the list is not published before it is confirmed', async () => {
  const branch = await anOpenRound(db);
  await expect(publishLists(branch.useCase, branch.place, { secrecyReviewedBy: '陈建国' })).rejects.toThrow(
    '请先确定名单',
  );
});
