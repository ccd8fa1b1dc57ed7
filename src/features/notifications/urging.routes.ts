import { RuleViolation } from '../../shared/errors.js';
import { readForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { urgingForm } from './urging.forms.js';
import { showUrgingPage, urgedWords } from './urging.page.js';
import { listLastWords } from './urging.queries.js';
import { urge, whoIsWaiting } from './urging.service.js';

const PATH = '/branches/:branchId/reminders';
const secretary = { place: 'branch', access: 'reminders:send' } as const;

/** E15: who still has to act, and a word to them. */
export const urgingRoutes: readonly RouteRow[] = [
  { method: 'get', path: PATH, ...secretary, handler: show },
  { method: 'post', path: PATH, ...secretary, handler: send },
];

async function show(visit: BranchVisit): Promise<void> {
  const { place, today, branchId } = visit;
  const { bureauId } = visit.person;
  const [waiting, words] = await Promise.all([
    whoIsWaiting(visit.useCase, place),
    listLastWords(visit.useCase.db, { bureauId, branchId }),
  ]);
  const crumbs = [
    { label: place.branch.shortName, href: `/branches/${branchId}` },
    { label: '催办', href: null },
  ];
  visit.show('notifications/urging', showUrgingPage({ frame: visit.frame({ crumbs }), place, waiting, words, today }));
}

async function send(visit: BranchVisit): Promise<void> {
  const form = readForm(urgingForm, visit.body);
  if (!form.ok) throw new RuleViolation(form.state.summary[0]?.message ?? '');
  const { thing, memberId } = form.data;
  const urged = await urge(visit.useCase, visit.place, { thing, memberId: memberId ?? null });
  visit.go(`/branches/${visit.branchId}/reminders`, urgedWords(urged));
}
