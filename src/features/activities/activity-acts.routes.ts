import { NotFound, StaleState } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { sendEvidence } from '../../web/evidence.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { Page } from '../../web/frame-shape.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import { uploadedFile } from '../../web/upload.js';
import type { BranchVisit, Visit } from '../../web/visit.js';
import { photoForm, publicationForm, removalForm, withdrawalForm } from './activities.forms.js';
import { activitiesHref, activityHref } from './activities.paths.js';
import { type Activity, findKeptPhoto, findPhoto, findPublicPhoto } from './activities.queries.js';
import { publishActivity, removeActivity, withdrawActivity } from './activities.service.js';
import { askActivityRemoval, askActivityWithdrawal, confirmActivityPublication } from './activity-forms.page.js';
import { activityFrame, getActivity, getOwnActivity, requireWriter, showActivity } from './activity-visit.js';
import { addPhoto, removePhoto } from './photos.service.js';

const ONE = '/branches/:branchId/activities/:activityId';
const PHOTO = '/branches/:branchId/activity-photos/:photoId';
const write = { place: 'branch', access: 'activities:write' } as const;
const publish = { place: 'branch', access: 'notices:publish' } as const;

export const activityActRoutes: readonly RouteRow[] = [
  {
    ...{ method: 'post', path: `${ONE}/photos`, ...write },
    ...{ upload: { field: 'file', maxBytes: MOST_BYTES }, handler: add },
  },
  { method: 'get', path: PHOTO, place: 'branch', access: 'branch:read', handler: showInside },
  { method: 'post', path: `${PHOTO}/removal`, ...write, handler: removeOne },
  {
    method: 'get',
    path: '/board/:bureauId/activity-photos/:photoId',
    place: 'open',
    access: 'public',
    handler: showPublic,
  },
  {
    method: 'get',
    path: `${ONE}/removal/new`,
    ...write,
    handler: (visit: BranchVisit) => askRemoval(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/removal`, ...write, handler: remove },
  {
    method: 'get',
    path: `${ONE}/publication/new`,
    ...publish,
    handler: (visit: BranchVisit) => askPublication(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/publication`, ...publish, handler: publishOne },
  {
    method: 'get',
    path: `${ONE}/withdrawal/new`,
    ...publish,
    handler: (visit: BranchVisit) => askWithdrawal(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/withdrawal`, ...publish, handler: withdraw },
];

async function add(visit: BranchVisit): Promise<void> {
  const { id } = await getOwnActivity(visit);
  await submitForm(visit, photoForm, {
    save: async () => {
      const file = uploadedFile(visit, 'file', '请选择照片或PDF文件。');
      await addPhoto(visit.useCase, visit.files, stepPlaceOf(visit), id, file);
      return { href: activityHref(visit.branchId, id), notice: '已上传。照片里的拍摄地点等信息已去掉。' };
    },
    again: (form) => showActivity(visit, form, 422),
  });
}

async function removeOne(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  const photo = await findKeptPhoto(visit.useCase.db, place, visit.params['photoId'] ?? '');
  if (!photo) throw new NotFound();
  requireWriter(visit, photo.activity.groupId);
  await removePhoto(visit.useCase, visit.files, place, photo.id);
  visit.go(activityHref(visit.branchId, photo.activityId), '附件已去掉。');
}

async function showInside(visit: BranchVisit): Promise<void> {
  await sendEvidence(visit, await findPhoto(visit.useCase.db, stepPlaceOf(visit), visit.params['photoId'] ?? ''));
}

async function showPublic(visit: Visit): Promise<void> {
  const { bureauId = '', photoId = '' } = visit.params;
  await sendEvidence(visit, await findPublicPhoto(visit.useCase.db, bureauId, photoId));
}

/** Shows the page of an act on an activity that stands. */
function showAct(
  visit: BranchVisit,
  activity: Activity,
  label: string,
  status: number,
  page: (frame: ReturnType<typeof activityFrame>) => Page,
): void {
  if (activity.removedAt) throw new StaleState('这条活动记录已经去掉。');
  const frame = activityFrame(visit, [
    { label: activity.topic, href: activityHref(visit.branchId, activity.id) },
    { label, href: null },
  ]);
  visit.show('pages/confirm', page(frame), status);
}

async function askRemoval(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const activity = await getOwnActivity(visit);
  const { branchId } = visit;
  showAct(visit, activity, '去掉', status, (frame) => askActivityRemoval({ frame, branchId, activity, form }));
}

async function remove(visit: BranchVisit): Promise<void> {
  const { id } = await getOwnActivity(visit);
  await submitForm(visit, removalForm, {
    save: async ({ reason }) => {
      await removeActivity(visit.useCase, stepPlaceOf(visit), id, reason);
      return { href: activitiesHref(visit.branchId), notice: '活动记录已去掉。' };
    },
    again: (form) => askRemoval(visit, form, 422),
  });
}

async function askPublication(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const activity = await getActivity(visit);
  if (activity.publishedAt) throw new StaleState('这项活动已经公布。');
  const { branchId } = visit;
  showAct(visit, activity, '公布', status, (frame) => confirmActivityPublication({ frame, branchId, activity, form }));
}

async function publishOne(visit: BranchVisit): Promise<void> {
  const { id } = await getActivity(visit);
  await submitForm(visit, publicationForm, {
    save: async ({ revision, secrecyReviewedBy }) => {
      await publishActivity(visit.useCase, stepPlaceOf(visit), id, { revision, secrecyReviewedBy });
      return { href: activityHref(visit.branchId, id), notice: '已在公开栏公布。' };
    },
    again: (form) => askPublication(visit, form, 422),
  });
}

async function askWithdrawal(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const activity = await getActivity(visit);
  if (!activity.publishedAt) throw new StaleState('这项活动不在公开栏上。');
  const { branchId } = visit;
  showAct(visit, activity, '撤下', status, (frame) => askActivityWithdrawal({ frame, branchId, activity, form }));
}

async function withdraw(visit: BranchVisit): Promise<void> {
  const { id } = await getActivity(visit);
  await submitForm(visit, withdrawalForm, {
    save: async ({ reason }) => {
      await withdrawActivity(visit.useCase, stepPlaceOf(visit), id, reason);
      return { href: activityHref(visit.branchId, id), notice: '已从公开栏撤下。' };
    },
    again: (form) => askWithdrawal(visit, form, 422),
  });
}
