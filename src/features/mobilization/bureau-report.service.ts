import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { publishNotice } from '../notice-board/index.js';
import { changeReport, type FoundReport, findReport } from './bureau-report.queries.js';
import { REPORT_LIFE, REPORT_STATUS_LABELS, type ReportAction } from './bureau-report.rules.js';
import { listFigures } from './figures.queries.js';
import { EDITABLE } from './statements.rules.js';
import { figuresOfBureau, openPlaces, refreshed, templateOf } from './summary-text.rules.js';

const entry = (act: string, entityId: string): AuditEntry => ({
  ...{ action: `bureau-report.${act}`, entity: 'BureauReport', entityId },
});

async function keepVersion(tx: Tx, useCase: UseCase, id: string, text: { title: string; body: string }): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const number = 1 + (await tx.bureauReportVersion.count({ where: { bureauId, reportId: id } }));
  const saved = { number, ...text, savedBy: actor.name, savedAt: clock.now() };
  await tx.bureauReportVersion.create({ data: { bureauId, id: newId(), reportId: id, ...saved } });
}

/**
 * R46: begins the bureau's report from the template, which gathers the branches' figures, or brings its figures up to date.
 * Gives how many changed figures were not found in the text any more. Throws RuleViolation once handed in.
 */
export async function draftReport(useCase: UseCase, campaignId: string, title: string): Promise<number> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const now = clock.now();
  return inTransaction(useCase, async (tx, record) => {
    const figures = figuresOfBureau(
      await listFigures(tx, { bureauId, campaignId, branchId: null }, chinaDay(now)),
      now,
    );
    const found = await findReport(tx, { bureauId, campaignId });
    if (found) requireEditable(found);
    const text = found ? refreshed(found.body, found.figures, figures) : { body: templateOf(figures, '全局'), left: 0 };
    const kept = { title: found?.title ?? title, body: text.body, figures: { ...figures } as object };
    const by = { writtenById: actor.accountId ?? '' };
    const id = found?.id ?? newId();
    if (found) await changeReport(tx, found, { ...kept, ...by });
    else {
      await tx.bureauReport
        .create({ data: { bureauId, id, campaignId, ...kept, ...by, createdAt: now } })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? new StaleState() : error;
        });
    }
    await keepVersion(tx, useCase, id, { title: kept.title, body: kept.body });
    record({ ...entry('draft', id), note: kept.title });
    return text.left;
  });
}

function requireEditable({ status }: FoundReport): void {
  if (EDITABLE.includes(status)) return;
  throw new RuleViolation(`报告的状态是“${REPORT_STATUS_LABELS[status]}”，不能修改。`);
}

async function getReport(tx: Tx, { actor }: UseCase, campaignId: string): Promise<FoundReport> {
  const found = await findReport(tx, { bureauId: actor.bureauId, campaignId });
  if (!found) throw new NotFound();
  return found;
}

/** Saves the text as a new version. Throws NotFound, RuleViolation once handed in, StaleState. */
export async function saveReport(
  useCase: UseCase,
  campaignId: string,
  { title, body, revision }: { title: string; body: string; revision: number },
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const found = await getReport(tx, useCase, campaignId);
    requireEditable(found);
    if (found.revision !== revision) throw new StaleState();
    await changeReport(tx, found, { title, body, writtenById: useCase.actor.accountId ?? '' });
    await keepVersion(tx, useCase, found.id, { title, body });
    record({ ...entry('save', found.id), note: title });
  });
}

/** Moves the report as its table says; `also` is done in the same transaction. */
async function move(
  useCase: UseCase,
  campaignId: string,
  action: ReportAction,
  step: {
    note?: string | null;
    data: (now: Date) => Parameters<typeof changeReport>[2];
    before?: (found: FoundReport) => void;
    also?: (tx: Tx, record: (entry: AuditEntry) => void, found: FoundReport) => Promise<unknown>;
  },
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const found = await getReport(tx, useCase, campaignId);
    const row = REPORT_LIFE[found.status][action];
    if (!row) throw new StaleState();
    step.before?.(found);
    const note = step.note ?? null;
    if (row.note !== undefined && note === null) throw new RuleViolation(row.note, 'note');
    await changeReport(tx, found, { ...step.data(useCase.clock.now()), status: row.to });
    await step.also?.(tx, record, found);
    record({ ...entry(action, found.id), from: found.status, to: row.to, ...(note === null ? {} : { note }) });
  });
}

/** Hands the report to the other members of the committee. Throws RuleViolation while places of the template are open. */
export const submitReport = (useCase: UseCase, campaignId: string): Promise<void> =>
  move(useCase, campaignId, 'submit', {
    data: (now) => ({ submittedAt: now }),
    before: ({ body }) => {
      const open = openPlaces(body);
      if (open > 0) throw new RuleViolation(`文中还有${open}处“请补充”没有填写，请填写或删去后再送审。`);
    },
  });

/** Another member's word: whoever wrote it last does not approve it. Throws Forbidden, RuleViolation, StaleState. */
export const reviewReport = (
  useCase: UseCase,
  campaignId: string,
  { outcome, note }: { outcome: 'approve' | 'return'; note: string | null },
): Promise<void> =>
  move(useCase, campaignId, outcome, {
    note,
    before: ({ writtenById }) => {
      if (writtenById === useCase.actor.accountId) throw new Forbidden('不能审核自己起草的报告，请由其他委员审核。');
    },
    data: (now) => ({
      reviewNote: note,
      ...(outcome === 'approve' ? { approvedAt: now, approvedBy: useCase.actor.name } : {}),
    }),
  });

/** 公布 on the bureau's notice board. */
export const publishReport = (useCase: UseCase, campaignId: string, secrecyReviewedBy: string): Promise<void> =>
  move(useCase, campaignId, 'publish', {
    data: (now) => ({ publishedAt: now }),
    also: (tx, record, { title, body }) =>
      publishNotice(tx, record, useCase, {
        ...{ campaignId, branchId: null, kind: 'SUMMARY', title, secrecyReviewedBy },
        content: [{ paragraphs: body.split('\n').filter((line) => line.trim() !== '') }],
      }),
  });
