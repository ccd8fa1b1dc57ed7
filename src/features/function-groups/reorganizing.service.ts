import type { BranchInCampaign, StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import type { StandingGroup } from './group-changes.queries.js';
import { shortfall } from './group-changes.rules.js';
import { announcedProposal, changeGroups, type Decision, groupAmong } from './group-changes.service.js';
import { type GroupInput, insertGroups, refuseSameName, requireSizes } from './proposal.service.js';

export interface Merger extends Decision {
  /** The groups that come together; `intoId` is one of them and goes on. */
  groupIds: readonly string[];
  intoId: string;
  /** Null: it keeps its name. */
  newName: string | null;
  /** A higher maximum, where the members do not fit under the present one. */
  maxSize: number | null;
}

/** E12: two or more groups become one. Throws RuleViolation where they do not fit under its maximum (naming the numbers). */
export function mergeGroups(useCase: UseCase, branch: BranchInCampaign, merger: Merger): Promise<void> {
  const ids = [...new Set(merger.groupIds)];
  return changeGroups(useCase, branch, 'MERGE', merger, async (tx, place, groups) => {
    const merged = ids.map((id) => groupAmong(groups, id));
    if (merged.length < 2) throw new RuleViolation('请至少选择两个要合并的小组。', 'groupIds');
    const into = merged.find(({ id }) => id === merger.intoId);
    if (!into) throw new RuleViolation('合并后保留的小组，应是要合并的小组之一。', 'intoId');
    const people = merged.reduce((sum, { members }) => sum + members.length, 0);
    const maxSize = Math.max(into.maxSize, merger.maxSize ?? 0);
    if (people > maxSize) {
      const text = `合并后共${people}人，超过上限${maxSize}人。请填写合并后的人数上限（不少于${people}人）。`;
      throw new RuleViolation(text, 'maxSize');
    }
    await changeGroup(tx, place, into.id, { maxSize, ...(merger.newName ? { name: merger.newName } : {}) });
    const others = merged.filter((group) => group !== into);
    return {
      touched: ids,
      moves: others.flatMap(({ members }) => members.map(({ id }) => ({ memberId: id, groupId: into.id }))),
      closed: others.map(({ id }) => id),
      successor: into.id,
    };
  });
}

export interface Split extends Decision {
  groupId: string;
  group: GroupInput;
  /** Who goes to the new group; the others stay. */
  memberIds: readonly string[];
}

/** One group becomes two; both have three members at least, one of them a full member (E11). */
export function splitGroup(useCase: UseCase, branch: BranchInCampaign, split: Split): Promise<void> {
  return changeGroups(useCase, branch, 'SPLIT', split, async (tx, place, groups) => {
    const old = groupAmong(groups, split.groupId);
    const leaving = old.members.filter(({ id }) => split.memberIds.includes(id));
    requireAllHere(leaving, split.memberIds);
    const staying = old.members.filter((member) => !leaving.includes(member));
    for (const part of [
      { name: split.group.name, members: leaving },
      { name: old.name, members: staying },
    ]) {
      const problem = shortfall(part);
      if (problem) throw new RuleViolation(`拆分后${problem}。党小组一般不少于3人，至少有1名正式党员。`, 'memberIds');
    }
    const id = await openGroup(tx, useCase, place, split.group);
    const moves = leaving.map((member) => ({ memberId: member.id, groupId: id }));
    return { touched: [old.id, id], moves, closed: [], successor: null };
  });
}

/** A group in mid-campaign; members of other groups may move to it at once, or later one by one. */
export function createGroup(
  useCase: UseCase,
  branch: BranchInCampaign,
  creation: Decision & { group: GroupInput; memberIds: readonly string[] },
): Promise<void> {
  return changeGroups(useCase, branch, 'CREATE', creation, async (tx, place, groups) => {
    const { memberIds, group } = creation;
    const from = groups.filter(({ members }) => members.some(({ id }) => memberIds.includes(id)));
    const leaving = from.flatMap(({ members }) => members.filter(({ id }) => memberIds.includes(id)));
    requireAllHere(leaving, memberIds);
    const id = await openGroup(tx, useCase, place, group);
    const moves = leaving.map((member) => ({ memberId: member.id, groupId: id }));
    return { touched: [...from.map((row) => row.id), id], moves, closed: [], successor: null };
  });
}

/** R10: another name, 简单明了. Letters that are published keep the old one. */
export function renameGroup(
  useCase: UseCase,
  branch: BranchInCampaign,
  change: Decision & { groupId: string; name: string },
): Promise<void> {
  return changeGroups(useCase, branch, 'RENAME', change, async (tx, place, groups) => {
    const { id, name } = groupAmong(groups, change.groupId);
    if (name === change.name) throw new RuleViolation('新名称和现在的名称相同。', 'name');
    await changeGroup(tx, place, id, { name: change.name });
    return { touched: [id], moves: [], closed: [], successor: null };
  });
}

export interface Dissolution extends Decision {
  groupId: string;
  moves: readonly { memberId: string; groupId: string }[];
}

/** A group ends; each of its members goes to another one (R17: never to none). */
export function dissolveGroup(useCase: UseCase, branch: BranchInCampaign, dissolution: Dissolution): Promise<void> {
  return changeGroups(useCase, branch, 'DISSOLVE', dissolution, async (_tx, _place, groups) => {
    const { groupId, moves } = dissolution;
    const old = groupAmong(groups, groupId);
    if (groups.length === 1) throw new RuleViolation('这是本支部唯一的小组，不能撤销。可以改名，或者先新设小组。');
    requireAllHere(
      old.members.filter(({ id }) => moves.some(({ memberId }) => memberId === id)),
      moves.map(({ memberId }) => memberId),
    );
    const without = old.members.find(({ id }) => !moves.some(({ memberId }) => memberId === id));
    if (without) throw new RuleViolation(`请为${without.name}选择新的小组。`);
    for (const { groupId: target } of moves) groupAmong(groups, target);
    if (moves.some((move) => move.groupId === groupId)) throw new RuleViolation('新的小组不能是要撤销的小组。');
    const touched = [...new Set([groupId, ...moves.map((move) => move.groupId)])];
    return { touched, moves, closed: [groupId], successor: null };
  });
}

function requireAllHere(found: readonly StandingGroup['members'][number][], asked: readonly string[]): void {
  if (found.length === new Set(asked).size) return;
  throw new RuleViolation('小组的成员刚才有变化，请核对后重新选择。', 'memberIds');
}

async function openGroup(tx: Tx, useCase: UseCase, place: StepPlace, group: GroupInput): Promise<string> {
  requireSizes(group);
  const proposal = await announcedProposal(tx, place);
  const position = proposal.lastPosition + 1;
  const [id] = await insertGroups(tx, useCase, proposal.id, place, [{ ...group, position }]);
  if (id === undefined) throw new Error('No group was inserted.');
  return id;
}

async function changeGroup(
  tx: Tx,
  { bureauId }: StepPlace,
  id: string,
  data: { name?: string; maxSize?: number },
): Promise<void> {
  await tx.functionGroup
    .update({ where: { bureauId_id: { bureauId, id } }, data })
    .catch((error: unknown) => refuseSameName(error, data.name ?? ''));
}
