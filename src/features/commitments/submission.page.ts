import type { FormState } from '../../web/form.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import { writingHref } from './commitments.paths.js';
import type { CommitmentTarget } from './commitments.queries.js';
import { kindName, LEVEL_LABELS } from './commitments.rules.js';
import { draftCards, type ItemCard, type ItemToShow } from './items.page.js';

export interface SubmissionPage extends Page {
  lead: string;
  stages: { label: string; state: 'done' | 'now' | 'later' }[];
  preamble: string;
  items: ItemCard[];
  confirm: object;
}

/** 核对: everything as the reviewer will see it, and the binding act of submitting it. */
export function showSubmissionPage({
  frame,
  target,
  commitment,
  form,
  today,
}: {
  frame: Frame;
  target: CommitmentTarget;
  commitment: {
    revision: number;
    preamble: string;
    organizationSide: string;
    peopleSide: string;
    items: readonly ItemToShow[];
  };
  form: FormState;
  today: Date;
}): SubmissionPage {
  const href = writingHref(target);
  const { reviewedBy } = LEVEL_LABELS[target.level];
  const name = kindName(target);
  return {
    title: `核对并提交${name}`,
    frame,
    lead: `承诺对象：${commitment.organizationSide}；${commitment.peopleSide}。`,
    stages: [
      { label: '填写', state: 'done' },
      { label: '核对', state: 'now' },
      { label: '提交审核', state: 'later' },
    ],
    preamble: commitment.preamble,
    items: draftCards(commitment.items, today, target.year),
    confirm: {
      question: `提交${target.year}年${name}（${commitment.items.length}项）吗？`,
      happens: `承诺交${reviewedBy}审核。审核期间不能修改。`,
      seenBy: `${reviewedBy}，以及本支部党员。审定后由党支部在党务公开栏公布。`,
      undo: '提交后不能自行撤回；需要修改时，请审核人退回。',
      action: `${href}/submission`,
      submit: '提交审核',
      hidden: [{ name: 'revision', value: String(commitment.revision) }],
      errors: form.summary,
      cancel: { label: '返回修改', href },
    },
  };
}
