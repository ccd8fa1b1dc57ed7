import { chinaDay, daysBetween, showDay } from '../../shared/dates.js';
import type { Action, Frame, Page } from '../../web/frame-shape.js';
import { amendmentsHref } from './commitments.paths.js';
import { groupTitle } from './commitments.rules.js';
import type { OpenAmendment, WaitingCommitment, WaitingOfBranch } from './review.queries.js';
import { titleOf } from './show.page.js';

export interface ReviewsPage extends Page {
  lead: string;
  actions: Action[];
  sections: { title: string; note: string; table: object }[];
}

export interface WaitingSection {
  title: string;
  rows: readonly WaitingRow[];
  empty: string;
}

export interface WaitingRow {
  id: string;
  name: string;
  note: string;
  items: string;
  since: string;
  action: { label: string; href: string } | null;
  remark: string;
}

/** A commitment that waits, as a row of a queue. `href`: null where somebody else decides, told by `remark`. */
export function waitingRow(row: WaitingCommitment, today: Date, href: string | null, remark: string): WaitingRow {
  return {
    id: row.id,
    name: row.level === 'BRANCH' ? row.branch.shortName : titleOf(row),
    note: row.level === 'MEMBER' && row.group ? groupTitle(row.group.name) : `${row.year}年`,
    items: `${row.items.length}项`,
    since: waitingSince(row.submittedAt, today),
    action: href === null ? null : { label: '审核', href },
    remark,
  };
}

/** A proposal to amend a letter, as a row of a queue. */
export function amendmentRow(
  { id, proposedAt, commitment }: OpenAmendment,
  today: Date,
  remark: string | null,
): WaitingRow {
  const href = `${amendmentsHref(commitment.branchId, commitment.id)}/${id}`;
  const row = waitingRow(
    { ...commitment, submittedAt: proposedAt },
    today,
    remark === null ? href : null,
    remark ?? '',
  );
  return { ...row, id };
}

/** What a branch recorded for its items or asked for, an item a row. `remark`: why somebody else decides. */
export function recordRows(
  { branch, branchId, items }: WaitingOfBranch,
  today: Date,
  remark: string | null,
): WaitingRow[] {
  return items.flatMap(({ id, mainTask, fulfillments, extensions }) => {
    const asked = [...fulfillments, ...extensions];
    if (asked.length === 0) return [];
    const since = new Date(Math.min(...asked.map(({ createdAt }) => createdAt.getTime())));
    const action = remark === null ? { label: '去办理', href: `/branches/${branchId}/fulfillments` } : null;
    return [
      {
        ...{ id, name: branch.shortName, note: mainTask, items: `${asked.length}条`, action, remark: remark ?? '' },
        since: waitingSince(since, today),
      },
    ];
  });
}

/** A text that a branch handed in, as a row of the committee's queue. */
export function statementRow(
  row: { id: string; title: string; submittedAt: Date | null; href: string; branch: { shortName: string } },
  today: Date,
): WaitingRow {
  return {
    id: row.id,
    name: row.branch.shortName,
    note: row.title,
    items: '1份',
    since: waitingSince(row.submittedAt, today),
    action: { label: '审核', href: row.href },
    remark: '',
  };
}

function waitingSince(submittedAt: Date | null, today: Date): string {
  if (!submittedAt) return '';
  const day = chinaDay(submittedAt);
  const days = daysBetween(day, today);
  return `${showDay(day)}${days > 0 ? `（已等待${days}天）` : ''}`;
}

/** The queues of commitments that wait for review. */
export function showReviewsPage(
  frame: Frame,
  head: { title: string; lead: string; actions: Action[] },
  sections: readonly WaitingSection[],
): ReviewsPage {
  return {
    ...head,
    frame,
    sections: sections.map(({ title, rows, empty }) => ({
      title,
      note: `${rows.length}份`,
      table: {
        caption: title,
        columns: [
          { label: '名称' },
          { label: '数量', kind: 'number' },
          { label: '提交日期' },
          { label: '办理', kind: 'act' },
        ],
        rows: rows.map((row) => ({
          id: `c-${row.id}`,
          cells: [
            { text: row.name, note: row.note },
            row.items,
            row.since,
            row.action ? { actions: [row.action] } : row.remark,
          ],
        })),
        empty: { title: empty },
      },
    })),
  };
}
