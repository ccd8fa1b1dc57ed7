import { openFirstSteps } from '../../campaign/progress.service.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { SchoolKind } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type AccountSlip, grantRole, openAccountWithRole, revokeRole } from '../accounts/index.js';
import { findAccountByUsername, findBranch, findRunningCampaignId, findSecretary } from './branches.queries.js';
import type { OfficerRole } from './branches.rules.js';

export interface BranchInput {
  /** As on the seal. */
  name: string;
  shortName: string;
  schoolName: string;
  unitKind: SchoolKind;
  isJoint: boolean;
  hasCommittee: boolean;
}

/** R50: a branch of a school or kindergarten. Where a campaign runs, it joins at the first step. Gives its id. */
export async function createBranch(useCase: UseCase, input: BranchInput): Promise<string> {
  return withTakenNameAsRule(inTransaction(useCase, (tx, record) => insertBranch(tx, record, useCase, input)));
}

/** The same as part of a larger act. */
export async function insertBranch(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  input: BranchInput,
): Promise<string> {
  const { bureauId } = useCase.actor;
  const id = newId();
  await tx.branch.create({ data: { bureauId, id, ...input, createdAt: useCase.clock.now() } });
  const campaign = await findRunningCampaignId(tx, bureauId);
  if (campaign) await openFirstSteps(tx, record, useCase, campaign.id, [id]);
  record({ action: 'branch.create', entity: 'Branch', entityId: id, branchId: id, note: input.name });
  return id;
}

/** Changes a branch's names and kind. Letters and notices already frozen keep the old name (E41). */
export async function editBranch(useCase: UseCase, branchId: string, input: BranchInput): Promise<void> {
  const { bureauId } = useCase.actor;
  await withTakenNameAsRule(
    inTransaction(useCase, async (tx, record) => {
      const before = await findBranch(tx, bureauId, branchId);
      if (!before) throw new NotFound();
      await tx.branch.updateMany({ where: { bureauId, id: branchId }, data: { ...input } });
      const { name, shortName, schoolName } = before;
      record({
        action: 'branch.edit',
        entity: 'Branch',
        entityId: branchId,
        branchId,
        detail: { before: { name, shortName, schoolName }, after: { ...input } },
      });
    }),
  );
}

/** A name that another branch of the bureau has. */
export async function withTakenNameAsRule<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error, ['bureauId', 'name'])) throw error;
    throw new RuleViolation('已有同名的党支部，请核对名称。', 'name');
  }
}

export type Appointee =
  | { kind: 'existing'; username: string }
  /** `password` is given by set-up and demonstration data only. */
  | { kind: 'new'; displayName: string; username: string | null; password?: string };

/**
 * Appoints a secretary or committee member of a branch: an existing account gets the role, or a new one is opened, whose
 * slip comes back to be printed once. A branch has one secretary: the former one is taken off first (E27).
 */
export async function appointOfficer(
  useCase: UseCase,
  branchId: string,
  role: OfficerRole,
  appointee: Appointee,
): Promise<AccountSlip | null> {
  const { db, actor } = useCase;
  const branch = await findBranch(db, actor.bureauId, branchId);
  if (!branch) throw new NotFound();
  if (branch.status === 'CLOSED') throw new RuleViolation(`${branch.shortName}已经撤销或合并，不能再任命。`, 'role');
  if (role === 'BRANCH_SECRETARY') await requireVacancy(useCase, branchId);
  try {
    return await appoint(useCase, { role, branchId }, appointee);
  } catch (error) {
    // Somebody else was appointed between the check and the row.
    if (isUniqueViolation(error, 'role_assignment_one_secretary')) await requireVacancy(useCase, branchId);
    throw error;
  }
}

async function requireVacancy({ db, actor }: UseCase, branchId: string): Promise<void> {
  const secretary = await findSecretary(db, actor.bureauId, branchId);
  if (secretary !== null) throw new RuleViolation(`${secretary}现任党支部书记，请先免去再任命新的书记。`, 'role');
}

async function appoint(
  useCase: UseCase,
  grant: { role: OfficerRole; branchId: string },
  appointee: Appointee,
): Promise<AccountSlip | null> {
  const { db, actor } = useCase;
  if (appointee.kind === 'existing') {
    const account = await findAccountByUsername(db, actor.bureauId, appointee.username);
    if (!account) throw new RuleViolation(`没有用户名为“${appointee.username}”的账号，请核对。`, 'username');
    await grantRole(useCase, { ...grant, accountId: account.id });
    return null;
  }
  const { displayName, username, password } = appointee;
  const account = {
    displayName,
    ...(username === null ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
  const { accountId: _, ...slip } = await openAccountWithRole(useCase, account, grant);
  return slip;
}

/** Takes the post back; what the person signed stays as it is (E27). */
export function dismissOfficer(useCase: UseCase, branchId: string, assignmentId: string): Promise<void> {
  return revokeRole(useCase, { branchId }, assignmentId);
}
