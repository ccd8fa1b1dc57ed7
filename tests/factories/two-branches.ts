import { newId } from '../../src/shared/ids.js';
import type { TestApp } from '../support/app.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aBranchMakingCommitments, anItem } from './commitment-step.js';
import { aPublishedLetter } from './letter.js';
import { aMember } from './member.js';

/**
 * Two branches of one bureau with their lists confirmed: the first with two groups and published letters of branch, group
 * and member, the second with one group of the same name. The bureau's secretary acts.
 */
export async function twoBranches({ db, clock }: Pick<TestApp, 'db' | 'clock'>, over: { listed?: boolean } = {}) {
  const setup = await aBranchMakingCommitments(db);
  const { branch, campaignId, teaching, target, secretary } = setup;
  const { bureauId } = branch;
  const other = await aBranch(db, bureauId, { shortName: '第六小学党支部', schoolName: '第六小学' });
  const [here, there] = [branch, other].map(({ id: branchId }) => ({ bureauId, campaignId, branchId }));
  if (!here || !there) throw new Error('There are two branches.');
  const round = { opensOn: new Date('2026-06-01'), closesOn: new Date('2026-06-10'), createdAt: clock.now() };
  const confirmed = { ...round, status: 'CONFIRMED' as const, listVersion: 1, confirmedAt: clock.now() };
  await db.enrollmentRound.create({ data: { ...here, id: newId(), ...confirmed } });
  if (over.listed !== false) await db.enrollmentRound.create({ data: { ...there, id: newId(), ...confirmed } });
  const steps = ['ENROLLMENT', 'COMMITMENT'] as const;
  await db.branchStep.createMany({
    data: steps.map((step) => ({ ...there, id: newId(), step, openedAt: clock.now() })),
  });
  const proposalId = newId();
  const announced = { status: 'ANNOUNCED' as const, rationale: '按工作需要', createdAt: clock.now() };
  await db.groupProposal.create({ data: { ...there, id: proposalId, ...announced } });
  const groupId = newId();
  const texts = { groupFunction: '教学科研', hostUnit: '教导处', duties: '带头教研', activityRules: '每月一次' };
  await db.functionGroup.create({
    data: {
      ...{ ...there, id: groupId, proposalId, position: 1, name: '教学科研', ...texts, createdAt: clock.now() },
      ...{ hostUnitType: 'ADMIN_OFFICE' as const, minSize: 3, maxSize: 20, memberCount: 1 },
    },
  });
  const settled = await aMember(db, other, { name: '何静' });
  const place = { ...there, id: newId(), groupId, memberId: settled.id, source: 'ENROLLED' as const };
  await db.groupMembership.create({ data: { ...place, startedAt: clock.now(), confirmedAt: clock.now() } });
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const head = await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY', displayName: '陈志远' });
  const { member } = teaching;
  const groupTarget = { ...target, level: 'GROUP' as const, groupId: teaching.group.id };
  const letters = {
    branch: await aPublishedLetter(by(secretary), target, [anItem({ mainTask: '支部的事' })]),
    group: await aPublishedLetter(by(teaching.leader.account), groupTarget, [anItem({ mainTask: '小组的事' })]),
    member: await aPublishedLetter(by(member.account), { ...target, level: 'MEMBER', memberId: member.member.id }, [
      anItem({ mainTask: '个人的事' }),
    ]),
  };
  const letter = (id: string) => db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
  const rosterOf = (branchId: string) =>
    db.member.findMany({ where: { bureauId, branchId, leftOn: null }, orderBy: { name: 'asc' } });
  const branchRow = (id: string) => db.branch.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
  return { ...setup, bureauId, other, here, there, head, settled, letters, letter, rosterOf, branchRow, by };
}
