import type { MembershipSource } from '../../generated/prisma/enums.js';
import { showDistance, showMonthDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { isLatecomer, takenText, windowRefusal } from './enrollments.rules.js';
import { wishFormOf } from './wish-form.page.js';

interface Choice {
  id: string;
  name: string;
  groupFunction: string;
  hostUnit: string;
  duties: string;
  maxSize: number;
  memberCount: number;
}

export interface OwnCase {
  person: { name: string; post: string | null; postDuties: string | null; skills: string[]; arrivedOn: Date | null };
  round: { status: 'OPEN' | 'CLOSED' | 'CONFIRMED'; opensOn: Date; closesOn: Date } | null;
  groups: readonly Choice[];
  groupNames: Readonly<Record<string, string>>;
  wish: {
    wishGroupId: string;
    secondGroupId: string | null;
    thirdGroupId: string | null;
    servicePledge: string;
  } | null;
  membership: {
    id: string;
    groupId: string;
    source: MembershipSource;
    consultationNote: string | null;
    acknowledgedAt: Date | null;
    objection: string | null;
    settlement: string | null;
  } | null;
}

/** The member's own sign-up, made for a phone: where I am, what is next, the groups to choose from. */
export function showOwnEnrollmentPage(data: {
  frame: Frame;
  own: OwnCase;
  branchId: string;
  form: FormState;
  objection: FormState;
  today: Date;
}) {
  const { own, today } = data;
  const nameOf = (id: string | null | undefined) => own.groupNames[id ?? ''] ?? '无';
  const late = isLatecomer(own.round, own.person, own.membership);
  const refusal = own.round ? windowRefusal(own.round, today) : '本支部还没有开放报名，开放后会在首页提醒。';
  return {
    title: '报名功能党小组',
    frame: data.frame,
    lead: '每名党员根据能力特长和岗位职责，参加其中一个功能党小组。',
    next: late ? lateCard(own) : nextCard(own, refusal, nameOf, today),
    place: own.membership || own.wish ? placeFacts(own, data.branchId, nameOf) : null,
    form: refusal === null || late ? wishFormOf(own, data.form, late) : null,
    objection: objectionFormOf(own, data.objection),
    me: [
      { label: '岗位', value: own.person.post ?? '未登记' },
      { label: '岗位职责', value: own.person.postDuties ?? '未登记' },
      { label: '能力特长', value: own.person.skills.join('、') || '未填写', href: '/me/profile' },
    ],
  };
}

/** E2: the list was settled before he came. */
function lateCard({ wish }: OwnCase) {
  return wish
    ? { title: '您的志愿已记下', text: '支部研究后安排小组，会先征求您的意见。安排以前可以改报。', action: null }
    : {
        title: '请选择一个功能党小组',
        text: '小组名单在您转入以前已经确定。请填报志愿，由支部研究并与您协商后确定。',
        action: { label: '去选择', href: '#f-groupId', kind: 'quiet' } satisfies Action,
      };
}

function nextCard(own: OwnCase, refusal: string | null, nameOf: (id: string) => string, today: Date) {
  const { membership, round } = own;
  if (membership && membership.acknowledgedAt === null) {
    return {
      title: `请确认支部安排的小组：${nameOf(membership.groupId)}`,
      text: `${sentence(membership.consultationNote ?? '支部已作安排')}如有不同意见，可在下面提出。`,
      action: {
        label: '我已知晓并同意',
        href: '/me/enrollment/acknowledgement',
        method: 'post',
        kind: 'primary',
      } satisfies Action,
    };
  }
  if (refusal !== null || !round) {
    const title = membership ? `您在“${nameOf(membership.groupId)}”小组` : '目前不能报名';
    return !membership && own.wish && round?.status === 'CLOSED'
      ? { title: '您的志愿已记下', text: '报名已经结束，支部正在统一调配，会先征求您的意见。', action: null }
      : { title, text: refusal, action: null };
  }
  const until = `报名截止日期：${showMonthDay(round.closesOn)}（${showDistance(today, round.closesOn)}）`;
  if (own.wish) {
    const title = membership ? `已报名“${nameOf(membership.groupId)}”` : '已记下您的志愿';
    const taken = takenOf(own, nameOf);
    const stands = membership && taken === null ? '这是支部与您协商确定的小组。' : takenText(taken);
    const text = `${stands}${until}，截止前可以改报。`;
    return { title, text, eyebrow: '报名已提交', action: null };
  }
  return {
    title: '请选择一个功能党小组',
    text: `提交后先占位；截止后统一调配，不分报名先后。${until}。`,
    action: { label: '去选择', href: '#f-groupId', kind: 'quiet' } satisfies Action,
  };
}

function takenOf({ membership, wish }: OwnCase, nameOf: (id: string) => string) {
  const wishes = [wish?.wishGroupId, wish?.secondGroupId, wish?.thirdGroupId];
  const at = membership ? wishes.indexOf(membership.groupId) : -1;
  return membership && at >= 0 ? { name: nameOf(membership.groupId), rank: at + 1 } : null;
}

function placeFacts(own: OwnCase, branchId: string, nameOf: (id: string | null | undefined) => string) {
  const { membership, wish } = own;
  return [
    membership
      ? {
          label: '所在小组',
          value: nameOf(membership.groupId),
          href: `/branches/${branchId}/groups/${membership.groupId}`,
        }
      : { label: '所在小组', value: '暂未占到名额' },
    { label: '第一志愿', value: wish ? nameOf(wish.wishGroupId) : '没有报名' },
    { label: '第二志愿', value: wish ? nameOf(wish.secondGroupId) : '没有报名' },
    { label: '第三志愿', value: wish ? nameOf(wish.thirdGroupId) : '没有报名' },
    { label: '服务承诺', value: wish?.servicePledge ?? '没有填写' },
    ...(membership?.source === 'ASSIGNED' ? [{ label: '协商情况', value: membership.consultationNote ?? '' }] : []),
    ...(membership?.objection ? [{ label: '我的意见', value: membership.objection }] : []),
    ...(membership?.settlement ? [{ label: '支部答复', value: membership.settlement }] : []),
    { label: '状态', tag: stateTag(own) },
  ];
}

function stateTag({ membership, round }: OwnCase): Tag {
  if (!membership) return { kind: 'warn', label: round?.status === 'CONFIRMED' ? '等待支部安排' : '等待统一调配' };
  if (membership.acknowledgedAt === null) return { kind: 'warn', label: '待本人确认' };
  if (membership.source === 'ASSIGNED') return { kind: 'ok', label: '本人已确认' };
  return round?.status === 'CONFIRMED'
    ? { kind: 'ok', label: '按志愿参加' }
    : { kind: 'idle', label: '先占位，待确定' };
}

/** R21: only for a place the branch gave, until the member agreed, objected or the list is confirmed. */
function objectionFormOf({ membership, round }: OwnCase, form: FormState) {
  const asked = membership?.source === 'ASSIGNED' && membership.acknowledgedAt === null;
  if (!asked || membership.objection !== null || round?.status === 'CONFIRMED') return null;
  return {
    action: '/me/enrollment/objection',
    submit: '提出不同意见',
    kind: 'quiet',
    errors: form.summary,
    fields: [
      fieldOf(form, 'objection', '我的意见', {
        ...{ type: 'textarea', rows: 3, maxlength: 300 },
        hint: '只有支部书记看得到。支部答复或调整之前，名单不会确定',
      }),
    ],
  };
}

/** With its full stop, for another sentence follows. */
const sentence = (text: string) => (/[。;!?]$/.test(text) ? text : `${text}。`);
