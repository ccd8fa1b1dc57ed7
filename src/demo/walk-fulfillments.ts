import type { Actor } from '../db/transaction.js';
import type { Author } from '../features/commitments/index.js';
import { addEvidence, askExtension, decideFulfillment, recordFulfillment } from '../features/fulfillments/index.js';
import { addDays } from '../shared/dates.js';
import { drawnPhotograph } from './pictures.js';
import { reviewerSeat } from './reviewer-seat.js';
import type { Cast, CastMember } from './stage.js';

/** What a group did in the first weeks: one deed accepted, one returned, one that still waits. */
interface LedGroup {
  id: string;
  leader: CastMember;
  members: readonly CastMember[];
}

const DEEDS = [
  { content: '上了一节校内公开课，全组听课评课。', completes: true, outcome: 'accept' },
  { content: '与两名学生谈心。', completes: false, outcome: 'return' },
  { content: '帮助一名青年教师备课、磨课。', completes: false, outcome: null },
] as const;

const KEEPS: Author = { memberId: null, leads: [], writesFor: [] };

/** 践诺: members record what they did, their leader accepts or returns it; the leader counts the group's meetings. */
export async function keepCommitments(cast: Cast, groups: readonly LedGroup[], daysAgo: number): Promise<void> {
  for (const group of groups) {
    const kept = await publishedItems(cast, group.id);
    for (const [index, deed] of DEEDS.entries()) {
      const item = kept.filter(({ memberId }) => memberId !== null && memberId !== group.leader.id)[index];
      const member = group.members.find(({ id }) => id === item?.memberId);
      if (!item || !member) continue;
      const keeper = { ...KEEPS, memberId: member.id };
      const said = { ...deed, doneOn: cast.stage.day(daysAgo), value: null };
      const recordId = await record(cast, member.actor, keeper, item.id, said, daysAgo - 1);
      const picture = { bytes: await drawnPhotograph(index), name: '现场照片.png' };
      const { stage, place } = cast;
      await addEvidence(
        stage.useCase(member.actor, daysAgo - 1),
        stage.deps.files,
        place.branchId,
        keeper,
        recordId,
        picture,
      );
      if (deed.outcome) await decide(cast, group, recordId, deed.outcome, daysAgo - 2);
    }
    const meetings = kept.find(({ memberId, isNumber }) => memberId === null && isNumber);
    if (!meetings) continue;
    const said = {
      content: '开展小组活动，有主题、有记录。',
      completes: false,
      value: 2,
      doneOn: cast.stage.day(daysAgo),
    };
    const keeper = { ...KEEPS, leads: [group.id] };
    await record(cast, group.leader.actor, keeper, meetings.id, said, daysAgo - 1);
    const { stage, place } = cast;
    await askExtension(stage.useCase(group.leader.actor, daysAgo - 2), place.branchId, keeper, meetings.id, {
      ...{ reason: '场馆维修，最后一次活动需要推迟。', objective: false, newDueDate: addDays(meetings.dueDate, 10) },
    });
  }
}

async function publishedItems({ stage, place }: Cast, groupId: string) {
  const rows = await stage.deps.db.commitmentItem.findMany({
    where: {
      bureauId: place.bureauId,
      commitment: { ...{ bureauId: place.bureauId, groupId, status: 'PUBLISHED', level: { not: 'BRANCH' } } },
    },
    orderBy: [{ commitmentId: 'asc' }, { position: 'asc' }],
    select: { id: true, measureKind: true, dueDate: true, commitment: { select: { memberId: true } } },
  });
  return rows.map(({ id, measureKind, dueDate, commitment }) => ({
    ...{ id, dueDate, memberId: commitment.memberId, isNumber: measureKind === 'NUMBER' },
  }));
}

function record(
  { stage, place }: Cast,
  actor: Actor,
  keeper: Author,
  itemId: string,
  said: { content: string; completes: boolean; value: number | null; doneOn: Date },
  daysAgo: number,
): Promise<string> {
  const { content, completes, value, doneOn } = said;
  return recordFulfillment(stage.useCase(actor, daysAgo), place.branchId, keeper, itemId, {
    ...{ content, completes, value, doneOn },
  });
}

async function decide(
  { stage, place }: Cast,
  { id, leader }: LedGroup,
  recordId: string,
  action: 'accept' | 'return',
  daysAgo: number,
): Promise<void> {
  const seat = reviewerSeat(leader.actor, { memberId: leader.id, leads: [id], belongsTo: [place.branchId] });
  const note = action === 'return' ? '请写明帮助了哪些学生、有什么变化。' : null;
  const decision = { recordId, revision: 1, action, note };
  await decideFulfillment(stage.useCase(leader.actor, daysAgo), place.branchId, seat, decision);
}
