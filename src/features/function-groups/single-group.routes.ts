import { mayInBranch } from '../../access/permissions.js';
import { leadsGroup } from '../../access/scope.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { groupPeopleLedger } from './function-groups.ledger.js';
import { groupRulesForm } from './single-group.forms.js';
import { showGroupRulesPage, showSingleGroupPage } from './single-group.page.js';
import { findSingleGroup, type SingleGroup } from './single-group.queries.js';
import { reviseGroupRules } from './single-group.service.js';

const GROUP = '/branches/:branchId/groups/:groupId';
const write = { place: 'branch', access: 'group-rules:write' } as const;

export const singleGroupRoutes: readonly RouteRow[] = [
  { method: 'get', path: GROUP, place: 'branch', access: 'branch:read', handler: show },
  {
    method: 'get',
    path: `${GROUP}/rules/edit`,
    ...write,
    handler: (visit: BranchVisit) => edit(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/rules`, ...write, handler: save },
];

const groupIdOf = (visit: BranchVisit) => visit.params['groupId'] ?? '';
const groupHref = (visit: BranchVisit) => `/branches/${visit.branchId}/groups/${groupIdOf(visit)}`;

async function getGroup(visit: BranchVisit): Promise<SingleGroup> {
  const group = await findSingleGroup(visit.useCase.db, stepPlaceOf(visit), groupIdOf(visit));
  if (!group) throw new NotFound();
  return group;
}

/** R26: the branch's secretary, or the leader of this very group. */
function mayRevise({ person, branchId }: BranchVisit, groupId: string): boolean {
  return mayInBranch(person.roles, 'groups:manage', branchId) || leadsGroup(person, groupId);
}

function frameOf(visit: BranchVisit, more: { label: string; href: string | null }[]) {
  const { branchId, place } = visit;
  return visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '功能党小组', href: `/branches/${branchId}/groups` },
      ...more,
    ],
  });
}

async function show(visit: BranchVisit): Promise<void> {
  const group = await getGroup(visit);
  const page = showSingleGroupPage({
    frame: frameOf(visit, [{ label: group.name, href: null }]),
    branchId: visit.branchId,
    group,
    mayRevise: mayRevise(visit, group.id),
    mayWriteCommitment: leadsGroup(visit.person, group.id),
  });
  const papers = [asLedger(() => groupPeopleLedger(matterOf(visit), group), '导出党员名单')];
  await showWithPapers(visit, 'function-groups/single', page, group.people.length > 0 ? papers : []);
}

async function edit(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  if (!mayRevise(visit, groupIdOf(visit))) throw new NotFound();
  const group = await getGroup(visit);
  const frame = frameOf(visit, [
    { label: group.name, href: groupHref(visit) },
    { label: '职责和活动制度', href: null },
  ]);
  visit.show('pages/form', showGroupRulesPage({ frame, branchId: visit.branchId, group, form }), status);
}

async function save(visit: BranchVisit): Promise<void> {
  const groupId = groupIdOf(visit);
  if (!mayRevise(visit, groupId)) throw new NotFound();
  await submitForm(visit, groupRulesForm, {
    save: async ({ duties, activityRules, seen }) => {
      const rules = { duties, activityRules, ...(seen === null ? {} : { seen }) };
      await reviseGroupRules(visit.useCase, stepPlaceOf(visit), groupId, rules);
      return { href: groupHref(visit), notice: '职责和活动制度已保存。' };
    },
    again: (form) => edit(visit, form, 422),
  });
}
