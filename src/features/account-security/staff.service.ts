import type { UseCase } from '../../db/transaction.js';
import { type AccountSlip, accountOfMember, resetPassword } from '../accounts/index.js';
import { removeLostSecondStep } from './second-step.service.js';

/** A new temporary password for an account of the staff; its running sessions end. */
export function giveStaffPassword(useCase: UseCase, accountId: string): Promise<AccountSlip> {
  return resetPassword(useCase, { accountId });
}

/** Takes off the second step of a member of the branch. Throws RuleViolation where he holds an office elsewhere. */
export async function removeMemberSecondStep(useCase: UseCase, branchId: string, memberId: string): Promise<void> {
  const { bureauId } = useCase.actor;
  const { id } = await accountOfMember(useCase.db, { bureauId, branchId, memberId });
  await removeLostSecondStep(useCase, { accountId: id, branchId });
}
