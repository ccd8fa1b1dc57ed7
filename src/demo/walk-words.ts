import type { CommitmentTarget, ItemInput } from '../features/commitments/index.js';
import { beginShortCommitment, recordOralCommitment, saveCommitment } from '../features/commitments/index.js';
import type { Cast, CastMember } from './stage.js';

const RETIRED_FROM_END = 4;

/** The retired member of a cast, who promises in words (E8). */
export const retiredOf = ({ members }: Cast): CastMember | undefined => members.at(-RETIRED_FROM_END);

/** E8: the retired member's promise, written down by the branch and not published yet. */
export async function hearTheRetired(
  cast: Cast,
  to: (memberId: string) => CommitmentTarget,
  item: ItemInput,
  daysAgo: number,
): Promise<void> {
  const { stage, secretary } = cast;
  const member = retiredOf(cast);
  if (!member) return;
  await recordOralCommitment(stage.useCase(secretary, daysAgo), to(member.id), null, {
    ...{ spokenOn: stage.day(daysAgo + 1), preamble: '年事已高，书写不便。', items: [item], revision: 0 },
  });
}

/** 即时承诺: a leader's draft for a short task. */
export async function beginForShortTask(
  cast: Cast,
  leader: CastMember,
  to: CommitmentTarget,
  item: ItemInput,
  daysAgo: number,
): Promise<void> {
  const useCase = cast.stage.useCase(leader.actor, daysAgo);
  const shortTaskId = await beginShortCommitment(useCase, to, '迎接义务教育优质均衡检查');
  await saveCommitment(useCase, { ...to, shortTaskId }, { preamble: '', revision: 1, items: [item] });
}
