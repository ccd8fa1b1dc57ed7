import { PERMISSIONS } from '../../access/permissions.js';
import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { newId } from '../../shared/ids.js';
import { notify } from '../notifications/index.js';
import { applicationAfter } from './applications.service.js';
import { listReviewersOf } from './recusals.queries.js';
import { isTaking } from './rounds.rules.js';
import { BY_RULE } from './scoring.service.js';

type Recorder = (entry: AuditEntry) => void;

export interface CarriedApplications {
  from: string;
  /** Null: the branch is dissolved. */
  to: string | null;
  /** The new row on the roster by the old one. */
  members: ReadonlyMap<string, string>;
  /** The old branch is no more, so that its own application ends. */
  closing: boolean;
  /** The new branch can still discuss whom to recommend. */
  discusses: boolean;
  reason: string;
}

/**
 * E40: applications under way of members who come to another branch. What their branch has not decided goes to the new one,
 * or ends, with a word to the member, where that one has handed in already or cannot discuss it. What was recommended stays
 * the old branch's recommendation, before the committee, in the name of the same person; nobody of either branch scores it
 * (E43). An application of the old branch itself ends with it. Part of a larger act.
 */
export async function carryApplications(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  carrying: CarriedApplications,
): Promise<void> {
  const { from, to, members, closing, discusses } = carrying;
  const today = chinaDay(useCase.clock.now());
  const underWay = await listUnderWay(tx, useCase, carrying);
  for (const one of underWay) {
    const newMember = one.memberId === null ? null : (members.get(one.memberId) ?? null);
    if (one.memberId === null) {
      if (closing) await put(tx, record, useCase, carrying, one, 'end');
    } else if (one.status === 'RECOMMENDED' || one.status === 'CHOSEN')
      await put(tx, record, useCase, carrying, one, 'carry', { memberId: newMember });
    else if (isTaking(one.round, today)) {
      const open = to !== null && discusses && one.round.recommendations.every(({ branchId }) => branchId !== to);
      if (open) await put(tx, record, useCase, carrying, one, 'carry', { memberId: newMember, branchId: to });
      else {
        await put(tx, record, useCase, carrying, one, 'end', { memberId: newMember });
        await tellMember(tx, record, useCase, carrying, { ...one, memberId: newMember });
      }
    }
  }
  const recommended = underWay.filter(({ status, memberId }) => status === 'RECOMMENDED' && memberId !== null);
  await keepRecused(tx, useCase, [...new Set(recommended.map(({ roundId }) => roundId))], { from, to });
}

function listUnderWay(tx: Tx, { actor: { bureauId } }: UseCase, { from, members }: CarriedApplications) {
  return tx.evaluationApplication.findMany({
    where: {
      ...{ bureauId, branchId: from, OR: [{ memberId: null }, { memberId: { in: [...members.keys()] } }] },
      status: { in: ['DRAFT', 'SUBMITTED', 'RECOMMENDED', 'CHOSEN'] },
      round: { bureauId, status: { not: 'AWARDED' } },
    },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, memberId: true, status: true, roundId: true },
      round: {
        select: { title: true, status: true, applyUntil: true, recommendations: { select: { branchId: true } } },
      },
    },
  });
}
type UnderWay = Awaited<ReturnType<typeof listUnderWay>>[number];

async function put(
  tx: Tx,
  record: Recorder,
  { actor: { bureauId } }: UseCase,
  { from, reason }: CarriedApplications,
  { id, status }: UnderWay,
  act: 'carry' | 'end',
  data: { memberId?: string | null; branchId?: string } = {},
): Promise<void> {
  const to = act === 'end' ? applicationAfter(status, 'end') : status;
  await tx.evaluationApplication.update({
    where: { bureauId_id: { bureauId, id } },
    data: { ...data, status: to, revision: { increment: 1 } },
  });
  const entry = { action: `application.${act}`, entity: 'EvaluationApplication', entityId: id, branchId: from };
  record({ ...entry, from: status, to, note: reason });
}

/** The application is over for no fault of the member's: he hears it from the portal. */
async function tellMember(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  { to, reason }: CarriedApplications,
  { id, memberId, round }: UnderWay,
): Promise<void> {
  const account = await tx.account.findFirst({
    where: { bureauId: useCase.actor.bureauId, memberId, status: 'ACTIVE' },
    select: { id: true },
  });
  if (!account || to === null) return;
  const text = `${reason}。新的支部不能再讨论这次推荐，您在“${round.title}”中的申报就此终止。`;
  const notice = { title: '您的申报已终止', text, path: '/me/honours', sentBy: null };
  const occasion = { kind: 'NEW' as const, occasion: 'ENDED' };
  await notify(tx, record, useCase, {
    ...{ action: 'notification.send', branchId: to },
    notices: [{ accountId: account.id, thing: `application:${id}`, ...notice, ...occasion }],
  });
}

/** E43: who belonged to the candidate's branch, or belongs to the one he is in now, stands aside as before. */
async function keepRecused(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  roundIds: readonly string[],
  { from, to }: Pick<CarriedApplications, 'from' | 'to'>,
): Promise<void> {
  if (roundIds.length === 0) return;
  const reviewers = await listReviewersOf(tx, bureauId, PERMISSIONS['evaluations:score']);
  const aside = reviewers.filter(({ branchIds }) => branchIds.some((id) => id === from || id === to));
  const rest = { bureauId, branchId: from, reason: BY_RULE, createdAt: clock.now() };
  await tx.evaluationRecusal.createMany({
    data: roundIds.flatMap((roundId) =>
      aside.map(({ reviewerId, reviewerName }) => ({ ...rest, id: newId(), roundId, reviewerId, reviewerName })),
    ),
    skipDuplicates: true,
  });
}
