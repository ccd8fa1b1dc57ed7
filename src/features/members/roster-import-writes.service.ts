import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { detailsFromRow, type MemberDetails, statedDetails } from './member-details.rules.js';
import { changedFields, detailsOfRow, insertMembers, writeMember } from './members.service.js';
import type { RosterPreview } from './roster-preview.js';

/** The file's new people, in the caller's transaction. */
export async function addNewMembers(tx: Tx, useCase: UseCase, branchId: string, preview: RosterPreview): Promise<void> {
  const added = preview.roster.rows
    .filter((row) => preview.comparisons.get(row.number)?.kind === 'new')
    .map((row) => detailsFromRow(row.values))
    .filter((details): details is MemberDetails => details !== null);
  if (added.length > 0) await insertMembers(tx, useCase, branchId, added);
}

/** The file's changes to people on the roster, each with its audit entry, in the caller's transaction. */
export async function changeMembers(
  tx: Tx,
  useCase: UseCase,
  preview: RosterPreview,
  record: (entry: AuditEntry) => void,
): Promise<void> {
  for (const row of preview.roster.rows) {
    const comparison = preview.comparisons.get(row.number);
    const member = comparison?.kind === 'changed' ? preview.members.get(comparison.memberId) : undefined;
    if (comparison?.kind !== 'changed' || !member) continue;
    const stated = statedDetails(row.values);
    const columns = comparison.changes.map(({ column }) => [column, stated[column]] as const);
    const details = { ...detailsOfRow(useCase, member), ...Object.fromEntries(columns) };
    await writeMember(tx, useCase, member, details);
    record({
      action: 'member.update',
      entity: 'Member',
      entityId: member.id,
      branchId: member.branchId,
      note: '花名册导入',
      detail: changedFields(useCase, member, details),
    });
  }
}
