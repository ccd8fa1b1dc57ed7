import type { Person } from '../../access/roles.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { InspectionResult } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { ACCEPTANCE_ITEMS } from '../acceptance/index.js';
import { type ChecklistLine, checksOf, findingDigest, methodWords, RESULT_TAGS } from './checklist.rules.js';
import { VISIT_LIFE, type VisitAction } from './inspections.rules.js';
import { refusalOf } from './inspector.js';
import { RECTIFICATION_LIFE } from './rectifications.rules.js';
import { settleInspection } from './settling.service.js';
import { findVisitRow, type VisitRow } from './visits.queries.js';

/** Who inspects which branch: the person for the roles, since the account alone does not tell the own branch. */
export interface Seat {
  person: Person;
  branchId: string;
}

const keyOf = ({ actor }: UseCase, { branchId }: { branchId: string }) => ({ bureauId: actor.bureauId, branchId });

/** The visit, for somebody who inspects it. Throws NotFound, Forbidden (own branch, not of the team). */
export async function getInspectedVisit(tx: Tx, useCase: UseCase, seat: Seat, visitId: string): Promise<VisitRow> {
  const found = await findVisitRow(tx, keyOf(useCase, seat), visitId);
  if (!found) throw new NotFound();
  const refusal = refusalOf(seat.person, seat.branchId, found.inspection.team);
  if (refusal) throw new Forbidden(refusal);
  return found;
}

/** The same, while the record is being written. Throws StaleState besides. */
export async function getOpenVisit(tx: Tx, useCase: UseCase, seat: Seat, visitId: string): Promise<VisitRow> {
  const found = await getInspectedVisit(tx, useCase, seat, visitId);
  if (found.status !== 'UNDERWAY') throw new StaleState('检查没有开始，或者记录已经交给支部，不能再改。');
  return found;
}

async function move(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  visit: Pick<VisitRow, 'id' | 'status' | 'branchId'>,
  action: VisitAction,
  data: object,
): Promise<void> {
  const step = VISIT_LIFE[visit.status][action];
  if (!step) throw new StaleState('这次检查刚才已有变化，请看最新情况。');
  const { count } = await tx.inspectionVisit.updateMany({
    where: { bureauId: useCase.actor.bureauId, id: visit.id, status: visit.status },
    data: { ...data, status: step.to },
  });
  if (count === 0) throw new StaleState('这次检查刚才已有变化，请看最新情况。');
  record({
    ...{ action: `inspection.${action}`, entity: 'InspectionVisit', entityId: visit.id, branchId: visit.branchId },
    ...{ from: visit.status, to: step.to },
  });
}

/** R49: begins the visit; the checklist is copied and no longer changes for it. Throws NotFound, Forbidden, StaleState. */
export async function startVisit(useCase: UseCase, seat: Seat, visitId: string): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const visit = await getInspectedVisit(tx, useCase, seat, visitId);
    const now = clock.now();
    if (chinaDay(now) < visit.visitOn)
      throw new RuleViolation(`检查安排在${showDay(visit.visitOn)}，到那天再开始；需要提前的，请先修改安排。`);
    await move(tx, record, useCase, visit, 'start', { startedAt: now, startedByName: actor.name });
    const lines = visit.inspection.checklist as unknown as ChecklistLine[];
    await tx.inspectionItem.createMany({
      data: lines.map((line, position) => ({
        ...{ bureauId, id: newId(), visitId, position, title: line.title, look: line.look },
        ...{ methods: methodWords(line.methods), checks: checksOf(line, ACCEPTANCE_ITEMS) },
      })),
    });
    await settleInspection(tx, record, { bureauId, id: visit.inspection.id });
  });
}

/** One line as the inspector filled it in; `was`: the digest of what he saw. */
export interface Finding {
  id: string;
  result?: InspectionResult | '' | undefined;
  note: string | null;
  was: string;
}

/**
 * R49: keeps what was filled in. Lines that were not touched stay as they are, so that two inspectors may fill in different
 * lines at the same time. Throws NotFound, Forbidden, StaleState, RuleViolation (another wrote this line meanwhile).
 */
export async function saveFindings(
  useCase: UseCase,
  seat: Seat,
  visitId: string,
  findings: readonly Finding[],
): Promise<number> {
  const { actor } = useCase;
  const { bureauId } = actor;
  return inTransaction(useCase, async (tx, record) => {
    const visit = await getOpenVisit(tx, useCase, seat, visitId);
    const changed: number[] = [];
    for (const [index, finding] of findings.entries()) {
      const item = visit.items.find(({ id }) => id === finding.id);
      if (!item) throw new NotFound();
      const said = { result: finding.result || null, note: finding.note };
      const now = findingDigest(item);
      if (findingDigest(said) === finding.was || findingDigest(said) === now) continue;
      if (finding.was !== now) throw new RuleViolation(writtenMeanwhile(item), `items.${index}.was`);
      const { count } = await tx.inspectionItem.updateMany({
        where: { bureauId, id: item.id, revision: item.revision },
        data: { ...said, filledBy: actor.name, revision: { increment: 1 } },
      });
      if (count === 0) throw new StaleState('刚才有人同时保存了这份清单，请再保存一次，您填写的内容还在。');
      changed.push(item.position + 1);
    }
    if (changed.length > 0) {
      const about = { entity: 'InspectionVisit', entityId: visitId, branchId: seat.branchId };
      record({ action: 'inspection.findings', ...about, detail: { lines: changed } });
    }
    return changed.length;
  });
}

function writtenMeanwhile({ title, filledBy, result, note }: VisitRow['items'][number]): string {
  const said = [result === null ? '' : RESULT_TAGS[result].label, note ?? ''].filter((part) => part !== '').join('：');
  return `“${title}”刚才${filledBy ?? '其他人'}已填写“${said}”。请合并后再保存，您填写的内容还在。`;
}

/**
 * R49: hands the record over to the branch; the problems go with it, and the branch's time begins. Throws NotFound,
 * Forbidden, StaleState, RuleViolation (lines without a result, a deadline that has passed).
 */
export async function handOverVisit(useCase: UseCase, seat: Seat, visitId: string, summary: string): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const visit = await getOpenVisit(tx, useCase, seat, visitId);
    const empty = visit.items.filter(({ result }) => result === null);
    if (empty.length > 0)
      throw new RuleViolation(`还有${empty.length}项没有结果。没有检查到的，请选择“未检查”并说明原因。`);
    const today = chinaDay(clock.now());
    if (visit.rectifications.some(({ dueOn }) => dueOn < today))
      throw new RuleViolation('有问题的整改时限已经过去，请先修改时限。');
    const given = { summary, handedOverAt: clock.now(), handedOverByName: actor.name };
    await move(tx, record, useCase, visit, 'handOver', given);
    const issued = RECTIFICATION_LIFE.NOTED.issue?.to ?? 'OPEN';
    await tx.rectification.updateMany({
      where: { bureauId, visitId, status: 'NOTED' },
      data: { status: issued, revision: { increment: 1 } },
    });
    await settleInspection(tx, record, { bureauId, id: visit.inspection.id });
  });
}

/** The branch confirms that it received the record, with its own word on it. Throws NotFound, StaleState. */
export async function acknowledgeVisit(
  useCase: UseCase,
  branchId: string,
  visitId: string,
  statement: string | null,
): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const visit = await findVisitRow(tx, keyOf(useCase, { branchId }), visitId);
    if (!visit || visit.status === 'PLANNED' || visit.status === 'UNDERWAY' || visit.status === 'CANCELED')
      throw new NotFound();
    await move(tx, record, useCase, visit, 'acknowledge', {
      ...{ statement, acknowledgedAt: clock.now(), acknowledgedByName: actor.name },
    });
  });
}
