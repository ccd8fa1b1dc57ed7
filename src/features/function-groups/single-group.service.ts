import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { textMark } from './text-mark.js';

export interface GroupRules {
  duties: string;
  activityRules: string;
  /** Mark of the texts the person saw; left out: not checked. */
  seen?: string;
}

/**
 * R26: the branch or the group's leader lays down duties and activity rules. Throws NotFound, StepNotOpen, and
 * StaleState when somebody else changed the texts meanwhile.
 */
export async function reviseGroupRules(
  useCase: UseCase,
  place: StepPlace,
  groupId: string,
  rules: GroupRules,
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  const { duties, activityRules, seen } = rules;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const [group] = await tx.$queryRaw<{ duties: string; activityRules: string }[]>`
      SELECT duties, "activityRules" FROM function_group
      WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid
        AND "branchId" = ${branchId}::uuid AND id = ${groupId}::uuid FOR NO KEY UPDATE`;
    if (!group) throw new NotFound();
    if (group.duties === duties && group.activityRules === activityRules) return;
    if (seen !== undefined && seen !== textMark(group.duties, group.activityRules)) throw new StaleState();
    await tx.functionGroup.update({
      where: { bureauId_id: { bureauId, id: groupId } },
      data: { duties, activityRules },
    });
    const entry = { action: 'group.reviseRules', entity: 'FunctionGroup', entityId: groupId, branchId };
    record({ ...entry, detail: { before: { ...group }, after: { duties, activityRules } } });
  });
}
