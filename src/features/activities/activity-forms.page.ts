import { dayInput, showDay } from '../../shared/dates.js';
import { personLabels } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, evidenceField, fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { activitiesHref, activityHref } from './activities.paths.js';
import type { Activity, GroupPeople } from './activities.queries.js';

interface FormData {
  frame: Frame;
  branchId: string;
  form: FormState;
}

/** 登记活动: everything on one page, with a photograph at once if there is one. */
export function showNewActivityPage({
  frame,
  branchId,
  group,
  form,
  today,
}: FormData & { group: GroupPeople; today: Date }) {
  return {
    title: `登记“${group.name}”的活动`,
    frame,
    lead: '活动之后登记。参加的党员从本组名单中勾选，不用签到。',
    form: {
      action: `/branches/${branchId}/groups/${group.id}/activities`,
      ...{ submit: '保存活动记录', upload: true, keep: true, errors: form.summary },
      cancel: { label: '返回小组活动', href: activitiesHref(branchId) },
      fields: [...fieldsOf(form, group, today), evidenceField(form, { label: '活动照片或PDF', optional: true })],
    },
  };
}

/** The values of the form for a record that stands. */
export function activityFormValues(activity: Activity): Record<string, string> {
  const { topic, place, result, heldOn, participants, revision } = activity;
  return {
    ...{ topic, place, result, heldOn: dayInput(heldOn), revision: String(revision) },
    participantIds: participants.map(({ memberId }) => memberId).join(','),
  };
}

export function showEditActivityPage({
  frame,
  branchId,
  group,
  activity,
  form,
  today,
}: FormData & { group: GroupPeople; activity: Activity; today: Date }) {
  const href = activityHref(branchId, activity.id);
  return {
    title: '修改活动记录',
    frame,
    lead: activity.publishedAt ? '这项活动已在公开栏公布。保存修改后会从公开栏撤下，由支部重新公布。' : null,
    form: {
      action: href,
      ...{ submit: '保存修改', keep: true, errors: form.summary },
      hidden: [{ name: 'revision', value: form.values['revision'] ?? '' }],
      cancel: { label: '返回活动', href },
      fields: fieldsOf(form, group, today),
    },
  };
}

function fieldsOf(form: FormState, group: GroupPeople, today: Date) {
  const labels = personLabels(group.people);
  return [
    fieldOf(form, 'topic', '活动主题', { maxlength: 100, hint: '例如：示范课和集体评课' }),
    fieldOf(form, 'heldOn', '活动日期', { type: 'date', width: 'short', max: dayInput(today) }),
    fieldOf(form, 'place', '地点', { width: 'medium', maxlength: 60 }),
    checkboxesOf(form, 'participantIds', '参加党员', {
      options: group.people.map(({ id, name, post, left }) => ({
        ...{ value: id, label: labels.get(id) ?? name, hint: left ? '已离开本组' : (post ?? '') },
      })),
    }),
    fieldOf(form, 'result', '活动内容和效果', {
      ...{ type: 'textarea', rows: 5, maxlength: 2000, hint: '做了什么，解决了什么问题，师生有什么反映' },
    }),
  ];
}

/** 公布: exactly what the public will see. */
export function confirmActivityPublication({ frame, branchId, activity, form }: FormData & { activity: Activity }) {
  const href = activityHref(branchId, activity.id);
  const pictures = activity.photos.filter(({ mediaType }) => mediaType === 'image/jpeg').length;
  return {
    title: `公布“${activity.topic}”`,
    frame,
    confirm: {
      question: '确定在党务公开栏公布这项活动吗？',
      happens: `公开日期、地点、主题、参加人数、活动内容和效果${pictures > 0 ? `，以及${pictures}张照片` : ''}。参加党员的姓名和PDF文件不公开。`,
      seenBy: '任何人，不需要账号。',
      undo: '可以撤下，须写明理由；修改后要重新公布。',
      facts: [
        { label: '活动日期', value: showDay(activity.heldOn) },
        { label: '地点', value: activity.place },
        { label: '活动内容和效果', value: activity.result },
      ],
      action: `${href}/publication`,
      submit: '确认公布',
      fields: secrecyFields(form),
      hidden: [{ name: 'revision', value: String(activity.revision) }],
      errors: form.summary,
      cancel: { label: '暂不公布', href },
    },
  };
}

export function askActivityRemoval({ frame, branchId, activity, form }: FormData & { activity: Activity }) {
  const href = activityHref(branchId, activity.id);
  return {
    title: '去掉活动记录',
    frame,
    confirm: {
      question: `确定去掉“${activity.topic}”这条活动记录吗？`,
      happens: `这条记录不再计入小组活动${activity.publishedAt ? '，同时从公开栏撤下' : ''}。`,
      seenBy: '登记活动的人仍能看到去掉的记录和理由。',
      undo: '不能恢复，需要时请重新登记。',
      action: `${href}/removal`,
      submit: '确认去掉',
      danger: true,
      fields: [fieldOf(form, 'reason', '去掉的理由', { maxlength: 200, hint: '例如：重复登记' })],
      errors: form.summary,
      cancel: { label: '不去掉', href },
    },
  };
}

export function askActivityWithdrawal({ frame, branchId, activity, form }: FormData & { activity: Activity }) {
  const href = activityHref(branchId, activity.id);
  return {
    title: '从公开栏撤下',
    frame,
    confirm: {
      question: `确定从公开栏撤下“${activity.topic}”吗？`,
      happens: '公开栏不再显示这项活动和它的照片，支部内的记录不变。',
      seenBy: null,
      undo: '可以重新公布。',
      action: `${href}/withdrawal`,
      submit: '确认撤下',
      fields: [fieldOf(form, 'reason', '撤下的理由', { maxlength: 200 })],
      errors: form.summary,
      cancel: { label: '不撤下', href },
    },
  };
}
