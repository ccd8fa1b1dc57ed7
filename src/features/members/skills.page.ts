import { showMoment } from '../../shared/dates.js';
import { WISHED_FUNCTIONS } from '../../shared/group-functions.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
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
    lead: '请填写您的能力特长和意愿。支部按特长和岗位设置功能党小组，确认后供研究名单时参考，不对外公开。',
    word: wordOf(member),
    tag: SKILL_TAGS[skillState(member)],
    form: {
      action: '/me/profile',
      ...{ submit: '保存', keep: true },
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
        fieldOf(form, 'experience', '工作经历', {
          ...{ type: 'textarea', rows: 3, optional: true, maxlength: 500 },
          hint: '带过的班级和社团、做过的课题和活动、获得的成绩',
        }),
        checkboxesOf(form, 'wishedFunctions', '想参加的小组方向', {
          ...{ optional: true, hint: '只供支部设置小组时参考；小组公布以后再正式报名' },
          options: WISHED_FUNCTIONS.map((name) => ({ value: name, label: name })),
        }),
        fieldOf(form, 'willingTasks', '愿意承担的任务', {
          ...{ type: 'textarea', rows: 2, optional: true, maxlength: 300, hint: '例如：每周护学一次、辅导合唱队' },
        }),
      ],
    },
    facts: memberFacts(data.details),
  } satisfies Page & Record<string, unknown>;
}

/** What the branch said to the survey. */
function wordOf({
  surveyWord,
  skillsReturnedAt,
  skillsConfirmedAt,
  confirmedSkills,
  skills,
}: MemberRow): string | null {
  if (skillsReturnedAt) return `支部请您修改：${surveyWord ?? ''}`;
  if (!skillsConfirmedAt) return null;
  const left = skills.filter((skill) => !confirmedSkills.includes(skill));
  const part = left.length > 0 ? `支部确认了${confirmedSkills.join('、')}，没有确认${left.join('、')}。` : '';
  return `${part}${surveyWord === null ? '' : `支部的话：${surveyWord}`}` || null;
}

/** Skills as the form holds them: those of the list ticked, others as text. */
type Surveyed = Pick<MemberRow, 'skills' | 'skillNote' | 'experience' | 'wishedFunctions' | 'willingTasks'>;

export function skillsFormValues(member: Surveyed): Record<string, string> {
  const listed: readonly string[] = SKILLS;
  return {
    skills: member.skills.filter((skill) => listed.includes(skill)).join(','),
    others: member.skills.filter((skill) => !listed.includes(skill)).join('、'),
    skillNote: member.skillNote ?? '',
    experience: member.experience ?? '',
    wishedFunctions: member.wishedFunctions.join(','),
    willingTasks: member.willingTasks ?? '',
  };
}

type Waiting = Surveyed & Pick<MemberRow, 'id' | 'name' | 'post' | 'skillsFilledAt'>;

/** 确认能力特长: members who filled theirs in, ticked by the officer. */
export function showSkillConfirmationPage(data: {
  frame: Frame;
  branchId: string;
  waiting: readonly Waiting[];
  unfilled: readonly { id: string; name: string; post: string | null; skillsReturnedAt: Date | null }[];
  mayConfirm: boolean;
  form: FormState;
}) {
  return {
    title: '确认能力特长',
    frame: data.frame,
    lead: '党员本人填写，支部确认。请对照平时了解的情况勾选后一并确认；要逐项确认、写一句话或退回的，请点姓名。',
    summary: data.form.summary,
    action: `/branches/${data.branchId}/skills`,
    mayConfirm: data.mayConfirm,
    back: `/branches/${data.branchId}/members?view=no-skills`,
    rows: data.waiting.map((member) => ({
      value: `${member.id}:${member.skillsFilledAt?.toISOString() ?? ''}`,
      name: member.name,
      post: member.post ?? '',
      skills: member.skills.join('、'),
      notes: wordsOf(member),
      href: data.mayConfirm ? `/branches/${data.branchId}/skills/${member.id}` : null,
      filledAt: member.skillsFilledAt ? showMoment(member.skillsFilledAt) : '',
    })),
    unfilled: data.unfilled.map(({ id, name, post, skillsReturnedAt }) => ({
      ...{ name, href: `/branches/${data.branchId}/members/${id}` },
      note: [post, skillsReturnedAt ? '已退回修改' : null].filter(Boolean).join('，'),
    })),
  } satisfies Page & Record<string, unknown>;
}

const wordsOf = ({ skillNote, experience, wishedFunctions, willingTasks }: Surveyed): string[] =>
  [
    skillNote,
    experience && `经历：${experience}`,
    wishedFunctions.length > 0 && `想参加：${wishedFunctions.join('、')}`,
    willingTasks && `愿意承担：${willingTasks}`,
  ].filter((line) => typeof line === 'string' && line !== '') as string[];

/** R6: one member's survey, to be confirmed skill by skill with a word back, or given back. */
export function showSurveyAnswerPage(data: { frame: Frame; branchId: string; member: MemberRow; form: FormState }) {
  const { member, branchId, form } = data;
  const base = `/branches/${branchId}/skills`;
  const untouched = form.values['outcome'] === undefined;
  const shown: FormState = untouched
    ? { ...form, values: { outcome: 'confirm', skills: member.skills.join(','), ...form.values } }
    : form;
  return {
    title: `${member.name}填写的能力特长`,
    frame: data.frame,
    tag: SKILL_TAGS[skillState(member)],
    facts: [
      { label: '岗位', value: member.post ?? '未登记' },
      { label: '特长说明', value: member.skillNote },
      { label: '工作经历', value: member.experience },
      { label: '想参加的小组方向', value: member.wishedFunctions.join('、') },
      { label: '愿意承担的任务', value: member.willingTasks },
      { label: '填写时间', value: member.skillsFilledAt ? showMoment(member.skillsFilledAt) : '未填写' },
    ],
    form: {
      action: `${base}/${member.id}`,
      ...{ submit: '保存意见', errors: form.summary, cancel: { label: '返回', href: base } },
      hidden: [{ name: 'filledAt', value: member.skillsFilledAt?.toISOString() ?? '' }],
      fields: [
        fieldOf(shown, 'outcome', '意见', {
          type: 'radios',
          options: [
            { value: 'confirm', label: '确认勾选的特长' },
            { value: 'return', label: '退回本人修改', hint: '须写明请本人修改什么' },
          ],
        }),
        ...(member.skills.length > 0
          ? [
              checkboxesOf(shown, 'skills', '属实的特长', {
                options: member.skills.map((skill) => ({ value: skill, label: skill })),
              }),
            ]
          : []),
        fieldOf(shown, 'word', '支部的话', {
          ...{ type: 'textarea', rows: 2, optional: true, maxlength: 200, hint: '本人会看到' },
        }),
      ],
    },
  };
}
