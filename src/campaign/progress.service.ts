import type { Tx } from '../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../db/transaction.js';
import type { StepName } from '../generated/prisma/enums.js';
import { chinaDay, dayInput, daysBetween, showDay } from '../shared/dates.js';
import { NotFound, RuleViolation, StaleState, StepNotOpen } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import { checkOutcomes, missingChecks } from './guards.js';
import { CAMPAIGN_STEPS, stepRow } from './phases.js';
import { findStepFacts } from './step-facts.queries.js';
import type { StepPlace } from './step-gate.js';

type RecordEntry = (entry: AuditEntry) => void;

/** The first step opens for these branches; those that stand in the campaign already are left alone. */
export async function openFirstSteps(
  tx: Tx,
  record: RecordEntry,
  { actor, clock }: UseCase,
  campaignId: string,
  branchIds: readonly string[],
): Promise<void> {
  const [first] = CAMPAIGN_STEPS;
  if (!first || branchIds.length === 0) return;
  const { bureauId } = actor;
  await tx.branchStep.createMany({
    data: branchIds.map((branchId) => ({
      bureauId,
      id: newId(),
      campaignId,
      branchId,
      step: first.step,
      openedAt: clock.now(),
    })),
    skipDuplicates: true,
  });
  record({
    action: 'step.open',
    entity: 'Campaign',
    entityId: campaignId,
    to: first.step,
    detail: { branchIds: [...branchIds] },
  });
}

/**
 * R3: the branch leaves a step and the next one opens. Throws RuleViolation naming every check that does not hold yet,
 * StaleState when somebody else completed the step in the meantime, StepNotOpen where the branch does not stand in it.
 */
export async function completeStep(useCase: UseCase, place: StepPlace, step: StepName): Promise<StepName | null> {
  return inTransaction(useCase, async (tx, record) => {
    const { id } = await lockOpenStep(tx, place, step);
    const facts = await findStepFacts(tx, { ...place, step });
    if (!facts) throw new NotFound();
    const missing = missingChecks(checkOutcomes(facts, chinaDay(useCase.clock.now())));
    if (missing.length > 0) {
      throw new RuleViolation(
        `本步还有${missing.length}项没有完成：${missing.map(({ reason }) => reason).join('；')}。`,
      );
    }
    return leaveStep(tx, record, useCase, { ...place, id, step }, null);
  });
}

/** R3: the committee lets a branch go on although a check fails, and says why. */
export async function overrideStep(
  useCase: UseCase,
  place: StepPlace,
  step: StepName,
  reason: string,
): Promise<StepName | null> {
  return inTransaction(useCase, async (tx, record) => {
    const { id } = await lockOpenStep(tx, place, step);
    return leaveStep(tx, record, useCase, { ...place, id, step }, reason);
  });
}

/** E51: the committee grants a branch an end date of its own for the step it stands in. */
export async function extendStep(
  useCase: UseCase,
  place: StepPlace,
  step: StepName,
  extension: { until: Date; reason: string },
): Promise<void> {
  const { until, reason } = extension;
  if (daysBetween(chinaDay(useCase.clock.now()), until) < 0)
    throw new RuleViolation('新的截止日期不能早于今天。', 'until');
  await inTransaction(useCase, async (tx, record) => {
    const { bureauId, campaignId, branchId } = place;
    const { id, dueOn } = await lockOpenStep(tx, place, step);
    if (dueOn !== null && daysBetween(dueOn, until) <= 0) {
      throw new RuleViolation(`新的截止日期应晚于现在的截止日期${showDay(dueOn)}。`, 'until');
    }
    const { count } = await tx.branchStep.updateMany({
      where: { bureauId, campaignId, branchId, step, status: 'OPEN' },
      data: { extendedTo: until },
    });
    if (count === 0) throw new StaleState();
    const from = dueOn === null ? {} : { from: dayInput(dueOn) };
    record({
      action: 'step.extend',
      entity: 'BranchStep',
      entityId: id,
      branchId,
      ...from,
      to: dayInput(until),
      note: reason,
      detail: { step },
    });
  });
}

interface LockedStep {
  id: string;
  status: 'OPEN' | 'COMPLETED';
  campaignStatus: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
  dueOn: Date | null;
}

/** Locks the row against everybody who acts in the step (step-gate.ts) and everybody who would complete it. */
async function lockOpenStep(tx: Tx, place: StepPlace, step: StepName): Promise<LockedStep> {
  const { label, phase } = stepRow(step);
  const [row] = await tx.$queryRaw<LockedStep[]>`
    SELECT s.id, s.status, c.status AS "campaignStatus", coalesce(s."extendedTo", p."endsOn") AS "dueOn"
    FROM branch_step s JOIN campaign c ON c."bureauId" = s."bureauId" AND c.id = s."campaignId"
    LEFT JOIN campaign_phase p ON p."bureauId" = s."bureauId" AND p."campaignId" = s."campaignId" AND p.phase = ${phase}::"PhaseName"
    WHERE s."bureauId" = ${place.bureauId}::uuid AND s."campaignId" = ${place.campaignId}::uuid
      AND s."branchId" = ${place.branchId}::uuid AND s.step = ${step}::"StepName"
    FOR UPDATE OF s`;
  if (!row) throw new StepNotOpen(`该支部还没有进入“${label}”这一步。`);
  if (row.campaignStatus !== 'PUBLISHED') throw new StepNotOpen('本次活动已经结束，不能再办理。');
  if (row.status === 'COMPLETED') throw new StaleState(`“${label}”已经完成，不需要再办理。`);
  return row;
}

async function leaveStep(
  tx: Tx,
  record: RecordEntry,
  { actor, clock }: UseCase,
  { bureauId, campaignId, branchId, id, step }: StepPlace & { id: string; step: StepName },
  overrideReason: string | null,
): Promise<StepName | null> {
  const now = clock.now();
  const { count } = await tx.branchStep.updateMany({
    where: { bureauId, campaignId, branchId, step, status: 'OPEN' },
    data: { status: 'COMPLETED', completedAt: now, completedBy: actor.name, overrideReason },
  });
  if (count === 0) throw new StaleState();
  const { next } = stepRow(step);
  if (next !== null) {
    await tx.branchStep.createMany({
      data: [{ bureauId, id: newId(), campaignId, branchId, step: next, openedAt: now }],
      skipDuplicates: true,
    });
  }
  record({
    action: overrideReason === null ? 'step.complete' : 'step.override',
    entity: 'BranchStep',
    entityId: id,
    branchId,
    from: step,
    ...(next === null ? {} : { to: next }),
    ...(overrideReason === null ? {} : { note: overrideReason }),
  });
  return next;
}
