import type { FormState } from '../../web/form.js';
import type { Frame } from '../../web/frame-shape.js';
import { NOT_BY_REGULATION } from './ballots.page.js';
import type { OwnBallot } from './ballots.queries.js';
import { CHOICE_LABELS, CHOICES, NOBODY } from './ballots.rules.js';

/** A member's ballot, on a phone. What was chosen is never shown again, not even when something is wrong with it. */
export function showOwnBallotPage(data: { frame: Frame; own: OwnBallot | null; form: FormState }) {
  const { own, form } = data;
  const open = own?.status === 'OPEN' && !own.hasVoted;
  return {
    title: '我的投票',
    frame: data.frame,
    lead: own ? `推选“${own.group.name}”组长，第${own.round}轮。${NOT_BY_REGULATION}` : '目前没有需要您投票的推选。',
    next: { title: stateOf(own), text: textOf(own), action: null, ...(open ? { eyebrow: '下一步' } : {}) },
    form: open ? ballotForm(own, form) : null,
  };
}

function stateOf(own: OwnBallot | null): string {
  if (!own) return '目前无需投票';
  if (own.hasVoted) return '您已经投票';
  return own.status === 'OPEN' ? '请投票' : '本轮投票已经结束';
}

function textOf(own: OwnBallot | null): string {
  if (!own) return '您所在的小组在本系统内投票时，请在这里投票。';
  if (own.hasVoted) return '每人投票一次，投票后不能更改。投票结束后，可以用回执核对选票是否计入。';
  if (own.status !== 'OPEN') return '请等待计票结果。';
  return '无记名投票：系统只记下您已投票，选票密封保存。请本人填写，不能委托他人。提交后不能更改。';
}

function ballotForm(own: OwnBallot, form: FormState) {
  const choose = own.candidates.map((candidate, index) => ({
    name: `choices.${index}.choice`,
    label: candidate.name,
    type: 'radios',
    value: '',
    options: CHOICES.map((value) => ({ value, label: CHOICE_LABELS[value] })),
  }));
  const other = {
    name: 'other',
    label: '另选他人',
    type: 'select',
    value: NOBODY,
    hint: '另选他人的，不能再赞成候选人',
    options: [
      { value: NOBODY, label: '不另选' },
      ...own.others.map(({ memberId, name }) => ({ value: memberId, label: name })),
    ],
  };
  return {
    action: '/me/ballot',
    submit: '投票',
    errors: form.summary,
    hidden: [{ name: 'boxId', value: own.id }],
    fields: [...choose, other],
  };
}

/** Shown once, as the answer to the vote. */
export function showReceiptPage(data: { frame: Frame; receipt: string }) {
  return {
    title: '您已经投票',
    frame: data.frame,
    lead: '请保存回执。投票结束后，公布的回执中有这一串字符，说明您的选票已计入；回执不含选票内容。',
    receipt: data.receipt,
  };
}
