import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { CommitmentToRead } from './commitments.queries.js';
import { COMMITMENT_LIFE, groupTitle, LEVEL_LABELS } from './commitments.rules.js';
import { type ComparedItem, compareItems } from './item-comparison.page.js';
import { draftCards, type ItemCard } from './items.page.js';
import { type HistoryLine, historyOf, titleOf } from './show.page.js';
import { readSnapshot } from './snapshot.rules.js';

type Field = ReturnType<typeof fieldOf>;

export interface ReviewPage extends Page {
  lead: string;
  facts: { label: string; value: string }[];
  preamble: string;
  items: (ItemCard & { comment: Field | null; itemId: { name: string; value: string } })[];
  /** What changed since the round before; null in the first. */
  changes: { columns: { before: string; after: string }; items: ComparedItem[]; remarks: string[] } | null;
  queue: Queue;
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
  queue,
}: {
  frame: Frame;
  commitment: CommitmentToRead;
  refusal: string | null;
  form: FormState;
  today: Date;
  action: string;
  back: string;
  queue: Queue;
}): ReviewPage {
  const waiting = commitment.status === 'SUBMITTED';
  const decides = waiting && refusal === null;
  return {
    title: `审核：${commitment.level === 'BRANCH' ? `${commitment.branch.shortName}的承诺` : titleOf(commitment)}`,
    frame,
    lead: `${commitment.year}年，承诺对象：${commitment.organizationSide}；${commitment.peopleSide}。请逐项看是否切合职责、具体可行。`,
    facts: factsOf(commitment),
    preamble: commitment.preamble,
    items: draftCards(commitment.items, today, commitment.year).map((card, index) => ({
      ...card,
      itemId: { name: `comments.${index}.itemId`, value: commitment.items[index]?.id ?? '' },
      comment: decides
        ? fieldOf(form, `comments.${index}.text`, '对这一项的意见', {
            ...{ type: 'textarea', rows: 2, maxlength: 300, optional: true },
          })
        : null,
    })),
    changes: changesOf(commitment),
    queue,
    history: historyOf(commitment),
    refusal: waiting ? refusal : '这份承诺现在不在待审核状态。',
    form: decides ? reviewForm(commitment, form, action, back) : null,
  };
}

/** Where the reviewer stands in what waits for him. */
export interface Queue {
  /** 第2份，共5份; null where this one is not in it. */
  place: string | null;
  previous: string | null;
  next: string | null;
}

function changesOf({ reviews, items, round }: CommitmentToRead): ReviewPage['changes'] {
  const last = reviews.filter((review) => review.round < round).at(-1);
  const before = last && readSnapshot(last.snapshot);
  if (!last || !before) return null;
  return {
    columns: { before: `第${last.round}次提交`, after: `第${round}次提交` },
    items: compareItems(before, items).filter(({ tag }) => tag !== null),
    remarks: last.comments.map(({ position, text }) => `上次对第${position + 1}项的意见：${text}`),
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
          {
            value: 'approve',
            label: approve.label,
            hint: `${LEVEL_LABELS[commitment.level].name}定下来，由党支部公布`,
          },
          { value: 'return', label: sendBack.label, hint: '写明哪一项、怎么改' },
        ],
      }),
      fieldOf(form, 'comment', '总的意见', {
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        hint: '退回时，这里或各项后面至少写一处意见；审定通过时可以不填。',
      }),
    ],
    cancel: { label: '返回', href: back },
  };
}
