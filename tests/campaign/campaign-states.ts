import { CAMPAIGN_STEPS, stepIndex } from '../../src/campaign/phases.js';
import type { Db } from '../../src/db/client.js';
import { openCampaign, publishCampaign } from '../../src/features/campaigns/index.js';
import type { StepName } from '../../src/generated/prisma/enums.js';
import { newId } from '../../src/shared/ids.js';
import { aBranch } from '../factories/branch.js';
import { aBureau } from '../factories/bureau.js';
import { type TestClock, testClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';

/** A bureau with a published campaign of 2026 and one branch that stands in `step`. */
export async function aBranchInStep(db: Db, step: StepName, clock: TestClock = testClock()) {
  const bureau = await aBureau(db);
  const bureauId = bureau.id;
  const branch = await aBranch(db, bureauId);
  const useCase = useCaseFor(db, { bureauId, name: '马建华' }, clock);
  const campaignId = await openCampaign(useCase, { name: null, startYear: 2026 });
  await publishCampaign(useCase, campaignId, { revision: 1, secrecyReviewedBy: '李明', replaceRunning: false });
  await standIn(db, { bureauId, campaignId, branchId: branch.id }, step, clock.now());
  return { bureauId, campaignId, branchId: branch.id, branch, useCase, clock };
}

export type CampaignState = Awaited<ReturnType<typeof aBranchInStep>>;
type Place = { bureauId: string; campaignId: string; branchId: string };

/** Puts the branch into a step, as if it had gone through those before. */
async function standIn(db: Db, place: Place, step: StepName, now: Date): Promise<void> {
  const before = CAMPAIGN_STEPS.slice(0, stepIndex(step));
  await db.branchStep.updateMany({ where: { ...place, step: 'SURVEY' }, data: { status: 'OPEN' } });
  for (const row of before) {
    const done = { status: 'COMPLETED' as const, completedAt: now, completedBy: '测试' };
    await db.branchStep.upsert({
      where: { bureauId_campaignId_branchId_step: { ...place, step: row.step } },
      create: { ...place, id: newId(), step: row.step, openedAt: now, ...done },
      update: done,
    });
  }
  if (step === 'SURVEY') return;
  await db.branchStep.create({ data: { ...place, id: newId(), step, openedAt: now } });
}

/** A group of the branch, with the proposal it belongs to. */
export async function aGroup(
  db: Db,
  { bureauId, campaignId, branchId }: Place,
  name: string,
  over: { activityRules?: string } = {},
) {
  const key = { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } };
  const proposal = await db.groupProposal.upsert({
    where: key,
    create: {
      bureauId,
      campaignId,
      branchId,
      id: newId(),
      rationale: '按学科组设置',
      createdAt: new Date('2026-05-01T02:00:00Z'),
    },
    update: {},
  });
  return db.functionGroup.create({
    data: {
      bureauId,
      campaignId,
      branchId,
      id: newId(),
      proposalId: proposal.id,
      position: 1,
      name,
      groupFunction: name,
      hostUnitType: 'SUBJECT_TEAM',
      hostUnit: '语文组',
      duties: '组织教研',
      activityRules: over.activityRules ?? '每月活动一次',
      minSize: 3,
      maxSize: 10,
      createdAt: new Date('2026-05-01T02:00:00Z'),
    },
  });
}
