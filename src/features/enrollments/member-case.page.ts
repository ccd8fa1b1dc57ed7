import type { MembershipSource, MemberType } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { roomText } from './enrollments.rules.js';

interface Membership {
  id: string;
  groupId: string;
  source: MembershipSource;
  consultationNote: string | null;
  acknowledgedAt: Date | null;
  objection: string | null;
  settlement: string | null;
  startedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
}

export interface MemberCase {
  person: {
    id: string;
    name: string;
    memberType: MemberType;
    post: string | null;
    postDuties: string | null;
    skills: string[];
    skillNote: string | null;
    experience: string | null;
    wishedFunctions: string[];
    willingTasks: string | null;
    confirmedSkills: string[];
    skillsConfirmedAt: Date | null;
    isLost: boolean;
  };
  round: { status: 'OPEN' | 'CLOSED' | 'CONFIRMED' } | null;
  groups: readonly { id: string; name: string; maxSize: number; memberCount: number }[];
  groupNames: Readonly<Record<string, string>>;
  wish: {
    wishGroupId: string;
    secondGroupId: string | null;
    thirdGroupId: string | null;
    servicePledge: string;
  } | null;
  membership: Membership | null;
  past: readonly Membership[];
  exemption: string | null;
}

export type MemberForms = { assignment: FormState; settlement: FormState; duties: FormState; exemption: FormState };

/** One member, with everything the list is settled on: wish, post duties, service pledge, consultation (R18–R21). */
export function showMemberCasePage(data: {
  frame: Frame;
  branchId: string;
  found: MemberCase;
  forms: MemberForms;
  today: Date;
}) {
  const { found, forms } = data;
  const { person, membership } = found;
  const base = `/branches/${data.branchId}/enrollment/members/${person.id}`;
  const nameOf = (id: string | null | undefined) => found.groupNames[id ?? ''] ?? '无';
  return {
    title: `${person.name}的报名和安排`,
    frame: data.frame,
    lead: membership ? `现在“${nameOf(membership.groupId)}”小组。` : (found.exemption ?? '还没有参加任何功能党小组。'),
    facts: [
      { label: '党员类别', value: person.memberType === 'FULL' ? '正式党员' : '预备党员' },
      { label: '第一志愿', value: found.wish ? nameOf(found.wish.wishGroupId) : '没有报名' },
      { label: '第二志愿', value: found.wish ? nameOf(found.wish.secondGroupId) : '没有报名' },
      { label: '第三志愿', value: found.wish ? nameOf(found.wish.thirdGroupId) : '没有报名' },
      { label: '服务承诺', value: found.wish?.servicePledge ?? '没有填写' },
      {
        label: '能力特长',
        value: [person.skills.join('、'), person.skillNote ?? ''].filter(Boolean).join('；') || '未填写',
      },
      ...surveyFacts(person),
      { label: '岗位', value: person.post ?? '未登记' },
      { label: '岗位职责', value: person.postDuties ?? '未登记' },
      ...(membership ? [{ label: '协商情况', value: membership.consultationNote ?? '按本人志愿，没有调整' }] : []),
      ...(membership ? [acknowledgement(membership)] : []),
      ...(membership?.objection ? [{ label: '本人意见', value: membership.objection }] : []),
      ...(membership?.settlement ? [{ label: '支部答复', value: membership.settlement }] : []),
    ],
    assignment: assignmentForm(found, forms.assignment, base, data),
    settlement: settlementForm(found, forms.settlement, base),
    duties: dutiesForm(found, forms.duties, base),
    exemption: exemptionForm(found, forms.exemption, base),
    past: found.past.map((row) => ({
      when: `${showDay(chinaDay(row.startedAt))}至${row.endedAt ? showDay(chinaDay(row.endedAt)) : '今'}`,
      who: nameOf(row.groupId),
      what: row.endReason ?? '',
      note: row.consultationNote,
    })),
  };
}

/** R6: what the member told in the survey, and what the branch confirmed of it. */
function surveyFacts(person: MemberCase['person']) {
  const { experience, wishedFunctions, willingTasks, confirmedSkills, skillsConfirmedAt } = person;
  return [
    { label: '支部确认的特长', value: skillsConfirmedAt ? confirmedSkills.join('、') || '无' : '还没有确认' },
    ...(experience ? [{ label: '工作经历', value: experience }] : []),
    ...(wishedFunctions.length > 0 ? [{ label: '想参加的小组方向', value: wishedFunctions.join('、') }] : []),
    ...(willingTasks ? [{ label: '愿意承担的任务', value: willingTasks }] : []),
  ];
}

function acknowledgement({ acknowledgedAt, source }: Membership) {
  if (acknowledgedAt === null) return { label: '本人确认', tag: { kind: 'warn', label: '待本人确认' } };
  const day = showDay(chinaDay(acknowledgedAt));
  return { label: '本人确认', value: source === 'ASSIGNED' ? `${day}已确认` : `${day}本人报名` };
}

function assignmentForm(
  found: MemberCase,
  form: FormState,
  base: string,
  { branchId, today }: { branchId: string; today: Date },
) {
  const field = (name: string, rest: Record<string, unknown>) => ({
    name,
    value: form.values[name] ?? '',
    error: form.errors[name],
    ...rest,
  });
  const settled = found.round?.status === 'CONFIRMED';
  const chosen = form.values['groupId'] ?? found.membership?.groupId ?? found.wish?.secondGroupId ?? '';
  return {
    action: `${base}/assignment`,
    submit: settled ? '调整并形成新名单' : '保存安排',
    errors: form.summary,
    cancel: { label: '返回报名定岗', href: `/branches/${branchId}/enrollment` },
    fields: [
      field('groupId', {
        label: '安排到小组',
        type: 'select',
        value: chosen,
        options: [
          { value: '', label: '请选择' },
          ...found.groups.map((group) => ({ value: group.id, label: `${group.name}(${roomText(group)})` })),
        ],
      }),
      field('heldOn', {
        label: '协商日期',
        type: 'date',
        width: 'short',
        optional: true,
        max: dayInput(today),
        hint: '所定小组与本人志愿不一致、或本人没有报名时，协商情况三项必填',
      }),
      field('withWhom', {
        label: '与谁协商',
        optional: true,
        maxlength: 60,
        width: 'medium',
        hint: '例如：本人；本人（电话）',
      }),
      field('outcome', { label: '协商结果', type: 'textarea', rows: 3, optional: true, maxlength: 300 }),
      ...(settled ? [field('reason', { label: '调整原因', type: 'textarea', rows: 2, maxlength: 200 })] : []),
    ],
  };
}

function dutiesForm({ person }: MemberCase, form: FormState, base: string) {
  return {
    action: `${base}/post-duties`,
    submit: '保存岗位职责',
    kind: 'quiet',
    errors: form.summary,
    fields: [
      {
        name: 'post',
        label: '岗位',
        optional: true,
        width: 'medium',
        maxlength: 60,
        value: form.values['post'] ?? person.post ?? '',
        error: form.errors['post'],
      },
      {
        name: 'postDuties',
        label: '岗位职责',
        type: 'textarea',
        rows: 3,
        maxlength: 300,
        value: form.values['postDuties'] ?? person.postDuties ?? '',
        error: form.errors['postDuties'],
      },
    ],
  };
}

/** R21: only while an objection waits for its answer. */
function settlementForm({ membership }: MemberCase, form: FormState, base: string) {
  if (!membership?.objection || membership.settlement !== null) return null;
  return {
    action: `${base}/settlement`,
    submit: '保持安排并答复本人',
    kind: 'quiet',
    errors: form.summary,
    fields: [
      fieldOf(form, 'settlement', '答复和理由', {
        ...{ type: 'textarea', rows: 3, maxlength: 300 },
        hint: '本人会看到答复。改换小组的，请用上面的“安排小组”',
      }),
    ],
  };
}

/** E48: only for members out of contact who are in no group. */
function exemptionForm(found: MemberCase, form: FormState, base: string) {
  if (!found.person.isLost || found.membership || found.exemption !== null) return null;
  return {
    action: `${base}/exemption`,
    submit: '登记为暂不参加',
    kind: 'quiet',
    errors: form.summary,
    fields: [fieldOf(form, 'exemptionReason', '失联情况和原因', { type: 'textarea', rows: 2, maxlength: 200 })],
  };
}
