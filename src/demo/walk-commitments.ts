import { commitmentYear } from '../campaign/commitment-year.js';
import { completeStep } from '../campaign/progress.service.js';
import type { Actor } from '../db/transaction.js';
import {
  assignItems,
  type CommitmentTarget,
  type ItemInput,
  PLAIN_MEASURE,
  publishCommitments,
  reviewCommitment,
  saveCommitment,
  submitCommitment,
} from '../features/commitments/index.js';
import type { CommitmentLevel } from '../generated/prisma/enums.js';
import { addDays } from '../shared/dates.js';
import { reviewerSeat } from './reviewer-seat.js';
import { type Cast, type CastMember, eachOf } from './stage.js';
import { GROUP_MATTERS } from './texts.js';
import { holdActivities } from './walk-activities.js';
import { amendLetters } from './walk-amendments.js';
import { keepCommitments } from './walk-fulfillments.js';
import { listGroups } from './walk-groups.js';
import { remarkOnLetters } from './walk-remarks.js';
import { beginForShortTask, hearTheRetired, retiredOf } from './walk-words.js';

interface Led {
  id: string;
  name: string;
  groupFunction: string;
  leader: CastMember;
  members: CastMember[];
}

const PREAMBLE: Record<CommitmentLevel, string> = {
  BRANCH: '为充分发挥党支部战斗堡垒作用，更好地服务师生，本支部作出如下承诺，请上级党组织和党员群众监督。',
  GROUP: '根据党支部分解的任务和本组职责，本组作出如下承诺，请党支部、党员和师生监督。',
  MEMBER: '根据岗位职责和能力特长，本人作出如下承诺，请功能党小组和群众监督。',
};

function target(
  { place, stage, startYear }: Cast,
  daysAgo: number,
  level: CommitmentLevel,
  of: { groupId?: string; memberId?: string } = {},
): CommitmentTarget {
  const { campaignId, branchId } = place;
  const year = commitmentYear(startYear, stage.day(daysAgo));
  return { campaignId, startYear, year, branchId, level, groupId: of.groupId ?? null, memberId: of.memberId ?? null };
}

const item = (mainTask: string, workContent: string, dueDate: Date, rest: Partial<ItemInput> = {}): ItemInput => ({
  id: null,
  mainTask,
  workContent,
  measures: null,
  dueDate,
  responsiblePerson: null,
  parentItemId: null,
  keyTaskId: null,
  carriedFromId: null,
  ...PLAIN_MEASURE,
  ...rest,
});

/** Writes and submits one commitment; gives its id. */
async function pledge(
  cast: Cast,
  actor: Actor,
  to: CommitmentTarget,
  items: readonly ItemInput[],
  daysAgo: number,
): Promise<string> {
  const id = await saveCommitment(cast.stage.useCase(actor, daysAgo), to, {
    preamble: PREAMBLE[to.level],
    items,
    revision: 0,
  });
  const { revision } = await cast.stage.deps.db.commitment.findUniqueOrThrow({
    where: { bureauId_id: { bureauId: cast.place.bureauId, id } },
    select: { revision: true },
  });
  return submitCommitment(cast.stage.useCase(actor, daysAgo), to, { revision });
}

const itemsOf = ({ stage, place }: Cast, commitmentId: string) =>
  stage.deps.db.commitmentItem.findMany({
    where: { bureauId: place.bureauId, commitmentId },
    orderBy: { position: 'asc' },
    select: { id: true, dueDate: true },
  });

const approve = { action: 'approve', comment: '内容具体，时限明确，同意。' } as const;

/** The branch's own commitment: written, reviewed by the committee, published and broken down to the groups. */
async function pledgeAsBranch(
  cast: Cast,
  bureauReviewer: Actor,
  groups: readonly Led[],
  daysAgo: number,
): Promise<string[]> {
  const { stage, place, secretary, officer } = cast;
  const to = target(cast, daysAgo, 'BRANCH');
  const tasks = await stage.deps.db.keyTask.findMany({
    where: { bureauId: place.bureauId, campaignId: place.campaignId, year: to.year },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  const yearEnd = new Date(Date.UTC(to.year, 11, 20));
  const items = groups.map((group, index) => {
    const [mainTask, workContent] = mattersOf(group).branch;
    return item(mainTask, workContent, addDays(yearEnd, -index), {
      responsiblePerson: secretary.name,
      weight: index === 0 ? 2 : 1,
      keyTaskId: tasks[index]?.id ?? null,
    });
  });
  const id = await pledge(cast, secretary, to, items, daysAgo);
  await reviewCommitment(stage.useCase(bureauReviewer, daysAgo - 3), reviewerSeat(bureauReviewer, { ofBureau: true }), {
    commitmentId: id,
    round: 1,
    ...approve,
  });
  const commitmentPlace = {
    campaignId: place.campaignId,
    branchId: place.branchId,
    startYear: cast.startYear,
    year: to.year,
  };
  await publishCommitments(stage.useCase(secretary, daysAgo - 4), commitmentPlace, {
    commitmentIds: 'all',
    secrecyReviewedBy: officer.name,
  });
  const itemIds = (await itemsOf(cast, id)).map((row) => row.id);
  await assignItems(
    stage.useCase(secretary, daysAgo - 5),
    commitmentPlace,
    itemIds.map((itemId, index) => ({ itemId, groupIds: [groups[index]?.id ?? ''] })),
  );
  return itemIds;
}

const mattersOf = (group: Led) =>
  GROUP_MATTERS[group.groupFunction] ?? (GROUP_MATTERS['教学科研'] as (typeof GROUP_MATTERS)[string]);

/** How far a branch has come with its groups' and members' commitments. */
export interface Progress {
  /** Groups whose commitment is approved; the next one is submitted, the rest have none. */
  groups: number;
  /** Of each such group, the share of members whose commitment is approved. */
  members: number;
}

/** The three levels in order. With `all`, everything is published and the step is finished. */
export async function pledgeOnThreeLevels(
  cast: Cast,
  bureauReviewer: Actor,
  daysAgo: number,
  progress: Progress | 'all',
): Promise<void> {
  const groups = await listLedGroups(cast);
  const itemIds = await pledgeAsBranch(cast, bureauReviewer, groups, daysAgo);
  const approved = progress === 'all' ? groups.length : progress.groups;
  await eachOf(groups.slice(0, approved + 1), async (group, index) => {
    const groupItems = await pledgeAsGroup(cast, group, itemIds[index] ?? null, daysAgo - 6, index < approved);
    if (index < approved)
      await pledgeAsMembers(cast, group, groupItems, daysAgo - 10, progress === 'all' ? 1 : progress.members);
  });
  const { stage, place, secretary, officer } = cast;
  const year = target(cast, daysAgo, 'BRANCH').year;
  const publication = { commitmentIds: 'all', secrecyReviewedBy: officer.name } as const;
  await publishCommitments(
    stage.useCase(secretary, daysAgo - 15),
    { campaignId: place.campaignId, branchId: place.branchId, startYear: cast.startYear, year },
    publication,
  );
  await keepCommitments(cast, groups.slice(0, 2), daysAgo - 17);
  await holdActivities(cast, groups, daysAgo - 17);
  await amendLetters(cast, groups.slice(0, 2), daysAgo - 22);
  await promiseInOtherWays(cast, groups.slice(0, 2), daysAgo - 23, progress);
  await remarkOnLetters(cast, bureauReviewer, groups.slice(0, 2), daysAgo - 24);
  if (progress === 'all') await completeStep(stage.useCase(secretary, daysAgo - 20), place, 'COMMITMENT');
}

/** Letters for a short task, and where not all have written, what the retired member said. */
async function promiseInOtherWays(
  cast: Cast,
  groups: readonly Led[],
  daysAgo: number,
  progress: Progress | 'all',
): Promise<void> {
  const due = cast.stage.day(-15);
  const to = (memberId: string) => target(cast, daysAgo, 'MEMBER', { memberId });
  for (const { leader } of groups) {
    const matter = item('整理本组教学档案', '按检查清单整理近三年教学档案，逐盒编号。', due);
    await beginForShortTask(cast, leader, to(leader.id), matter, daysAgo);
  }
  if (progress === 'all') return;
  const matter = item('给青年党员讲一次传统', '结合自己的从教经历，给青年教师讲一次课。', due);
  await hearTheRetired(cast, to, matter, daysAgo);
}

async function pledgeAsGroup(cast: Cast, group: Led, parentItemId: string | null, daysAgo: number, approved: boolean) {
  const { stage, place, officer, secretary } = cast;
  const to = target(cast, daysAgo, 'GROUP', { groupId: group.id });
  const [mainTask, workContent] = mattersOf(group).group;
  const due = new Date(Date.UTC(to.year, 11, 10));
  const items = [
    item(mainTask, workContent, due, { parentItemId, responsiblePerson: group.leader.name }),
    item('按时开展小组活动', '每月开展一次小组活动，有主题、有记录、有成效。', due, {
      measureKind: 'NUMBER',
      target: 6,
      unit: '次',
      responsiblePerson: group.leader.name,
    }),
  ];
  const id = await pledge(cast, group.leader.actor, to, items, daysAgo);
  if (approved) {
    const by = group.leader.actor.accountId === officer.accountId ? secretary : officer;
    const seat = reviewerSeat(by, { officerOf: [place.branchId], belongsTo: [place.branchId] });
    await reviewCommitment(stage.useCase(by, daysAgo - 2), seat, {
      commitmentId: id,
      branchId: place.branchId,
      round: 1,
      ...approve,
    });
  }
  return itemsOf(cast, id);
}

async function pledgeAsMembers(
  cast: Cast,
  group: Led,
  parents: readonly { id: string; dueDate: Date }[],
  daysAgo: number,
  share: number,
): Promise<void> {
  const { stage, place, officer, secretary } = cast;
  // The tenth member's account is for trying out the writing of a commitment, where the branch is still at it; the
  // retired member promises in words.
  const others = [cast.members[9], retiredOf(cast)];
  const writers = share < 1 ? group.members.filter((member) => !others.includes(member)) : group.members;
  const approvedCount = Math.ceil(writers.length * share);
  for (const [index, member] of writers.slice(0, share < 1 ? approvedCount + 1 : approvedCount).entries()) {
    const to = target(cast, daysAgo, 'MEMBER', { memberId: member.id });
    const matters = mattersOf(group).member;
    const [mainTask, workContent] = matters[index % matters.length] ?? matters[0] ?? ['', ''];
    const parent = parents[0];
    const due = addDays(parent?.dueDate ?? stage.day(-20), -(index % 5) * 7);
    const id = await pledge(
      cast,
      member.actor,
      to,
      [item(mainTask, workContent, due, { parentItemId: parent?.id ?? null, responsiblePerson: member.name })],
      daysAgo,
    );
    if (index >= approvedCount) continue;
    const own = member === group.leader;
    const by = own ? (member.actor.accountId === officer.accountId ? secretary : officer) : group.leader.actor;
    const seat = own
      ? reviewerSeat(by, { officerOf: [place.branchId], belongsTo: [place.branchId] })
      : reviewerSeat(by, { memberId: group.leader.id, leads: [group.id], belongsTo: [place.branchId] });
    await reviewCommitment(stage.useCase(by, daysAgo - 1), seat, {
      commitmentId: id,
      branchId: place.branchId,
      round: 1,
      ...approve,
    });
  }
}

async function listLedGroups(cast: Cast): Promise<Led[]> {
  const { bureauId } = cast.place;
  const [groups, terms, memberships] = await Promise.all([
    listGroups(cast),
    cast.stage.deps.db.leaderTerm.findMany({
      where: { bureauId, branchId: cast.place.branchId, endedAt: null },
      select: { groupId: true, memberId: true },
    }),
    cast.stage.deps.db.groupMembership.findMany({
      where: { bureauId, branchId: cast.place.branchId, endedAt: null },
      select: { groupId: true, memberId: true },
    }),
  ]);
  const person = (id: string | undefined) => cast.members.find((member) => member.id === id);
  return groups.flatMap((group) => {
    const leader = person(terms.find((term) => term.groupId === group.id)?.memberId);
    const members = memberships.filter((row) => row.groupId === group.id).flatMap((row) => person(row.memberId) ?? []);
    return leader ? [{ ...group, leader, members }] : [];
  });
}
