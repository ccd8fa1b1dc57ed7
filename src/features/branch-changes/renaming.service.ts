import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { BranchChangeKind } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { setNames, withTakenNameAsRule } from '../branches/index.js';
import { readdressToNewName } from '../commitments/index.js';
import { dropBoardCache } from '../notice-board/index.js';
import { type BranchHistory, findBranchHistory } from './branch-changes.queries.js';
import { dayFault } from './branch-changes.rules.js';

/** What every change of a branch rests on. */
export interface Document {
  documentNo: string;
  effectiveOn: Date;
}

export interface Renaming extends Document {
  name: string;
  shortName: string;
  schoolName: string;
}

/**
 * E41: the school, and so the branch, gets another name from that day on. What was published or minuted before keeps the
 * name of its day; letters to come, and next versions, bear the new one. Throws RuleViolation (day, nothing new, name taken).
 */
export async function renameBranch(useCase: UseCase, branchId: string, renaming: Renaming): Promise<void> {
  const { bureauId } = useCase.actor;
  const { name, shortName, schoolName } = renaming;
  await withTakenNameAsRule(
    inTransaction(useCase, async (tx, record) => {
      const before = await getChangeable(tx, useCase, branchId, renaming.effectiveOn);
      if (before.name === name && before.shortName === shortName && before.schoolName === schoolName)
        throw new RuleViolation('名称没有变化，请填写新的名称。', 'name');
      await setNames(tx, { bureauId, branchId }, { name, shortName, schoolName });
      await readdressToNewName(tx, useCase, branchId, { from: before, to: { name, shortName } });
      await keepBranchChange(tx, useCase, before, { ...renaming, kind: 'RENAMED', summary: `更名为${name}` });
      record({
        ...{ action: 'branch.rename', entity: 'Branch', entityId: branchId, branchId },
        ...{ from: before.name, to: name, note: `${renaming.documentNo} ${dayInput(renaming.effectiveOn)}` },
      });
    }),
  );
  dropBoardCache();
}

/** The branch, in being, with the day fit for a change. Throws NotFound, RuleViolation. */
export async function getChangeable(
  tx: Tx,
  { actor, clock }: UseCase,
  branchId: string,
  effectiveOn: Date,
): Promise<BranchHistory> {
  const branch = await findBranchHistory(tx, actor.bureauId, branchId);
  if (!branch) throw new NotFound();
  if (branch.status === 'CLOSED') throw new RuleViolation(`${branch.shortName}已经撤销或合并，不能再办理。`);
  const fault = dayFault(effectiveOn, branch.changes[0]?.effectiveOn ?? null, chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault, 'effectiveOn');
  return branch;
}

/** Keeps what changed, under the names that stood until then. */
export async function keepBranchChange(
  tx: Tx,
  { actor, clock }: UseCase,
  { id: branchId, name, shortName, schoolName }: BranchHistory,
  change: Document & { kind: BranchChangeKind; summary: string; successorId?: string },
): Promise<void> {
  const { kind, documentNo, effectiveOn, summary, successorId = null } = change;
  await tx.branchChange.create({
    data: {
      ...{ bureauId: actor.bureauId, id: newId(), branchId, kind, successorId, documentNo, effectiveOn, summary },
      ...{ name, shortName, schoolName, recordedBy: actor.name, createdAt: clock.now() },
    },
  });
}
