import { mayInBranch } from '../../access/permissions.js';
import { checkOutcomes } from '../../campaign/guards.js';
import { CAMPAIGN_STEPS, type CheckName, stepSlug } from '../../campaign/phases.js';
import { listBranchFacts } from '../../campaign/step-facts.queries.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showAcceptancePage } from './acceptance.page.js';
import { findKeepingFigures } from './acceptance.queries.js';
import { assess, type FindingName, findingsOf, type Part } from './acceptance.rules.js';

/** R47: what the branch can show the region, and what is missing. */
export const acceptanceRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/branches/:branchId/acceptance', place: 'branch', access: 'acceptance:read', handler: show },
];

async function show(visit: BranchVisit): Promise<void> {
  const { person, branchId, place, today, useCase } = visit;
  const key = { bureauId: person.bureauId, campaignId: campaignOf(visit).id, branchId };
  const [facts, figures] = await Promise.all([
    listBranchFacts(useCase.db, key),
    findKeepingFigures(useCase.db, key, today),
  ]);
  const outcomes = facts.flatMap((one) => checkOutcomes(one, today));
  const parts = new Map<CheckName | FindingName, Part>([
    ...outcomes.map((outcome) => [outcome.name, outcome] as const),
    ...findingsOf(figures, `/branches/${branchId}`),
  ]);
  const crumbs = [
    { label: place.branch.shortName, href: `/branches/${branchId}` },
    { label: '验收自查', href: null },
  ];
  const page = showAcceptancePage({
    ...{ frame: visit.frame({ step: 'ACCEPTANCE', crumbs }), branch: place.branch, today },
    assessed: assess(parts, (name) => notReached(branchId, name)),
    mends: mayInBranch(person.roles, 'mobilization:manage', branchId),
  });
  visit.show('acceptance/self-assessment', page);
}

/** The branch has not come to the step yet. */
function notReached(branchId: string, name: string): Part {
  const row = CAMPAIGN_STEPS.find(({ checks }) => (checks as readonly string[]).includes(name));
  const href = row ? `/branches/${branchId}/steps/${stepSlug(row.step)}` : `/branches/${branchId}`;
  return { title: row?.label ?? '', done: false, reason: '还没有进行到这一步', href };
}
