import { expect, it } from 'vitest';
import { listElectors } from '../../../src/db/electors.js';
import { appointLeader, nominate, openNomination } from '../../../src/features/elections/index.js';
import { cancelTransfer, receiveTransfer, writeTransferLetter } from '../../../src/features/transfers/index.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aListedBranch } from '../../factories/enrollment-step.js';
import { digestOf } from '../../support/table-digest.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const DAY = new Date('2026-06-15');
const LETTER = {
  toBranchId: null,
  destination: '邻县教育体育局党委',
  letterOn: DAY,
  validUntil: new Date('2026-06-30'),
};

/** Ten members in two groups, and a second branch of the bureau. */
async function twoBranches() {
  const branch = await aListedBranch(db, { members: 10 });
  const { bureauId, branchId } = branch.place;
  const other = await aBranch(db, bureauId);
  const idOf = (name: string) => branch.members.find((row) => row.name === name)?.id ?? '';
  const letter = (name: string, over: object = {}) =>
    writeTransferLetter(branch.useCase, branchId, { ...LETTER, memberId: idOf(name), ...over });
  const electors = async (of: string, day: Date) =>
    (await listElectors(db, { bureauId, branchId: of }, day)).map((row) => row.name);
  return { ...branch, bureauId, branchId, other, idOf, letter, electors };
}

it('E1: a member who leaves is of the home branch until he is received, then no more; what he was in stays written', async () => {
  const { useCase, bureauId, branchId, place, teaching, idOf, letter, electors, clock } = await twoBranches();
  await appointLeader(useCase, place, { groupId: teaching, memberId: idOf('丁晓'), reason: '支委会研究' });
  const account = await anAccount(db, bureauId, { memberId: idOf('丁晓'), displayName: '丁晓' });
  const id = await letter('丁晓');
  expect(await electors(branchId, DAY)).toContain('丁晓');
  expect(await db.groupMembership.count({ where: { bureauId, memberId: idOf('丁晓'), endedAt: null } })).toBe(1);
  await expect(letter('丁晓')).rejects.toThrow('组织关系正在转接');
  clock.set('2026-06-18T10:00:00+08:00');
  await receiveTransfer(useCase, branchId, id, new Date('2026-06-17'));
  expect(await electors(branchId, new Date('2026-06-16'))).toContain('丁晓');
  expect(await electors(branchId, new Date('2026-06-17'))).not.toContain('丁晓');
  const past = await db.groupMembership.findFirstOrThrow({ where: { bureauId, memberId: idOf('丁晓') } });
  expect(past).toMatchObject({ endReason: '组织关系转出', groupId: teaching });
  const group = await db.functionGroup.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: teaching } } });
  expect(group.memberCount).toBe(4);
  expect(await db.leaderTerm.findFirstOrThrow({ where: { bureauId } })).toMatchObject({ endReason: '组织关系转出' });
  const list = await db.membershipListVersion.findFirstOrThrow({ where: { bureauId, version: 2 } });
  expect(list.reason).toBe('组织关系转出');
  expect(JSON.stringify(list.content)).not.toContain('丁晓');
  const closed = await db.account.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: account.id } } });
  expect(closed.status).toBe('DISABLED');
  await expect(receiveTransfer(useCase, branchId, id, new Date('2026-06-17'))).rejects.toThrow('已经办结');
});

it('E2: between two branches nobody counts in both or in neither on any day, and the account goes with him', async () => {
  const { useCase, bureauId, branchId, other, idOf, letter, electors, clock } = await twoBranches();
  const account = await anAccount(db, bureauId, { memberId: idOf('王伟'), displayName: '王伟' });
  await db.roleAssignment.create({
    data: {
      ...{ bureauId, id: account.id, accountId: account.id, role: 'BRANCH_COMMITTEE_MEMBER', branchId },
      grantedAt: clock.now(),
    },
  });
  await db.member.update({
    where: { bureauId_id: { bureauId, id: idOf('王伟') } },
    data: { idNumberIndex: 'index', idNumberCipher: 'cipher', skills: ['课堂教学'] },
  });
  const id = await letter('王伟', { toBranchId: other.id, destination: null });
  await expect(receiveTransfer(useCase, branchId, id, DAY)).rejects.toThrow();
  clock.set('2026-06-20T10:00:00+08:00');
  await receiveTransfer(useCase, other.id, id, new Date('2026-06-18'));
  for (const day of ['2026-06-15', '2026-06-17', '2026-06-18', '2026-06-19']) {
    const [home, there] = [await electors(branchId, new Date(day)), await electors(other.id, new Date(day))];
    expect([home.includes('王伟'), there.includes('王伟')]).toEqual(day < '2026-06-18' ? [true, false] : [false, true]);
  }
  const { newMemberId } = await db.memberTransfer.findFirstOrThrow({ where: { bureauId, id } });
  const arrived = await db.member.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: newMemberId ?? '' } } });
  expect(arrived).toMatchObject({ name: '王伟', branchId: other.id, idNumberIndex: 'index', skills: ['课堂教学'] });
  const left = await db.member.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: idOf('王伟') } } });
  expect(left).toMatchObject({ idNumberIndex: null, idNumberCipher: null, leftOn: new Date('2026-06-18') });
  const carried = await db.account.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: account.id } } });
  expect(carried).toMatchObject({ memberId: newMemberId, status: 'ACTIVE' });
  const roles = await db.roleAssignment.findMany({ where: { bureauId, accountId: account.id, revokedAt: null } });
  expect(roles).toEqual([]);
  expect(await db.groupMembership.count({ where: { bureauId, memberId: newMemberId ?? '' } })).toBe(0);
});

it('E1, E2: of two receptions at once one counts', async () => {
  const { useCase, bureauId, branchId, letter, idOf } = await twoBranches();
  const id = await letter('刘洋');
  const both = await Promise.allSettled([1, 2].map(() => receiveTransfer(useCase, branchId, id, DAY)));
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const groups = await db.functionGroup.findMany({ where: { bureauId }, select: { memberCount: true } });
  expect(groups.reduce((sum, row) => sum + row.memberCount, 0)).toBe(9);
  expect(await db.groupMembership.count({ where: { bureauId, memberId: idOf('刘洋'), endedAt: null } })).toBe(0);
});

it('E2: a letter that lapsed or was taken back receives nobody', async () => {
  const { useCase, branchId, other, letter, clock } = await twoBranches();
  const id = await letter('李慧', { toBranchId: other.id });
  clock.set('2026-07-05T10:00:00+08:00');
  await expect(receiveTransfer(useCase, other.id, id, new Date('2026-07-05'))).rejects.toThrow(
    '介绍信有效期到2026年6月30日',
  );
  await expect(cancelTransfer(useCase, other.id, id, '过期')).rejects.toThrow();
  await cancelTransfer(useCase, branchId, id, '过期未接收');
  await expect(receiveTransfer(useCase, other.id, id, new Date('2026-06-20'))).rejects.toThrow('已经办结');
  await letter('李慧', { toBranchId: other.id, validUntil: new Date('2026-07-20') });
});

it.each([
  ['later than today', { letterOn: new Date('2026-06-16') }, '开具日期不能晚于今天'],
  ['lapsed', { letterOn: new Date('2026-05-01'), validUntil: new Date('2026-06-01') }, '有效期已经过去'],
  ['too long', { validUntil: new Date('2026-12-01') }, '不超过三个月'],
  ['to nobody', { destination: null }, '请选择本局支部'],
] as const)('E1: a letter %s is refused', async (_, over, words) => {
  const { letter } = await twoBranches();
  const before = await digestOf(db);
  await expect(letter('周军', over)).rejects.toThrow(words);
  expect(await digestOf(db)).toEqual(before);
});

it('E1: a candidate is withdrawn before he leaves', async () => {
  const { useCase, branchId, place, teaching, letter, idOf } = await twoBranches();
  await openNomination(useCase, place, { groupIds: [teaching], closesOn: new Date('2026-06-20') });
  const candidacy = { groupId: teaching, memberId: idOf('周军'), source: 'SELF', statement: '愿意服务' } as const;
  await nominate(useCase, place, candidacy);
  const id = await letter('周军');
  await expect(receiveTransfer(useCase, branchId, id, DAY)).rejects.toThrow('组长候选人');
});

it('E4: a mobile member keeps his rights in the home branch', async () => {
  const { bureauId, branchId, electors, idOf } = await twoBranches();
  await db.member.update({
    where: { bureauId_id: { bureauId, id: idOf('赵敏') } },
    data: { isMobile: true, mobileTo: '外省支教' },
  });
  const found = (await listElectors(db, { bureauId, branchId }, DAY)).find((row) => row.name === '赵敏');
  expect(found?.standing).toBe('ELIGIBLE');
  expect(await electors(branchId, DAY)).toHaveLength(10);
});
