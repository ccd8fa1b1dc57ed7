import { chinaDay, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import type { AmendmentRow, PublishedLetter } from './amendments.queries.js';
import { AMENDMENT_LIFE, AMENDMENT_TAGS, keptItems } from './amendments.rules.js';
import { amendmentsHref, commitmentHref } from './commitments.paths.js';
import { LEVEL_LABELS } from './commitments.rules.js';
import { compareItems } from './item-comparison.page.js';
import { showLetterPage } from './letter.page.js';
import { thawLetter } from './letter.rules.js';
import { type ItemOption, itemRows } from './writing-rows.page.js';

/** E33: the form in which the owner writes how a published letter should read. */
export function showAmendmentForm(data: {
  frame: Frame;
  letter: PublishedLetter;
  options: readonly ItemOption[];
  form: FormState;
}): Page & { lead: string; form: object } {
  const { frame, letter, options, form } = data;
  const href = amendmentsHref(letter.branchId, letter.id);
  return {
    title: `申请调整${letter.year}年${LEVEL_LABELS[letter.level].name}`,
    frame,
    lead: `已公布的承诺不能直接改。写明怎么改、为什么改，由${LEVEL_LABELS[letter.level].reviewedBy}审核；同意后公布新的一版，原来的一版仍可查看。`,
    form: {
      action: href,
      version: form.values['version'] ?? String(letter.version),
      reason: fieldOf(form, 'reason', '调整的理由', {
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        hint: '公布新版时一并公开',
      }),
      preamble: fieldOf(form, 'preamble', '承诺说明', { type: 'textarea', rows: 2, optional: true, maxlength: 600 }),
      rows: itemRows({ form, level: letter.level, saved: null, options, emptyRows: 1 }),
      errors: form.summary,
      back: { label: '返回', href: commitmentHref(letter.branchId, letter.id) },
    },
  };
}

/** A proposal beside the letter as it stands, with the reviewer's form where it is this person's to decide. */
export function showAmendment(data: {
  frame: Frame;
  letter: PublishedLetter;
  amendment: AmendmentRow;
  /** Null: decides. */
  refusal: string | null;
  mayWithdraw: boolean;
  form: FormState;
}): Page & {
  lead: string;
  tag: Tag;
  facts: object[];
  columns: { before: string; after: string };
  items: object[];
  decision: object | null;
  refusal: string | null;
  withdraw: Action | null;
} {
  const { frame, letter, amendment, form } = data;
  const open = amendment.status === 'PROPOSED';
  const href = `${amendmentsHref(letter.branchId, letter.id)}/${amendment.id}`;
  return {
    title: '调整承诺的申请',
    frame,
    lead: `${letter.year}年${LEVEL_LABELS[letter.level].name}，由${amendment.proposedByName}提出。`,
    tag: AMENDMENT_TAGS[amendment.status],
    facts: [
      { label: '理由', value: amendment.reason },
      { label: '提出时间', value: showMoment(amendment.proposedAt) },
      ...(amendment.decidedByName ? [{ label: '审核人', value: amendment.decidedByName }] : []),
      ...(amendment.decisionNote ? [{ label: '审核意见', value: amendment.decisionNote }] : []),
    ],
    columns: { before: '现在', after: '调整后' },
    items: open ? compareItems(letter.items, keptItems(amendment.items)).filter(({ tag }) => tag !== null) : [],
    decision: open && data.refusal === null ? decisionForm(form, href) : null,
    refusal: open ? data.refusal : null,
    withdraw:
      open && data.mayWithdraw
        ? { label: '撤回申请', href: `${href}/withdrawal`, method: 'post', kind: 'quiet' }
        : null,
  };
}

function decisionForm(form: FormState, href: string): object {
  const { approve, return: refuse } = AMENDMENT_LIFE.PROPOSED;
  return {
    action: `${href}/decision`,
    submit: '提交审核意见',
    errors: form.summary,
    fields: [
      fieldOf(form, 'action', '审核意见', {
        type: 'radios',
        options: [
          { value: 'approve', label: approve?.label ?? '', hint: '公布新的一版，原来的一版留存' },
          { value: 'return', label: refuse?.label ?? '', hint: '承诺保持原样' },
        ],
      }),
      fieldOf(form, 'note', '意见', {
        type: 'textarea',
        rows: 3,
        maxlength: 500,
        optional: true,
        hint: '不同意时必须填写',
      }),
      fieldOf(form, 'secrecyReviewedBy', '保密审查人', {
        ...{ width: 'medium', maxlength: 40, optional: true },
        hint: '同意时填写：核对新的一版不含秘密和个人隐私的人',
      }),
    ],
  };
}

/** An earlier version of a letter as it was published. */
export function showOldVersion(data: {
  frame: Frame;
  version: number;
  frozenText: string;
  frozenHash: string;
  replacedAt: Date;
  reason: string;
  now: number;
  href: string;
}) {
  const { frame, version, replacedAt, reason, now, href } = data;
  const letter = thawLetter(data.frozenText);
  const page = showLetterPage({
    frame,
    letter,
    side: 'organization',
    otherHref: href,
    wordHref: null,
    kept: { version, hash: data.frozenHash },
  });
  const note = `这是第${version}版，${showDay(chinaDay(replacedAt))}已由第${version + 1}版替代，理由：${reason}。`;
  return { ...page, note, hash: null, other: { label: `查看现在的第${now}版`, href } };
}
