import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import { cascadeHref, writingHref } from './commitments.paths.js';
import type { CommitmentTarget, WrittenCommitment } from './commitments.queries.js';
import { kindName, LEVEL_LABELS, type RecipientSides, STATUS_TAGS } from './commitments.rules.js';
import { type OfferList, offersOf } from './taking-over.page.js';
import { type ItemOption, type ItemRow, itemRows } from './writing-rows.page.js';

/** What stands beside the form to draw on. */
export interface Basis {
  title: string;
  note: string | null;
  facts: { label: string; value: string }[];
  entries: { text: string; note: string | null }[];
  empty: string;
}

export interface WritingMatter {
  frame: Frame;
  target: CommitmentTarget;
  sides: RecipientSides;
  current: WrittenCommitment | null;
  lastYear: WrittenCommitment | null;
  /** What an item may refine: the branch's items handed to the group, or the group's items; key tasks for the branch. */
  options: readonly ItemOption[];
  basis: readonly Basis[];
  form: FormState;
  /** Empty rows asked for. */
  emptyRows: number;
}

type Field = ReturnType<typeof fieldOf>;

export interface WritingPage extends Page {
  lead: string;
  tag: { kind: string; label: string } | null;
  returned: { by: string; comment: string } | null;
  basis: readonly Basis[];
  form: {
    action: string;
    revision: string;
    preamble: Field;
    rows: ItemRow[];
    errors: FormState['summary'];
    hint: string;
    back: { label: string; href: string };
  };
  takeOver: { action: string; lists: OfferList[] } | null;
}

/** The form of a commitment with what it draws on: one fieldset an item. */
export function showWritingPage(matter: WritingMatter): WritingPage {
  const { frame, target, sides, current, form } = matter;
  const review = current?.status === 'RETURNED' ? current.reviews[0] : undefined;
  const href = writingHref(target);
  return {
    title: current?.taskTitle ? `即时承诺：${current.taskTitle}` : `${target.year}年${kindName(target)}`,
    frame,
    lead: `向“${sides.organizationSide}”和“${sides.peopleSide}”两方面作出书面承诺，由${LEVEL_LABELS[target.level].reviewedBy}审核。`,
    tag: current ? STATUS_TAGS[current.status] : { kind: 'idle', label: '未填写' },
    returned: review ? { by: `${review.reviewerName}的意见`, comment: review.comment || '请看下面各项的意见。' } : null,
    basis: matter.basis,
    form: {
      action: href,
      revision: form.values['revision'] ?? String(current?.revision ?? 0),
      preamble: preambleField(form),
      rows: itemRows({ ...matter, level: target.level, saved: current, remarks: review?.comments ?? [] }),
      errors: form.summary.map((error) => ({ ...error, message: withRowNumber(error) })),
      hint: target.shortTaskId ? SHORT_TASK_HINT : ITEM_HINTS[target.level],
      back: { label: '返回承诺总览', href: cascadeHref(target.branchId) },
    },
    takeOver: takeOverCard(matter, href),
  };
}

/** Only while nothing in the form could be lost by it: on a page that was refused it is not offered. */
function takeOverCard({ target, lastYear, options, form }: WritingMatter, href: string): WritingPage['takeOver'] {
  if (form.summary.length > 0) return null;
  const lists = offersOf({ level: target.level, lastYear, options }, form.values);
  return lists.length === 0 ? null : { action: href, lists };
}

const SHORT_TASK_HINT = '写清为这项任务做什么、什么时候做完。清空一项的文字即删去这一项。';

const ITEM_HINTS: Record<CommitmentTarget['level'], string> = {
  BRANCH: '结合重点工作和党员群众的意见建议，写明主要任务、工作内容和办结时限。清空一项的文字即删去这一项。',
  GROUP: '对照本小组职责，把支部分解的任务细化为具体事项；小组也可以另列自有事项。清空一项的文字即删去这一项。',
  MEMBER: '结合自己的能力特长和岗位职责，写2至5项做得到、看得见的事。清空一项的文字即删去这一项。',
};

function preambleField(form: FormState): Field {
  const hint = '写在承诺书开头的话，可以不填。';
  return fieldOf(form, 'preamble', '承诺说明', { type: 'textarea', rows: 2, optional: true, maxlength: 600, hint });
}

function withRowNumber({ field, message }: FormState['summary'][number]): string {
  const row = /^items\.(\d+)\./.exec(field ?? '')?.[1];
  return row === undefined || message.startsWith('第') ? message : `第${Number(row) + 1}项：${message}`;
}
