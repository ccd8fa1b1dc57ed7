import {
  type BranchInCampaign,
  placeFor,
  requireOpenStep,
  requireReachedStep,
  type StepPlace,
} from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { StatementKind } from '../../generated/prisma/enums.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { publishNotice } from '../notice-board/index.js';
import { findStatement, getStatement, keepVersion, moveStatement } from './statements.queries.js';
import { EDITABLE, STATEMENT_LIFE, STATEMENT_STATUS_LABELS, statementKind } from './statements.rules.js';
import { openPlaces } from './summary-text.rules.js';

/**
 * Writes or changes the branch's statement (R7, R46). `revision` is the one the writer saw (0: nothing yet): another
 * person's change in between is a StaleState.
 */
export async function saveStatement(
  useCase: UseCase,
  place: BranchInCampaign,
  kind: StatementKind,
  text: { title: string; body: string; revision: number },
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    const found = await findStatement(tx, key, kind);
    await requireStep(tx, key, kind, found);
    if (found && !EDITABLE.includes(found.status)) {
      throw new RuleViolation(`这份材料的状态是“${STATEMENT_STATUS_LABELS[found.status]}”，不能修改。`);
    }
    if ((found?.revision ?? 0) !== text.revision) throw new StaleState();
    const id = found?.id ?? newId();
    const { title, body } = text;
    if (found) await moveStatement(tx, at(found), { status: found.status, title, body });
    else await tx.branchStatement.create({ data: { ...key, id, kind, title, body, createdAt: useCase.clock.now() } });
    const saved = { id: newId(), title, body, savedBy: useCase.actor.name, savedAt: useCase.clock.now() };
    await keepVersion(tx, { bureauId: key.bureauId, statementId: id }, saved);
    record({
      action: 'statement.save',
      entity: 'BranchStatement',
      entityId: id,
      branchId: place.branchId,
      note: text.title,
    });
  });
}

const at = (found: { bureauId: string; id: string; status: keyof typeof STATEMENT_LIFE; revision: number }) => ({
  bureauId: found.bureauId,
  id: found.id,
  status: found.status,
  revision: found.revision,
});

/** A first text belongs to its open step; one that was published is corrected later too. */
async function requireStep(
  tx: Tx,
  key: StepPlace,
  kind: StatementKind,
  found: { publishedAt: Date | null } | null,
): Promise<void> {
  const { step } = statementKind(kind);
  if (found?.publishedAt) await requireReachedStep(tx, key, step);
  else await requireOpenStep(tx, key, step);
}

/**
 * R7, E52: takes a published text up again to correct it, with the reason. The old one stands on the board until the new
 * one is approved and published, unless it is withdrawn there. Throws NotFound, StaleState.
 */
export async function reviseStatement(
  useCase: UseCase,
  place: BranchInCampaign,
  kind: StatementKind,
  reason: string,
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    const found = await findStatement(tx, key, kind);
    if (!found) throw new NotFound();
    await requireStep(tx, key, kind, found);
    const move = STATEMENT_LIFE[found.status].revise;
    if (!move) throw new StaleState();
    await moveStatement(tx, at(found), { status: move.to, reviewNote: null });
    record({
      ...{ action: 'statement.revise', entity: 'BranchStatement', entityId: found.id, branchId: place.branchId },
      ...{ from: found.status, to: move.to, note: reason },
    });
  });
}

/** Hands the statement to the committee. */
export async function submitStatement(useCase: UseCase, place: BranchInCampaign, kind: StatementKind): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    const found = await findStatement(tx, key, kind);
    await requireStep(tx, key, kind, found);
    if (!found) throw new RuleViolation('还没有写这份材料，请先填写并保存。');
    const move = STATEMENT_LIFE[found.status].submit;
    if (!move) throw new StaleState();
    const open = openPlaces(found.body);
    if (open > 0) throw new RuleViolation(`文中还有${open}处“请补充”没有填写，请填写或删去后再报送。`);
    await moveStatement(tx, at(found), { status: move.to, submittedAt: useCase.clock.now() });
    record({
      action: 'statement.submit',
      entity: 'BranchStatement',
      entityId: found.id,
      branchId: place.branchId,
      from: found.status,
      to: move.to,
    });
  });
}

/**
 * The committee's word on a statement. Four eyes (E10): a reviewer who holds an office in the branch is refused.
 * Returning needs a note.
 */
export async function reviewStatement(
  useCase: UseCase,
  statementId: string,
  review: { outcome: 'approve' | 'return'; note: string | null; ownBranches: readonly string[] },
): Promise<void> {
  const { bureauId, name } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getStatement(tx, bureauId, statementId);
    if (review.ownBranches.includes(found.branchId))
      throw new Forbidden('不能审核自己所在支部的材料，请由其他委员审核。');
    const move = STATEMENT_LIFE[found.status][review.outcome];
    if (!move) throw new StaleState();
    if (move.note !== undefined && review.note === null) throw new RuleViolation(move.note, 'note');
    const approved = review.outcome === 'approve' ? { approvedAt: useCase.clock.now(), approvedBy: name } : {};
    await moveStatement(tx, at(found), { status: move.to, reviewNote: review.note, ...approved });
    record({
      action: `statement.${review.outcome}`,
      entity: 'BranchStatement',
      entityId: found.id,
      branchId: found.branchId,
      from: found.status,
      to: move.to,
      ...(review.note === null ? {} : { note: review.note }),
    });
  });
}

/** 公布 of an approved statement on the notice board. */
export async function publishStatement(
  useCase: UseCase,
  place: BranchInCampaign,
  kind: StatementKind,
  secrecyReviewedBy: string,
): Promise<void> {
  const key = placeFor(useCase, place);
  const row = statementKind(kind);
  const noticeKind = row.notice;
  if (noticeKind === null) throw new NotFound();
  await inTransaction(useCase, async (tx, record) => {
    const found = await findStatement(tx, key, kind);
    await requireStep(tx, key, kind, found);
    if (!found) throw new NotFound();
    const move = STATEMENT_LIFE[found.status].publish;
    if (!move) throw new StaleState();
    await moveStatement(tx, at(found), { status: move.to, publishedAt: useCase.clock.now() });
    await publishNotice(tx, record, useCase, {
      campaignId: key.campaignId,
      branchId: key.branchId,
      kind: noticeKind,
      title: found.title,
      content: [{ paragraphs: found.body.split('\n').filter((line) => line.trim() !== '') }],
      secrecyReviewedBy,
    });
    record({
      action: 'statement.publish',
      entity: 'BranchStatement',
      entityId: found.id,
      branchId: place.branchId,
      from: found.status,
      to: move.to,
    });
  });
}
