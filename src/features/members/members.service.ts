import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { keepChangesBetween } from './member-changes.service.js';
import { type MemberDetails, refuseImpossible } from './member-details.rules.js';
import { findMember, listWholeRoster, type MemberRow } from './members.queries.js';
import { openFields, sealIdNumber, sealPhone } from './private-fields.js';
import { keepRightsPeriod } from './rights-periods.service.js';

/** Puts one member on the branch's roster. Throws RuleViolation naming the field. */
export async function addMember(useCase: UseCase, branchId: string, details: MemberDetails): Promise<string> {
  const [id] = await addMembers(useCase, branchId, [details]);
  if (!id) throw new Error('addMembers gave no id for the member');
  return id;
}

/** Puts members on the branch's roster, all or none; ids in the order given. Throws RuleViolation naming the field. */
export async function addMembers(
  useCase: UseCase,
  branchId: string,
  members: readonly MemberDetails[],
): Promise<string[]> {
  const today = chinaDay(useCase.clock.now());
  for (const details of members) refuseImpossible(details, today);
  return withTakenNumberAsRule(
    inTransaction(useCase, async (tx, record) => {
      const ids = await insertMembers(tx, useCase, branchId, members);
      for (const [index, id] of ids.entries()) {
        record({ action: 'member.add', entity: 'Member', entityId: id, branchId, note: members[index]?.name ?? '' });
      }
      return ids;
    }),
  );
}

/** Changes a member's record as it was at `revision`. Throws StaleState when somebody else changed it meanwhile. */
export async function updateMember(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  revision: number,
  details: MemberDetails,
): Promise<void> {
  refuseImpossible(details, chinaDay(useCase.clock.now()));
  await withTakenNumberAsRule(
    inTransaction(useCase, async (tx, record) => {
      const before = await findMember(tx, { bureauId: useCase.actor.bureauId, branchId }, memberId);
      if (!before) throw new NotFound();
      await writeMember(tx, useCase, { ...before, revision }, details);
      record({
        action: 'member.update',
        entity: 'Member',
        entityId: memberId,
        branchId,
        detail: changedFields(useCase, before, details),
      });
    }),
  );
}

/** The branch's roster without identity numbers and phones, for whoever reads the list. */
export async function readRoster(useCase: UseCase, branchId: string): Promise<MemberDetails[]> {
  const rows = await listWholeRoster(useCase.db, { bureauId: useCase.actor.bureauId, branchId });
  return rows.map((row) => detailsOfRow(useCase, { ...row, idNumberCipher: null, phoneCipher: null }));
}

/** The branch's roster in clear, to be written out; that it was taken out of the portal is recorded. */
export async function exportRoster(useCase: UseCase, branchId: string): Promise<MemberDetails[]> {
  return inTransaction(useCase, async (tx, record) => {
    const rows = await listWholeRoster(tx, { bureauId: useCase.actor.bureauId, branchId });
    record({
      action: 'roster.export',
      entity: 'Branch',
      entityId: branchId,
      branchId,
      detail: { members: rows.length },
    });
    return rows.map((row) => detailsOfRow(useCase, row));
  });
}

/** Inserts rows in the caller's transaction; the caller records. */
export async function insertMembers(
  tx: Tx,
  useCase: UseCase,
  branchId: string,
  members: readonly MemberDetails[],
): Promise<string[]> {
  const now = useCase.clock.now();
  const { bureauId } = useCase.actor;
  const rows = members.map((details) => ({
    ...columnsOf(useCase, details),
    bureauId,
    branchId,
    id: newId(),
    createdAt: now,
    updatedAt: now,
  }));
  await tx.member.createMany({ data: rows });
  for (const { id: memberId, rightsSuspended } of rows)
    if (rightsSuspended) await keepRightsPeriod(tx, useCase, { branchId, memberId, suspended: true });
  return rows.map((row) => row.id);
}

/** Writes the whole record in the caller's transaction if it still has the revision given. Throws StaleState. */
export async function writeMember(tx: Tx, useCase: UseCase, member: MemberRow, details: MemberDetails): Promise<void> {
  const { count } = await tx.member.updateMany({
    where: {
      bureauId: useCase.actor.bureauId,
      id: member.id,
      branchId: member.branchId,
      revision: member.revision,
      leftOn: null,
    },
    data: { ...columnsOf(useCase, details), revision: { increment: 1 }, updatedAt: useCase.clock.now() },
  });
  if (count === 0) throw new StaleState();
  await keepChangesBetween(tx, useCase, member, details);
  const { id: memberId, branchId } = member;
  await keepRightsPeriod(tx, useCase, { branchId, memberId, suspended: details.rightsSuspended });
}

/** A stored member as the rules know him. */
export function detailsOfRow(useCase: Pick<UseCase, 'cipher'>, row: MemberRow): MemberDetails {
  return {
    name: row.name,
    gender: row.gender,
    ethnicity: row.ethnicity,
    birthDate: row.birthDate,
    education: row.education,
    memberType: row.memberType,
    joinedOn: row.joinedOn,
    fullMemberOn: row.fullMemberOn,
    post: row.post,
    postDuties: row.postDuties,
    partyPost: row.partyPost,
    membershipStatus: row.membershipStatus,
    rightsSuspended: row.rightsSuspended,
    isLost: row.isLost,
    lostOn: row.lostOn,
    isMobile: row.isMobile,
    mobileTo: row.mobileTo,
    isRetired: row.isRetired,
    ...openFields(useCase.cipher, row),
  };
}

/** Before and after of what changed, for the audit trail; of private fields only that they changed. */
export function changedFields(useCase: UseCase, before: MemberRow, after: MemberDetails): Prisma.InputJsonObject {
  const old = detailsOfRow(useCase, before);
  const changes: Record<string, Prisma.InputJsonValue> = {};
  for (const field of Object.keys(after) as (keyof MemberDetails)[]) {
    const [was, is] = [shown(old[field]), shown(after[field])];
    if (was === is) continue;
    changes[field] = field === 'phone' || field === 'idNumber' ? 'changed' : { from: was, to: is };
  }
  return changes;
}

function shown(value: string | boolean | Date | null): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
}

function columnsOf({ cipher }: UseCase, { phone, idNumber, ...plain }: MemberDetails) {
  return { ...plain, ...sealPhone(cipher, phone), ...sealIdNumber(cipher, idNumber) };
}

/** An identity number that stands in the bureau's rosters already, in whichever branch. */
export async function withTakenNumberAsRule<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error, ['bureauId', 'idNumberIndex'])) throw error;
    throw new RuleViolation(
      '这个身份证号已在本局党员名册中。请核对号码；从其他支部转入的，请先办理组织关系转接。',
      'idNumber',
    );
  }
}
