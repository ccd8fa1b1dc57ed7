import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { MemberChangeKind } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput, parseDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { listChanges } from './member-changes.queries.js';
import {
  CHANGES,
  type ChangeInput,
  changeFault,
  changesBetween,
  correctionFault,
  type Standing,
  standingFields,
} from './member-changes.rules.js';
import { refuseImpossible } from './member-details.rules.js';
import { findMember, type MemberRow } from './members.queries.js';
import { openFields } from './private-fields.js';
import { restoreRights, suspendRights, undoRightsPeriod } from './rights-periods.service.js';

/**
 * E4 to E8, E48: enters what changed about a member's type or standing, from its own day on; votes of other days are
 * judged by those days (E6). Throws RuleViolation naming the field, NotFound, StaleState.
 */
export async function recordMemberChange(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  change: ChangeInput,
): Promise<void> {
  const { actor, clock } = useCase;
  const today = chinaDay(clock.now());
  await inTransaction(useCase, async (tx, record) => {
    const key = { bureauId: actor.bureauId, branchId };
    const member = await findOnRoster(tx, key, memberId);
    const fault = changeFault(member, await listChanges(tx, key, memberId), change, today);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    refuseContradiction(useCase, member, change, today);
    const whose = { branchId, memberId };
    if (change.kind === 'RIGHTS_SUSPENDED') await suspendRights(tx, useCase, whose, change.effectiveOn);
    if (change.kind === 'RIGHTS_RESTORED') await restoreRights(tx, useCase, whose, change.effectiveOn);
    await writeStanding(tx, useCase, member, CHANGES[change.kind].fields(change));
    await keepChange(tx, useCase, member, change);
    record({
      ...{ action: 'member.change', entity: 'Member', entityId: memberId, branchId },
      ...{ to: change.kind, note: `${CHANGES[change.kind].label} ${dayInput(change.effectiveOn)}` },
    });
  });
}

/**
 * An entry made in error is marked as corrected, with who and why, and what stood before it stands again. Only the latest
 * of its kind. Throws RuleViolation, StaleState (corrected meanwhile), NotFound.
 */
export async function correctMemberChange(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  changeId: string,
  reason: string,
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const key = { bureauId, branchId };
    const member = await findOnRoster(tx, key, memberId);
    const changes = await listChanges(tx, key, memberId);
    const change = changes.find(({ id }) => id === changeId);
    if (!change) throw new NotFound();
    const fault = correctionFault(changes, change);
    if (fault) throw new RuleViolation(fault);
    const { count } = await tx.memberChange.updateMany({
      where: { bureauId, id: changeId, correctedAt: null },
      data: { correctedAt: clock.now(), correctedBy: actor.name, correctionReason: reason },
    });
    if (count === 0) throw new StaleState('这一条刚才已经更正。');
    await undoRights(tx, useCase, { branchId, memberId }, change);
    await writeStanding(tx, useCase, member, storedFields(change.kind, change.before as unknown as StoredStanding));
    const entry = { action: 'member.correct', entity: 'Member', entityId: memberId, branchId };
    record({ ...entry, from: change.kind, note: `${CHANGES[change.kind].label}：${reason}` });
  });
}

async function findOnRoster(tx: Tx, key: { bureauId: string; branchId: string }, memberId: string): Promise<MemberRow> {
  const member = await findMember(tx, key, memberId);
  if (!member || member.leftOn !== null) throw new NotFound();
  return member;
}

/** The same rules as for the roster: a day before he joined the Party is refused here too, at this form's field. */
function refuseContradiction(useCase: UseCase, member: MemberRow, change: ChangeInput, today: Date): void {
  try {
    const fields = CHANGES[change.kind].fields(change);
    refuseImpossible({ ...member, ...openFields(useCase.cipher, member), ...fields }, today);
  } catch (error) {
    if (error instanceof RuleViolation) throw new RuleViolation(error.message, 'effectiveOn');
    throw error;
  }
}

async function undoRights(
  tx: Tx,
  useCase: UseCase,
  whose: { branchId: string; memberId: string },
  { kind, effectiveOn }: { kind: MemberChangeKind; effectiveOn: Date },
): Promise<void> {
  if (kind === 'RIGHTS_SUSPENDED') await undoRightsPeriod(tx, useCase, whose, { startsOn: effectiveOn });
  if (kind === 'RIGHTS_RESTORED') await undoRightsPeriod(tx, useCase, whose, { endsOn: effectiveOn });
}

async function writeStanding(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  { id, revision }: Pick<MemberRow, 'id' | 'revision'>,
  fields: Partial<Standing>,
): Promise<void> {
  const { count } = await tx.member.updateMany({
    where: { bureauId, id, revision, leftOn: null },
    data: { ...fields, revision: { increment: 1 }, updatedAt: clock.now() },
  });
  if (count === 0) throw new StaleState();
}

type StoredStanding = Omit<Standing, 'fullMemberOn' | 'lostOn'> & {
  fullMemberOn: string | null;
  lostOn: string | null;
};

/** What stood before a change, of what the change touched. */
function storedFields(kind: MemberChangeKind, { fullMemberOn, lostOn, ...rest }: StoredStanding): Partial<Standing> {
  const day = (text: string | null) => (text === null ? null : parseDay(text));
  const before: Standing = { ...rest, fullMemberOn: day(fullMemberOn), lostOn: day(lostOn) };
  const touched = CHANGES[kind].fields({ kind, effectiveOn: new Date(0), approvedOn: null, note: null });
  return Object.fromEntries(Object.keys(touched).map((field) => [field, before[field as keyof Standing]]));
}

async function keepChange(tx: Tx, { actor, clock }: UseCase, member: MemberRow, change: ChangeInput): Promise<void> {
  const { fullMemberOn, lostOn, ...rest } = standingFields(member);
  const text = (day: Date | null) => (day === null ? null : dayInput(day));
  const { kind, effectiveOn, approvedOn } = change;
  // Why somebody lost his vote is not kept, whatever was typed (E7).
  const note = CHANGES[kind].family === 'RIGHTS' ? null : change.note;
  await tx.memberChange.create({
    data: {
      ...{ bureauId: actor.bureauId, id: newId(), branchId: member.branchId, memberId: member.id },
      ...{ kind, effectiveOn, approvedOn, note, recordedBy: actor.name, createdAt: clock.now() },
      before: { ...rest, fullMemberOn: text(fullMemberOn), lostOn: text(lostOn) },
    },
  });
}

/** The history goes on where the roster itself was changed, by hand or by a file. Part of a larger act. */
export async function keepChangesBetween(tx: Tx, useCase: UseCase, before: MemberRow, after: Standing): Promise<void> {
  for (const change of changesBetween(before, after, chinaDay(useCase.clock.now())))
    await keepChange(tx, useCase, before, change);
}
