import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { CommitmentToRead } from './commitments.queries.js';
import { COMMITMENT_LIFE, groupTitle, LEVEL_LABELS } from './commitments.rules.js';
import { draftCards, type ItemCard } from './items.page.js';
import { type HistoryLine, historyOf, titleOf } from './show.page.js';

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
    title: `审核：${commitment.level === 'BRANCH' ? `${commitment.branch.shortName}的承诺` : titleOf(commitment)}`,
    frame,
    lead: `${commitment.year}年，承诺对象：${commitment.organizationSide}；${commitment.peopleSide}。请逐项看是否切合职责、具体可行。`,
    facts: factsOf(commitment),
    preamble: commitment.preamble,
    items: draftCards(commitment.items, today, commitment.year),
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
          {
            value: 'approve',
            label: approve.label,
            hint: `${LEVEL_LABELS[commitment.level].name}定下来，由党支部公布`,
          },
          { value: 'return', label: sendBack.label, hint: '写明哪一项、怎么改' },
        ],
      }),
      fieldOf(form, 'comment', '意见', {
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        hint: '退回时必须填写；审定通过时可以不填。',
      }),
    ],
    cancel: { label: '返回', href: back },
  };
}
