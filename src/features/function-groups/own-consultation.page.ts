import { showDay, showDistance } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import { groupsHref, proposalHref } from './function-groups.paths.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import { hostOf, sizeOf } from './groups-notice.js';
import type { Opinion, Proposal } from './proposal.queries.js';

export interface OwnConsultationPage extends Page {
  head: { title: string; lead: string; tag: Tag | null; actions: Action[] };
  empty: { title: string; text: string; action: Action | null } | null;
  /** Stands below the proposal until the member has said that he read it. */
  read: Action | null;
  rationale: string[];
  groups: { name: string; facts: object[] }[];
  given: { title: string; facts: object[] } | null;
  form: object | null;
}

/** The proposal as a member reads it on a phone, and his one opinion about it. */
export function showOwnConsultationPage(data: {
  frame: Frame;
  branchId: string;
  today: Date;
  proposal: Proposal | null;
  memberId: string;
  form: FormState;
}): OwnConsultationPage {
  const { proposal, today } = data;
  const page = {
    title: '征求意见',
    frame: data.frame,
    read: null,
    rationale: [],
    groups: [],
    given: null,
    form: null,
    empty: null,
  };
  if (!proposal || proposal.status === 'DRAFT') {
    const empty = {
      title: '支部还没有开始征求意见',
      text: '支部拟定功能党小组的初步意见后，会请您在这里提意见。',
      action: null,
    };
    return {
      ...page,
      head: { title: '征求意见', lead: '对本支部功能党小组的初步意见，您可以提出看法。', tag: null, actions: [] },
      empty,
    };
  }
  const closesOn = proposal.consultationClosesOn ?? today;
  const open = proposal.status === 'CONSULTING' && today <= closesOn;
  const own = proposal.opinions.find((opinion) => opinion.memberId === data.memberId) ?? null;
  return {
    ...page,
    head: {
      title: '对功能党小组初步意见提意见',
      lead: open
        ? `${showDay(closesOn)}截止，${showDistance(today, closesOn)}。截止前可以修改。`
        : closedLead(proposal, closesOn),
      tag: open
        ? { kind: own ? 'ok' : 'warn', label: own ? '已提出意见' : '待提意见' }
        : { kind: 'idle', label: '已截止' },
      // The proposal is long on a phone; the form stands below it.
      actions: open
        ? [{ label: own ? '去修改意见' : '去提意见', href: '#opinion', kind: 'quiet' }]
        : [{ label: '前后对照', href: `${proposalHref(data.branchId)}/comparison`, kind: 'quiet' }],
    },
    read:
      open && !own && proposal.readings.length === 0
        ? { label: '我已阅读', href: '/me/consultation/reading', method: 'post', kind: 'quiet' }
        : null,
    rationale: proposal.rationale.split('\n').filter((line) => line.trim() !== ''),
    groups: proposal.groups.map((group) => ({
      name: group.name,
      facts: [
        ...(group.groupFunction === group.name ? [] : [{ label: '功能定位', value: group.groupFunction }]),
        { label: '依托', value: hostOf(group) },
        { label: '职责', value: group.duties },
        { label: '活动制度', value: group.activityRules },
        { label: '人数', value: sizeOf(group) },
        ...(group.wantedSkills.length === 0 ? [] : [{ label: '需要的特长', value: group.wantedSkills.join('、') }]),
      ],
    })),
    given: own ? givenCard(own) : null,
    form: open ? opinionForm(data.form, own) : null,
    empty:
      !open && !own
        ? {
            title: '您没有提出意见',
            text: '征求意见已经截止。',
            action: { label: '查看本支部小组', href: groupsHref(data.branchId) },
          }
        : null,
  };
}

function closedLead(proposal: Proposal, closesOn: Date): string {
  if (proposal.status === 'CONSULTING') return `征求意见已于${showDay(closesOn)}截止，接下来召开支部会议研究确定。`;
  return proposal.status === 'DECIDED'
    ? '方案已经支部会议确定，接下来在支部党员大会上公布。'
    : '方案已在支部党员大会上公布。';
}

function givenCard(own: Opinion) {
  return {
    title: '您的意见',
    facts: [
      { label: '态度', value: STANCE_LABELS[own.stance] },
      ...(own.content === '' ? [] : [{ label: '意见', value: own.content }]),
      own.handling === null
        ? { label: '支部答复', tag: { kind: 'idle', label: '待答复' } }
        : {
            label: '支部答复',
            value: own.content === '' ? (own.answer ?? '') : `${HANDLING_LABELS[own.handling]}：${own.answer ?? ''}`,
          },
    ],
  };
}

function opinionForm(form: FormState, own: Opinion | null) {
  const stances = Object.entries(STANCE_LABELS).map(([value, label]) => ({ value, label }));
  return {
    action: '/me/consultation',
    submit: own ? '修改意见' : '提交意见',
    errors: form.summary,
    cancel: { label: '返回首页', href: '/' },
    fields: [
      fieldOf(form, 'stance', '您的态度', { type: 'radios', options: stances }),
      fieldOf(form, 'content', '意见和理由', {
        type: 'textarea',
        rows: 4,
        maxlength: 500,
        hint: '赞成且没有修改建议的，可以不填',
        optional: true,
      }),
    ],
  };
}
