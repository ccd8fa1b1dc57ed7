import { showDay, showDistance } from '../../shared/dates.js';
import { personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { OwnNomination } from './election-pages.queries.js';
import { bySurnameStrokes, candidateRefusal, nominationRefusal, SOURCE_LABELS } from './elections.rules.js';

/** A member puts himself forward as leader of his group, on a phone. */
export function showOwnNominationPage(data: {
  frame: Frame;
  own: OwnNomination;
  memberId: string;
  form: FormState;
  today: Date;
}) {
  const { own, memberId, today } = data;
  const mine = own.election?.candidates.find((candidate) => candidate.memberId === memberId) ?? null;
  const refusal = whyNot(own, today);
  return {
    title: '自荐组长',
    frame: data.frame,
    lead: own.group ? `您所在的小组：${own.group.name}。` : '您还没有参加功能党小组。',
    next: nextCard(own, mine !== null, refusal, today),
    duties: own.group?.duties ?? null,
    mine: mine ? { label: SOURCE_LABELS[mine.source], statement: mine.statement, withdraw: withdrawalOf(own) } : null,
    form: refusal === null && !mine ? nominationForm(data.form) : null,
    others: candidatesOf(own),
  };
}

function candidatesOf({ election }: OwnNomination) {
  const candidates = election?.candidates ?? [];
  const labels = personLabels(candidates.map(({ memberId, member }) => ({ ...member, id: memberId })));
  return candidates
    .map(({ memberId, member, statement }) => ({ name: labels.get(memberId) ?? member.name, statement }))
    .sort(bySurnameStrokes);
}

function whyNot({ person, group, election, leader }: OwnNomination, today: Date): string | null {
  if (!group) return '参加功能党小组后，才能自荐组长。';
  if (leader) return `本小组组长是${leader}。`;
  if (!election) return '本小组还没有开始自荐，请等待支部通知。';
  return nominationRefusal(election, today) ?? candidateRefusal('您', person);
}

function nextCard(own: OwnNomination, standing: boolean, refusal: string | null, today: Date) {
  if (standing)
    return {
      title: '您是本小组组长候选人',
      text: '自荐结束后，由小组党员投票推选。',
      eyebrow: '自荐已提交',
      action: null,
    };
  if (refusal !== null || !own.election) return { title: '目前不能自荐', text: refusal, action: null };
  const day = own.election.nominationClosesOn;
  return {
    title: '可以自荐担任组长',
    text: `自荐截止日期：${showDay(day)}（${showDistance(today, day)}）。`,
    action: { label: '去填写', href: '#f-statement', kind: 'quiet' } satisfies Action,
  };
}

function withdrawalOf({ election }: OwnNomination): Action | null {
  if (election?.status !== 'NOMINATING') return null;
  return { label: '撤回', href: '/me/nomination/withdrawal', method: 'post', kind: 'quiet' };
}

function nominationForm(form: FormState) {
  return {
    action: '/me/nomination',
    submit: '提交自荐',
    errors: form.summary,
    fields: [
      fieldOf(form, 'statement', '自荐陈述', {
        type: 'textarea',
        rows: 6,
        maxlength: 500,
        hint: '写明自己的条件和任组长的打算，500字以内；本支部党员可以看到',
      }),
    ],
  };
}
