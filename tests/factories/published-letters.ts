import { newId } from '../../src/shared/ids.js';
import type { TestApp } from '../support/app.js';
import { aBranchMakingCommitments } from './commitment-step.js';

/** A published letter of each level, each item below the other: branch → group → member (a number and a deed). */
export async function publishedLetters({ db, clock }: Pick<TestApp, 'db' | 'clock'>) {
  const setup = await aBranchMakingCommitments(db);
  const { branch, campaignId, teaching } = setup;
  const { bureauId, id: branchId } = branch;
  const sides = { preamble: '', organizationSide: '上级', peopleSide: '群众', createdAt: clock.now() };
  const letter = async (level: 'BRANCH' | 'GROUP' | 'MEMBER', parentItemId: string | null, over: object = {}) => {
    const id = newId();
    const of = {
      groupId: level === 'BRANCH' ? null : teaching.group.id,
      memberId: level === 'MEMBER' ? teaching.member.member.id : null,
    };
    await db.commitment.create({
      data: { bureauId, id, campaignId, branchId, year: 2026, level, status: 'PUBLISHED', ...of, ...sides },
    });
    const itemId = newId();
    await db.commitmentItem.create({
      data: {
        ...{ bureauId, id: itemId, commitmentId: id, position: 0, mainTask: `${level}事项`, workContent: '办实事' },
        ...{ dueDate: new Date('2026-09-05'), parentItemId, ...over },
      },
    });
    return itemId;
  };
  const ofBranch = await letter('BRANCH', null);
  const ofGroup = await letter('GROUP', ofBranch);
  const ofMember = await letter('MEMBER', ofGroup, { measureKind: 'NUMBER', baseline: 0, target: 4, unit: '次' });
  const base = `/branches/${branchId}`;
  return { ...setup, bureauId, base, ofBranch, ofGroup, ofMember };
}
