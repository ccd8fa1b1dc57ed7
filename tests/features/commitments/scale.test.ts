import { expect, it } from 'vitest';
import type { Prisma } from '../../../src/generated/prisma/client.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { aMember } from '../../factories/member.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const MEMBERS = 100;
const ITEMS_OF_MEMBER = 4;
const RECORDS = 5;

/** A branch of a hundred members with four hundred items of their own and two thousand accepted records. */
async function aLargeBranch() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, campaignId, teaching, secretary } = built;
  const bureauId = bureau.id;
  const at = new Date('2026-07-01T02:00:00Z');
  const common = { bureauId, campaignId, branchId: branch.id };
  const letter = (level: 'BRANCH' | 'GROUP' | 'MEMBER', memberId: string | null) => ({
    ...{ ...common, id: newId(), year: 2026, level, memberId, groupId: level === 'BRANCH' ? null : teaching.group.id },
    ...{ status: 'PUBLISHED' as const, preamble: '', organizationSide: '上级', peopleSide: '群众' },
    ...{ createdAt: at, publishedAt: at, frozenText: '{}', frozenHash: '0'.repeat(64) },
  });
  const members: { id: string }[] = [];
  for (let count = 0; count < MEMBERS; count += 1) members.push(await aMember(db, branch));
  const ofBranch = letter('BRANCH', null);
  const ofGroup = letter('GROUP', null);
  const ofMembers = members.map(({ id }) => letter('MEMBER', id));
  const item = (commitmentId: string, position: number, parentItemId: string | null) => ({
    ...{
      bureauId,
      id: newId(),
      commitmentId,
      position,
      parentItemId,
      mainTask: `任务${position}`,
      workContent: '办实事',
    },
    dueDate: new Date('2026-12-20'),
  });
  const branchItems = [0, 1, 2, 3].map((position) => item(ofBranch.id, position, null));
  const groupItems = branchItems.map(({ id }, position) => item(ofGroup.id, position, id));
  const memberItems = ofMembers.flatMap(({ id }) =>
    groupItems.slice(0, ITEMS_OF_MEMBER).map((parent, position) => item(id, position, parent.id)),
  );
  const who = { createdById: secretary.id, createdByName: '王秀兰', createdAt: at };
  const decided = { decidedById: secretary.id, decidedByName: '王秀兰', decidedAt: at };
  const records: Prisma.FulfillmentCreateManyInput[] = memberItems.flatMap(({ id }, index) =>
    Array.from({ length: RECORDS }, (_, deed) => ({
      ...{ bureauId, id: newId(), itemId: id, doneOn: new Date('2026-07-01'), content: '做了一件实事' },
      ...{
        completes: deed === 0 && Math.floor(index / ITEMS_OF_MEMBER) % 2 === 0,
        status: 'ACCEPTED' as const,
        ...who,
        ...decided,
      },
    })),
  );
  await db.commitment.createMany({ data: [ofBranch, ofGroup, ...ofMembers] });
  for (const rows of [branchItems, groupItems, memberItems]) await db.commitmentItem.createMany({ data: rows });
  await db.fulfillment.createMany({ data: records });
  return {
    ...built,
    bureauId,
    ofBranch,
    firstItem: branchItems[0]?.id ?? '',
    records: records.length,
    items: memberItems.length,
  };
}

it('P3: a branch of 100 members, 400 items and 2,000 records: the same few queries, progress rolled up', async () => {
  const { branch, bureauId, secretary, ofBranch, firstItem, records, items } = await aLargeBranch();
  expect([items, records]).toEqual([400, 2_000]);
  const app = testAppOn(db, testClock('2026-08-01T10:00:00+08:00'));
  const desk = await app.signIn(secretary.username);
  const board = `/board/${bureauId}/branches/${branch.id}`;
  const pages: [string, number, string][] = [
    [`/branches/${branch.id}/commitments`, 4, '完成50%'],
    [`/branches/${branch.id}`, 6, '三级双向承诺'],
    [`/branches/${branch.id}/items/${firstItem}`, 6, '50%'],
    [`${board}/commitments`, 6, '完成50%'],
    [`${board}/commitments/${ofBranch.id}`, 6, '完成50%'],
  ];
  // The first page of a session also writes its token.
  await desk.get('/account/password');
  for (const [path, most, words] of pages) {
    const { result, queries } = await countQueries(db, () => desk.get(path));
    expect([path, result.status]).toEqual([path, 200]);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(most);
    expect(result.text).toContain(words);
  }
});
