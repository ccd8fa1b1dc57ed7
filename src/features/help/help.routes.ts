import { GUIDE_OF } from '../../campaign/page-help.js';
import { NotFound } from '../../shared/errors.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, Visit } from '../../web/visit.js';
import { showFirstStepsPage } from './first-steps.page.js';
import { countFirstSteps } from './first-steps.queries.js';
import { findGuide } from './guides.js';
import { showGuidePage, showHelpIndexPage } from './help.page.js';

export const helpRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/help', place: 'open', access: 'public', handler: showIndex },
  { method: 'get', path: '/help/:guide', place: 'open', access: 'public', handler: showGuide },
  {
    method: 'get',
    path: '/branches/:branchId/first-steps',
    place: 'branch',
    access: 'members:manage',
    handler: showFirstSteps,
  },
];

/** The guide of the role whose work comes first on the home page. */
function ownGuide({ person }: Visit): string | null {
  const [first] = person?.roles ?? [];
  return first ? GUIDE_OF[first.role] : null;
}

function showIndex(visit: Visit): void {
  const frame = visit.frame({ crumbs: [{ label: '使用帮助', href: null }], withForm: visit.person !== null });
  visit.show('help/index', showHelpIndexPage(frame, ownGuide(visit)));
}

function showGuide(visit: Visit): void {
  const guide = findGuide(visit.params['guide'] ?? '');
  if (!guide) throw new NotFound();
  const crumbs = [
    { label: '使用帮助', href: '/help' },
    { label: guide.title, href: null },
  ];
  visit.show('help/guide', showGuidePage(visit.frame({ crumbs, withForm: visit.person !== null }), guide));
}

async function showFirstSteps(visit: BranchVisit): Promise<void> {
  const { person, branchId, place } = visit;
  const facts = await countFirstSteps(visit.useCase.db, person.bureauId, branchId);
  const crumbs = [
    { label: place.branch.shortName, href: `/branches/${branchId}` },
    { label: '新任书记的前几步', href: null },
  ];
  visit.show('help/first-steps', showFirstStepsPage({ frame: visit.frame({ crumbs }), branchId, facts }));
}
