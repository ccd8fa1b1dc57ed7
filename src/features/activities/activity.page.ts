import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { evidenceField } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { boardTag, dayOfMoment } from './activities.page.js';
import { activitiesHref, activityHref, photoHref } from './activities.paths.js';
import type { Activity } from './activities.queries.js';

/** What the person may do with the activity. */
export interface ActivityRights {
  write: boolean;
  publish: boolean;
}

export interface ActivityData {
  frame: Frame;
  branchId: string;
  bureauId: string;
  activity: Activity;
  may: ActivityRights;
  /** The form of one more photograph. */
  form: FormState;
}

/** One activity as the branch reads it, with what is next for whoever may write or publish. */
export function showActivityPage(data: ActivityData) {
  const { activity, branchId, may } = data;
  const standing = activity.removedAt === null;
  const published = activity.publishedAt !== null;
  return {
    title: activity.topic,
    frame: data.frame,
    head: {
      title: activity.topic,
      lead: `“${activity.group.name}”功能党小组的活动`,
      tag: boardTag(activity.publishedAt),
    },
    removed: standing
      ? null
      : `${activity.removedByName ?? ''}于${activity.removedAt ? dayOfMoment(activity.removedAt) : ''}去掉了这条记录，理由：${activity.removeReason ?? ''}`,
    facts: [
      { label: '活动日期', value: showDay(activity.heldOn) },
      { label: '地点', value: activity.place },
      { label: '参加党员', value: namesOf(activity), note: `${activity.participants.length}人` },
      { label: '登记', value: `${activity.createdByName}，${dayOfMoment(activity.createdAt)}` },
      ...(activity.publishedAt
        ? [
            {
              label: '公开栏公布',
              value: dayOfMoment(activity.publishedAt),
              note: `${activity.publishedByName ?? ''}公布，保密审查：${activity.secrecyReviewedBy ?? ''}`,
              href: `/board/${data.bureauId}/branches/${branchId}/activities#a-${activity.id}`,
            },
          ]
        : []),
    ],
    paragraphs: activity.result.split('\n').filter((line) => line.trim() !== ''),
    files: activity.photos.map((photo) => photoCard(data, photo)),
    photoForm: standing && may.write && !published ? photoForm(data) : null,
    photoNote: standing && may.write && published ? '这项活动已在公开栏公布。要增加照片，请先由支部撤下。' : null,
    actions: standing ? actionsOf(data) : [],
  };
}

export const namesOf = ({ participants }: Activity): string => participants.map(({ member }) => member.name).join('、');

function photoCard({ branchId, may }: ActivityData, photo: Activity['photos'][number]) {
  const href = photoHref(branchId, photo.id);
  const remove: Action = { label: `去掉“${photo.fileName}”`, href: `${href}/removal`, method: 'post', kind: 'link' };
  return {
    ...{ href, name: photo.fileName, isPicture: photo.mediaType === 'image/jpeg' },
    actions: may.write ? [remove] : [],
  };
}

function photoForm({ branchId, activity, form }: ActivityData) {
  return {
    action: `${activityHref(branchId, activity.id)}/photos`,
    ...{ submit: '上传', kind: 'quiet', upload: true, errors: form.summary },
    fields: [evidenceField(form)],
  };
}

function actionsOf({ activity, branchId, may }: ActivityData): Action[] {
  const href = activityHref(branchId, activity.id);
  const onBoard = activity.publishedAt !== null;
  const actions: Action[] = [];
  if (may.publish && !onBoard)
    actions.push({ label: '在公开栏公布', href: `${href}/publication/new`, kind: 'primary' });
  if (may.write) actions.push({ label: '修改', href: `${href}/edit`, kind: 'quiet' });
  if (may.publish && onBoard) actions.push({ label: '从公开栏撤下', href: `${href}/withdrawal/new`, kind: 'quiet' });
  if (may.write) actions.push({ label: '去掉这条记录', href: `${href}/removal/new`, kind: 'link' });
  return [...actions, { label: '返回小组活动', href: activitiesHref(branchId), kind: 'link' }];
}
