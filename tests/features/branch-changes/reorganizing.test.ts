import { expect, it } from 'vitest';
import { listElectors } from '../../../src/db/electors.js';
import { dissolveBranch, mergeBranch, splitBranch } from '../../../src/features/branch-changes/index.js';
import { recordCommitteeElection } from '../../../src/features/elections/committee.service.js';
import { openNomination } from '../../../src/features/elections/index.js';
import { writeTransferLetter } from '../../../src/features/transfers/index.js';
import { twoBranches } from '../../factories/two-branches.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { digestOf } from '../../support/table-digest.js';

const TODAY = '2026-07-05T10:00:00+08:00';
const app = await startTestApp(TODAY);
const { db } = app;
const DOCUMENT = { documentNo: '示教党〔2026〕12号', effectiveOn: new Date('2026-07-01') };

const scene = (over: { listed?: boolean } = {}) => {
  app.clock.set(TODAY);
  return twoBranches(app, over);
};

it('E40: a branch goes into another one with its members, accounts, groups, leaders and commitments; the old one stays readable', async () => {
  const { bureauId, branch, other, by, head, rosterOf, letters, letter, teaching, secretary, branchRow, there } =
    await scene();
  const before = await rosterOf(branch.id);
  await db.rightsSuspension.create({
    data: {
      ...{ bureauId, id: crypto.randomUUID(), branchId: branch.id, memberId: before[0]?.id ?? '' },
      ...{ startsOn: new Date('2026-06-01'), createdAt: new Date() },
    },
  });
  await mergeBranch(by(head), branch.id, other.id, DOCUMENT);
  expect(await rosterOf(branch.id)).toEqual([]);
  expect((await rosterOf(other.id)).map(({ name }) => name).sort()).toEqual(
    [...before.map(({ name }) => name), '何静'].sort(),
  );
  for (const day of ['2026-06-30', '2026-07-01'])
    expect([
      (await listElectors(db, { bureauId, branchId: branch.id }, new Date(day))).length,
      (await listElectors(db, { bureauId, branchId: other.id }, new Date(day))).length,
    ]).toEqual(day === '2026-06-30' ? [before.length, 1] : [0, before.length + 1]);
  const moved = await db.memberTransfer.findFirstOrThrow({ where: { bureauId, memberId: before[0]?.id ?? '' } });
  expect(moved).toMatchObject({ status: 'RECEIVED', letterNo: '示教党〔2026〕12号', commitmentDueOn: null });
  expect(
    await db.rightsSuspension.count({ where: { bureauId, memberId: moved.newMemberId ?? '', endsOn: null } }),
  ).toBe(1);

  const account = await db.account.findFirstOrThrow({ where: { bureauId, id: teaching.member.account.id } });
  expect(account).toMatchObject({ status: 'ACTIVE' });
  expect(before.map(({ id }) => id)).not.toContain(account.memberId);
  const roles = await db.roleAssignment.findMany({ where: { bureauId, branchId: branch.id, revokedAt: null } });
  expect([roles, (await branchRow(branch.id)).status]).toEqual([[], 'CLOSED']);

  const groups = await db.functionGroup.findMany({ where: { ...there, closedAt: null }, orderBy: { position: 'asc' } });
  expect(groups.map(({ name }) => name)).toEqual(['教学科研', `教学科研（原${branch.shortName}）`, '校园平安']);
  for (const { id, memberCount } of groups)
    expect(await db.groupMembership.count({ where: { bureauId, groupId: id, endedAt: null } })).toBe(memberCount);
  const leader = await db.leaderTerm.findFirstOrThrow({
    where: { bureauId, groupId: groups[1]?.id ?? '', endedAt: null },
  });
  expect(leader).toMatchObject({ branchId: other.id, endedAt: null });
  const lists = await db.membershipListVersion.findMany({ where: { bureauId, version: 2 } });
  expect(lists.map(({ reason }) => reason)).toEqual(Array(2).fill(`${branch.shortName}并入第六小学党支部`));

  const member = await letter(letters.member);
  expect(member).toMatchObject({ branchId: other.id, memberId: account.memberId, groupId: groups[1]?.id, version: 2 });
  expect(member.organizationSide).toContain('第六小学党支部');
  expect(await letter(letters.group)).toMatchObject({ branchId: other.id, groupId: groups[1]?.id, version: 2 });
  const old = await db.commitmentVersion.findFirstOrThrow({ where: { bureauId, commitmentId: letters.group } });
  expect(old.frozenText).toContain(branch.name);
  expect(await letter(letters.branch)).toMatchObject({ branchId: branch.id, version: 1 });
  const items = await db.commitmentItem.findMany({ where: { bureauId }, orderBy: { mainTask: 'asc' } });
  expect(items.map(({ mainTask, closedOn }) => [mainTask, closedOn === null])).toEqual([
    ['个人的事', true],
    ['小组的事', true],
    ['支部的事', false],
  ]);
  expect(secretary.id).not.toBe('');
});

it('E40: where the successor has not settled its list, groups end and what is open is closed with the reason', async () => {
  const { bureauId, branch, other, by, head, letters, letter, there } = await scene({ listed: false });
  await mergeBranch(by(head), branch.id, other.id, DOCUMENT);
  expect(await db.functionGroup.count({ where: { ...there } })).toBe(1);
  expect(await db.functionGroup.count({ where: { bureauId, branchId: branch.id, closedAt: null } })).toBe(0);
  expect(await letter(letters.member)).toMatchObject({ branchId: branch.id, version: 1 });
  const items = await db.commitmentItem.findMany({ where: { bureauId } });
  expect(new Set(items.map(({ closeReason }) => closeReason))).toEqual(
    new Set([`${branch.shortName}并入第六小学党支部`]),
  );
});

it('E40: letters of transfer on their way end, and words of the public wait at the successor', async () => {
  const { bureauId, branch, other, by, head, teaching, settled } = await scene();
  const days = { destination: null, letterOn: new Date('2026-06-30'), validUntil: new Date('2026-07-20') };
  const out = { memberId: teaching.member.member.id, toBranchId: other.id, ...days };
  const into = { memberId: settled.id, toBranchId: branch.id, ...days };
  const outId = await writeTransferLetter(by(head), branch.id, out);
  const intoId = await writeTransferLetter(by(head), other.id, into);
  await mergeBranch(by(head), branch.id, other.id, DOCUMENT);
  const statusOf = async (id: string) => (await db.memberTransfer.findFirstOrThrow({ where: { bureauId, id } })).status;
  expect([await statusOf(outId), await statusOf(intoId)]).toEqual(['CANCELED', 'RETURNED']);
  expect(await db.member.findFirstOrThrow({ where: { bureauId, id: settled.id } })).toMatchObject({ leftOn: null });
});

it('E40: refused while a leader is being elected, for itself, and for a day to come; nothing moves', async () => {
  const { branch, other, by, head, here, safety } = await scene();
  const useCase = by(head);
  await expect(mergeBranch(useCase, branch.id, branch.id, DOCUMENT)).rejects.toThrow('另一个党支部');
  const tomorrow = { ...DOCUMENT, effectiveOn: new Date('2026-07-06') };
  await expect(mergeBranch(useCase, branch.id, other.id, tomorrow)).rejects.toThrow('生效日期还没有到');
  await db.leaderTerm.updateMany({
    where: { bureauId: branch.bureauId, groupId: safety.group.id },
    data: { endedAt: new Date() },
  });
  await db.branchStep.updateMany({
    where: { ...here, step: 'ENROLLMENT' },
    data: { status: 'OPEN', completedAt: null },
  });
  await openNomination(useCase, here, { groupIds: [safety.group.id], closesOn: new Date('2026-07-10') });
  const before = await digestOf(db);
  await expect(mergeBranch(useCase, branch.id, other.id, DOCUMENT)).rejects.toThrow('正在推选组长');
  expect(await digestOf(db)).toEqual(before);
});

it('E40: of two mergers at once one counts', async () => {
  const { branch, other, by, head, rosterOf } = await scene();
  const both = await Promise.allSettled([
    mergeBranch(by(head), branch.id, other.id, DOCUMENT),
    mergeBranch(by(head), other.id, branch.id, DOCUMENT),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await rosterOf(branch.id)).length * (await rosterOf(other.id)).length).toBe(0);
});

it('E40: a branch that is no more takes no change', async () => {
  const { branch, other, by, head, here, there } = await scene();
  await mergeBranch(by(head), branch.id, other.id, DOCUMENT);
  const day = new Date('2026-07-02');
  await expect(recordCommitteeElection(by(head), here, day)).rejects.toThrow('已经合并或撤销');
  await expect(mergeBranch(by(head), branch.id, other.id, DOCUMENT)).rejects.toThrow('已经撤销或合并');
  await recordCommitteeElection(by(head), there, day);
});

it('E40: a branch is dissolved once nobody is left in it', async () => {
  const { bureauId, branch, by, head, branchRow } = await scene();
  await expect(dissolveBranch(by(head), branch.id, DOCUMENT)).rejects.toThrow('名党员在册');
  await db.member.updateMany({ where: { bureauId, branchId: branch.id }, data: { leftOn: new Date('2026-06-20') } });
  await dissolveBranch(by(head), branch.id, DOCUMENT);
  expect(await branchRow(branch.id)).toMatchObject({ status: 'CLOSED' });
  expect(await db.groupMembership.count({ where: { bureauId, branchId: branch.id, endedAt: null } })).toBe(0);
  const change = await db.branchChange.findFirstOrThrow({ where: { bureauId } });
  expect(change).toMatchObject({ kind: 'DISSOLVED', documentNo: '示教党〔2026〕12号', recordedBy: '陈志远' });
});

it('E40: chosen members form a new branch; the others stay as they are', async () => {
  const { bureauId, branch, by, head, rosterOf, teaching, letters } = await scene();
  const input = {
    ...{ name: '示范区新城小学支部委员会', shortName: '新城小学党支部', schoolName: '新城小学' },
  };
  const all = (await rosterOf(branch.id)).map(({ id }) => id);
  await expect(splitBranch(by(head), branch.id, { names: input, memberIds: [], ...DOCUMENT })).rejects.toThrow(
    '请选择',
  );
  await expect(splitBranch(by(head), branch.id, { names: input, memberIds: all, ...DOCUMENT })).rejects.toThrow(
    '全部党员',
  );
  expect(await db.branch.count({ where: { bureauId } })).toBe(2);
  const chosen = teaching.member.member.id;
  const id = await splitBranch(by(head), branch.id, { names: input, memberIds: [chosen], ...DOCUMENT });
  expect((await rosterOf(id)).map(({ name }) => name)).toEqual(['赵敏']);
  expect(await rosterOf(branch.id)).toHaveLength(all.length - 1);
  expect(await db.branchStep.count({ where: { bureauId, branchId: id, step: 'SURVEY', status: 'OPEN' } })).toBe(1);
  const list = await db.membershipListVersion.findFirstOrThrow({ where: { bureauId, version: 2 } });
  expect(JSON.stringify(list.content)).not.toContain('赵敏');
  const [item] = await db.commitmentItem.findMany({ where: { bureauId, commitmentId: letters.member } });
  expect(item?.closeReason).toContain('分设新城小学党支部');
});

it('E40: the bureau sees what will happen, confirms it, and finds it in the history and on the board', async () => {
  const { bureauId, branch, other, head, secretary, teaching } = await scene();
  const browser = await app.signIn(head.username);
  const member = await app.signIn(teaching.member.account.username);
  const base = `/bureau/branches/${branch.id}`;
  expect((await browser.get(`${base}/mergers/new`)).text).toContain('第六小学党支部');
  const { result, queries } = await countQueries(db, () => browser.get(`${base}/mergers/${other.id}/new`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  for (const words of ['2个功能党小组连同组长转入第六小学党支部', '王秀兰、陈建国', '不能撤回'])
    expect(result.text).toContain(words);
  const fields = { documentNo: '', effectiveOn: '2026-07-01' };
  const refused = await browser.post(`${base}/mergers/${other.id}`, fields);
  expect([refused.status, refused.text.includes('请填写批准文号')]).toEqual([422, true]);
  app.clock.set('2026-07-05T10:05:00+08:00');
  const done = await browser.post(`${base}/mergers/${other.id}`, { ...fields, documentNo: '示教党〔2026〕12号' });
  expect(done.status).toBe(303);
  const page = (await browser.get(base)).text;
  for (const words of ['并入其他支部', '示教党〔2026〕12号', '2026年7月1日']) expect(page).toContain(words);
  expect(page).not.toContain('/renaming/new');
  expect((await browser.get(`${base}/mergers/new`)).status).toBe(404);
  const board = (await app.anonymous().get(`/board/${bureauId}/branches/${branch.id}`)).text;
  expect(board).toContain('并入第六小学党支部，以下是原有内容');
  expect(board).not.toContain('提建议、问一问');
  expect((await member.get('/me')).status).not.toBe(200);
  const again = await app.signIn(teaching.member.account.username);
  expect((await again.get('/me')).text).toContain('第六小学党支部');
  const officer = await app.signIn(secretary.username);
  expect((await officer.get(`/branches/${branch.id}/members`)).status).toBe(403);
});
