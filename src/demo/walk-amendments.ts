import type { Actor } from '../db/transaction.js';
import { decideAmendment, type ItemInput, listOpenItems, proposeAmendment } from '../features/commitments/index.js';
import { addDays } from '../shared/dates.js';
import { reviewerSeat } from './reviewer-seat.js';
import type { Cast, CastMember } from './stage.js';

interface LedGroup {
  id: string;
  leader: CastMember;
}

/** E33: each of these groups amended its letter once, and asks to do so again. */
export async function amendLetters(cast: Cast, groups: readonly LedGroup[], daysAgo: number): Promise<void> {
  for (const group of groups) {
    const letter = await cast.stage.deps.db.commitment.findFirst({
      where: { bureauId: cast.place.bureauId, groupId: group.id, level: 'GROUP', status: 'PUBLISHED' },
      select: { id: true, preamble: true },
    });
    if (!letter) continue;
    const judge = judgeOf(cast, group);
    const first = await propose(cast, group, letter, daysAgo, '学校把活动周调整到每两周一次。', (item, index) =>
      index === 1 ? { ...item, workContent: '每两周开展一次小组活动，有主题、有记录、有成效。' } : item,
    );
    await decideAmendment(
      cast.stage.useCase(judge, daysAgo - 2),
      { branchId: cast.place.branchId, commitmentId: letter.id, amendmentId: first },
      reviewerSeat(judge, { officerOf: [cast.place.branchId], belongsTo: [cast.place.branchId] }),
      { action: 'approve', note: '同意，内容更切合实际。', secrecyReviewedBy: cast.officer.name },
    );
    await propose(cast, group, letter, daysAgo - 5, '期末检查提前，办结时限相应提前。', (item, index) =>
      index === 0 ? { ...item, dueDate: addDays(item.dueDate, -5) } : item,
    );
  }
}

const judgeOf = ({ officer, secretary }: Cast, { leader }: LedGroup): Actor =>
  leader.actor.accountId === officer.accountId ? secretary : officer;

async function propose(
  { stage, place }: Cast,
  { id: groupId, leader }: LedGroup,
  letter: { id: string; preamble: string },
  daysAgo: number,
  reason: string,
  change: (item: ItemInput, index: number) => ItemInput,
): Promise<string> {
  const where = { branchId: place.branchId, commitmentId: letter.id };
  const { version, items } = await listOpenItems(
    stage.deps.db,
    { bureauId: place.bureauId, branchId: place.branchId },
    letter.id,
  );
  return proposeAmendment(
    stage.useCase(leader.actor, daysAgo),
    where,
    { memberId: leader.id, leads: [groupId], writesFor: [] },
    { version, reason, preamble: letter.preamble, items: items.map(change) },
  );
}
