import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { AwardType, LeadingGroupRole } from '../../generated/prisma/enums.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findCampaign } from './campaigns.queries.js';
import { refuseHeadlessGroup, repeatedIndex } from './campaigns.rules.js';
import { changeCampaign } from './campaigns.service.js';

/** R11: the catalogue of group functions that branches choose from. */
export async function replaceGroupFunctions(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  functions: readonly { name: string; purpose: string }[],
): Promise<void> {
  const repeated = repeatedIndex(functions.map(({ name }) => name));
  if (repeated !== null) throw new RuleViolation('小组名称重复，请修改。', `functions.${repeated}.name`);
  if (functions.length === 0) throw new RuleViolation('请至少保留一个建议的小组。');
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await changeCampaign(tx, useCase, { campaignId, revision, action: 'edit' }, {});
    await tx.campaignGroupFunction.deleteMany({ where: { bureauId, campaignId } });
    await tx.campaignGroupFunction.createMany({
      data: functions.map((row, index) => ({ bureauId, id: newId(), campaignId, position: index + 1, ...row })),
    });
    record({
      action: 'campaign.groupFunctions',
      entity: 'Campaign',
      entityId: campaignId,
      detail: { names: functions.map(({ name }) => name) },
    });
  });
}

export interface CriterionInput {
  award: AwardType;
  title: string;
  description: string;
  points: number;
}

/** R8: a whole new version of the standards of both honors; earlier versions stay. Gives the number of the version. */
export async function replaceCriteria(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  criteria: readonly CriterionInput[],
): Promise<number> {
  for (const award of ['ADVANCED_ORGANIZATION', 'OUTSTANDING_MEMBER'] as const) {
    if (!criteria.some((row) => row.award === award)) throw new RuleViolation('两项荣誉都要至少有一条标准。');
  }
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    const before = await findCampaign(tx, bureauId, campaignId);
    const version = (before?.standardsVersion ?? 0) + 1;
    await changeCampaign(tx, useCase, { campaignId, revision, action: 'edit' }, { standardsVersion: version });
    await tx.evaluationCriterion.createMany({
      data: criteria.map((row, index) => ({
        bureauId,
        id: newId(),
        campaignId,
        version,
        position: index + 1,
        isDefault: false,
        ...row,
      })),
    });
    record({
      action: 'campaign.criteria',
      entity: 'Campaign',
      entityId: campaignId,
      from: String(version - 1),
      to: String(version),
    });
    return version;
  });
}

/** R48: the seats of the leading group, in their order. */
export async function replaceLeadingGroup(
  useCase: UseCase,
  campaignId: string,
  revision: number,
  seats: readonly { seat: LeadingGroupRole; name: string; post: string }[],
): Promise<void> {
  refuseHeadlessGroup(seats);
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await changeCampaign(tx, useCase, { campaignId, revision, action: 'edit' }, {});
    await tx.leadingGroupSeat.deleteMany({ where: { bureauId, campaignId } });
    await tx.leadingGroupSeat.createMany({
      data: seats.map((row, index) => ({ bureauId, id: newId(), campaignId, position: index + 1, ...row })),
    });
    record({
      action: 'campaign.leadingGroup',
      entity: 'Campaign',
      entityId: campaignId,
      detail: { seats: seats.map(({ seat, name }) => `${seat}: ${name}`) },
    });
  });
}
