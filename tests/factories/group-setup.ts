import type { Db } from '../../src/db/client.js';
import type { StepName } from '../../src/generated/prisma/enums.js';
import { newId } from '../../src/shared/ids.js';
import type { TestClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { aBranch } from './branch.js';
import { aBureau, CREATED_AT } from './bureau.js';
import { aMember } from './member.js';

const CATALOGUE = ['教学科研', '内部管理', '德育工作', '师德建设', '校园建设', '文体活动', '校园平安'];

const PHASES = [
  { phase: 'MOBILIZATION', title: '学习动员', startsOn: new Date('2026-04-01'), endsOn: new Date('2026-05-31') },
  { phase: 'IMPLEMENTATION', title: '组织实施', startsOn: new Date('2026-06-01'), endsOn: new Date('2027-05-31') },
  { phase: 'SUMMARY', title: '总结', startsOn: new Date('2027-06-01'), endsOn: new Date('2027-06-30') },
] as const;

export interface GroupSetupWish {
  members?: number;
  hasCommittee?: boolean;
  /** The step the branch stands at. */
  step?: StepName;
  /** A sibling: another branch of this bureau and campaign. */
  beside?: { bureauId: string; campaignId: string };
}

async function aRunningCampaign(db: Db) {
  const { id: bureauId } = await aBureau(db);
  const campaignId = newId();
  await db.campaign.create({
    data: {
      bureauId,
      id: campaignId,
      name: '创先争优活动',
      startYear: 2026,
      status: 'PUBLISHED',
      purpose: '',
      guidance: '',
      principles: '',
      theme: '',
      createdAt: CREATED_AT,
      publishedAt: CREATED_AT,
    },
  });
  await db.campaignGroupFunction.createMany({
    data: CATALOGUE.map((name, index) => ({
      bureauId,
      id: newId(),
      campaignId,
      position: index + 1,
      name,
      purpose: '提高教育教学质量',
    })),
  });
  await db.campaignPhase.createMany({
    data: PHASES.map((phase) => ({ ...phase, bureauId, id: newId(), campaignId, requirement: '' })),
  });
  return { bureauId, campaignId };
}

/** A branch that stands at 组建功能党小组 in a published campaign, with its secretary and members. */
export async function aBranchInGroupSetup(db: Db, clock: TestClock, wish: GroupSetupWish = {}) {
  const { bureauId, campaignId } = wish.beside ?? (await aRunningCampaign(db));
  const branch = await aBranch(db, bureauId, { hasCommittee: wish.hasCommittee ?? true });
  await db.branchStep.create({
    data: {
      bureauId,
      id: newId(),
      campaignId,
      branchId: branch.id,
      step: wish.step ?? 'GROUP_SETUP',
      openedAt: CREATED_AT,
    },
  });
  const members = [];
  for (let number = 1; number <= (wish.members ?? 8); number += 1) {
    members.push(await aMember(db, branch, { name: `党员${number}` }));
  }
  const secretary = await anAccount(db, bureauId, {
    role: 'BRANCH_SECRETARY',
    branchId: branch.id,
    displayName: '王建国',
  });
  const useCase = useCaseFor(db, { bureauId, accountId: secretary.id, name: secretary.displayName }, clock);
  return { bureauId, campaignId, branch, members, secretary, useCase, place: { campaignId, branchId: branch.id } };
}

export const GROUP_INPUT = {
  name: '教学科研',
  groupFunction: '教学科研',
  hostUnitType: 'SUBJECT_TEAM',
  hostUnit: '语文教研组',
  duties: '带头开展课堂教学研究。',
  activityRules: '每月活动一次。',
  minSize: 3,
  maxSize: 10,
} as const;

/** Minutes of a committee's meeting that all of its five members voted for; `over` names another outcome. */
export function someMinutes(heldOn: string) {
  return {
    kind: 'COMMITTEE' as const,
    heldOn: new Date(heldOn),
    place: '会议室',
    chair: '王建国',
    recorder: '李慧',
    eligibleCount: 5,
    presentCount: 5,
    agenda: '研究功能党小组方案',
    decision: '同意设立。',
    votes: { for: 5, against: 0, abstain: 0 },
  };
}
