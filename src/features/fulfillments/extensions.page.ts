import { dayInput, showDay, showDistance, showMoment } from '../../shared/dates.js';
import { EXTENSION_TAGS } from '../../shared/extension-life.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { DueItem, ExtensionRow } from './extensions.queries.js';
import { EXTENSION_WORDS, kindOn } from './extensions.rules.js';
import { extensionHref, itemHref } from './fulfillments.paths.js';

/** E34: asking for more time, or explaining a delay: the day decides which. */
export function showExtensionForm(data: {
  frame: Frame;
  branchId: string;
  item: DueItem;
  form: FormState;
  today: Date;
}) {
  const { frame, branchId, item, form, today } = data;
  const before = kindOn(item.dueDate, today) === 'EXTENSION';
  const due = `办结时限${showDay(item.dueDate)}，${showDistance(today, item.dueDate)}。`;
  return {
    title: before ? '申请延期' : '说明逾期的原因',
    frame,
    lead: `“${item.mainTask}”，${due}${before ? '审核同意后改为新的日期，原来的日期留存。' : '逾期已经公开显示；属客观原因的，说明经审核后一并公开。'}`,
    form: {
      action: `${itemHref(branchId, item.id)}/extensions`,
      submit: before ? '提交申请' : '提交说明',
      errors: form.summary,
      cancel: { label: '返回', href: itemHref(branchId, item.id) },
      fields: [
        fieldOf(form, 'reason', before ? '延期的理由' : '逾期的原因和打算', {
          type: 'textarea',
          rows: 4,
          maxlength: 500,
        }),
        before
          ? fieldOf(form, 'newDueDate', '新的办结时限', { type: 'date', width: 'medium', min: dayInput(item.dueDate) })
          : fieldOf(form, 'objective', '属客观原因，不是本人或本组能够决定的', { type: 'checkbox' }),
      ],
    },
  };
}

/** One request with its decision, or the form to decide. */
export function showExtensionPage(data: {
  frame: Frame;
  branchId: string;
  row: ExtensionRow;
  /** Null: decides. */
  refusal: string | null;
  form: FormState;
}) {
  const { frame, branchId, row, form, refusal } = data;
  const words = EXTENSION_WORDS[row.kind];
  const open = row.status === 'REQUESTED';
  return {
    title: words.name,
    frame,
    lead: `“${row.item.mainTask}”，由${row.createdByName}于${showMoment(row.createdAt)}提出。`,
    tag: EXTENSION_TAGS[row.status],
    facts: [
      { label: '原来的时限', value: showDay(row.oldDueDate) },
      ...(row.newDueDate ? [{ label: '新的时限', value: showDay(row.newDueDate) }] : []),
      { label: '理由', value: row.reason },
      ...(row.kind === 'EXPLANATION' ? [{ label: '客观原因', value: row.objective ? '是' : '否' }] : []),
      ...(row.decidedByName
        ? [{ label: '审核', value: [row.decidedByName, row.decisionNote].filter(Boolean).join('：') }]
        : []),
    ],
    back: { label: '查看这一项承诺', href: itemHref(branchId, row.itemId) },
    refusal: open ? refusal : null,
    decision:
      open && refusal === null ? decisionForm(form, `${extensionHref(branchId, row.id)}/decision`, words) : null,
  };
}

function decisionForm(form: FormState, action: string, words: (typeof EXTENSION_WORDS)['EXTENSION']) {
  const options = [
    { value: 'grant', label: words.grant, hint: words.granted },
    { value: 'refuse', label: words.refuse, hint: '写明理由' },
  ];
  return {
    ...{ action, submit: '提交意见', errors: form.summary },
    fields: [
      fieldOf(form, 'action', '意见', { type: 'radios', options }),
      fieldOf(form, 'note', '说明', { type: 'textarea', rows: 2, maxlength: 300, optional: true }),
    ],
  };
}
