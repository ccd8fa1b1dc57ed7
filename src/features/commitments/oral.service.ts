import { placeFor } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, daysBetween } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import { type CommitmentTarget, whereTarget } from './commitments.queries.js';
import { recipientSides, STATUS_TAGS } from './commitments.rules.js';
import { pledgerMissing, requireSoundItems } from './commitments.service.js';
import type { ItemInput } from './items.rules.js';
import { requireAllowedLinks, writeItems } from './items.service.js';
import { findAddressees } from './writing.queries.js';

export interface OralInput {
  spokenOn: Date;
  /** Why it was spoken and not written. */
  preamble: string;
  items: readonly ItemInput[];
  revision: number;
}

const WRITTEN = '这名党员本年度已有书面承诺，不再记录口头承诺。';

/**
 * E8: records what a retired or frail member promised in words; the branch that heard it has thereby approved it. It may
 * be written anew until it is published. `ownMemberId`: the recorder's own row on the roster; nobody records his own.
 * Gives its id. Throws NotFound, RuleViolation (own case, a written letter there, a day to come), StaleState once published.
 */
export async function recordOralCommitment(
  useCase: UseCase,
  target: CommitmentTarget,
  ownMemberId: string | null,
  input: OralInput,
): Promise<string> {
  const { bureauId } = useCase.actor;
  if (target.memberId === ownMemberId) throw new RuleViolation('本人的口头承诺请由其他支部委员记录。');
  if (daysBetween(chinaDay(useCase.clock.now()), input.spokenOn) > 0)
    throw new RuleViolation('作出承诺的日期不能晚于今天', 'spokenOn');
  requireSoundItems(input.items, target.year);
  return inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, target), target);
    const addressees = await findAddressees(tx, bureauId, target);
    if (!addressees) throw pledgerMissing(target);
    const placed = { ...target, groupId: addressees.groupId };
    await requireAllowedLinks(tx, bureauId, placed, input.items);
    const id = (await rewrite(tx, useCase, placed, input)) ?? (await insert(tx, useCase, placed, addressees, input));
    await writeItems(tx, bureauId, id, input.items);
    record({
      ...{ action: 'commitment.hear', entity: 'Commitment', entityId: id, branchId: target.branchId },
      detail: { year: target.year, items: input.items.length },
    });
    return id;
  });
}

/** Writes an oral commitment anew that is not published yet; null when there is none. */
async function rewrite(
  tx: Tx,
  { actor }: UseCase,
  target: CommitmentTarget,
  { spokenOn, preamble, revision }: OralInput,
): Promise<string | null> {
  const { bureauId } = actor;
  const found = await tx.commitment.findFirst({
    where: whereTarget(bureauId, target),
    select: { id: true, type: true, status: true },
  });
  if (!found) return null;
  if (found.type !== 'ORAL') throw new RuleViolation(WRITTEN);
  if (found.status !== 'APPROVED')
    throw new StaleState(`这份口头承诺${STATUS_TAGS[found.status].label}，不能再改记录。`);
  const { count } = await tx.commitment.updateMany({
    where: { bureauId, id: found.id, status: 'APPROVED', revision },
    data: { spokenOn, preamble, recordedBy: actor.name, revision: { increment: 1 } },
  });
  if (count === 0) throw new RuleViolation('您填写期间，这份记录已在别处被修改，本次没有保存。请打开最新内容再改。');
  return found.id;
}

async function insert(
  tx: Tx,
  { actor, clock }: UseCase,
  { campaignId, branchId, year, level, groupId, memberId }: CommitmentTarget,
  addressees: NonNullable<Awaited<ReturnType<typeof findAddressees>>>,
  { spokenOn, preamble, revision }: OralInput,
): Promise<string> {
  if (revision !== 0) throw new NotFound();
  const id = newId();
  const at = clock.now();
  try {
    await tx.commitment.create({
      data: {
        ...{ bureauId: actor.bureauId, id, campaignId, branchId, year, level, groupId, memberId, preamble },
        ...{ type: 'ORAL', spokenOn, recordedBy: actor.name, status: 'APPROVED', createdAt: at, approvedAt: at },
        ...recipientSides(level, addressees),
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new RuleViolation(WRITTEN);
    throw error;
  }
  return id;
}
