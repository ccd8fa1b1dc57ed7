import { type BranchInCampaign, placeFor } from '../../campaign/step-gate.js';
import { isUniqueViolation } from '../../db/errors.js';
import { holdBranch } from '../../db/freeze.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findAssessment } from './assessment.queries.js';
import { moveAssessment } from './assessment.service.js';
import { findProblem, listVerdicts } from './verdicts.queries.js';
import { OUTCOME_LABELS, type VerdictInput, verdictFault } from './verdicts.rules.js';

const entry = (act: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action: `acceptance.${act}`, entity: 'AcceptanceVerdict', entityId, branchId },
});

/**
 * R47: the region's verdict on a branch. 通过 freezes its records from this moment; otherwise the problems go back to the
 * branch with their days, and it hands in anew. Throws NotFound, RuleViolation, StaleState (not passed on, accepted, or
 * recorded by somebody else).
 */
export async function recordVerdict(
  useCase: UseCase,
  place: BranchInCampaign,
  input: VerdictInput & { number: number },
): Promise<void> {
  const { actor, clock } = useCase;
  const key = placeFor(useCase, place);
  const now = clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await holdBranch(tx, key);
    const assessment = await findAssessment(tx, key);
    if (!assessment) throw new NotFound();
    const [last] = await listVerdicts(tx, key);
    if (input.number !== (last?.number ?? 0) + 1) throw new StaleState('这次验收结论刚才已经登记。');
    if (last?.outcome === 'PASSED' && last.reopenedAt === null) throw new StaleState('这个支部已经通过验收。');
    if (assessment.status !== 'PASSED_ON') throw new StaleState('支部的自查还没有转报，不能登记验收结论。');
    const fault = verdictFault(input, chinaDay(now));
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const { problems, outcome, text, decidedOn, decidedBy, number } = input;
    const id = newId();
    const said = { number, outcome, text, decidedOn, decidedBy, recordedBy: actor.name, createdAt: now };
    try {
      await tx.acceptanceVerdict.create({ data: { ...key, id, ...said } });
    } catch (error) {
      throw isUniqueViolation(error) ? new StaleState() : error;
    }
    await tx.acceptanceProblem.createMany({
      data: problems.map((problem, position) => ({
        ...{ bureauId: key.bureauId, id: newId(), verdictId: id, position, text: problem.text, dueOn: problem.dueOn },
      })),
    });
    if (outcome !== 'PASSED') {
      const note = `验收结论“${OUTCOME_LABELS[outcome]}”，请整改后重新提交自查。`;
      await moveAssessment(tx, record, assessment, 'reopen', { revision: assessment.revision, note, data: {} });
    }
    record({ ...entry('verdict', id, place.branchId), to: outcome, note: text, detail: { number } });
  });
}

/** The branch's word on how it mended a problem; once. Throws NotFound, StaleState. */
export async function answerProblem(
  useCase: UseCase,
  place: BranchInCampaign,
  problemId: string,
  answer: string,
): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const found = await findProblem(tx, placeFor(useCase, place), problemId);
    if (!found) throw new NotFound();
    const { count } = await tx.acceptanceProblem.updateMany({
      where: { bureauId: actor.bureauId, id: problemId, answer: null },
      data: { answer, answeredBy: actor.name, answeredAt: clock.now() },
    });
    if (count === 0) throw new StaleState('这个问题的整改情况已经填写。');
    const what = { action: 'self-assessment.mend', entity: 'AcceptanceProblem', entityId: problemId };
    record({ ...what, branchId: place.branchId, note: found.text });
  });
}

async function standingPass(tx: Parameters<typeof listVerdicts>[0], key: Parameters<typeof listVerdicts>[1]) {
  const [last] = await listVerdicts(tx, key);
  if (last?.outcome !== 'PASSED' || last.reopenedAt !== null)
    throw new StaleState('这个支部没有冻结，不需要重新打开。');
  return last;
}

/** Asks to open an accepted branch again; somebody else has to agree. Throws StaleState. */
export async function askReopening(useCase: UseCase, place: BranchInCampaign, reason: string): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const { id: verdictId } = await standingPass(tx, placeFor(useCase, place));
    const by = { askedById: actor.accountId ?? '', askedByName: actor.name, askedAt: clock.now() };
    await tx.acceptanceReopening
      .create({ data: { bureauId: actor.bureauId, id: newId(), verdictId, reason, ...by } })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? new StaleState('已经有人提出重新打开，正在等另一人同意。') : error;
      });
    record({ ...entry('ask-reopening', verdictId, place.branchId), note: reason });
  });
}

/**
 * The second person agrees: the branch's records can be changed again and its self-assessment goes back to it; the verdict
 * stays readable. Throws Forbidden for whoever asked, StaleState.
 */
export async function agreeReopening(useCase: UseCase, place: BranchInCampaign): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const key = placeFor(useCase, place);
  const now = clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await holdBranch(tx, key);
    const verdict = await standingPass(tx, key);
    const asked = verdict.reopenings.find(({ agreedAt }) => agreedAt === null);
    if (!asked) throw new StaleState('没有等待同意的重新打开。');
    if (asked.askedById === actor.accountId) throw new Forbidden('重新打开须由另一人同意。');
    const agreed = await tx.acceptanceReopening.updateMany({
      where: { bureauId, id: asked.id, agreedAt: null },
      data: { agreedById: actor.accountId, agreedBy: actor.name, agreedAt: now },
    });
    if (agreed.count === 0) throw new StaleState();
    await tx.acceptanceVerdict.updateMany({
      where: { bureauId, id: verdict.id, reopenedAt: null },
      data: { reopenedAt: now },
    });
    const assessment = await findAssessment(tx, key);
    if (assessment?.status === 'PASSED_ON') {
      const note = `局党委重新打开，理由：${asked.reason}`;
      await moveAssessment(tx, record, assessment, 'reopen', { revision: assessment.revision, note, data: {} });
    }
    record({
      ...{ ...entry('reopen', verdict.id, place.branchId), from: 'PASSED', note: asked.reason },
      detail: { askedBy: asked.askedByName },
    });
  });
}
