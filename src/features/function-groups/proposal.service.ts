import type { BranchInCampaign } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import type { UseCase } from '../../db/transaction.js';
import type { HostUnitType } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { fittingGroups } from './fitting-groups.rules.js';
import { suggestedSize, suggestionFor } from './group-suggestions.rules.js';
import { countMembers, listGroupFunctions, listRosterMembers } from './proposal.queries.js';
import { editProposal } from './proposal-life.service.js';
import { rosterFigures } from './roster-figures.rules.js';

export interface GroupInput {
  name: string;
  groupFunction: string;
  hostUnitType: HostUnitType;
  hostUnit: string;
  duties: string;
  activityRules: string;
  minSize: number;
  /** 目标人数; left out or null: no wish. */
  targetSize?: number | null;
  maxSize: number;
  /** 需要的特长; left out: none named. */
  wantedSkills?: string[];
}

/** R12: why the branch proposes these groups. Starts the proposal where there is none yet. */
export function saveRationale(useCase: UseCase, place: BranchInCampaign, rationale: string): Promise<void> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    await tx.groupProposal.update({
      where: { bureauId_id: { bureauId: key.bureauId, id: proposal.id } },
      data: { rationale },
    });
    record({
      action: 'proposal.saveRationale',
      entity: 'GroupProposal',
      entityId: proposal.id,
      branchId: place.branchId,
    });
  });
}

/** R10–R12: one more group in the proposal. Gives its id. Throws RuleViolation when the branch has a group of this name. */
export function addGroup(useCase: UseCase, place: BranchInCampaign, input: GroupInput): Promise<string> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    requireSizes(input);
    const last = await tx.functionGroup.aggregate({
      where: { bureauId: key.bureauId, proposalId: proposal.id },
      _max: { position: true },
    });
    const position = (last._max.position ?? 0) + 1;
    const [id] = await insertGroups(tx, useCase, proposal.id, place, [{ ...input, position }]);
    if (id === undefined) throw new Error('No group was inserted.');
    record({ action: 'group.add', entity: 'FunctionGroup', entityId: id, branchId: place.branchId, note: input.name });
    return id;
  });
}

/**
 * Changes a group of the proposal. `seenRevision` is the proposal's revision the editor saw: where somebody changed the
 * proposal since, a RuleViolation asks to look again, and nothing is overwritten.
 */
export function updateGroup(
  useCase: UseCase,
  place: BranchInCampaign,
  groupId: string,
  input: GroupInput,
  seenRevision?: number,
): Promise<void> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    if (seenRevision !== undefined && seenRevision !== proposal.revision) {
      throw new RuleViolation('刚才小组方案有过修改。您填写的内容还在，请对照最新方案核对后再保存。');
    }
    requireSizes(input);
    const { count } = await tx.functionGroup
      .updateMany({ where: { bureauId: key.bureauId, id: groupId, proposalId: proposal.id }, data: { ...input } })
      .catch((error: unknown) => refuseSameName(error, input.name));
    if (count === 0) throw new NotFound();
    record({
      action: 'group.update',
      entity: 'FunctionGroup',
      entityId: groupId,
      branchId: place.branchId,
      note: input.name,
    });
  });
}

/** Takes a group out of the proposal. */
export function removeGroup(useCase: UseCase, place: BranchInCampaign, groupId: string): Promise<void> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    const { count } = await tx.functionGroup.deleteMany({
      where: { bureauId: key.bureauId, id: groupId, proposalId: proposal.id },
    });
    if (count === 0) throw new NotFound();
    record({ action: 'group.remove', entity: 'FunctionGroup', entityId: groupId, branchId: place.branchId });
  });
}

/** R11: takes over the groups of the campaign's catalogue that the proposal does not have yet. Gives how many. */
export function adoptSuggestedGroups(useCase: UseCase, place: BranchInCampaign): Promise<number> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    const catalogue = await listGroupFunctions(tx, key.bureauId, place.campaignId);
    const had = await tx.functionGroup.findMany({
      where: { bureauId: key.bureauId, proposalId: proposal.id },
      select: { name: true, position: true },
    });
    const names = new Set(had.map((group) => group.name));
    const missing = catalogue.filter((row) => !names.has(row.name));
    if (missing.length === 0) throw new RuleViolation('活动方案建议的小组都已在初步意见中，没有需要加入的。');
    const first = Math.max(0, ...had.map((group) => group.position)) + 1;
    const size = suggestedSize(await countMembers(tx, key.bureauId, place.branchId), had.length + missing.length);
    const groups = missing.map(({ name }, index) => ({
      name,
      groupFunction: name,
      ...suggestionFor(name),
      ...size,
      position: first + index,
    }));
    await insertGroups(tx, useCase, proposal.id, place, groups);
    record({
      action: 'group.adoptSuggested',
      entity: 'GroupProposal',
      entityId: proposal.id,
      branchId: place.branchId,
      note: groups.map((group) => group.name).join('、'),
    });
    return groups.length;
  });
}

/** R9–R11: takes over the groups that suit the members at hand, as drafts of an empty proposal. Gives how many. */
export function adoptFittingGroups(useCase: UseCase, place: BranchInCampaign): Promise<number> {
  return editProposal(useCase, place, async (tx, record, proposal, key) => {
    const had = await tx.functionGroup.count({ where: { bureauId: key.bureauId, proposalId: proposal.id } });
    if (had > 0) throw new RuleViolation('初步意见中已有小组，请直接修改，或者逐个增加。');
    const catalogue = await listGroupFunctions(tx, key.bureauId, place.campaignId);
    const figures = rosterFigures(await listRosterMembers(tx, key.bureauId, place.branchId));
    const fitting = fittingGroups(
      figures,
      catalogue.map(({ name }) => name),
    );
    if (fitting.length === 0) throw new RuleViolation('名册里还没有党员，暂不能给出建议。');
    const groups = fitting.map(({ reason: _, ...group }, index) => ({
      ...group,
      groupFunction: group.name,
      position: index + 1,
    }));
    await insertGroups(tx, useCase, proposal.id, place, groups);
    record({
      ...{ action: 'group.adoptFitting', entity: 'GroupProposal', entityId: proposal.id, branchId: place.branchId },
      note: groups.map((group) => group.name).join('、'),
    });
    return groups.length;
  });
}

/** New groups of a proposal; gives their ids. Throws RuleViolation when the branch has a group of this name. */
export async function insertGroups(
  tx: Tx,
  { actor, clock }: UseCase,
  proposalId: string,
  place: BranchInCampaign,
  groups: readonly (GroupInput & { position: number })[],
): Promise<string[]> {
  const { bureauId } = actor;
  const { campaignId, branchId } = place;
  const rows = groups.map((group) => ({
    ...group,
    bureauId,
    id: newId(),
    campaignId,
    branchId,
    proposalId,
    createdAt: clock.now(),
  }));
  await tx.functionGroup
    .createMany({ data: rows })
    .catch((error: unknown) => refuseSameName(error, groups[0]?.name ?? ''));
  return rows.map((row) => row.id);
}

/** Turns the unique key of a name into words; throws anything else on. */
export function refuseSameName(error: unknown, name: string): never {
  if (isUniqueViolation(error, ['bureauId', 'campaignId', 'branchId', 'name'])) {
    throw new RuleViolation(`本支部已有名为“${name}”的小组，请换一个名称。`, 'name');
  }
  throw error;
}

/** Throws RuleViolation where maximum or target lie below the minimum. */
export function requireSizes({ minSize, maxSize, targetSize }: GroupInput): void {
  if (maxSize < minSize) throw new RuleViolation(`人数上限${maxSize}人小于下限${minSize}人，请核对。`, 'maxSize');
  if (targetSize && (targetSize < minSize || targetSize > maxSize)) {
    throw new RuleViolation(`目标人数应在下限${minSize}人和上限${maxSize}人之间，请核对。`, 'targetSize');
  }
}
