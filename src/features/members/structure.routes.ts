import { NotFound } from '../../shared/errors.js';
import { drawChart } from '../../web/chart.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, BureauVisit, Visit } from '../../web/visit.js';
import { isPicture, showBureauStructurePage, showStructurePage, structureChart } from './structure.page.js';
import { listCounted, listCountedByBranch } from './structure.queries.js';
import type { Counted } from './structure.rules.js';

const OF_BRANCH = '/branches/:branchId/structure';
const OF_BUREAU = '/bureau/structure';
const inBranch = { place: 'branch', access: 'members:read' } as const;
const inBureau = { place: 'bureau', access: 'members:read' } as const;

export const structureRoutes: readonly RouteRow[] = [
  { method: 'get', path: OF_BRANCH, ...inBranch, handler: show },
  { method: 'get', path: `${OF_BRANCH}/pictures/:picture`, ...inBranch, handler: drawOfBranch },
  { method: 'get', path: OF_BUREAU, ...inBureau, handler: showOfBureau },
  { method: 'get', path: `${OF_BUREAU}/pictures/:picture`, ...inBureau, handler: drawOfBureau },
];

const membersOf = (visit: BranchVisit) => listCounted(visit.useCase.db, visit.person.bureauId, visit.branchId);

async function show(visit: BranchVisit): Promise<void> {
  const { branchId, today } = visit;
  const base = `/branches/${branchId}/structure`;
  const frame = visit.frame({
    step: 'SURVEY',
    crumbs: [
      { label: '党员名册', href: `/branches/${branchId}/members` },
      { label: '党员队伍结构', href: null },
    ],
  });
  const members = await membersOf(visit);
  visit.show('members/structure', showStructurePage({ frame, branchId, members, today, base }));
}

async function drawOfBranch(visit: BranchVisit): Promise<void> {
  await draw(visit, await membersOf(visit));
}

async function draw(visit: Visit, members: readonly Counted[]): Promise<void> {
  const name = visit.params['picture'] ?? '';
  if (!isPicture(name)) throw new NotFound();
  visit.res.type('image/svg+xml').send(await drawChart(structureChart(name, members, visit.today)));
}

async function showOfBureau(visit: BureauVisit): Promise<void> {
  const branches = await branchesOf(visit);
  const members = branches.flatMap((branch) => branch.members);
  const frame = visit.frame({ crumbs: [{ label: '党员队伍结构', href: null }] });
  const page = showBureauStructurePage({ frame, branches, members, today: visit.today, base: OF_BUREAU });
  visit.show('members/structure', page);
}

async function drawOfBureau(visit: BureauVisit): Promise<void> {
  const branches = await branchesOf(visit);
  await draw(
    visit,
    branches.flatMap((branch) => branch.members),
  );
}

const branchesOf = (visit: BureauVisit) => listCountedByBranch(visit.useCase.db, visit.person.bureauId);
