import { chinaDay, dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { MemberChangeRow } from './member-changes.queries.js';
import { CHANGES, changesOpenTo, correctionFault } from './member-changes.rules.js';
import type { MemberRow } from './members.queries.js';

export const memberHref = (branchId: string, memberId: string) => `/branches/${branchId}/members/${memberId}`;

/** E4 to E8: what changed and from which day, the latest first. */
export function changesTable(href: string, changes: readonly MemberChangeRow[], editable: boolean) {
  return {
    caption: '人员类别和状态变更',
    columns: [
      { label: '变更' },
      { label: '生效日期' },
      { label: '说明' },
      { label: '登记' },
      { label: '操作', kind: 'act' },
    ],
    rows: [...changes].reverse().map((change) => ({
      cells: [
        {
          text: CHANGES[change.kind].label,
          ...(change.correctedAt === null ? {} : { tag: { kind: 'idle', label: '已更正' } }),
        },
        {
          text: showDay(change.effectiveOn),
          note: change.approvedOn ? `${showDay(change.approvedOn)}批准` : '',
        },
        change.correctionReason === null ? (change.note ?? '') : `更正：${change.correctionReason}`,
        {
          text: change.correctedBy ?? change.recordedBy,
          note: showDay(chinaDay(change.correctedAt ?? change.createdAt)),
        },
        { actions: editable && correctionFault(changes, change) === null ? [correctionOf(href, change)] : [] },
      ],
    })),
    empty: { title: '没有登记过变更', text: '转正、流动、离退休、失联等变更登记后，按生效日期计算表决权。' },
  };
}

const correctionOf = (href: string, { id }: MemberChangeRow): Action => ({
  ...{ label: '更正', href: `${href}/changes/${id}/correction/new` },
});

export function showChangeForm(data: {
  frame: Frame;
  branchId: string;
  member: MemberRow;
  form: FormState;
  today: Date;
}) {
  const { branchId, member, form, today } = data;
  const href = memberHref(branchId, member.id);
  return {
    title: `登记变更：${member.name}`,
    frame: data.frame,
    lead: '从生效日期起计算；以前的选举和会议不变。登记有误的，可以更正，原记录保留。',
    form: {
      action: `${href}/changes`,
      submit: '登记变更',
      errors: form.summary,
      cancel: { label: '返回', href },
      fields: [
        fieldOf(form, 'kind', '变更情况', {
          type: 'radios',
          options: changesOpenTo(member).map((kind) => ({
            value: kind,
            label: CHANGES[kind].label,
            hint: CHANGES[kind].hint,
          })),
        }),
        fieldOf(form, 'effectiveOn', '生效日期', { type: 'date', width: 'short', max: dayInput(today) }),
        fieldOf(form, 'approvedOn', '批准日期', {
          ...{ type: 'date', width: 'short', max: dayInput(today), optional: true, hint: '转为正式党员时填写' },
        }),
        fieldOf(form, 'note', '说明', {
          ...{ maxlength: 100, optional: true, hint: '例如外出流向。暂停、恢复权利的不填，填了也不保存' },
        }),
      ],
    },
  };
}

export function showCorrectionPage(data: {
  frame: Frame;
  branchId: string;
  member: MemberRow;
  change: MemberChangeRow;
  form: FormState;
}) {
  const { branchId, member, change, form } = data;
  const href = memberHref(branchId, member.id);
  return {
    title: `更正：${member.name}`,
    frame: data.frame,
    confirm: {
      question: `更正“${CHANGES[change.kind].label}”这一条吗？`,
      happens: '这一条标为“已更正”，党员的情况恢复到登记以前；需要时再按正确的日期重新登记。',
      seenBy: '本支部书记、支部委员和局党委。',
      undo: '不能撤回，可以重新登记。原记录和更正原因都保留。',
      facts: [
        { label: '党员', value: member.name },
        { label: '生效日期', value: showDay(change.effectiveOn) },
      ],
      action: `${href}/changes/${change.id}/correction`,
      submit: '确认更正',
      errors: form.summary,
      fields: [fieldOf(form, 'reason', '更正原因', { type: 'textarea', rows: 2, maxlength: 200 })],
      cancel: { label: '返回', href },
    },
  };
}
