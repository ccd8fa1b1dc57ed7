import { mayInBranch } from '../../access/permissions.js';
import { leadsGroup } from '../../access/scope.js';
import { NotFound } from '../../shared/errors.js';
import type { FormState } from '../../web/form.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { activitiesHref } from './activities.paths.js';
import { type Activity, findActivity } from './activities.queries.js';
import { showActivityPage } from './activity.page.js';

/** R27: the group's leader writes, and so do the officers of its branch. */
export function writesFor({ person, branchId }: BranchVisit, groupId: string): boolean {
  return mayInBranch(person.roles, 'mobilization:manage', branchId) || leadsGroup(person, groupId);
}

export function requireWriter(visit: BranchVisit, groupId: string): void {
  if (!writesFor(visit, groupId)) throw new NotFound();
}

/** The activity the address names. One that was removed is read by those who write. Throws NotFound. */
export async function getActivity(visit: BranchVisit): Promise<Activity> {
  const found = await findActivity(visit.useCase.db, stepPlaceOf(visit), visit.params['activityId'] ?? '');
  if (!found || (found.removedAt && !writesFor(visit, found.groupId))) throw new NotFound();
  return found;
}

/** The same for whoever writes it. Throws NotFound. */
export async function getOwnActivity(visit: BranchVisit): Promise<Activity> {
  const found = await getActivity(visit);
  requireWriter(visit, found.groupId);
  return found;
}

export function activityFrame(visit: BranchVisit, more: { label: string; href: string | null }[]) {
  const { branchId, place } = visit;
  return visit.frame({
    step: 'COMMITMENT',
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '小组活动', href: activitiesHref(branchId) },
      ...more,
    ],
  });
}

/** One activity, with the form of one more photograph as it stands. */
export async function showActivity(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const activity = await getActivity(visit);
  const { branchId, person } = visit;
  const page = showActivityPage({
    frame: activityFrame(visit, [{ label: activity.topic, href: null }]),
    ...{ branchId, bureauId: person.bureauId, activity, form },
    may: {
      write: writesFor(visit, activity.groupId),
      publish: mayInBranch(person.roles, 'notices:publish', branchId),
    },
  });
  visit.show('activities/show', page, status);
}
