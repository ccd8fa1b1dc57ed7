import type { UseCase } from '../../db/transaction.js';
import { addDays, chinaDay, daysBetween, showDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';
import { type AccountSlip, openAccountWithRole, revokeRole } from '../accounts/index.js';
import { endOfDay } from './reviewers.rules.js';

/** An access that reaches further ahead is more likely a slip of the pen. */
const LONGEST_DAYS = 365;
const ROLE = 'ACCEPTANCE_REVIEWER';

/**
 * R47: opens the read-only access of a reviewer of the region, until the end of the last day; gives the slip to print.
 * Throws RuleViolation for a day that is past or too far ahead.
 */
export async function openReviewerAccess(
  useCase: UseCase,
  { displayName, lastDay }: { displayName: string; lastDay: Date },
): Promise<AccountSlip> {
  const today = chinaDay(useCase.clock.now());
  if (daysBetween(today, lastDay) < 0) throw new RuleViolation('最后一天不能早于今天', 'lastDay');
  if (daysBetween(today, lastDay) > LONGEST_DAYS)
    throw new RuleViolation(`最后一天最晚为${showDay(addDays(today, LONGEST_DAYS))}`, 'lastDay');
  const grant = { role: ROLE, validUntil: endOfDay(lastDay) } as const;
  const { accountId: _, ...slip } = await openAccountWithRole(useCase, { displayName }, grant);
  return slip;
}

/** Ends the access of a reviewer at once. Throws NotFound for any other role. */
export function endReviewerAccess(useCase: UseCase, assignmentId: string): Promise<void> {
  return revokeRole(useCase, { branchId: null, role: ROLE }, assignmentId);
}
