import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { proposalHref } from './function-groups.paths.js';
import type { Proposal } from './proposal.queries.js';

interface MeetingFormData {
  frame: Frame;
  branchId: string;
  proposal: Proposal;
  form: FormState;
  /** Made by web/form-minutes. */
  minutesFields: readonly object[];
}

const namesOf = (proposal: Proposal): string => proposal.groups.map((group) => group.name).join('、');

/** R14: the binding act of deciding, by the minutes of the meeting that did. */
export function showDecisionPage(data: MeetingFormData & { hasCommittee: boolean }) {
  const { proposal, form } = data;
  const href = proposalHref(data.branchId);
  const kinds = [
    ...(data.hasCommittee ? [{ value: 'COMMITTEE', label: '支部委员会会议' }] : []),
    { value: 'GENERAL', label: '支部党员大会' },
  ];
  return {
    title: '登记研究确定的会议',
    frame: data.frame,
    confirm: {
      question: '会议研究确定了小组方案吗？',
      happens: `按规定算出表决结论。通过的，${proposal.groups.length}个小组（${namesOf(proposal)}）就此确定；没有通过、暂缓决定或到会人数不足的，会议记录留存，方案仍可修改后再研究。`,
      seenBy: '本支部支委和局党委可以查看会议记录。',
      undo: '会议记录保存后不能修改，确定后的方案不能再改。',
      action: `${href}/decision`,
      submit: '保存会议记录并确定',
      errors: form.summary,
      fields: [
        fieldOf(form, 'kind', '会议类型', { type: 'radios', options: kinds }),
        ...data.minutesFields,
        ...(proposal.opinions.length === 0 ? [noteField(form)] : []),
      ],
      cancel: { label: '暂不登记', href },
    },
  };
}

function noteField(form: FormState) {
  return fieldOf(form, 'consultationNote', '征求意见情况', {
    type: 'textarea',
    rows: 3,
    hint: '没有党员在线提出意见：请写明是怎样征求意见的、有没有不同意见',
  });
}

/** R15: the binding act of announcing at the general meeting and on the notice board. */
export function showAnnouncementPage(data: MeetingFormData) {
  const { proposal, form } = data;
  const href = proposalHref(data.branchId);
  return {
    title: '在支部大会上公布',
    frame: data.frame,
    confirm: {
      question: '小组方案已在支部党员大会上公布了吗？',
      happens: `登记大会记录，${proposal.groups.length}个小组（${namesOf(proposal)}）成为“已公布”，同时在党务公开栏公布。`,
      seenBy:
        '本支部党员、局党委，以及党务公开栏的所有读者（不需要登录）。公布内容是小组名称、功能、依托、职责和人数，不含个人信息。',
      undo: '公布后不能撤回，变动须另行公布。',
      action: `${href}/announcement`,
      submit: '确认公布',
      errors: form.summary,
      fields: [...data.minutesFields, ...secrecyFields(form)],
      cancel: { label: '暂不公布', href },
    },
  };
}
