import type { Tx } from '../db/client.js';
import type { UseCase } from '../db/transaction.js';
import type { StepName } from '../generated/prisma/enums.js';
import { StepNotOpen } from '../shared/errors.js';
import { stepRow } from './phases.js';

export interface StepPlace {
  bureauId: string;
  campaignId: string;
  branchId: string;
}

/** What use cases are given; whose bureau it is the actor says. */
export type BranchInCampaign = Pick<StepPlace, 'campaignId' | 'branchId'>;

/** The three ids and nothing else, whatever more the caller's object carries: queries and rows take them as they are. */
export function placeFor({ actor }: Pick<UseCase, 'actor'>, { campaignId, branchId }: BranchInCampaign): StepPlace {
  return { bureauId: actor.bureauId, campaignId, branchId };
}

interface GateRow {
  status: 'OPEN' | 'COMPLETED';
  campaignStatus: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
}

/**
 * R3: an act belongs to a step and is refused unless the branch stands in it. The step's row is locked for the
 * transaction, so that nobody completes the step in between. Throws StepNotOpen with the reason.
 */
export async function requireOpenStep(tx: Tx, place: StepPlace, step: StepName): Promise<void> {
  const row = await lockStep(tx, place, step);
  if (row?.status === 'OPEN' && row.campaignStatus === 'PUBLISHED') return;
  throw new StepNotOpen(refusal(row, step));
}

/** The same for acts that stay possible after their step is finished (amending, answering), once it was reached. */
export async function requireReachedStep(tx: Tx, place: StepPlace, step: StepName): Promise<void> {
  const row = await lockStep(tx, place, step);
  if (row?.campaignStatus === 'PUBLISHED') return;
  throw new StepNotOpen(refusal(row, step));
}

async function lockStep(tx: Tx, place: StepPlace, step: StepName): Promise<GateRow | null> {
  const rows = await tx.$queryRaw<GateRow[]>`
    SELECT s.status, c.status AS "campaignStatus"
    FROM branch_step s JOIN campaign c ON c."bureauId" = s."bureauId" AND c.id = s."campaignId"
    WHERE s."bureauId" = ${place.bureauId}::uuid AND s."campaignId" = ${place.campaignId}::uuid
      AND s."branchId" = ${place.branchId}::uuid AND s.step = ${step}::"StepName"
    FOR SHARE OF s`;
  return rows[0] ?? null;
}

function refusal(row: GateRow | null, step: StepName): string {
  const { label } = stepRow(step);
  if (!row) return `本支部还没有进入“${label}”这一步，请先完成前面的步骤。`;
  if (row.campaignStatus !== 'PUBLISHED') return '本次活动已经结束，不能再办理。';
  return `“${label}”这一步已经完成，不能再修改。如确需更正，请联系局党委。`;
}
