import { mayInBureau } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { commitmentYear } from '../../campaign/commitment-year.js';
import { lookBackYear, quarterOf } from '../../shared/year-seasons.js';
import type { RouteRow } from '../../web/route.js';
import type { OwnVisit, Visit } from '../../web/visit.js';
import { showOwnTasksPage } from './own-tasks.page.js';
import { findOwnTasks } from './own-tasks.queries.js';

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
  const { campaign } = place;
  const tasks =
    campaign === null
      ? null
      : await findOwnTasks(visit.useCase.db, {
          bureauId: person.bureauId,
          campaignId: campaign.id,
          memberId,
          year: commitmentYear(campaign.startYear, today),
          lookBackYear: lookBackYear(campaign.startYear, today),
          quarter: quarterOf(today),
          today,
          groupIds: person.ledGroups.map(({ groupId }) => groupId),
        });
  visit.show(
    'dashboards/own-tasks',
    showOwnTasksPage({ frame: visit.frame(), place, name: person.displayName, tasks, today }),
  );
}
