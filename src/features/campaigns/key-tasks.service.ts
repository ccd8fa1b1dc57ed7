import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

export interface KeyTaskInput {
  title: string;
  description: string;
}

/**
 * R33: the key tasks of a year that are not published yet, as a whole. Published ones stay as they are: branches may
 * have built their commitments on them.
 */
export async function saveKeyTasks(
  useCase: UseCase,
  campaignId: string,
  year: number,
  tasks: readonly KeyTaskInput[],
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await lockCampaign(tx, bureauId, campaignId, year);
    await tx.keyTask.deleteMany({ where: { bureauId, campaignId, year, publishedAt: null } });
    const last = await tx.keyTask.aggregate({ where: { bureauId, campaignId, year }, _max: { position: true } });
    const from = last._max.position ?? 0;
    await tx.keyTask.createMany({
      data: tasks.map((task, index) => ({
        bureauId,
        id: newId(),
        campaignId,
        year,
        position: from + index + 1,
        ...task,
      })),
    });
    record({
      action: 'keyTasks.save',
      entity: 'Campaign',
      entityId: campaignId,
      detail: { year, titles: tasks.map(({ title }) => title) },
    });
  });
}

/** R33: publishes the year's drafts; branches see them beside their commitment and the public on the notice board. Gives how many. */
export async function publishKeyTasks(
  useCase: UseCase,
  campaignId: string,
  input: { year: number; secrecyReviewedBy: string },
): Promise<number> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const { year, secrecyReviewedBy } = input;
  return inTransaction(useCase, async (tx, record) => {
    const { status } = await lockCampaign(tx, bureauId, campaignId, year);
    if (status !== 'PUBLISHED') throw new RuleViolation('请先发布活动，再公布重点工作。');
    const { count } = await tx.keyTask.updateMany({
      where: { bureauId, campaignId, year, publishedAt: null },
      data: { publishedAt: clock.now() },
    });
    if (count === 0) throw new StaleState('没有待公布的重点工作，可能刚才已经公布。');
    record({
      action: 'keyTasks.publish',
      entity: 'Campaign',
      entityId: campaignId,
      detail: { year, count, secrecyReviewedBy },
    });
    return count;
  });
}

interface LockedCampaign {
  status: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
  startYear: number;
}

/** Two people saving at once take turns. A year outside the campaign's two is refused. */
async function lockCampaign(tx: Tx, bureauId: string, campaignId: string, year: number): Promise<LockedCampaign> {
  const [campaign] = await tx.$queryRaw<LockedCampaign[]>`
    SELECT status, "startYear" FROM campaign WHERE "bureauId" = ${bureauId}::uuid AND id = ${campaignId}::uuid FOR UPDATE`;
  if (!campaign) throw new NotFound();
  if (campaign.status === 'CLOSED') throw new RuleViolation('活动已经结束，不能再修改。');
  if (year < campaign.startYear || year > campaign.startYear + 1) {
    throw new RuleViolation(`年度应为${campaign.startYear}年或${campaign.startYear + 1}年。`, 'year');
  }
  return campaign;
}
