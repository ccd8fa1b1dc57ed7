import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import { optionalFile } from '../../web/upload.js';
import type { BranchVisit } from '../../web/visit.js';
import { activityForm, revisedActivityForm } from './activities.forms.js';
import { activityLedger } from './activities.ledger.js';
import { showActivitiesPage } from './activities.page.js';
import { activityHref } from './activities.paths.js';
import { type Activity, findGroupPeople, type GroupPeople, listActivities } from './activities.queries.js';
import { recordActivity, reviseActivity } from './activities.service.js';
import { activityFormValues, showEditActivityPage, showNewActivityPage } from './activity-forms.page.js';
import { activityFrame, getOwnActivity, requireWriter, showActivity, writesFor } from './activity-visit.js';

const ALL = '/branches/:branchId/activities';
const ONE = `${ALL}/:activityId`;
const OF_GROUP = '/branches/:branchId/groups/:groupId/activities';
const read = { place: 'branch', access: 'branch:read' } as const;
const write = { place: 'branch', access: 'activities:write' } as const;

export const activityRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...read, handler: list },
  {
    method: 'get',
    path: `${OF_GROUP}/new`,
    ...write,
    handler: (visit: BranchVisit) => showNew(visit, freshForm(), 200),
  },
  {
    ...{ method: 'post', path: OF_GROUP, ...write },
    ...{ upload: { field: 'file', maxBytes: MOST_BYTES }, handler: create },
  },
  { method: 'get', path: ONE, ...read, handler: (visit: BranchVisit) => showActivity(visit, freshForm(), 200) },
  { method: 'get', path: `${ONE}/edit`, ...write, handler: edit },
  { method: 'post', path: ONE, ...write, handler: save },
];

async function list(visit: BranchVisit): Promise<void> {
  const { db } = visit.useCase;
  const place = stepPlaceOf(visit);
  const asked = visit.query['group'] || null;
  const { groups, rows } = await listActivities(db, place, asked);
  const chosen = groups.find(({ id }) => id === asked) ?? null;
  if (asked !== null && chosen === null) throw new NotFound();
  const page = showActivitiesPage({
    frame: activityFrame(visit, []),
    ...{ branchId: visit.branchId, groups, rows, chosen, writes: (groupId) => writesFor(visit, groupId) },
  });
  const whole = async () => (await listActivities(db, place, asked, MOST_ROWS)).rows;
  const matter = matterOf(visit, [chosen && `小组：${chosen.name}`]);
  await showWithPapers(visit, 'activities/index', page, [asLedger(async () => activityLedger(matter, await whole()))]);
}

async function getGroup(visit: BranchVisit, groupId: string): Promise<GroupPeople> {
  requireWriter(visit, groupId);
  const group = await findGroupPeople(visit.useCase.db, stepPlaceOf(visit), groupId);
  if (!group) throw new NotFound();
  return group;
}

async function showNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit, visit.params['groupId'] ?? '');
  const frame = activityFrame(visit, [{ label: '登记活动', href: null }]);
  const { branchId, today } = visit;
  visit.show('pages/form', showNewActivityPage({ frame, branchId, group, form, today }), status);
}

async function create(visit: BranchVisit): Promise<void> {
  const { id: groupId } = await getGroup(visit, visit.params['groupId'] ?? '');
  await submitForm(visit, activityForm, {
    save: async (data) => {
      const file = optionalFile(visit, 'file');
      const id = await recordActivity(visit.useCase, visit.files, stepPlaceOf(visit), groupId, data, file);
      const photo = file ? '照片里的拍摄地点等信息已去掉。' : '';
      return { href: activityHref(visit.branchId, id), notice: `活动记录已保存。${photo}` };
    },
    again: (form) => showNew(visit, form, 422),
  });
}

async function edit(visit: BranchVisit): Promise<void> {
  const activity = await getOwnActivity(visit);
  await showEdit(visit, activity, freshForm(activityFormValues(activity)), 200);
}

async function showEdit(visit: BranchVisit, activity: Activity, form: FormState, status: number): Promise<void> {
  const { branchId, today } = visit;
  const group = await getGroup(visit, activity.groupId);
  const frame = activityFrame(visit, [
    { label: activity.topic, href: activityHref(branchId, activity.id) },
    { label: '修改', href: null },
  ]);
  visit.show('pages/form', showEditActivityPage({ frame, branchId, group, activity, form, today }), status);
}

async function save(visit: BranchVisit): Promise<void> {
  const activity = await getOwnActivity(visit);
  await submitForm(visit, revisedActivityForm, {
    save: async (data) => {
      const { tookOffBoard } = await reviseActivity(visit.useCase, stepPlaceOf(visit), activity.id, data);
      const notice = tookOffBoard ? '修改已保存，已从公开栏撤下，等支部重新公布。' : '修改已保存。';
      return { href: activityHref(visit.branchId, activity.id), notice };
    },
    again: (form) => showEdit(visit, activity, form, 422),
  });
}
