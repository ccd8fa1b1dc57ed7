import { PERMISSIONS } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, daysBetween } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { listRecusedByRule } from './recusals.queries.js';
import { lockRound } from './rounds.queries.js';
import { getRound, moveRound, requireIntact, entry as roundEntry } from './rounds.service.js';
import { countNotHandedIn, findToScore, type ToScore } from './scoring.queries.js';
import { type CriterionScore, outlying, sheetFault, totalOf } from './scoring.rules.js';

/**
 * Ends applications and begins the review: after the last day, or once every branch has handed in. Throws NotFound,
 * RuleViolation before that, StaleState when it was begun already.
 */
export async function startScoring(useCase: UseCase, id: string, revision: number): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, id, 'UPDATE');
    requireIntact('评选的标准', round.rules, round.rulesHash);
    const running = daysBetween(chinaDay(clock.now()), round.applyUntil) >= 0;
    const missing = running ? await countNotHandedIn(tx, actor.bureauId, id) : 0;
    if (missing > 0) throw new RuleViolation(`申报还没有截止，还有${missing}个支部没有上报，不能开始评审。`);
    await moveRound(tx, useCase, round, 'startScoring', { revision, data: { scoringAt: clock.now() } });
    await recordRecusals(tx, useCase, id);
    record({ ...roundEntry('score', id), from: 'OPEN', to: 'SCORING' });
  });
}

export const BY_RULE = '本支部的人，按规定回避';

/** E43: who belongs to a candidate's branch stands aside by rule, and that is recorded when the review begins. */
async function recordRecusals(tx: Tx, { actor, clock }: UseCase, roundId: string): Promise<void> {
  const { bureauId } = actor;
  const rows = await listRecusedByRule(tx, bureauId, roundId, PERMISSIONS['evaluations:score']);
  const shared = { bureauId, roundId, reason: BY_RULE, createdAt: clock.now() };
  await tx.evaluationRecusal.createMany({
    data: rows.map((row) => ({ ...shared, id: newId(), ...row })),
    skipDuplicates: true,
  });
}

/** E43: why the person does not score this branch's candidates: it is his own, or he declared it; null when he does. */
export function recusalOf(
  { branchId, recusals }: Pick<ToScore, 'branchId' | 'recusals'>,
  person: Person,
): string | null {
  const own = person.member?.branchId === branchId || person.roles.some((held) => held.branchId === branchId);
  if (own) return '您是这个党支部的成员，按规定回避。';
  const declared = recusals.find(({ reviewerId }) => reviewerId === person.accountId);
  return declared ? `您已回避：${declared.reason}` : null;
}

async function getToScore(tx: Tx, { actor }: UseCase, id: string): Promise<ToScore> {
  await lockRound(tx, actor.bureauId, id, 'SHARE');
  const found = await findToScore(tx, actor.bureauId, id);
  if (!found) throw new NotFound();
  return found;
}

const CLOSED = '您的评分已经定稿，不能再修改。';

/**
 * R43: the reviewer's points and reasons, criterion by criterion; open until he closes them. Throws NotFound, Forbidden
 * when he is recused (E43), RuleViolation (a point out of range, no reason, changed meanwhile), StaleState once closed.
 */
export async function saveSheet(
  useCase: UseCase,
  person: Person,
  applicationId: string,
  input: { scores: readonly CriterionScore[]; revision: number },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getToScore(tx, useCase, applicationId);
    refuseRecused(found, person);
    requireIntact('评选的标准', found.rules, found.rulesHash);
    requireIntact('附上的情况', (found.record ?? {}) as object, found.record === null ? null : found.recordHash);
    const fault = sheetFault(input.scores, found.rules.criteria);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const mine = found.sheets.find(({ reviewerId }) => reviewerId === person.accountId);
    if (mine?.status === 'CLOSED') throw new StaleState(CLOSED);
    const said = { scores: input.scores.map((score) => ({ ...score })), total: totalOf(input.scores) };
    if (mine) {
      const { count } = await tx.scoreSheet.updateMany({
        where: { bureauId, id: mine.id, status: 'OPEN', revision: input.revision },
        data: { ...said, revision: { increment: 1 } },
      });
      if (count === 0) throw new RuleViolation('这份评分刚才在别处被修改，本次没有保存。请打开最新内容再改。');
    } else {
      const key = { bureauId, id: newId(), applicationId, reviewerId: person.accountId };
      await tx.scoreSheet
        .create({ data: { ...key, reviewerName: person.displayName, ...said, createdAt: clock.now() } })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? new StaleState() : error;
        });
    }
    // What was given stands in the sheet alone: the trail must not tell it before the sheet is closed.
    record({ action: 'sheet.save', entity: 'EvaluationApplication', entityId: applicationId });
  });
}

function refuseRecused(found: ToScore, person: Person): void {
  const recusal = recusalOf(found, person);
  if (recusal) throw new Forbidden(recusal);
}

/** Closes the reviewer's sheet: it cannot be changed any more, and the others' closed ones are shown to him. */
export async function closeSheet(useCase: UseCase, person: Person, applicationId: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getToScore(tx, useCase, applicationId);
    refuseRecused(found, person);
    const mine = found.sheets.find(({ reviewerId }) => reviewerId === person.accountId);
    if (!mine) throw new RuleViolation('请先打分并保存。');
    const { count } = await tx.scoreSheet.updateMany({
      where: { bureauId, id: mine.id, status: 'OPEN' },
      data: { status: 'CLOSED', closedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState(CLOSED);
    record({ action: 'sheet.close', entity: 'EvaluationApplication', entityId: applicationId });
  });
}

/** E43: a relative, or another reason to stand aside: the reviewer's open sheets of the branch are withdrawn. */
export async function declareRecusal(
  useCase: UseCase,
  person: Person,
  applicationId: string,
  reason: string,
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const { roundId, branchId, sheets } = await getToScore(tx, useCase, applicationId);
    const reviewerId = person.accountId;
    if (sheets.some((sheet) => sheet.reviewerId === reviewerId && sheet.status === 'CLOSED'))
      throw new StaleState(CLOSED);
    const key = { bureauId, id: newId(), roundId, branchId, reviewerId, reviewerName: person.displayName };
    try {
      await tx.evaluationRecusal.create({ data: { ...key, reason, createdAt: clock.now() } });
    } catch (error) {
      throw isUniqueViolation(error) ? new StaleState('您已经申报回避。') : error;
    }
    await tx.scoreSheet.deleteMany({
      where: { bureauId, reviewerId, status: 'OPEN', application: { roundId, branchId } },
    });
    record({ action: 'sheet.recuse', entity: 'EvaluationRound', entityId: roundId, branchId, note: reason });
  });
}

interface SheetInBrief {
  reviewerId: string;
  status: 'OPEN' | 'CLOSED';
  total: number;
  explanation: string | null;
}

/** Whether the person's closed sheet lies far from the others' and is still to be explained. */
export function mustExplain(
  { sheets, rules }: { sheets: readonly SheetInBrief[]; rules: ToScore['rules'] },
  accountId: string,
): boolean {
  const closed = sheets.filter(({ status }) => status === 'CLOSED');
  const most = rules.criteria.reduce((sum, { points }) => sum + points, 0);
  const far = outlying(
    closed.map(({ total }) => total),
    most,
  );
  return closed.some((sheet, index) => sheet.reviewerId === accountId && sheet.explanation === null && far[index]);
}

/** The word of a reviewer whose sheet lies far from the others'. Throws NotFound, StaleState where none is asked. */
export async function explainSheet(
  useCase: UseCase,
  person: Person,
  applicationId: string,
  explanation: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getToScore(tx, useCase, applicationId);
    if (!mustExplain(found, person.accountId)) throw new StaleState('这份评分不需要说明。');
    await tx.scoreSheet.updateMany({
      where: { bureauId, applicationId, reviewerId: person.accountId, status: 'CLOSED', explanation: null },
      data: { explanation },
    });
    record({ action: 'sheet.explain', entity: 'EvaluationApplication', entityId: applicationId });
  });
}
