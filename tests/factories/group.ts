import type { Db } from '../../src/db/client.js';
import type { BranchModel, CampaignModel, FunctionGroupModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { aBranch } from './branch.js';
import { aBureau, CREATED_AT } from './bureau.js';
import { nextNumber } from './numbers.js';

export interface GroupPlace {
  bureauId: string;
  campaign: CampaignModel;
  branch: BranchModel;
  /** Two groups of an announced proposal, 2 to 5 members each. */
  groups: [FunctionGroupModel, FunctionGroupModel];
}

/** A bureau with a running campaign and one branch whose two groups are announced; written without the services. */
export async function twoGroups(db: Db): Promise<GroupPlace> {
  const { id: bureauId } = await aBureau(db);
  const branch = await aBranch(db, bureauId);
  const texts = { purpose: '目的', guidance: '指导思想', principles: '原则', theme: '主题' };
  const about = { bureauId, name: '活动', startYear: 2026, status: 'PUBLISHED' as const, createdAt: CREATED_AT };
  const campaign = await db.campaign.create({ data: { ...about, ...texts, id: newId() } });
  const place = { bureauId, campaignId: campaign.id, branchId: branch.id, createdAt: CREATED_AT };
  const proposal = { ...place, id: newId(), status: 'ANNOUNCED' as const, rationale: '理由' };
  await db.groupProposal.create({ data: proposal });
  const group = (position: number) =>
    db.functionGroup.create({ data: groupData({ ...place, proposalId: proposal.id, position }) });
  return { bureauId, campaign, branch, groups: [await group(1), await group(2)] };
}

function groupData<T extends { position: number }>(place: T) {
  return {
    ...place,
    id: newId(),
    name: `教学先锋小组${nextNumber()}`,
    groupFunction: '教学先锋',
    hostUnitType: 'SUBJECT_TEAM' as const,
    hostUnit: '数学教研组',
    duties: '职责',
    activityRules: '制度',
    minSize: 2,
    maxSize: 5,
  };
}
