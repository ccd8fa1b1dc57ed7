import { chinaDay, daysBetween, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { CommitmentToRead } from './commitments.queries.js';
import { COMMITMENT_LIFE, groupTitle, LEVEL_LABELS } from './commitments.rules.js';
import { type ItemCard, itemCards } from './items.page.js';
import type { WaitingCommitment } from './review.queries.js';
import { type HistoryLine, historyOf, titleOf } from './show.page.js';

export interface ReviewsPage extends Page {
  lead: string;
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

/** A text that a branch handed in, as a row of the committee's queue. */
export function statementRow(
  row: { id: string; title: string; submittedAt: Date | null; branch: { shortName: string } },
  today: Date,
): WaitingRow {
  return {
    id: row.id,
    name: row.branch.shortName,
    note: row.title,
    items: '1份',
    since: waitingSince(row.submittedAt, today),
    action: { label: '审核', href: `/bureau/statements/${row.id}` },
    remark: '',
  };
}

function waitingSince(submittedAt: Date | null, today: Date): string {
  if (!submittedAt) return '';
  const day = chinaDay(submittedAt);
  const days = daysBetween(day, today);
  return `${showDay(day)}${days > 0 ? `(已等待${days}天)` : ''}`;
}

/** The queues of commitments that wait for review. */
export function showReviewsPage(
  frame: Frame,
  head: { title: string; lead: string },
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

export interface ReviewPage extends Page {
  lead: string;
  facts: { label: string; value: string }[];
  preamble: string;
  items: ItemCard[];
  history: HistoryLine[];
  refusal: string | null;
  form: object | null;
}

/** One commitment with the form of the reviewer; `refusal`: why this person does not decide (E10). */
export function showReviewPage({
  frame,
  commitment,
  refusal,
  form,
  today,
  action,
  back,
}: {
  frame: Frame;
  commitment: CommitmentToRead;
  refusal: string | null;
  form: FormState;
  today: Date;
  action: string;
  back: string;
}): ReviewPage {
  const waiting = commitment.status === 'SUBMITTED';
  return {
    title: `审核:${commitment.level === 'BRANCH' ? `${commitment.branch.shortName}的承诺` : titleOf(commitment)}`,
    frame,
    lead: `${commitment.year}年,承诺对象:${commitment.organizationSide};${commitment.peopleSide}。请逐项看是否切合职责、具体可行。`,
    facts: factsOf(commitment),
    preamble: commitment.preamble,
    items: itemCards(commitment.items, today, false),
    history: historyOf(commitment),
    refusal: waiting ? refusal : '这份承诺现在不在待审核状态。',
    form: waiting && refusal === null ? reviewForm(commitment, form, action, back) : null,
  };
}

function factsOf({ level, group, member }: CommitmentToRead): ReviewPage['facts'] {
  const facts = [
    { label: '小组', value: level !== 'BRANCH' && group ? groupTitle(group.name) : '' },
    { label: '岗位', value: level === 'MEMBER' ? (member?.post ?? '') : '' },
    { label: '能力特长', value: level === 'MEMBER' ? (member?.skills.join('、') ?? '') : '' },
  ];
  return facts.filter(({ value }) => value !== '');
}

function reviewForm(commitment: CommitmentToRead, form: FormState, action: string, back: string): object {
  const { approve, return: sendBack } = COMMITMENT_LIFE.SUBMITTED;
  return {
    action,
    submit: '提交审核意见',
    errors: form.summary,
    hidden: [{ name: 'round', value: String(commitment.round) }],
    fields: [
      fieldOf(form, 'action', '审核意见', {
        type: 'radios',
        options: [
          { value: 'approve', label: approve.label, hint: `${LEVEL_LABELS[commitment.level].name}定下来,由党支部公布` },
          { value: 'return', label: sendBack.label, hint: '写明哪一项、怎么改' },
        ],
      }),
      fieldOf(form, 'comment', '意见', {
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        hint: '退回时必须填写;审定通过时可以不填。',
      }),
    ],
    cancel: { label: '返回', href: back },
  };
}
