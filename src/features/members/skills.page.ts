import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import type { MemberDetails } from './member-details.rules.js';
import { SKILL_TAGS, SKILLS, skillState } from './member-words.rules.js';
import { memberFacts } from './members.page.js';
import type { MemberRow } from './members.queries.js';

/** The member's own page: what the roster says of him, and his skills to fill in (R6). */
export function showProfilePage(data: { frame: Frame; member: MemberRow; details: MemberDetails; form: FormState }) {
  const { member, form } = data;
  return {
    title: '我的信息',
    frame: data.frame,
    lead: '请填写您的能力特长。支部按特长和岗位设置功能党小组，确认后供研究名单时参考。',
    tag: SKILL_TAGS[skillState(member)],
    form: {
      action: '/me/profile',
      submit: '保存特长',
      errors: form.summary,
      fields: [
        {
          name: 'skills',
          label: '能力特长',
          type: 'checkboxes',
          hint: '可以多选',
          value: (form.values['skills'] ?? '').split(','),
          options: SKILLS.map((skill) => ({ value: skill, label: skill })),
          error: form.errors['skills'],
        },
        {
          name: 'others',
          label: '其他特长',
          hint: '用顿号隔开，例如：合唱指挥、机器人教学',
          optional: true,
          value: form.values['others'] ?? '',
          error: form.errors['others'],
          maxlength: 100,
        },
        {
          name: 'skillNote',
          label: '特长说明',
          type: 'textarea',
          rows: 3,
          hint: '做过什么、愿意做什么',
          optional: true,
          value: form.values['skillNote'] ?? '',
          error: form.errors['skillNote'],
          maxlength: 300,
        },
      ],
    },
    facts: memberFacts(data.details),
  } satisfies Page & Record<string, unknown>;
}

/** Skills as the form holds them: those of the list ticked, others as text. */
export function skillsFormValues(member: Pick<MemberRow, 'skills' | 'skillNote'>): Record<string, string> {
  const listed: readonly string[] = SKILLS;
  return {
    skills: member.skills.filter((skill) => listed.includes(skill)).join(','),
    others: member.skills.filter((skill) => !listed.includes(skill)).join('、'),
    skillNote: member.skillNote ?? '',
  };
}

type Waiting = Pick<MemberRow, 'id' | 'name' | 'post' | 'skills' | 'skillNote' | 'skillsFilledAt'>;

/** 确认能力特长: members who filled theirs in, ticked by the officer. */
export function showSkillConfirmationPage(data: {
  frame: Frame;
  branchId: string;
  waiting: readonly Waiting[];
  mayConfirm: boolean;
  form: FormState;
}) {
  return {
    title: '确认能力特长',
    frame: data.frame,
    lead: '党员本人填写，支部确认。请对照平时了解的情况，逐人勾选后确认。',
    summary: data.form.summary,
    action: `/branches/${data.branchId}/skills`,
    mayConfirm: data.mayConfirm,
    back: `/branches/${data.branchId}/members?view=no-skills`,
    rows: data.waiting.map((member) => ({
      value: `${member.id}:${member.skillsFilledAt?.toISOString() ?? ''}`,
      name: member.name,
      post: member.post ?? '',
      skills: member.skills.join('、'),
      note: member.skillNote ?? '',
      filledAt: member.skillsFilledAt ? showMoment(member.skillsFilledAt) : '',
    })),
  } satisfies Page & Record<string, unknown>;
}
