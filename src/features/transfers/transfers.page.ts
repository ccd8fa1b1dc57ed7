import { addDays, dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { arrivalsTable } from './arrivals.page.js';
import type { Arrival, Leaver, TransferRow } from './transfers.queries.js';
import { isOverdue, TRANSFER_TAGS } from './transfers.rules.js';

export const transfersHref = (branchId: string) => `/branches/${branchId}/transfers`;
export const letterHref = (branchId: string, memberId: string) => `/branches/${branchId}/members/${memberId}/transfer`;

/** R56, E1, E2: who is leaving, who is to be received, who has gone. */
export function showTransfersPage(data: {
  frame: Frame;
  branchId: string;
  transfers: readonly TransferRow[];
  /** Null before the branch has come to the sign-up: whoever arrived signs up with the others. */
  arrivals: readonly Arrival[] | null;
  mayManage: boolean;
  today: Date;
}) {
  const { branchId, transfers, arrivals, mayManage, today } = data;
  const incoming = transfers.filter((row) => row.toBranchId === branchId);
  const roster = `/branches/${branchId}/members`;
  return {
    title: '组织关系转接',
    frame: data.frame,
    head: {
      title: '组织关系转接',
      lead: '转接期间，党员仍属原支部，权利不变；接收之日起，在新支部计算应到会人数。转出请从名册打开本人的页面办理。',
      actions: [{ label: '党员名册', href: roster, kind: 'quiet' as const }],
    },
    next: mayManage ? nextCard(data, incoming) : null,
    arrivals: arrivals && arrivals.length > 0 ? arrivalsTable(branchId, arrivals, mayManage, today) : null,
    incoming: tableOf('转入', incoming, (row) => incomingActions(branchId, row, mayManage), today),
    outgoing: tableOf(
      '转出',
      transfers.filter((row) => row.fromBranchId === branchId),
      (row) => outgoingActions(branchId, row, mayManage),
      today,
    ),
  };
}

/** What has a last day first: a letter that lapsed, then who waits at the door, then who has no group yet. */
function nextCard(
  { branchId, transfers, arrivals, today }: Parameters<typeof showTransfersPage>[0],
  incoming: readonly TransferRow[],
) {
  const base = transfersHref(branchId);
  const lapsed = transfers.find((row) => row.fromBranchId === branchId && isOverdue(row, today));
  if (lapsed)
    return {
      title: `${lapsed.member.name}的介绍信已过期`,
      text: `有效期到${showDay(lapsed.validUntil)}，${lapsed.destination}没有接收。请撤回后重新开具。`,
      action: { label: '撤回', href: `${base}/${lapsed.id}/cancellation/new` },
    };
  const first = incoming.find((row) => row.status === 'IN_TRANSIT' && !isOverdue(row, today));
  if (first)
    return {
      title: `接收${first.member.name}`,
      text: `${first.fromBranch.shortName}已开具介绍信，有效期到${showDay(first.validUntil)}。`,
      action: { label: '办理接收', href: `${base}/${first.id}/reception/new` },
    };
  const unplaced = arrivals?.find(({ groupName }) => groupName === null);
  if (!unplaced) return null;
  return {
    title: `安排${unplaced.name}参加一个功能党小组`,
    text: `${showDay(unplaced.arrivedOn)}转入，${unplaced.wishName ? `本人报名“${unplaced.wishName}”` : '本人还没有报名，请与本人协商'}。`,
    action: { label: '安排小组', href: `/branches/${branchId}/enrollment/members/${unplaced.id}` },
  };
}

function incomingActions(branchId: string, { id, status }: TransferRow, mayManage: boolean): Action[] {
  if (!mayManage || status !== 'IN_TRANSIT') return [];
  const base = `${transfersHref(branchId)}/${id}`;
  return [
    { label: '办理接收', href: `${base}/reception/new` },
    { label: '退回', href: `${base}/return/new` },
  ];
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
        { text: row.letterNo ?? showDay(row.letterOn), note: `有效期到${showDay(row.validUntil)}` },
        { tag: tagOf(row, title, today), note: noteOf(row) },
        { actions: actionsOf(row) },
      ],
    })),
    empty: { title: `没有${title}的党员` },
  };
}

function tagOf(row: TransferRow, title: string, today: Date) {
  if (isOverdue(row, today)) return { kind: 'late', label: '介绍信已过期' };
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
        fieldOf(form, 'letterNo', '介绍信编号', { width: 'medium', maxlength: 30, optional: true }),
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
