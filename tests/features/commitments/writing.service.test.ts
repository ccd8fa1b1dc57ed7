import { describe, expect, it } from 'vitest';
import {
  assignItems,
  type CommitmentInput,
  type CommitmentTarget,
  type ItemInput,
  saveCommitment,
  submitCommitment,
} from '../../../src/features/commitments/index.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene({ completed = false, start = '2026-07-05T10:00:00+08:00' } = {}) {
  const built = await aBranchMakingCommitments(db, { completed });
  const { secretary, target, teaching } = built;
  const bureauId = built.bureau.id;
  const clock = testClock(start);
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  const ofMember: CommitmentTarget = { ...target, level: 'MEMBER', memberId: teaching.member.member.id };
  const read = (id: string) =>
    db.commitment.findUniqueOrThrow({
      where: { bureauId_id: { bureauId, id } },
      include: { items: { orderBy: { position: 'asc' } } },
    });
  return { ...built, bureauId, clock, by, useCase: by(secretary), ofGroup, ofMember, read };
}

const input = (items: ItemInput[] = [anItem()], revision = 0, preamble = ''): CommitmentInput => ({
  preamble,
  items,
  revision,
});

describe('writing a commitment', () => {
  it('R28, R29, R35: keeps the items and fills in both sides', async () => {
    const { useCase, target, read } = await scene();
    const id = await saveCommitment(
      useCase,
      target,
      input([anItem(), anItem({ mainTask: '办好家长学校', measures: null })]),
    );
    const row = await read(id);
    expect(row).toMatchObject({
      level: 'BRANCH',
      year: 2026,
      status: 'DRAFT',
      organizationSide: '中共示范区教育体育局委员会',
      peopleSide: '党员、群众',
      revision: 1,
    });
    expect(row.items.map(({ mainTask, measures, position }) => [position, mainTask, measures])).toEqual([
      [0, '提高课堂教学质量', '集体备课'],
      [1, '办好家长学校', null],
    ]);
    expect(row.items[0]?.dueDate).toEqual(new Date('2026-12-20'));
  });

  it('R30, R31: a group writes to its branch, a member to the group of his membership', async () => {
    const { useCase, ofGroup, ofMember, read, branch, teaching } = await scene();
    expect(await read(await saveCommitment(useCase, ofGroup, input()))).toMatchObject({
      organizationSide: branch.name,
      peopleSide: '党员、师生',
    });
    expect(await read(await saveCommitment(useCase, ofMember, input()))).toMatchObject({
      groupId: teaching.group.id,
      organizationSide: `${branch.shortName}教学科研功能党小组`,
      peopleSide: '群众',
    });
  });

  it('R28: the database itself refuses a commitment with one side only', async () => {
    const { useCase, target, bureauId } = await scene();
    const id = await saveCommitment(useCase, target, input());
    await expect(
      db.commitment.update({ where: { bureauId_id: { bureauId, id } }, data: { peopleSide: ' ' } }),
    ).rejects.toThrow();
  });

  it('keeps the id of an item that stays, adds new ones, takes emptied ones out', async () => {
    const { useCase, target, read } = await scene();
    const id = await saveCommitment(useCase, target, input([anItem({ mainTask: '甲' }), anItem({ mainTask: '乙' })]));
    const [first, second] = (await read(id)).items;
    await saveCommitment(
      useCase,
      target,
      input([anItem({ id: second?.id ?? '', mainTask: '乙改' }), anItem({ mainTask: '丙' })], 1),
    );
    const { items, revision } = await read(id);
    expect(items.map(({ mainTask }) => mainTask)).toEqual(['乙改', '丙']);
    expect(items[0]?.id).toBe(second?.id);
    expect(items.some((item) => item.id === first?.id)).toBe(false);
    expect(revision).toBe(2);
  });

  it('R33: an item may name a key task of the year that was published, and no other', async () => {
    const { useCase, target, read, bureauId, campaignId } = await scene();
    const task = (position: number, publishedAt: Date | null) => ({
      bureauId,
      id: newId(),
      campaignId,
      year: 2026,
      position,
      title: '作风建设',
      description: '',
      publishedAt,
    });
    const published = task(1, new Date('2026-06-01'));
    const hidden = task(2, null);
    await db.keyTask.createMany({ data: [published, hidden] });
    const id = await saveCommitment(useCase, target, input([anItem({ keyTaskId: published.id })]));
    expect((await read(id)).items[0]?.keyTaskId).toBe(published.id);
    await expect(
      saveCommitment(useCase, target, input([anItem(), anItem({ keyTaskId: hidden.id })], 1)),
    ).rejects.toMatchObject({ field: 'items.1.keyTaskId' });
  });

  it.each([
    ['nothing', [], 'items.0.mainTask'],
    ['a day in another year', [anItem(), anItem({ dueDate: new Date('2029-01-01') })], 'items.1.dueDate'],
    ['an item that is not his', [anItem({ id: newId() })], 'items.0.mainTask'],
    ['a parent at branch level', [anItem({ parentItemId: newId() })], 'items.0.parentItemId'],
  ])('refuses %s, and writes nothing', async (_what, items, field) => {
    const { useCase, target, bureauId } = await scene();
    await expect(saveCommitment(useCase, target, input(items))).rejects.toMatchObject({ name: 'RuleViolation', field });
    expect(await db.commitment.count({ where: { bureauId } })).toBe(0);
  });

  it('refuses a member who is in no group', async () => {
    const { useCase, ofMember, bureauId } = await scene();
    await db.groupMembership.updateMany({
      where: { bureauId, memberId: ofMember.memberId ?? '' },
      data: { endedAt: new Date('2026-07-01') },
    });
    await expect(saveCommitment(useCase, ofMember, input())).rejects.toThrow(/还没有参加功能党小组/);
  });

  it('refuses a group of another branch as if it were not there', async () => {
    const here = await scene();
    const there = await scene();
    await expect(
      saveCommitment(here.useCase, { ...here.ofGroup, groupId: there.teaching.group.id }, input()),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('R3: is refused when the step is done, but not for the second year (E36)', async () => {
    const { useCase, target, read } = await scene({ completed: true, start: '2027-01-08T10:00:00+08:00' });
    await expect(saveCommitment(useCase, target, input())).rejects.toMatchObject({ name: 'StepNotOpen' });
    const id = await saveCommitment(
      useCase,
      { ...target, year: 2027 },
      input([anItem({ dueDate: new Date('2027-05-20') })]),
    );
    expect((await read(id)).year).toBe(2027);
  });

  it('R5: of two who edit the same draft the second keeps what he typed and is told', async () => {
    const { useCase, target, read } = await scene();
    const id = await saveCommitment(useCase, target, input([anItem({ mainTask: '甲' })]));
    const [item] = (await read(id)).items;
    await saveCommitment(useCase, target, input([anItem({ id: item?.id ?? '', mainTask: '先改的' })], 1));
    await expect(
      saveCommitment(useCase, target, input([anItem({ id: item?.id ?? '', mainTask: '后改的' })], 1)),
    ).rejects.toMatchObject({
      name: 'RuleViolation',
      message: expect.stringContaining('已在别处被修改'),
    });
    expect((await read(id)).items[0]?.mainTask).toBe('先改的');
  });

  it('two first drafts at once: one commitment, and the other is told', async () => {
    const { useCase, target, bureauId } = await scene();
    const both = await Promise.allSettled([
      saveCommitment(useCase, target, input()),
      saveCommitment(useCase, target, input()),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'RuleViolation' } });
    expect(await db.commitment.count({ where: { bureauId } })).toBe(1);
  });
});

describe('submitting', () => {
  it('begins a round, and then nothing can be written', async () => {
    const { useCase, target, read, secretary } = await scene();
    const id = await saveCommitment(useCase, target, input());
    await submitCommitment(useCase, target, { revision: 1 });
    expect(await read(id)).toMatchObject({ status: 'SUBMITTED', round: 1, submittedById: secretary.id });
    await expect(saveCommitment(useCase, target, input([anItem({ mainTask: '偷改' })], 2))).rejects.toMatchObject({
      name: 'StaleState',
    });
    await expect(submitCommitment(useCase, target, { revision: 2 })).rejects.toMatchObject({ name: 'StaleState' });
    expect((await read(id)).items.map(({ mainTask }) => mainTask)).toEqual(['提高课堂教学质量']);
  });

  it('refuses an item whose day has passed', async () => {
    const { useCase, target, read, clock } = await scene();
    const id = await saveCommitment(useCase, target, input([anItem({ dueDate: new Date('2026-07-05') })]));
    clock.advanceDays(1);
    await expect(submitCommitment(useCase, target, { revision: 1 })).rejects.toThrow(/第1项的办结时限/);
    expect(await read(id)).toMatchObject({ status: 'DRAFT', round: 0 });
  });

  it('refuses what the author did not see last', async () => {
    const { useCase, target, read } = await scene();
    const id = await saveCommitment(useCase, target, input());
    const [item] = (await read(id)).items;
    await saveCommitment(useCase, target, input([anItem({ id: item?.id ?? '', mainTask: '新' })], 1));
    await expect(submitCommitment(useCase, target, { revision: 1 })).rejects.toMatchObject({ name: 'StaleState' });
    expect((await read(id)).status).toBe('DRAFT');
  });

  it('saving and submitting at once: what is submitted is what was seen', async () => {
    const { useCase, target, read } = await scene();
    const id = await saveCommitment(useCase, target, input());
    const [item] = (await read(id)).items;
    const [saved, submitted] = await Promise.allSettled([
      saveCommitment(useCase, target, input([anItem({ id: item?.id ?? '', mainTask: '改后' })], 1)),
      submitCommitment(useCase, target, { revision: 1 }),
    ]);
    const { status, items } = await read(id);
    expect([saved.status, submitted.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect([status, items[0]?.mainTask]).toEqual(
      saved.status === 'fulfilled' ? ['DRAFT', '改后'] : ['SUBMITTED', '提高课堂教学质量'],
    );
  });
});

describe('breaking down', () => {
  async function withBranchItems() {
    const built = await scene();
    const id = await saveCommitment(
      built.useCase,
      built.target,
      input([anItem({ mainTask: '甲' }), anItem({ mainTask: '乙' })]),
    );
    const items = (await built.read(id)).items.map((item) => item.id);
    const assigned = async () =>
      (await db.itemAssignment.findMany({ where: { bureauId: built.bureauId } }))
        .map(({ itemId, groupId }) => `${itemId} ${groupId}`)
        .sort();
    return { ...built, id, first: items[0] ?? '', second: items[1] ?? '', assigned };
  }

  it('R37: hands an item to one or more groups, and takes it back', async () => {
    const { useCase, target, first, second, teaching, safety, assigned } = await withBranchItems();
    await assignItems(useCase, target, [
      { itemId: first, groupIds: [teaching.group.id, safety.group.id] },
      { itemId: second, groupIds: [] },
    ]);
    expect(await assigned()).toEqual([`${first} ${teaching.group.id}`, `${first} ${safety.group.id}`].sort());
    await assignItems(useCase, target, [{ itemId: first, groupIds: [safety.group.id] }]);
    expect(await assigned()).toEqual([`${first} ${safety.group.id}`]);
  });

  it('R38, E39: a group refines only what it was given, and may add its own', async () => {
    const { useCase, target, ofGroup, first, second, teaching, read } = await withBranchItems();
    await assignItems(useCase, target, [{ itemId: first, groupIds: [teaching.group.id] }]);
    await expect(saveCommitment(useCase, ofGroup, input([anItem({ parentItemId: second })]))).rejects.toMatchObject({
      field: 'items.0.parentItemId',
    });
    const id = await saveCommitment(
      useCase,
      ofGroup,
      input([anItem({ parentItemId: first }), anItem({ mainTask: '自有' })]),
    );
    expect((await read(id)).items.map(({ parentItemId }) => parentItemId)).toEqual([first, null]);
  });

  it('R39: a member may refine an item of the own group once it was submitted, no other', async () => {
    const { useCase, target, ofGroup, ofMember, first, read, teaching } = await withBranchItems();
    await assignItems(useCase, target, [{ itemId: first, groupIds: [teaching.group.id] }]);
    const groupsId = await saveCommitment(useCase, ofGroup, input([anItem({ parentItemId: first })]));
    const groupItem = (await read(groupsId)).items[0]?.id ?? '';
    await expect(saveCommitment(useCase, ofMember, input([anItem({ parentItemId: groupItem })]))).rejects.toMatchObject(
      { field: 'items.0.parentItemId' },
    );
    await submitCommitment(useCase, ofGroup, { revision: 1 });
    await expect(saveCommitment(useCase, ofMember, input([anItem({ parentItemId: first })]))).rejects.toMatchObject({
      field: 'items.0.parentItemId',
    });
    const id = await saveCommitment(useCase, ofMember, input([anItem({ parentItemId: groupItem })]));
    expect((await read(id)).items[0]?.parentItemId).toBe(groupItem);
  });

  it('E38: what a group has refined is neither taken back nor removed', async () => {
    const { useCase, target, ofGroup, id, first, second, teaching, safety, read, assigned } = await withBranchItems();
    await assignItems(useCase, target, [{ itemId: first, groupIds: [teaching.group.id] }]);
    await saveCommitment(useCase, ofGroup, input([anItem({ parentItemId: first })]));
    await expect(assignItems(useCase, target, [{ itemId: first, groupIds: [safety.group.id] }])).rejects.toMatchObject({
      field: 'items.0.groupIds',
    });
    await expect(saveCommitment(useCase, target, input([anItem({ id: second, mainTask: '乙' })], 1))).rejects.toThrow(
      /已有下级承诺/,
    );
    expect((await read(id)).items).toHaveLength(2);
    expect(await assigned()).toEqual([`${first} ${teaching.group.id}`]);
  });

  it('refining an item and removing it at once: never an orphan', async () => {
    const { useCase, target, ofGroup, id, first, second, teaching, read, bureauId } = await withBranchItems();
    await assignItems(useCase, target, [{ itemId: first, groupIds: [teaching.group.id] }]);
    const [refined, removed] = await Promise.allSettled([
      saveCommitment(useCase, ofGroup, input([anItem({ parentItemId: first })])),
      saveCommitment(useCase, target, input([anItem({ id: second, mainTask: '乙' })], 1)),
    ]);
    expect([refined.status, removed.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect([refined, removed].find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'RuleViolation' },
    });
    expect((await read(id)).items).toHaveLength(refined.status === 'fulfilled' ? 2 : 1);
    expect(await db.commitmentItem.count({ where: { bureauId, parentItemId: first } })).toBe(
      refined.status === 'fulfilled' ? 1 : 0,
    );
  });

  it('refuses a group of another branch, and an item that is not the branch’s', async () => {
    const { useCase, target, first, assigned } = await withBranchItems();
    const there = await withBranchItems();
    await expect(
      assignItems(useCase, target, [{ itemId: first, groupIds: [there.teaching.group.id] }]),
    ).rejects.toMatchObject({ name: 'RuleViolation' });
    await expect(assignItems(useCase, target, [{ itemId: there.first, groupIds: [] }])).rejects.toMatchObject({
      name: 'StaleState',
    });
    expect(await assigned()).toEqual([]);
  });
});
