import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { holdBranch } from '../../db/freeze.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { endBranchRoles } from '../accounts/index.js';
import { type BranchInput, closeBranch, insertBranch, withTakenNameAsRule } from '../branches/index.js';
import { carryLetters, closeLetters } from '../commitments/index.js';
import { carryGroups, endPlaces } from '../function-groups/index.js';
import { dropBoardCache } from '../notice-board/index.js';
import { moveMembers, sendLettersBack } from '../transfers/index.js';
import { findCampaignId, listRoster, listStandings } from './branch-changes.queries.js';
import { carriesOn, changeFault, endingFault, mergerSummary, type Standing } from './branch-changes.rules.js';
import { passOnAll, passOnOfMembers } from './passing-on.service.js';
import { type Document, getChangeable, keepBranchChange } from './renaming.service.js';

type Recorder = (entry: AuditEntry) => void;
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const midnightOf = (day: Date): Date => new Date(day.getTime() - CHINA_OFFSET_MS);

/**
 * E40: a branch goes into another one by the bureau's document: members with their accounts, groups, leaders and
 * commitments go over (or are closed with the reason, see carriesOn), offices end, the old branch stays readable. One
 * transaction. Throws RuleViolation (an election under way, day), StaleState, NotFound.
 */
export async function mergeBranch(
  useCase: UseCase,
  branchId: string,
  intoId: string,
  document: Document,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const [from, to] = await lockPair(tx, useCase, branchId, intoId);
    const branch = await getChangeable(tx, useCase, branchId, document.effectiveOn);
    const fault = endingFault(from) ?? changeFault(to);
    if (fault) throw new RuleViolation(fault);
    const summary = mergerSummary(from, to);
    const why = `${from.shortName}并入${to.shortName}`;
    const members = await hand(tx, record, useCase, { from, to, memberIds: null, why, document });
    const passing = { from: branchId, to: intoId, members, on: document.effectiveOn, reason: why };
    await passOnAll(tx, record, useCase, passing);
    await sendLettersBack(tx, useCase, branchId, why);
    await endBranchRoles(tx, record, useCase, { branchId, note: why });
    await closeBranch(tx, { bureauId, branchId });
    await keepBranchChange(tx, useCase, branch, {
      ...{ ...document, kind: 'MERGED', successorId: intoId, summary: summary.join('；') },
    });
    const entry = { action: 'branch.merge', entity: 'Branch', entityId: branchId, branchId };
    record({ ...entry, from: 'ACTIVE', to: 'CLOSED', note: `${why} ${noteOf(document)}` });
    record({ action: 'branch.receive', entity: 'Branch', entityId: intoId, branchId: intoId, note: why });
  });
  dropBoardCache();
}

/** E40: a branch without members ends: its groups, offices and open commitments with it. Throws RuleViolation while it has members. */
export async function dissolveBranch(useCase: UseCase, branchId: string, document: Document): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await holdBranch(tx, { bureauId, branchId });
    const standing = await getStanding(tx, useCase, branchId);
    const branch = await getChangeable(tx, useCase, branchId, document.effectiveOn);
    const fault = endingFault(standing);
    if (fault) throw new RuleViolation(fault);
    if (standing.members > 0)
      throw new RuleViolation(`还有${standing.members}名党员在册，请先并入其他支部，或办理组织关系转接。`);
    const why = `${standing.shortName}撤销`;
    const place = await placeOf(tx, bureauId, branchId);
    const on = document.effectiveOn;
    if (place) await endWork(tx, record, useCase, place, { standing, memberIds: null, why, on });
    await passOnAll(tx, record, useCase, { from: branchId, to: null, members: new Map(), on, reason: why });
    await sendLettersBack(tx, useCase, branchId, why);
    await endBranchRoles(tx, record, useCase, { branchId, note: why });
    await closeBranch(tx, { bureauId, branchId });
    await keepBranchChange(tx, useCase, branch, { ...document, kind: 'DISSOLVED', summary: why });
    const entry = { action: 'branch.dissolve', entity: 'Branch', entityId: branchId, branchId };
    record({ ...entry, from: 'ACTIVE', to: 'CLOSED', note: noteOf(document) });
  });
  dropBoardCache();
}

export interface Split extends Document {
  names: Pick<BranchInput, 'name' | 'shortName' | 'schoolName'>;
  memberIds: readonly string[];
}

/**
 * E40: some members form a new branch, which joins the campaign at its first step; in the old one their places end and
 * what they had not finished is closed with the reason, to be handed to others. Gives the new branch's id. Throws
 * RuleViolation (nobody or everybody chosen, an election under way, name taken).
 */
export async function splitBranch(useCase: UseCase, branchId: string, split: Split): Promise<string> {
  const { bureauId } = useCase.actor;
  const { documentNo, effectiveOn } = split;
  const id = await withTakenNameAsRule(
    inTransaction(useCase, async (tx, record) => {
      await holdBranch(tx, { bureauId, branchId });
      const from = await getStanding(tx, useCase, branchId);
      const branch = await getChangeable(tx, useCase, branchId, effectiveOn);
      const fault = changeFault(from);
      if (fault) throw new RuleViolation(fault);
      const memberIds = await chosenMembers(tx, bureauId, branchId, split.memberIds);
      const input = { ...split.names, unitKind: branch.unitKind, isJoint: false, hasCommittee: false };
      const newBranchId = await insertBranch(tx, record, useCase, input);
      const to = await getStanding(tx, useCase, newBranchId);
      const why = `由${from.shortName}分设${to.shortName}`;
      const members = await hand(tx, record, useCase, { from, to, memberIds, why, document: split });
      const passing = { from: branchId, to: newBranchId, members, on: effectiveOn, reason: why };
      await passOnOfMembers(tx, record, useCase, passing);
      await keepBranchChange(tx, useCase, branch, {
        ...{ documentNo, effectiveOn, kind: 'SPLIT', successorId: newBranchId },
        summary: `${memberIds.length}名党员划入${to.shortName}`,
      });
      record({
        action: 'branch.split',
        entity: 'Branch',
        entityId: branchId,
        branchId,
        note: `${why} ${noteOf(split)}`,
      });
      return newBranchId;
    }),
  );
  dropBoardCache();
  return id;
}

async function chosenMembers(tx: Tx, bureauId: string, branchId: string, ids: readonly string[]): Promise<string[]> {
  const roster = await listRoster(tx, bureauId, branchId);
  const chosen = roster.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  if (chosen.length === 0) throw new RuleViolation('请选择划入新支部的党员。', 'memberIds');
  if (chosen.length === roster.length)
    throw new RuleViolation('不能划出全部党员：整个支部改名的请用“更名”，并入其他支部的请用“合并”。', 'memberIds');
  return chosen;
}

interface Handing {
  from: Standing;
  to: Standing;
  /** Null: everybody. */
  memberIds: readonly string[] | null;
  why: string;
  document: Document;
}

/** Members go over; their groups and commitments go on there, or end here. Gives each one's new row by the old one. */
async function hand(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  handing: Handing,
): Promise<ReadonlyMap<string, string>> {
  const { from, to, memberIds, why, document } = handing;
  const { bureauId } = useCase.actor;
  const on = document.effectiveOn;
  const everybody = memberIds ?? (await listRoster(tx, bureauId, from.id)).map(({ id }) => id);
  const [here, there] = [await placeOf(tx, bureauId, from.id), await placeOf(tx, bureauId, to.id)];
  const carried = memberIds === null && here !== null && there !== null && carriesOn(from, to);
  if (here && !carried) await endWork(tx, record, useCase, here, { standing: from, memberIds, why, on });
  const members = await moveMembers(tx, record, useCase, {
    ...{ fromBranchId: from.id, to, memberIds: everybody, on, reason: why, documentNo: document.documentNo },
    pledge: !carried && there !== null && to.listed,
  });
  if (!carried || !here || !there) return members;
  const places = { from: here, to: there, fromName: from.shortName };
  const ending = { memberIds: null, at: midnightOf(on), reason: why };
  const groups = await carryGroups(tx, record, useCase, places, members, ending);
  await carryLetters(tx, record, useCase, { from: here, to: there, groups, members, reason: why });
  await closeLetters(tx, record, useCase, here, { memberIds: null, on, reason: why });
  return members;
}

/** Places, offices and open commitments end; what was accepted already is left as it is. */
async function endWork(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  place: StepPlace,
  work: { standing: Standing; memberIds: readonly string[] | null; why: string; on: Date },
): Promise<void> {
  const { standing, memberIds, why, on } = work;
  await endPlaces(tx, record, useCase, place, { memberIds, at: midnightOf(on), reason: why });
  if (!standing.accepted) await closeLetters(tx, record, useCase, place, { memberIds, on, reason: why });
}

async function placeOf(tx: Tx, bureauId: string, branchId: string): Promise<StepPlace | null> {
  const campaignId = await findCampaignId(tx, bureauId);
  return campaignId === null ? null : { bureauId, campaignId, branchId };
}

/** Both branches held against any other act, in the order of their ids so that two mergers do not block one another. */
async function lockPair(tx: Tx, useCase: UseCase, fromId: string, toId: string): Promise<[Standing, Standing]> {
  const { bureauId } = useCase.actor;
  if (fromId === toId) throw new RuleViolation('请选择另一个党支部。');
  for (const branchId of [fromId, toId].sort()) await holdBranch(tx, { bureauId, branchId });
  return [await getStanding(tx, useCase, fromId), await getStanding(tx, useCase, toId)];
}

async function getStanding(tx: Tx, { actor, clock }: UseCase, branchId: string): Promise<Standing> {
  const [standing] = await listStandings(tx, actor.bureauId, [branchId], chinaDay(clock.now()));
  if (!standing) throw new NotFound();
  return standing;
}

const noteOf = ({ documentNo, effectiveOn }: Document): string => `${documentNo} ${dayInput(effectiveOn)}`;
