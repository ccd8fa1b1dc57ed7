import { addDays, dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { opinionHref, proposalHref } from './function-groups.paths.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import type { Opinion } from './proposal.queries.js';

/** The binding act of opening the consultation. */
export function showOpenConsultationPage(data: {
  frame: Frame;
  branchId: string;
  form: FormState;
  groupNames: readonly string[];
  members: number;
  warnings: readonly string[];
  earliest: Date;
}) {
  const href = proposalHref(data.branchId);
  return {
    title: '征求党员意见',
    frame: data.frame,
    confirm: {
      question: '开始征求党员意见吗？',
      happens: `初步意见中的${data.groupNames.length}个小组（${data.groupNames.join('、')}）交${data.members}名党员提意见，截止日当天仍可提出和修改。支部逐条答复后，召开支部会议研究确定。`,
      seenBy: '本支部全体党员，以及局党委。党员之间看不到彼此的意见。',
      undo: '不能撤回。征求意见期间，支部仍可根据意见修改小组。',
      facts: data.warnings.map((warning) => ({ label: '请注意', value: warning })),
      action: `${href}/consultation`,
      submit: '开始征求意见',
      errors: data.form.summary,
      fields: [
        fieldOf(data.form, 'closesOn', '截止日期', {
          type: 'date',
          width: 'short',
          min: dayInput(data.earliest),
          hint: '最早为明天，一般留出三至七天',
        }),
      ],
      cancel: { label: '暂不开始', href },
    },
  };
}

/** R13: more time for the members. */
export function showExtensionPage(data: { frame: Frame; branchId: string; form: FormState; closesOn: Date }) {
  const { branchId, form, closesOn } = data;
  const href = proposalHref(branchId);
  return {
    title: '延长征求意见时间',
    frame: data.frame,
    lead: `现在的截止日期是${showDay(closesOn)}，当天仍可提出意见。只能延长，不能提前。`,
    form: {
      action: `${href}/consultation/extension`,
      submit: '保存新的截止日期',
      errors: form.summary,
      fields: [
        fieldOf(form, 'closesOn', '新的截止日期', {
          type: 'date',
          width: 'short',
          min: dayInput(addDays(closesOn, 1)),
        }),
        fieldOf(form, 'reason', '延长的原因', { type: 'textarea', rows: 2, maxlength: 200 }),
      ],
      cancel: { label: '返回', href },
    },
  };
}

/** One opinion with the form for its answer. */
export function showAnswerPage(data: { frame: Frame; branchId: string; opinion: Opinion; form: FormState }) {
  const { opinion, branchId, form } = data;
  const handlings = [
    { value: 'ADOPTED', label: HANDLING_LABELS.ADOPTED, hint: '写明方案怎样修改' },
    { value: 'NOT_ADOPTED', label: HANDLING_LABELS.NOT_ADOPTED, hint: '说明理由' },
  ];
  return {
    title: `答复${opinion.member.name}的意见`,
    frame: data.frame,
    head: { title: `答复${opinion.member.name}的意见`, lead: '答复后，提意见的党员可以看到。研究确定之前还可以修改。' },
    facts: [
      { label: '党员', value: opinion.member.name, note: opinion.member.post },
      { label: '态度', value: STANCE_LABELS[opinion.stance] },
      { label: '意见', value: opinion.content },
      { label: '时间', value: showMoment(opinion.createdAt) },
    ],
    form: {
      action: opinionHref(branchId, opinion.id),
      submit: '保存答复',
      errors: form.summary,
      cancel: { label: '返回', href: proposalHref(branchId) },
      hidden: [{ name: 'seenAt', value: opinion.createdAt.toISOString() }],
      fields: [
        fieldOf(form, 'handling', '是否采纳', { type: 'radios', options: handlings }),
        fieldOf(form, 'answer', '答复', { type: 'textarea', rows: 4, maxlength: 500 }),
      ],
    },
  };
}
