import { mayInBureau } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import type { RouteRow } from '../../web/route.js';
import type { OwnVisit, Visit } from '../../web/visit.js';
import { showOwnTasksPage } from './own-tasks.page.js';
import { findOwnTasks } from './own-tasks.queries.js';
import { tasksKey } from './waiting.js';

/** `showBoardFront`: the notice board's front page, which everybody without an account sees at `/`. */
export function homeRoutes(showBoardFront: (visit: Visit) => Promise<void>): readonly RouteRow[] {
  return [
    {
      method: 'get',
      path: '/',
      place: 'open',
      access: 'public',
      handler: (visit: Visit) => (visit.person ? visit.go(homeOf(visit.person)) : showBoardFront(visit)),
    },
    { method: 'get', path: '/me', place: 'own', access: 'own:profile', handler: showOwnTasks },
  ];
}

/** Where a person's work begins. */
export function homeOf(person: Person): string {
  if (mayInBureau(person.roles, 'platform:manage')) return '/platform/bureaus';
  if (mayInBureau(person.roles, 'bureau:read')) return '/account/work';
  const officer = person.roles.find(({ role }) => role === 'BRANCH_SECRETARY' || role === 'BRANCH_COMMITTEE_MEMBER');
  if (officer?.branchId) return `/branches/${officer.branchId}`;
  return person.member ? '/me' : '/account';
}

async function showOwnTasks(visit: OwnVisit): Promise<void> {
  const { place, person, today, memberId } = visit;
  const key = tasksKey(place, person.bureauId, today);
  const tasks = key && (await findOwnTasks(visit.useCase.db, { ...key, memberId }));
  visit.show(
    'dashboards/own-tasks',
    showOwnTasksPage({ frame: visit.frame(), place, name: person.displayName, tasks, today }),
  );
}
