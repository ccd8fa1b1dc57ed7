import { randomBytes } from 'node:crypto';
import type { Person } from '../../access/roles.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findObjection, type ListedObjection } from './objections.queries.js';
import { findPublicNotice } from './public-notices.queries.js';
import { OBJECTION_LIFE, type ObjectionAction } from './public-notices.rules.js';
import { lockRound } from './rounds.queries.js';
import { APPLICATION_LIFE } from './rounds.rules.js';

/**
 * E29, E30: takes an objection from anybody, sealed; gives the code of the sender's link. After the period it is taken as
 * a complaint. `useCase.actor.bureauId` is the bureau of the board. Throws NotFound, RuleViolation for a candidate who is
 * not shown.
 */
export async function receiveObjection(
  useCase: UseCase,
  periodId: string,
  { applicationId, content, name }: { applicationId: string; content: string; name: string | null },
): Promise<string> {
  const { actor, clock, cipher } = useCase;
  const { bureauId } = actor;
  const trackingCode = randomBytes(16).toString('hex');
  await inTransaction(useCase, async (tx, record) => {
    // With the award under way it waits, and is then what it is: late.
    await lockRound(tx, bureauId, periodId, 'SHARE');
    const notice = await findPublicNotice(tx, bureauId, periodId);
    if (!notice) throw new NotFound();
    if (notice.status === 'WITHDRAWN') throw new RuleViolation('这次公示已经撤回更正，请到更正后的公示提出。');
    if (!notice.content.candidates.some((shown) => shown.applicationId === applicationId))
      throw new RuleViolation('请选择公示对象', 'applicationId');
    const id = newId();
    await tx.objection.create({
      data: {
        ...{ bureauId, id, periodId, applicationId, trackingCode, createdAt: clock.now() },
        contentCipher: cipher.encrypt(content),
        nameCipher: name === null ? null : cipher.encrypt(name),
        late: notice.status === 'ENDED' || chinaDay(clock.now()) > notice.endsOn,
      },
    });
    // Neither who nor what: the trail is read by more people than the objection.
    record({ action: 'objection.receive', entity: 'Objection', entityId: id });
  });
  return trackingCode;
}

/**
 * E43: of an objection against his own branch or himself, or where he stood aside for a relative, nobody learns more than
 * that it exists.
 */
export function mustNotRead({ application, period }: ListedObjection, person: Person): boolean {
  const { branchId } = application;
  const belongs = person.member?.branchId === branchId || person.roles.some((held) => held.branchId === branchId);
  const { recusals } = period.round;
  return belongs || recusals.some((row) => row.branchId === branchId && row.reviewerId === person.accountId);
}

async function getOwn(tx: Tx, { actor }: UseCase, person: Person, id: string): Promise<ListedObjection> {
  const found = await findObjection(tx, actor.bureauId, id);
  if (!found) throw new NotFound();
  if (mustNotRead(found, person)) throw new Forbidden('这件异议涉及您所在的党支部或您已回避的对象，按规定回避。');
  return found;
}

/** Begins the investigation. Throws NotFound, Forbidden (own branch), StaleState. */
export async function investigate(useCase: UseCase, person: Person, id: string, investigators: string): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const found = await getOwn(tx, useCase, person, id);
    await move(tx, useCase, found, 'investigate', { investigators });
    record({ action: 'objection.investigate', entity: 'Objection', entityId: id });
  });
}

/**
 * E29, E30: the outcome with its grounds. Upheld before the award, the candidate is not honoured; of an award that was
 * made the committee's meeting decides (revokeAward). Throws NotFound, Forbidden (own branch), StaleState.
 */
export async function concludeObjection(
  useCase: UseCase,
  person: Person,
  id: string,
  { outcome, finding }: { outcome: 'UPHELD' | 'REJECTED'; finding: string },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const { applicationId } = await getOwn(tx, useCase, person, id);
    await lockRound(tx, bureauId, applicationId, 'SHARE');
    const found = await getOwn(tx, useCase, person, id);
    const upheld = outcome === 'UPHELD';
    const decided = { finding, decidedAt: clock.now(), decidedBy: actor.name };
    await move(tx, useCase, found, upheld ? 'uphold' : 'reject', decided);
    if (upheld && found.period.round.status !== 'AWARDED') {
      await tx.evaluationApplication.updateMany({
        where: { bureauId, id: applicationId, status: 'CHOSEN' },
        data: { status: APPLICATION_LIFE.CHOSEN.drop.to },
      });
    }
    record({
      ...{ action: 'objection.conclude', entity: 'Objection', entityId: id, from: found.status, to: outcome },
      detail: { applicationId },
    });
  });
}

async function move(
  tx: Tx,
  { actor }: UseCase,
  found: ListedObjection,
  act: ObjectionAction,
  data: object,
): Promise<void> {
  const to = OBJECTION_LIFE[found.status][act];
  if (!to) throw new StaleState('这件异议刚才已有人处理，请看最新情况。');
  const { count } = await tx.objection.updateMany({
    where: { bureauId: actor.bureauId, id: found.id, status: found.status },
    data: { ...data, status: to.to },
  });
  if (count === 0) throw new StaleState('这件异议刚才已有人处理，请看最新情况。');
}
