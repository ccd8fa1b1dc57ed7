import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import { listElectors } from '../../db/electors.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { getRoundAtHand, type RoundAtHand } from '../elections/index.js';
import { findPermission } from './ballots.queries.js';
import { LEAST_SECRET, secrecyWarning, supervisorsFault, UNANIMITY_NOTICE } from './ballots.rules.js';
import { shareHash, splitKey, writeSlip } from './key-slips.js';
import { makeBoxKeys, sha256 } from './sealing.js';

/** The bureau allows or forbids ballots in the portal for the running campaign. Boxes that are open go on. */
export async function allowPortalBallots(useCase: UseCase, allowed: boolean): Promise<void> {
  const { bureauId } = useCase.actor;
  const campaign = await findPermission(useCase.db, bureauId);
  if (!campaign) throw new RuleViolation('目前没有正在开展的活动。');
  if (campaign.portalBallots === allowed) return;
  await inTransaction(useCase, async (tx, record) => {
    const changed = await tx.campaign.updateMany({
      where: { bureauId, id: campaign.id, portalBallots: !allowed },
      data: { portalBallots: allowed },
    });
    if (changed.count === 0) throw new StaleState();
    record({
      action: 'ballot.allow',
      entity: 'Campaign',
      entityId: campaign.id,
      to: allowed ? 'ALLOWED' : 'FORBIDDEN',
    });
  });
}

export interface BoxInput {
  groupId: string;
  supervisors: readonly string[];
  /** The warning about weak secrecy was read and accepted. */
  accepted: boolean;
}

/** One supervisor's share of the key, to be printed once. */
export interface Slip {
  name: string;
  slip: string;
}

/**
 * Opens a ballot box for the round at hand (R24): electorate, candidates and supervisors are fixed, the key is made and
 * split. The shares are in the answer and nowhere else. Throws RuleViolation, StaleState when the round has a box already.
 */
export async function openBox(useCase: UseCase, place: StepPlace, input: BoxInput): Promise<Slip[]> {
  const keys = makeBoxKeys();
  const shares = splitKey(keys.privateKey, Math.max(2, input.supervisors.length));
  const key = { publicKey: keys.publicKey, keyHash: sha256(keys.privateKey) };
  keys.privateKey.fill(0);
  const slips = input.supervisors.map((name, index) => ({ name, share: shares[index] ?? Buffer.alloc(0) }));
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const round = await getRoundAtHand(tx, place, input.groupId, chinaDay(useCase.clock.now()));
    await requireGoodOpening(tx, place, round, input);
    const id = newId();
    const supervisors = slips.map(({ name, share }) => ({ name, shareHash: shareHash(share) }));
    await saveBox(tx, place, round, { ...key, id, supervisors, openedAt: useCase.clock.now() });
    record(boxEntry('ballot.open', place, id, { to: 'OPEN', note: `监票人：${input.supervisors.join('、')}` }));
  });
  return slips.map(({ name, share }) => ({ name, slip: writeSlip(share) }));
}

async function requireGoodOpening(tx: Tx, place: StepPlace, round: RoundAtHand, input: BoxInput): Promise<void> {
  const { bureauId, campaignId } = place;
  const allowed = await tx.campaign.count({ where: { bureauId, id: campaignId, portalBallots: true } });
  if (allowed === 0) throw new RuleViolation('局党委没有开放在本系统内投票，请用纸质选票投票。');
  if (round.electors.length < 2) throw new RuleViolation('本组有选举权的党员不足2人，不需要选举，请由支部指定组长。');
  if (round.candidates.length === 0) throw new RuleViolation('本轮没有候选人，请由支部指定组长。');
  if (input.supervisors.length < 2) throw new RuleViolation('请至少确定2名监票人。', 'supervisor2');
  const standing = new Set(round.candidates.map(({ memberId }) => memberId));
  const names = round.electors.filter(({ memberId }) => standing.has(memberId));
  const fault = supervisorsFault(input.supervisors, [...round.candidates, ...names]);
  if (fault) throw new RuleViolation(fault.message, fault.field);
  if (!input.accepted) throw new RuleViolation('请阅读关于保密性的提示并勾选。', 'accepted');
}

interface NewBox {
  id: string;
  publicKey: string;
  keyHash: string;
  supervisors: { name: string; shareHash: string }[];
  openedAt: Date;
}

async function saveBox(tx: Tx, { bureauId }: StepPlace, at: RoundAtHand, box: NewBox): Promise<void> {
  const { election, electors, candidates } = at;
  const warning = electors.length < LEAST_SECRET ? secrecyWarning(electors.length) : UNANIMITY_NOTICE;
  const { id, publicKey, keyHash, supervisors, openedAt } = box;
  try {
    await tx.ballotBox.create({
      data: {
        ...{ bureauId, id, electionId: election.id, round: election.round, publicKey, keyHash, openedAt, warning },
        ...{ candidates, supervisors, electorCount: electors.length },
      },
    });
  } catch (error) {
    if (!isUniqueViolation(error, ['bureauId', 'electionId', 'round'])) throw error;
    throw new StaleState('本轮投票刚才已经开始，请看最新情况。');
  }
  await tx.ballotElector.createMany({ data: electors.map(({ memberId }) => ({ bureauId, boxId: id, memberId })) });
  await tx.leaderElection.updateMany({ where: { bureauId, id: election.id }, data: { mode: 'PORTAL' } });
}

export function boxEntry(
  action: string,
  { branchId }: StepPlace,
  boxId: string,
  more: Partial<AuditEntry> = {},
): AuditEntry {
  return { action, entity: 'BallotBox', entityId: boxId, branchId, ...more };
}

/** How many of the group may vote on that day (R56). */
export async function countGroupElectors(db: Db, place: StepPlace, groupId: string, day: Date): Promise<number> {
  const { bureauId, branchId } = place;
  const people = await listElectors(db, { bureauId, branchId, groupId }, day);
  return people.filter(({ standing }) => standing === 'ELIGIBLE').length;
}
