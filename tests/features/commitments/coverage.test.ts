import { expect, it } from 'vitest';
import { findStepFacts } from '../../../src/campaign/step-facts.queries.js';
import { assignItems, type CommitmentTarget, saveCommitment } from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const app = testAppOn(db, testClock('2026-07-05T10:00:00+08:00'));

/** Two items of the branch, 75 and 25 percent; both handed to 教学科研, which refined the first. */
async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, secretary, target, teaching, branch, campaignId } = built;
  const bureauId = bureau.id;
  const useCase = useCaseFor(db, { bureauId, accountId: secretary.id, name: '王秀兰' }, app.clock);
  const id = await saveCommitment(useCase, target, {
    preamble: '',
    revision: 0,
    items: [anItem({ mainTask: '上好示范课', weight: 3 }), anItem({ mainTask: '护送学生过街' })],
  });
  const rows = await db.commitmentItem.findMany({
    where: { bureauId, commitmentId: id },
    orderBy: { position: 'asc' },
  });
  const [first = '', second = ''] = rows.map((row) => row.id);
  const groupIds = [teaching.group.id];
  await assignItems(useCase, target, [
    { itemId: first, groupIds },
    { itemId: second, groupIds },
  ]);
  const ofGroup: CommitmentTarget = { ...target, level: 'GROUP', groupId: teaching.group.id };
  await saveCommitment(useCase, ofGroup, {
    preamble: '',
    revision: 0,
    items: [anItem({ parentItemId: first, dueDate: new Date('2026-12-25') })],
  });
  const facts = async () => {
    const found = await findStepFacts(db, { bureauId, campaignId, branchId: branch.id, step: 'COMMITMENT' });
    return found?.facts as { items: number; itemsUnassigned: { count: number }; groupsMissing: { count: number } };
  };
  const page = async () =>
    (await (await app.signIn(secretary.username)).get(`/branches/${branch.id}/commitments`)).text;
  const closeItem = (itemId: string) =>
    db.commitmentItem.update({
      where: { bureauId_id: { bureauId, id: itemId } },
      data: { closedOn: new Date('2026-07-05'), closeReason: '学校调整' },
    });
  const closeGroup = () =>
    db.functionGroup.update({
      where: { bureauId_id: { bureauId, id: teaching.group.id } },
      data: { closedAt: new Date('2026-07-05') },
    });
  return { ...built, useCase, first, second, facts, page, closeItem, closeGroup };
}

it('R37, R38, R39: the tree shows shares, what is not refined, not taken up, and due too late', async () => {
  const { page } = await scene();
  const text = await page();
  expect(text).toContain('占75%');
  expect(text).toContain('占25%');
  expect(text).toContain('1项已分到小组，还没有细化：“护送学生过街”');
  expect(text).toContain('1项还没有党员承诺');
  expect(text).toContain('1项办结时限晚于上级事项');
});

it('E39: a branch item that no group takes is told on the tree and keeps the step open', async () => {
  const { useCase, target, second, page, facts } = await scene();
  await assignItems(useCase, target, [{ itemId: second, groupIds: [] }]);
  expect(await page()).toContain('1项没有小组承担，分解后才能完成这一步：“护送学生过街”');
  expect(await facts()).toMatchObject({ items: 2, itemsUnassigned: { count: 1 } });
});

it('E1, E39: an item no longer to be done asks for no group', async () => {
  const { useCase, target, second, page, facts, closeItem } = await scene();
  await assignItems(useCase, target, [{ itemId: second, groupIds: [] }]);
  await closeItem(second);
  expect(await facts()).toMatchObject({ items: 1, itemsUnassigned: { count: 0 } });
  const text = await page();
  expect(text).toContain('不再办理');
  expect(text).not.toContain('没有小组承担，分解');
});

it('R37: what a group had that is no more is to be handed out again, and its own letter is not missed', async () => {
  const { useCase, target, first, second, safety, page, facts, closeGroup } = await scene();
  await closeGroup();
  expect(await facts()).toMatchObject({ itemsUnassigned: { count: 2 }, groupsMissing: { count: 1 } });
  expect(await page()).toContain('小组已撤销');
  await assignItems(useCase, target, [
    { itemId: first, groupIds: [safety.group.id] },
    { itemId: second, groupIds: [safety.group.id] },
  ]);
  expect(await facts()).toMatchObject({ itemsUnassigned: { count: 0 } });
});

it('R37: nothing is handed to a group that is no more', async () => {
  const { useCase, target, second, teaching, closeGroup } = await scene();
  await closeGroup();
  await expect(assignItems(useCase, target, [{ itemId: second, groupIds: [teaching.group.id] }])).rejects.toMatchObject(
    { name: 'RuleViolation' },
  );
});
