import { addDays, dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { Leaver, TransferRow } from './transfers.queries.js';
import { TRANSFER_TAGS } from './transfers.rules.js';

export const transfersHref = (branchId: string) => `/branches/${branchId}/transfers`;
export const letterHref = (branchId: string, memberId: string) => `/branches/${branchId}/members/${memberId}/transfer`;

/** R56, E1, E2: who is leaving, who is to be received, who has gone. */
export function showTransfersPage(data: {
  frame: Frame;
  branchId: string;
  transfers: readonly TransferRow[];
  mayManage: boolean;
  today: Date;
}) {
  const { branchId, transfers, mayManage, today } = data;
  const incoming = transfers.filter((row) => row.toBranchId === branchId);
  const waiting = incoming.filter((row) => row.status === 'IN_TRANSIT');
  const [first] = waiting;
  const roster = `/branches/${branchId}/members`;
  return {
    title: '组织关系转接',
    frame: data.frame,
    head: {
      title: '组织关系转接',
      lead: '转接期间，党员仍属原支部，权利不变；接收之日起，在新支部计算应到会人数。',
      actions: [{ label: '党员名册', href: roster, kind: 'quiet' as const }],
    },
    next:
      first && mayManage
        ? {
            title: `接收${first.member.name}`,
            text: `${first.fromBranch.shortName}已开具介绍信，有效期到${showDay(first.validUntil)}。`,
            action: { label: '办理接收', href: `${transfersHref(branchId)}/${first.id}/reception/new` },
          }
        : null,
    incoming: tableOf('转入', incoming, (row) => incomingActions(branchId, row, mayManage), today),
    outgoing: tableOf(
      '转出',
      transfers.filter((row) => row.fromBranchId === branchId),
      (row) => outgoingActions(branchId, row, mayManage),
      today,
    ),
  };
}

function incomingActions(branchId: string, { id, status }: TransferRow, mayManage: boolean): Action[] {
  if (!mayManage || status !== 'IN_TRANSIT') return [];
  return [{ label: '办理接收', href: `${transfersHref(branchId)}/${id}/reception/new` }];
}

function outgoingActions(branchId: string, row: TransferRow, mayManage: boolean): Action[] {
  if (!mayManage || row.status !== 'IN_TRANSIT') return [];
  const base = `${transfersHref(branchId)}/${row.id}`;
  const cancel: Action = { label: '撤回', href: `${base}/cancellation/new` };
  return row.toBranchId ? [cancel] : [{ label: '登记回执', href: `${base}/reception/new` }, cancel];
}

function tableOf(title: string, rows: readonly TransferRow[], actionsOf: (row: TransferRow) => Action[], today: Date) {
  return {
    caption: title,
    columns: [
      { label: '姓名' },
      { label: title === '转入' ? '原支部' : '去向' },
      { label: '介绍信' },
      { label: '状态' },
      { label: '操作', kind: 'act' },
    ],
    rows: rows.map((row) => ({
      cells: [
        { text: row.member.name, note: row.member.post ?? '' },
        title === '转入' ? row.fromBranch.shortName : row.destination,
        { text: showDay(row.letterOn), note: `有效期到${showDay(row.validUntil)}` },
        { tag: tagOf(row, title, today), note: noteOf(row) },
        { actions: actionsOf(row) },
      ],
    })),
    empty: { title: `没有${title}的党员` },
  };
}

function tagOf(row: TransferRow, title: string, today: Date) {
  if (row.status === 'IN_TRANSIT' && row.validUntil < today) return { kind: 'late', label: '介绍信已过期' };
  if (title === '转入' && row.status === 'IN_TRANSIT') return { kind: 'warn', label: '待接收' };
  return title === '转入' && row.status === 'RECEIVED' ? { kind: 'ok', label: '已接收' } : TRANSFER_TAGS[row.status];
}

const noteOf = ({ receivedOn, cancelReason }: TransferRow): string =>
  receivedOn ? `${showDay(receivedOn)}接收` : (cancelReason ?? '');

/** E1: writing the letter; nothing changes for the member yet. */
export function showLetterPage(data: { frame: Frame; branchId: string; leaver: Leaver; form: FormState; today: Date }) {
  const { branchId, form, today } = data;
  const { member, others } = data.leaver;
  const group = member.memberships[0]?.group.name;
  const led = member.leaderTerms[0]?.group.name;
  return {
    title: `${member.name}转出组织关系`,
    frame: data.frame,
    warnings: led ? [`${member.name}现任“${led}”组长，转出后组长空缺，请准备补选。`] : [],
    confirm: {
      question: `为${member.name}开具组织关系介绍信吗？`,
      happens:
        '开具后处于转接中，党员仍属本支部，权利、小组都不变。对方接收之日起，退出本支部和所在小组，小组名单生成新的一版，已有的记录保留。',
      seenBy: '本支部书记、支部委员和接收支部的书记。',
      undo: '对方接收前可以撤回。',
      facts: [
        { label: '党员', value: [member.name, member.post ?? ''].filter((text) => text !== '').join('，') },
        ...(group ? [{ label: '所在小组', value: group }] : []),
      ],
      action: letterHref(branchId, member.id),
      submit: '开具介绍信',
      errors: form.summary,
      fields: [
        fieldOf(form, 'toBranchId', '转往本局支部', {
          type: 'select',
          width: 'medium',
          optional: true,
          options: [
            { value: '', label: '不在本局' },
            ...others.map(({ id, shortName }) => ({ value: id, label: shortName })),
          ],
        }),
        fieldOf(form, 'destination', '转往其他党组织', {
          width: 'medium',
          maxlength: 60,
          optional: true,
          hint: '不在本局的，填写接收的党组织名称',
        }),
        fieldOf(form, 'letterOn', '开具日期', { type: 'date', width: 'short', max: dayInput(today) }),
        fieldOf(form, 'validUntil', '有效期至', {
          type: 'date',
          width: 'short',
          min: dayInput(today),
          hint: '同城一般10天，最长不超过三个月',
        }),
      ],
      cancel: { label: '返回', href: `/branches/${branchId}/members/${member.id}` },
    },
  };
}

export const freshLetter = (today: Date): Record<string, string> => ({
  letterOn: dayInput(today),
  validUntil: dayInput(addDays(today, 10)),
});

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
        { label: '介绍信', value: `${showDay(transfer.letterOn)}开具，有效期到${showDay(transfer.validUntil)}` },
      ],
      action: `${transfersHref(branchId)}/${transfer.id}/reception`,
      submit: here ? '确认接收' : '确认已接收',
      errors: form.summary,
      fields: [
        fieldOf(form, 'receivedOn', '接收日期', {
          ...{ type: 'date', width: 'short', min: dayInput(transfer.letterOn), max: dayInput(today) },
        }),
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
