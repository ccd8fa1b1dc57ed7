import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type AcceptanceItem, listWith } from './acceptance.rules.js';
import { findList, type InCampaign } from './assessment.queries.js';
import { type FoundSheet, listBranchesToReview, listSheets } from './sheets.queries.js';
import { sheetFault, sumOf } from './sheets.rules.js';

/** What a sheet is about: a branch, or (null) the bureau as a whole. */
export interface Subject {
  campaignId: string;
  branchId: string | null;
}

const CLOSED = '这份评分已经定稿，不能再修改。';

/** The sheet of the acting reviewer and what hinders him from closing it. Throws NotFound for a branch not passed on. */
async function deskOf(tx: Tx, { actor }: UseCase, { campaignId, branchId }: Subject) {
  const key: InCampaign = { bureauId: actor.bureauId, campaignId };
  const [sheets, branches] = [await listSheets(tx, key), await listBranchesToReview(tx, key)];
  const own = sheets.filter(({ reviewerId }) => reviewerId === actor.accountId);
  const mine = own.find((sheet) => sheet.branchId === branchId) ?? null;
  const ready = branches.filter((branch) => branch.ready);
  if (branchId !== null && mine === null && !ready.some(({ id }) => id === branchId)) throw new NotFound();
  if (own.some((sheet) => sheet.branchId === null && sheet.status === 'CLOSED'))
    throw new StaleState('您的检查已经结束，不能再修改。');
  return { mine, open: openBranches(ready, own) };
}

/** The branches passed on on which the reviewer has no closed sheet. */
export const openBranches = <B extends { id: string }>(ready: readonly B[], own: readonly FoundSheet[]): B[] =>
  ready.filter(({ id }) => !own.some((sheet) => sheet.branchId === id && sheet.status === 'CLOSED'));

/**
 * R47: a reviewer's own points and remarks, item by item; open until he closes them. Throws NotFound, RuleViolation (points
 * out of range, fewer points without a word, changed meanwhile), StaleState once closed.
 */
export async function saveSheet(
  useCase: UseCase,
  subject: Subject,
  input: { scores: readonly { points: number; remark: string | null }[]; remark: string; revision: number },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const { mine } = await deskOf(tx, useCase, subject);
    if (mine?.status === 'CLOSED') throw new StaleState(CLOSED);
    const list = listWith((await findList(tx, { bureauId, campaignId: subject.campaignId }))?.items ?? null);
    const fault = sheetFault(input.scores, list);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const scores = named(input.scores, list);
    const said = { scores: scores.map((score) => ({ ...score })), total: sumOf(scores), remark: input.remark };
    const id = mine?.id ?? newId();
    if (mine) {
      const { count } = await tx.acceptanceSheet.updateMany({
        where: { bureauId, id, status: 'OPEN', revision: input.revision },
        data: { ...said, revision: { increment: 1 } },
      });
      if (count === 0) throw new RuleViolation('这份评分刚才在别处被修改，本次没有保存。请打开最新内容再改。');
    } else {
      const by = { reviewerId: actor.accountId ?? '', reviewerName: actor.name, createdAt: clock.now() };
      const { campaignId, branchId } = subject;
      await tx.acceptanceSheet
        .create({ data: { bureauId, id, campaignId, branchId, ...by, ...said } })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? new StaleState() : error;
        });
    }
    // What was given stands in the sheet alone: the trail must not tell it before the sheet is closed.
    record({ action: 'acceptance.sheet', entity: 'AcceptanceSheet', entityId: id });
  });
}

const named = (scores: readonly { points: number; remark: string | null }[], list: readonly AcceptanceItem[]) =>
  list.map(({ name }, index) => ({
    ...{ name, points: scores[index]?.points ?? 0, remark: scores[index]?.remark ?? null },
  }));

/**
 * Closes the reviewer's sheet; the others' closed ones are shown to him. Closing the one on the bureau as a whole ends his
 * review, and needs every branch's closed before. Throws NotFound, RuleViolation, StaleState.
 */
export async function closeSheet(useCase: UseCase, subject: Subject): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const { mine, open } = await deskOf(tx, useCase, subject);
    if (!mine) throw new RuleViolation('请先打分并保存。');
    if (subject.branchId === null && open.length > 0)
      throw new RuleViolation(`还有${open.map(({ shortName }) => shortName).join('、')}没有定稿，不能结束检查。`);
    const { count } = await tx.acceptanceSheet.updateMany({
      where: { bureauId, id: mine.id, status: 'OPEN' },
      data: { status: 'CLOSED', closedAt: useCase.clock.now(), revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState(CLOSED);
    record({ action: 'acceptance.closeSheet', entity: 'AcceptanceSheet', entityId: mine.id });
  });
}
