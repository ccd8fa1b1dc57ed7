import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { carryAppraisals } from '../appraisals/index.js';
import { carryExemptions } from '../enrollments/index.js';
import { carryApplications } from '../evaluations/index.js';
import { carryInspections } from '../inspections/index.js';
import { carryExclusions } from '../meetings/index.js';
import { cancelAllPlanned } from '../mobilization/index.js';
import { passOnFeedback } from '../supervision/index.js';

export interface PassingOn {
  from: string;
  /** Null: the branch is dissolved, nobody takes over. */
  to: string | null;
  /** The new row on the roster by the old one. */
  members: ReadonlyMap<string, string>;
  on: Date;
  reason: string;
}

/**
 * E40: what is under way in a branch that is no more: it goes on in the branch that took it over, or ends with the reason.
 * What is settled stays with the old branch, to be read. Part of a larger act.
 */
export async function passOnAll(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  passing: PassingOn,
): Promise<void> {
  const { from, to, members, on, reason } = passing;
  if (to !== null) {
    await carryExclusions(tx, record, useCase, { toBranchId: to, members, on, reason });
    await carryExemptions(tx, useCase, to, members);
    await passOnFeedback(tx, useCase, { from, to });
  }
  await carryApplications(tx, record, useCase, { ...passing, closing: true, discusses: true });
  await carryInspections(tx, record, useCase, { from, to, reason });
  await carryAppraisals(tx, record, useCase, passing);
  await cancelAllPlanned(tx, record, useCase, { branchId: from, reason });
}

/**
 * E40: what goes with members who form a new branch: exclusions from attendance, and what was recommended of them. It
 * cannot yet discuss whom to recommend, so that applications not decided end. Part of a larger act.
 */
export async function passOnOfMembers(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  passing: PassingOn & { to: string },
): Promise<void> {
  const { to, members, on, reason } = passing;
  await carryExclusions(tx, record, useCase, { toBranchId: to, members, on, reason });
  await carryApplications(tx, record, useCase, { ...passing, closing: false, discusses: false });
}
