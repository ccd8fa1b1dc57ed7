import { SKILLS } from '../../shared/skills.js';
import type { FormState } from '../../web/form.js';
import { roomText } from './enrollments.rules.js';
import type { OwnCase } from './own-enrollment.page.js';

/** Wishes, pledge and skills on one form, short enough for a phone. */
export function wishFormOf(own: OwnCase, form: FormState, late: boolean) {
  const typed = Object.keys(form.values).length > 0;
  const value = (name: string, stored: string | null | undefined) => (typed ? form.values[name] : stored) ?? '';
  const mine = own.membership?.groupId;
  return {
    action: '/me/enrollment',
    submit: own.wish ? '保存改报' : '提交报名',
    // The acknowledgement asked for on top is the page's one primary button.
    kind: own.membership?.acknowledgedAt === null ? 'quiet' : 'primary',
    errors: form.summary,
    hidden: [
      { name: 'seen', value: value('seen', own.membership?.id) },
      { name: 'skillsAsked', value: '1' },
    ],
    fields: [
      {
        name: 'groupId',
        label: '第一志愿',
        type: 'radios',
        hint: late
          ? '由支部研究确定；已满的小组也可以填报'
          : '按志愿顺序，在第一个有名额的小组先占位。已满的小组也可以填报，志愿都会记下',
        value: value('groupId', own.wish?.wishGroupId),
        error: form.errors['groupId'],
        options: own.groups.map((group) => ({
          value: group.id,
          label: `${group.name}（${group.id === mine ? '我在本组' : roomText(group)}）`,
          hint: `功能：${group.groupFunction}；依托：${group.hostUnit}。职责：${group.duties}`,
        })),
      },
      {
        name: 'secondGroupId',
        label: '第二志愿',
        type: 'select',
        optional: true,
        hint: late ? '第一志愿不能安排时考虑' : '第1志愿已满时，按这里的顺序先占位',
        value: value('secondGroupId', own.wish?.secondGroupId),
        error: form.errors['secondGroupId'],
        options: [{ value: '', label: '不填' }, ...own.groups.map((group) => ({ value: group.id, label: group.name }))],
      },
      {
        name: 'thirdGroupId',
        label: '第三志愿',
        type: 'select',
        optional: true,
        value: value('thirdGroupId', own.wish?.thirdGroupId),
        error: form.errors['thirdGroupId'],
        options: [{ value: '', label: '不填' }, ...own.groups.map((group) => ({ value: group.id, label: group.name }))],
      },
      {
        name: 'servicePledge',
        label: '服务承诺',
        type: 'textarea',
        rows: 3,
        maxlength: 200,
        hint: '用一两句话写明愿意为师生做些什么，200字以内',
        value: value('servicePledge', own.wish?.servicePledge),
        error: form.errors['servicePledge'],
      },
      {
        name: 'skills',
        label: '我的特长',
        type: 'checkboxes',
        optional: true,
        hint: '可以多选，有变化请一并修改',
        value: value('skills', own.person.skills.join(',')).split(','),
        error: form.errors['skills'],
        options: SKILLS.map((skill) => ({ value: skill, label: skill })),
      },
    ],
  };
}
