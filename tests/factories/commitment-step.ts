import type { Db } from '../../src/db/client.js';
import type { CommitmentTarget, ItemInput } from '../../src/features/commitments/index.js';
import type { BranchModel, FunctionGroupModel, MemberModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aBureau, CREATED_AT } from './bureau.js';
import { aMember } from './member.js';
import { nextNumber } from './numbers.js';

/** A branch in the step of commitments: two groups with leader and members, secretary, committee member, reviewer. */
export async function aBranchMakingCommitments(db: Db, { completed = false } = {}) {
  const bureau = await aBureau(db, { name: '示范区教育体育局' });
  const bureauId = bureau.id;
  const branch = await aBranch(db, bureauId);
  const campaignId = await aPublishedCampaign(db, bureauId);
  await openCommitmentStep(db, branch, campaignId, completed);
  const proposalId = newId();
  await db.groupProposal.create({
    data: {
      bureauId,
      id: proposalId,
      campaignId,
      branchId: branch.id,
      status: 'ANNOUNCED',
      rationale: '按工作需要',
      createdAt: CREATED_AT,
    },
  });
  const teaching = await aGroup(db, branch, {
    campaignId,
    proposalId,
    name: '教学科研',
    leader: '李慧',
    member: '赵敏',
  });
  const safety = await aGroup(db, branch, { campaignId, proposalId, name: '校园平安', leader: '孙强', member: '周军' });
  const secretary = await anAccount(db, bureauId, {
    displayName: '王秀兰',
    role: 'BRANCH_SECRETARY',
    branchId: branch.id,
  });
  const officer = await anAccount(db, bureauId, {
    displayName: '陈建国',
    role: 'BRANCH_COMMITTEE_MEMBER',
    branchId: branch.id,
  });
  const committee = await anAccount(db, bureauId, { displayName: '刘志远', role: 'COMMITTEE_MEMBER' });
  const target: CommitmentTarget = {
    campaignId,
    startYear: 2026,
    year: 2026,
    branchId: branch.id,
    level: 'BRANCH',
    groupId: null,
    memberId: null,
  };
  return { bureau, branch, campaignId, teaching, safety, secretary, officer, committee, target };
}

export async function aPublishedCampaign(db: Db, bureauId: string, publishedAt = CREATED_AT): Promise<string> {
  const id = newId();
  await db.campaign.create({
    data: {
      bureauId,
      id,
      name: '2026年“功能党小组”暨“创先争优”活动',
      startYear: 2026,
      status: 'PUBLISHED',
      purpose: '',
      guidance: '',
      principles: '',
      theme: '',
      createdAt: CREATED_AT,
      publishedAt,
    },
  });
  const phases = [
    { phase: 'MOBILIZATION', startsOn: new Date('2026-04-01'), endsOn: new Date('2026-05-31') },
    { phase: 'IMPLEMENTATION', startsOn: new Date('2026-06-01'), endsOn: new Date('2027-05-31') },
    { phase: 'SUMMARY', startsOn: new Date('2027-06-01'), endsOn: new Date('2027-06-30') },
  ] as const;
  await db.campaignPhase.createMany({
    data: phases.map((phase) => ({ bureauId, id: newId(), campaignId: id, title: '', requirement: '', ...phase })),
  });
  return id;
}

async function openCommitmentStep(
  db: Db,
  { bureauId, id: branchId }: BranchModel,
  campaignId: string,
  completed: boolean,
): Promise<void> {
  const steps = ['SURVEY', 'STUDY', 'GROUP_SETUP', 'ENROLLMENT', 'COMMITMENT'] as const;
  await db.branchStep.createMany({
    data: steps.map((step) => ({
      bureauId,
      id: newId(),
      campaignId,
      branchId,
      step,
      status: step === 'COMMITMENT' && !completed ? ('OPEN' as const) : ('COMPLETED' as const),
      openedAt: CREATED_AT,
      completedAt: step === 'COMMITMENT' && !completed ? null : CREATED_AT,
    })),
  });
}

interface GroupWish {
  campaignId: string;
  proposalId: string;
  name: string;
  leader: string;
  member: string;
}

async function aGroup(db: Db, branch: BranchModel, { campaignId, proposalId, name, leader, member }: GroupWish) {
  const { bureauId, id: branchId } = branch;
  const group = await db.functionGroup.create({
    data: {
      bureauId,
      id: newId(),
      campaignId,
      branchId,
      proposalId,
      position: nextNumber(),
      name,
      groupFunction: name,
      hostUnitType: 'SUBJECT_TEAM',
      hostUnit: '学科组',
      duties: '带头做好本职工作',
      activityRules: '每月活动一次',
      minSize: 1,
      maxSize: 20,
      memberCount: 2,
      createdAt: CREATED_AT,
    },
  });
  const led = await joinGroup(db, branch, group, leader);
  const joined = await joinGroup(db, branch, group, member);
  await db.leaderTerm.create({
    data: {
      bureauId,
      id: newId(),
      campaignId,
      branchId,
      groupId: group.id,
      memberId: led.member.id,
      method: 'ELECTED',
      startedAt: CREATED_AT,
    },
  });
  return { group, leader: led, member: joined };
}

/** A member of the group with an account of his own. */
export async function joinGroup(db: Db, branch: BranchModel, group: FunctionGroupModel, name: string) {
  const { bureauId, id: branchId } = branch;
  const member: MemberModel = await aMember(db, branch, { name, post: '语文教师', skills: ['课堂教学'] });
  await db.groupMembership.create({
    data: {
      bureauId,
      id: newId(),
      campaignId: group.campaignId,
      branchId,
      groupId: group.id,
      memberId: member.id,
      source: 'ENROLLED',
      startedAt: CREATED_AT,
    },
  });
  const account = await anAccount(db, bureauId, { displayName: name, memberId: member.id });
  return { member, account };
}

/** An item with every field filled. */
export function anItem(over: Partial<ItemInput> = {}): ItemInput {
  return {
    id: null,
    mainTask: '提高课堂教学质量',
    workContent: '每学期组织四次公开课',
    measures: '集体备课',
    dueDate: new Date('2026-12-20'),
    responsiblePerson: '李慧',
    parentItemId: null,
    keyTaskId: null,
    carriedFromId: null,
    measureKind: 'DELIVERABLE',
    baseline: null,
    target: null,
    unit: null,
    weight: 1,
    ...over,
  };
}
