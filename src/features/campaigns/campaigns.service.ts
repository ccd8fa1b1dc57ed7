import { openFirstSteps } from '../../campaign/progress.service.js';
import { campaignFromTemplate } from '../../campaign/template.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { CampaignStatus, PhaseName } from '../../generated/prisma/enums.js';
import type { CampaignUpdateManyMutationInput } from '../../generated/prisma/models.js';
import { dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { publishNotice } from '../notice-board/index.js';
import { campaignNotice } from './campaign-notice.rules.js';
import { findBureauSecretary, findCampaign, findRunningOther, listActiveBranchIds } from './campaigns.queries.js';
import {
  type CampaignAction,
  PHASE_ORDER,
  phaseWarnings,
  refuseBackwardPhases,
  requireAction,
} from './campaigns.rules.js';

export interface CampaignTexts {
  name: string;
  purpose: string;
  guidance: string;
  principles: string;
  theme: string;
}

/** R1, R2, R8, R48: a new campaign from the built-in template, with the years worked out from one start year. Gives its id. */
export async function openCampaign(
  useCase: UseCase,
  input: { name: string | null; startYear: number },
): Promise<string> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  return inTransaction(useCase, async (tx, record) => {
    const leader = (await findBureauSecretary(tx, bureauId)) ?? actor.name;
    const template = campaignFromTemplate(input.startYear, { name: leader, post: '教育体育局党委书记' });
    const { phases, groupFunctions, criteria, leadingGroup, ...texts } = template;
    const id = newId();
    const owned = { bureauId, campaignId: id };
    await tx.campaign.create({
      data: {
        bureauId,
        id,
        ...texts,
        name: input.name ?? texts.name,
        startYear: input.startYear,
        createdAt: clock.now(),
      },
    });
    await tx.campaignPhase.createMany({ data: phases.map((row) => ({ ...owned, id: newId(), ...row })) });
    await tx.campaignGroupFunction.createMany({
      data: groupFunctions.map((row, index) => ({ ...owned, id: newId(), position: index + 1, ...row })),
    });
    await tx.evaluationCriterion.createMany({
      data: criteria.map((row, index) => ({
        ...owned,
        id: newId(),
        version: 1,
        position: index + 1,
        isDefault: true,
        ...row,
      })),
    });
    await tx.leadingGroupSeat.createMany({
      data: leadingGroup.map((row, index) => ({ ...owned, id: newId(), position: index + 1, ...row })),
    });
    record({ action: 'campaign.open', entity: 'Campaign', entityId: id, to: 'DRAFT', note: input.name ?? texts.name });
    return id;
  });
}

/** The texts of the plan. Throws RuleViolation once the campaign is published. */
export async function editCampaignTexts(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  texts: CampaignTexts,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await changeCampaign(tx, useCase, { campaignId, revision, action: 'editTexts' }, { ...texts });
    record({ action: 'campaign.editTexts', entity: 'Campaign', entityId: campaignId });
  });
}

export interface PhaseInput {
  phase: PhaseName;
  title: string;
  requirement: string;
  startsOn: Date;
  endsOn: Date;
}

/**
 * R2, E50: titles, requirements and dates of the three phases. Dates of a published campaign need a reason; the change is
 * logged with before and after. Gives the warnings about gaps and overlaps. Finished steps keep the day they were finished.
 */
export async function movePhases(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  input: { phases: readonly PhaseInput[]; reason: string | null },
): Promise<string[]> {
  const phases = PHASE_ORDER.map((name) => input.phases.find(({ phase }) => phase === name));
  if (!phases.every((phase) => phase !== undefined)) throw new RuleViolation('三个阶段都要填写。');
  refuseBackwardPhases(phases);
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const status = await changeCampaign(tx, useCase, { campaignId, revision, action: 'movePhases' }, {});
    if (status === 'PUBLISHED' && input.reason === null)
      throw new RuleViolation('活动已经发布，请写明调整日期的原因。', 'reason');
    const before = await tx.campaignPhase.findMany({
      where: { bureauId, campaignId },
      select: { phase: true, startsOn: true, endsOn: true },
    });
    for (const { phase, ...data } of phases) {
      await tx.campaignPhase.updateMany({ where: { bureauId, campaignId, phase }, data });
    }
    record({
      action: 'campaign.movePhases',
      entity: 'Campaign',
      entityId: campaignId,
      ...(input.reason === null ? {} : { note: input.reason }),
      detail: { before: before.map(datesOf), after: phases.map(datesOf) },
    });
  });
  return phaseWarnings(phases);
}

function datesOf({ phase, startsOn, endsOn }: { phase: PhaseName; startsOn: Date; endsOn: Date }) {
  return { phase, startsOn: dayInput(startsOn), endsOn: dayInput(endsOn) };
}

/** R1: publishes the campaign: it is put on the notice board, and its first step opens for every active branch. */
export async function publishCampaign(
  useCase: UseCase,
  campaignId: string,
  input: { revision: number; secrecyReviewedBy: string; replaceRunning: boolean },
): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const running = await findRunningOther(tx, actor.bureauId, campaignId);
    if (running && !input.replaceRunning) {
      throw new RuleViolation(`${running.name}还在进行。请先结束它，或勾选确认由新活动接替。`, 'replaceRunning');
    }
    const key = { campaignId, revision: input.revision, action: 'publish' } as const;
    await changeCampaign(tx, useCase, key, { publishedAt: clock.now() });
    const campaign = await findCampaign(tx, actor.bureauId, campaignId);
    if (!campaign) throw new NotFound();
    await publishNotice(tx, record, useCase, {
      campaignId,
      branchId: null,
      kind: 'CAMPAIGN',
      ...campaignNotice(campaign),
      secrecyReviewedBy: input.secrecyReviewedBy,
    });
    await openFirstSteps(tx, record, useCase, campaignId, await listActiveBranchIds(tx, actor.bureauId));
    record({ action: 'campaign.publish', entity: 'Campaign', entityId: campaignId, from: 'DRAFT', to: 'PUBLISHED' });
  });
}

/** Ends a campaign: nothing can be done in it any more, and it stays readable. */
export async function closeCampaign(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  reason: string,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await changeCampaign(tx, useCase, { campaignId, revision, action: 'close' }, { closedAt: useCase.clock.now() });
    record({
      action: 'campaign.close',
      entity: 'Campaign',
      entityId: campaignId,
      from: 'PUBLISHED',
      to: 'CLOSED',
      note: reason,
    });
  });
}

/**
 * The one writer of a campaign's row: checks the status table and the revision the person saw, and gives the status after.
 * Throws NotFound, RuleViolation, or StaleState when somebody else changed the campaign in between.
 */
export async function changeCampaign(
  tx: Tx,
  { actor }: UseCase,
  key: { campaignId: string; revision: number; action: CampaignAction },
  data: CampaignUpdateManyMutationInput,
): Promise<CampaignStatus> {
  const where = { bureauId: actor.bureauId, id: key.campaignId };
  const campaign = await tx.campaign.findFirst({ where, select: { status: true } });
  if (!campaign) throw new NotFound();
  const to = requireAction(campaign.status, key.action);
  const { count } = await tx.campaign.updateMany({
    where: { ...where, status: campaign.status, revision: key.revision },
    data: { ...data, status: to, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState();
  return to;
}

export type RecordEntry = (entry: AuditEntry) => void;
