import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import type { AuditEntry } from '../../db/transaction.js';
import type { LeaderMethod } from '../../generated/prisma/enums.js';
import { StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { ElectionRow } from './elections.queries.js';
import { ELECTION_LABELS, ELECTION_LIFE, type ElectionAction } from './elections.rules.js';

/** The one writer of an election's status: by the table, from status and round as they were read. Throws StaleState. */
export async function moveElection(
  tx: Tx,
  { bureauId }: StepPlace,
  election: Pick<ElectionRow, 'id' | 'status' | 'round'>,
  action: ElectionAction,
  change: { round?: number; settledAt?: Date } = {},
): Promise<void> {
  const transition = ELECTION_LIFE[election.status][action];
  if (!transition) throw new StaleState(`本小组组长推选${ELECTION_LABELS[election.status]}，不能再进行这项操作。`);
  await requireNoOpenBox(tx, bureauId, election.id);
  const moved = await tx.leaderElection.updateMany({
    where: { bureauId, id: election.id, status: election.status, round: election.round },
    data: { ...change, status: transition.to },
  });
  if (moved.count === 0) throw new StaleState();
}

/** While a vote is held in the portal, neither a paper count nor an appointment overtakes it. */
async function requireNoOpenBox(tx: Tx, bureauId: string, electionId: string): Promise<void> {
  const running = await tx.ballotBox.count({ where: { bureauId, electionId, status: { in: ['OPEN', 'CLOSED'] } } });
  if (running > 0) throw new StaleState('本小组正在本系统内投票，请先计票或作废本轮投票。');
}

export interface NewTerm {
  groupId: string;
  memberId: string;
  electionId: string | null;
  method: LeaderMethod;
  reason: string | null;
  startedAt: Date;
  /** Of an acting leader only. */
  actingUntil?: Date;
}

/** The leader takes office, and whoever acted until now steps back (E26). Throws StaleState when the group has a leader already. */
export async function startTerm(tx: Tx, place: StepPlace, term: NewTerm): Promise<string> {
  const { bureauId, campaignId, branchId } = place;
  const { groupId, memberId, electionId, method, reason, startedAt } = term;
  const id = newId();
  const actingUntil = term.actingUntil ?? null;
  await tx.leaderTerm.updateMany({
    where: { bureauId, campaignId, groupId, endedAt: null, method: 'ACTING' },
    data: { endedAt: startedAt, endReason: '组长已产生，代理结束' },
  });
  try {
    await tx.leaderTerm.create({
      data: {
        bureauId,
        campaignId,
        branchId,
        id,
        groupId,
        memberId,
        electionId,
        method,
        reason,
        startedAt,
        actingUntil,
      },
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'leader_term_one_active')) throw error;
    throw new StaleState('这个小组刚才已有组长，请看最新情况。');
  }
  return id;
}

/** The common part of audit entries about an election. */
export function electionEntry(action: string, { branchId }: StepPlace, electionId: string): AuditEntry {
  return { action, entity: 'LeaderElection', entityId: electionId, branchId };
}
