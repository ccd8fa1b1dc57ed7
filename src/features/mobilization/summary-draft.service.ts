import { type BranchInCampaign, placeFor, requireOpenStep } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { listFigures } from './figures.queries.js';
import { findStatement, keepVersion, moveStatement } from './statements.queries.js';
import { EDITABLE, STATEMENT_STATUS_LABELS } from './statements.rules.js';
import { type Figures, figuresOfBranch, refreshed, templateOf } from './summary-text.rules.js';

/**
 * R46: begins the branch's summary from the template with the figures of this moment, or brings the figures in its text up
 * to date; a new version either way. Gives how many changed figures were not found in the text any more, because the
 * writer worded them himself. Throws StepNotOpen, RuleViolation once handed in.
 */
export async function draftSummary(useCase: UseCase, place: BranchInCampaign, title: string): Promise<number> {
  const key = placeFor(useCase, place);
  const { actor, clock } = useCase;
  const now = clock.now();
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'SUMMARY');
    const [counted] = await listFigures(tx, key, chinaDay(now));
    if (!counted) throw new NotFound();
    const figures = figuresOfBranch(counted, now);
    const found = await findStatement(tx, key, 'SUMMARY');
    if (found && !EDITABLE.includes(found.status))
      throw new RuleViolation(`活动总结的状态是“${STATEMENT_STATUS_LABELS[found.status]}”，不能更新。`);
    const before = found?.figures as unknown as Figures | null | undefined;
    const template = templateOf(figures, '本支部');
    const text = found
      ? before
        ? refreshed(found.body, before, figures)
        : { body: `${template}\n附：原稿\n${found.body}`, left: 0 }
      : { body: template, left: 0 };
    const kept = { title: found?.title ?? title, body: text.body, figures: { ...figures } as object };
    const id = found?.id ?? newId();
    if (found) {
      const { bureauId, status, revision } = found;
      await moveStatement(tx, { bureauId, id, status, revision }, { status, ...kept });
    } else await tx.branchStatement.create({ data: { ...key, id, kind: 'SUMMARY', ...kept, createdAt: now } });
    const saved = { id: newId(), title: kept.title, body: kept.body, savedBy: actor.name, savedAt: now };
    await keepVersion(tx, { bureauId: key.bureauId, statementId: id }, saved);
    const what = { action: 'statement.draft', entity: 'BranchStatement', entityId: id };
    record({ ...what, branchId: place.branchId, note: kept.title });
    return text.left;
  });
}
