import { recordMemberChange } from '../features/members/index.js';
import { writeTransferLetter } from '../features/transfers/index.js';
import type { Cast } from './stage.js';

/** A teacher of the branch goes to teach elsewhere for a year; his membership stays where it is. */
export async function sendOneAway({ stage, place, secretary, members }: Cast, daysAgo: number): Promise<void> {
  const member = members.at(-8);
  if (!member) return;
  await recordMemberChange(stage.useCase(secretary, daysAgo), place.branchId, member.id, {
    ...{ kind: 'AWAY', effectiveOn: stage.day(daysAgo + 5), approvedOn: null, note: '赴外省支教一年' },
  });
}

/** A member is on his way from one branch to another, which has not received him yet. */
export async function transferOne(from: Cast, to: Cast, daysAgo: number): Promise<void> {
  const member = from.members.at(-6);
  if (!member) return;
  const { stage, place, secretary } = from;
  await writeTransferLetter(stage.useCase(secretary, daysAgo), place.branchId, {
    ...{ memberId: member.id, toBranchId: to.place.branchId, destination: null, letterNo: '第15号' },
    ...{ letterOn: stage.day(daysAgo), validUntil: stage.day(daysAgo - 10) },
  });
}
