import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { transfersHref } from './transfers.page.js';
import type { TransferRow } from './transfers.queries.js';

/** E2: received here, or the receipt of an organization outside the bureau. */
export function showReceptionPage(data: {
  frame: Frame;
  branchId: string;
  transfer: TransferRow;
  form: FormState;
  today: Date;
}) {
  const { branchId, transfer, form, today } = data;
  const { name } = transfer.member;
  const here = transfer.toBranchId === branchId;
  return {
    title: here ? `接收${name}` : `登记${name}转出的回执`,
    frame: data.frame,
    confirm: {
      question: here ? `接收${name}到本支部吗？` : `${transfer.destination}已接收${name}吗？`,
      happens: here
        ? '从接收之日起列入本支部名册，在本支部计算应到会人数；接着安排参加一个功能党小组，并作出承诺。登录账号随本人转来。'
        : '从接收之日起退出本支部和所在小组，小组名单生成新的一版；登录账号停用，已有的记录保留。',
      seenBy: '两个支部的书记和支部委员。',
      undo: '不能撤回。',
      facts: [
        { label: '原支部', value: transfer.fromBranch.shortName },
        { label: '介绍信', value: letterWords(transfer) },
      ],
      action: `${transfersHref(branchId)}/${transfer.id}/reception`,
      submit: here ? '确认接收' : '确认已接收',
      errors: form.summary,
      fields: [
        fieldOf(form, 'receivedOn', '接收日期', {
          ...{ type: 'date', width: 'short', min: dayInput(transfer.letterOn), max: dayInput(today) },
        }),
        ...(here
          ? [
              fieldOf(form, 'commitmentDays', '作出承诺的期限', {
                ...{ type: 'number', width: 'short', unit: '天', min: 1, max: 90, inputmode: 'numeric' },
                hint: '从今天起计算，本人在“我的事项”里看到最后日期',
              }),
            ]
          : []),
      ],
      cancel: { label: '返回', href: transfersHref(branchId) },
    },
  };
}

export function showCancellationPage(data: { frame: Frame; branchId: string; transfer: TransferRow; form: FormState }) {
  const { branchId, transfer, form } = data;
  return {
    title: `撤回${transfer.member.name}的介绍信`,
    frame: data.frame,
    confirm: {
      question: `撤回${transfer.member.name}的组织关系介绍信吗？`,
      happens: '转接到此为止，党员继续在本支部。需要时可以重新开具。',
      seenBy: '本支部和接收支部的书记、支部委员。',
      undo: '不能恢复原来的介绍信，可以重新开具。',
      facts: [{ label: '去向', value: transfer.destination }],
      action: `${transfersHref(branchId)}/${transfer.id}/cancellation`,
      submit: '确认撤回',
      errors: form.summary,
      fields: [fieldOf(form, 'reason', '撤回原因', { type: 'textarea', rows: 2, maxlength: 200 })],
      cancel: { label: '返回', href: transfersHref(branchId) },
    },
  };
}

/** The receiving branch does not take him. */
export function showReturnPage(data: { frame: Frame; branchId: string; transfer: TransferRow; form: FormState }) {
  const { branchId, transfer, form } = data;
  const { name } = transfer.member;
  return {
    title: `退回${name}的介绍信`,
    frame: data.frame,
    confirm: {
      question: `不接收${name}，把介绍信退回原支部吗？`,
      happens: '转接到此为止，党员仍在原支部，权利、小组都不变。原支部可以改正后重新开具。',
      seenBy: '两个支部的书记和支部委员。',
      undo: '不能恢复原来的介绍信，由原支部重新开具。',
      facts: [
        { label: '原支部', value: transfer.fromBranch.shortName },
        { label: '介绍信', value: letterWords(transfer) },
      ],
      action: `${transfersHref(branchId)}/${transfer.id}/return`,
      submit: '确认退回',
      errors: form.summary,
      fields: [
        fieldOf(form, 'reason', '退回原因', {
          ...{ type: 'textarea', rows: 2, maxlength: 200, hint: '例如：介绍信姓名有误、本人不到本单位工作' },
        }),
      ],
      cancel: { label: '返回', href: transfersHref(branchId) },
    },
  };
}

const letterWords = ({ letterNo, letterOn, validUntil }: TransferRow): string =>
  `${letterNo === null ? '' : `${letterNo}，`}${showDay(letterOn)}开具，有效期到${showDay(validUntil)}`;
