import { type BranchInCampaign, placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { digestOf } from '../../shared/digest.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { ACCEPTANCE_ITEMS, type Listed, listFault } from './acceptance.rules.js';
import { loadAssessment } from './assessing.js';
import { type FoundAssessment, findAssessment, findList, type InCampaign, isListFrozen } from './assessment.queries.js';
import {
  ASSESSMENT_LIFE,
  ASSESSMENT_STATUS_LABELS,
  type AssessmentAction,
  type Entry,
  entryFault,
  isEditable,
  snapshotOf,
} from './assessment.rules.js';

const CHANGED = '您填写期间，这份自查已在别处被修改，本次没有保存。请打开最新内容再改。';

const entry = (act: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action: `self-assessment.${act}`, entity: 'SelfAssessment', entityId, branchId },
});

/**
 * R47: the branch's points and remark for one item; points other than the portal's suggestion need a reason. Throws
 * NotFound, StepNotOpen, RuleViolation (points out of range, no reason, handed in, changed meanwhile).
 */
export async function saveEntry(
  useCase: UseCase,
  place: BranchInCampaign,
  name: string,
  input: { points: number; reason: string | null; remark: string | null; revision: number },
): Promise<void> {
  const key = placeFor(useCase, place);
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'ACCEPTANCE');
    const { standings, found } = await loadAssessment(tx, key, chinaDay(now));
    const standing = standings.find(({ item }) => item.name === name);
    if (!standing) throw new NotFound();
    if (found && !isEditable(found.status))
      throw new RuleViolation(`自查的状态是“${ASSESSMENT_STATUS_LABELS[found.status]}”，不能修改。`);
    const fault = entryFault(standing, input.points, input.reason);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const own = input.points === standing.points ? null : input.points;
    const said: Entry = { name, points: own, reason: own === null ? null : input.reason, remark: input.remark };
    const entries = [...(found?.entries ?? []).filter((other) => other.name !== name), said];
    const id = await putEntries(tx, key, found, entries, { revision: input.revision, now });
    record({ ...entry('save', id, place.branchId), note: standing.item.title });
  });
}

async function putEntries(
  tx: Tx,
  key: { bureauId: string; campaignId: string; branchId: string },
  found: FoundAssessment | null,
  entries: readonly Entry[],
  { revision, now }: { revision: number; now: Date },
): Promise<string> {
  const kept = entries.map((one) => ({ ...one }));
  if (found) {
    const { count } = await tx.selfAssessment.updateMany({
      where: { bureauId: key.bureauId, id: found.id, status: found.status, revision },
      data: { entries: kept, revision: { increment: 1 } },
    });
    if (count === 0) throw new RuleViolation(CHANGED);
    return found.id;
  }
  if (revision !== 0) throw new RuleViolation(CHANGED);
  const id = newId();
  await tx.selfAssessment.create({ data: { ...key, id, entries: kept, createdAt: now } }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new RuleViolation(CHANGED) : error;
  });
  return id;
}

/**
 * 提交自查: freezes what the records show and what the branch says of it as a version with its digest, and hands it to
 * the bureau. Throws StepNotOpen, StaleState.
 */
export async function submitAssessment(useCase: UseCase, place: BranchInCampaign, revision: number): Promise<void> {
  const key = placeFor(useCase, place);
  const { actor, clock } = useCase;
  const now = clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'ACCEPTANCE');
    const { standings, found } = await loadAssessment(tx, key, chinaDay(now));
    const from = found?.status ?? 'DRAFT';
    const move = ASSESSMENT_LIFE[from].submit;
    if (!move) throw new StaleState();
    if (revision !== (found?.revision ?? 0)) throw new StaleState(CHANGED);
    const id = found?.id ?? (await putEntries(tx, key, null, [], { revision: 0, now }));
    const content = snapshotOf(standings, now);
    const contentHash = digestOf(content);
    const number = (found?.versions[0]?.number ?? 0) + 1;
    const said = { number, content: content as object, contentHash, total: content.total };
    const { count } = await tx.selfAssessment.updateMany({
      where: { bureauId: key.bureauId, id, status: from, revision: found?.revision ?? 1 },
      data: { status: move.to, submittedAt: now, revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState();
    await tx.selfAssessmentVersion.create({
      data: {
        bureauId: key.bureauId,
        id: newId(),
        assessmentId: id,
        ...said,
        submittedBy: actor.name,
        submittedAt: now,
      },
    });
    record({ ...entry('submit', id, place.branchId), from, to: move.to, detail: { number, contentHash } });
  });
}

/**
 * The bureau's word on what a branch handed in. Four eyes (E10): whoever holds an office in the branch is refused;
 * returning needs a note. Throws NotFound, Forbidden, RuleViolation, StaleState.
 */
export async function reviewAssessment(
  useCase: UseCase,
  place: BranchInCampaign,
  review: { outcome: 'passOn' | 'return'; note: string | null; revision: number; ownBranches: readonly string[] },
): Promise<void> {
  const { actor, clock } = useCase;
  if (review.ownBranches.includes(place.branchId))
    throw new Forbidden('不能审核自己所在支部的自查，请由其他委员审核。');
  await inTransaction(useCase, async (tx, record) => {
    const found = await findAssessment(tx, placeFor(useCase, place));
    if (!found) throw new NotFound();
    await moveAssessment(tx, record, found, review.outcome, {
      ...{ revision: review.revision, note: review.note },
      data: { reviewedBy: actor.name, reviewedAt: clock.now() },
    });
  });
}

/** Moves a self-assessment as its table says. Throws StaleState, RuleViolation without a note that is needed. */
export async function moveAssessment(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  found: FoundAssessment,
  action: AssessmentAction,
  { revision, note, data }: { revision: number; note: string | null; data: object },
): Promise<void> {
  const move = ASSESSMENT_LIFE[found.status][action];
  if (!move) throw new StaleState();
  if (move.note !== undefined && note === null) throw new RuleViolation(move.note, 'note');
  const { bureauId, id, status, branchId } = found;
  const { count } = await tx.selfAssessment.updateMany({
    where: { bureauId, id, status, revision },
    data: { ...data, status: move.to, reviewNote: note, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState();
  record({ ...entry(action, id, branchId), from: status, to: move.to, ...(note === null ? {} : { note }) });
}

/**
 * The bureau's titles and points instead of the default, until the first branch has handed in. Throws RuleViolation when
 * they do not make a hundred or were changed meanwhile, StaleState once the list is frozen.
 */
export async function saveList(
  useCase: UseCase,
  campaignId: string,
  { items, revision }: { items: readonly Listed[]; revision: number },
): Promise<void> {
  const { actor, clock } = useCase;
  const key: InCampaign = { bureauId: actor.bureauId, campaignId };
  await inTransaction(useCase, async (tx, record) => {
    if (await isListFrozen(tx, key)) throw new StaleState('已有支部提交自查，验收清单不能再修改。');
    const fault = listFault(items);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const found = await findList(tx, key);
    const data = { items: items.map((row) => ({ ...row })), changedBy: actor.name, changedAt: clock.now() };
    const id = found?.id ?? newId();
    if (found) {
      const { count } = await tx.acceptanceList.updateMany({
        where: { bureauId: key.bureauId, id, revision },
        data: { ...data, revision: { increment: 1 } },
      });
      if (count === 0) throw new RuleViolation(CHANGED);
    } else if (revision === 0) await tx.acceptanceList.create({ data: { ...key, id, ...data } });
    else throw new RuleViolation(CHANGED);
    const changed = items.filter((row, index) => {
      const before = (found?.items ?? ACCEPTANCE_ITEMS)[index];
      return before?.title !== row.title || before.points !== row.points;
    });
    record({
      ...{ action: 'acceptance.list', entity: 'AcceptanceList', entityId: id },
      note: changed.map(({ title, points }) => `${title}（${points}分）`).join('；'),
    });
  });
}
