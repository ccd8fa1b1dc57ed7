import { createHash } from 'node:crypto';
import { placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { CommitmentLevel, CommitmentStatus } from '../../generated/prisma/enums.js';
import { chinaDay } from '../../shared/dates.js';
import { StaleState } from '../../shared/errors.js';
import { publishNotice } from '../notice-board/index.js';
import type { CommitmentPlace } from './breakdown.service.js';
import { LEVEL_LABELS, transition } from './commitments.rules.js';
import { type ApprovedCommitment, listApproved } from './letter.queries.js';
import { composeLetter, freezeLetter, type Letter, letterNotice } from './letter.rules.js';

export interface Publication {
  /** Those the secretary read and had reviewed for secrecy; `all`: every approved one. */
  commitmentIds: readonly string[] | 'all';
  /** Who did the secrecy review (《中国共产党党务公开条例(试行)》第十五条). */
  secrecyReviewedBy: string;
}

/**
 * 示诺: publishes approved commitments of the branch and year, all or none. Each letter is frozen with its SHA-256 (R36);
 * the branch's own also becomes a notice. Gives their number. Of two publications at once one wins; the other gets
 * StaleState, as does one whose list changed meanwhile.
 */
export async function publishCommitments(
  useCase: UseCase,
  place: CommitmentPlace,
  publication: Publication,
): Promise<number> {
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, placeFor(useCase, place), 'COMMITMENT');
    const { campaignId, branchId, year } = place;
    const approved = await listApproved(tx, bureauId, { campaignId, branchId, year });
    const chosen = choose(approved, publication.commitmentIds);
    for (const commitment of chosen) await publishOne(tx, record, useCase, place, commitment, publication);
    return chosen.length;
  });
}

function choose(
  approved: readonly ApprovedCommitment[],
  ids: Publication['commitmentIds'],
): readonly ApprovedCommitment[] {
  const chosen = ids === 'all' ? approved : approved.filter(({ row }) => ids.includes(row.id));
  if (chosen.length === 0) throw new StaleState('没有等待公布的承诺，可能刚才已经公布。');
  if (ids !== 'all' && chosen.length !== new Set(ids).size)
    throw new StaleState('待公布的承诺刚才有变化，请核对最新的名单后再公布。');
  return chosen;
}

async function publishOne(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  { campaignId, branchId }: CommitmentPlace,
  { row, source }: ApprovedCommitment,
  { secrecyReviewedBy }: Publication,
): Promise<void> {
  const step = transition(row.status, 'publish');
  if (!step) throw new StaleState();
  const letter = composeLetter(source, chinaDay(useCase.clock.now()));
  await freeze(tx, useCase, row.id, letter, step.to);
  record({
    action: 'commitment.publish',
    entity: 'Commitment',
    entityId: row.id,
    branchId,
    from: row.status,
    to: step.to,
    note: `${LEVEL_LABELS[row.level].name}，保密审查：${secrecyReviewedBy}`,
  });
  await announceLetter(tx, record, useCase, { level: row.level, campaignId, branchId }, letter, secrecyReviewedBy);
}

/** The branch's own letter is a notice on the board, which supersedes its earlier one. */
export async function announceLetter(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  { level, campaignId, branchId }: { level: CommitmentLevel; campaignId: string; branchId: string },
  letter: Letter,
  secrecyReviewedBy: string,
): Promise<void> {
  if (level !== 'BRANCH') return;
  const notice = { campaignId, branchId, kind: 'COMMITMENTS', secrecyReviewedBy } as const;
  await publishNotice(tx, record, useCase, { ...notice, ...letterNotice(letter) });
}

/** R36: the text that is kept, with its SHA-256. */
export function frozen(letter: Letter): { frozenText: string; frozenHash: string } {
  const frozenText = freezeLetter(letter);
  return { frozenText, frozenHash: createHash('sha256').update(frozenText, 'utf8').digest('hex') };
}

async function freeze(
  tx: Tx,
  { actor, clock }: UseCase,
  id: string,
  letter: Letter,
  to: CommitmentStatus,
): Promise<void> {
  const { count } = await tx.commitment.updateMany({
    where: { bureauId: actor.bureauId, id, status: 'APPROVED' },
    data: {
      status: to,
      publishedAt: clock.now(),
      revision: { increment: 1 },
      ...frozen(letter),
    },
  });
  if (count === 0) throw new StaleState('这些承诺刚才已由其他人公布。');
}
