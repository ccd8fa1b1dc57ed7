import { chosenYear } from '../../campaign/commitment-year.js';
import { drawChart } from '../../web/chart.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { cascadeHref } from './commitments.paths.js';
import { chartOf, type PictureName, showPicturesPage } from './pictures.page.js';
import { findPictureYear, type PictureYear } from './pictures.queries.js';

const ALL = '/branches/:branchId/commitments/pictures';
const read = { place: 'branch', access: 'branch:read' } as const;

export const pictureRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...read, handler: show },
  { method: 'get', path: `${ALL}/cascade.svg`, ...read, handler: (visit: BranchVisit) => draw(visit, 'cascade') },
  { method: 'get', path: `${ALL}/progress.svg`, ...read, handler: (visit: BranchVisit) => draw(visit, 'progress') },
  { method: 'get', path: `${ALL}/coverage.svg`, ...read, handler: (visit: BranchVisit) => draw(visit, 'coverage') },
];

function yearOf(visit: BranchVisit): { campaignId: string; year: number } {
  const { id, startYear } = campaignOf(visit);
  return { campaignId: id, year: chosenYear(startYear, visit.today, visit.query['year']) };
}

function find(visit: BranchVisit): Promise<PictureYear> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId, ...yearOf(visit) };
  return findPictureYear(visit.useCase.db, key);
}

async function show(visit: BranchVisit): Promise<void> {
  const found = await find(visit);
  const { branchId, today } = visit;
  const { year } = yearOf(visit);
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
    { label: '承诺', href: cascadeHref(branchId, year) },
    { label: '图表', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  visit.show('commitments/pictures', showPicturesPage({ frame, branchId, year, found, today }));
}

async function draw(visit: BranchVisit, name: PictureName): Promise<void> {
  const found = await find(visit);
  const svg = await drawChart(chartOf(name, found, visit.place.branch.shortName, visit.today));
  visit.res.type('image/svg+xml').send(svg);
}
