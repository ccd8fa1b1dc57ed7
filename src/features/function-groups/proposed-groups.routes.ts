import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { groupForm } from './function-groups.forms.js';
import { proposalHref } from './function-groups.paths.js';
import { showGroupFormPage, showRemovalPage } from './group-form.page.js';
import { findProposal, listGroupFunctions, type Proposal } from './proposal.queries.js';
import { addGroup, removeGroup, updateGroup } from './proposal.service.js';
import { frameBelowProposal } from './proposal-frame.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;

/** The groups of a proposal, one by one. */
export const proposedGroupRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${PATH}/groups/new`, ...MANAGE, handler: newGroup },
  { method: 'post', path: `${PATH}/groups`, ...MANAGE, handler: create },
  { method: 'get', path: `${PATH}/groups/:groupId/edit`, ...MANAGE, handler: edit },
  { method: 'post', path: `${PATH}/groups/:groupId`, ...MANAGE, handler: update },
  { method: 'get', path: `${PATH}/groups/:groupId/removal/new`, ...MANAGE, handler: newRemoval },
  { method: 'post', path: `${PATH}/groups/:groupId/removal`, ...MANAGE, handler: remove },
];

async function newGroup(visit: BranchVisit): Promise<void> {
  await showGroupForm(visit, null, freshForm({ hostUnitType: 'SUBJECT_TEAM', minSize: '3' }), 200);
}

async function showGroupForm(
  visit: BranchVisit,
  group: { id: string; name: string; revision: number } | null,
  form: FormState,
  status: number,
) {
  const { bureauId, campaignId } = stepPlaceOf(visit);
  const catalogue = await listGroupFunctions(visit.useCase.db, bureauId, campaignId);
  const frame = frameBelowProposal(visit, group ? group.name : '增加小组');
  visit.show(
    'function-groups/form',
    showGroupFormPage({ frame, branchId: visit.branchId, group, catalogue, form }),
    status,
  );
}

async function create(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, groupForm, {
    save: async ({ group }) => {
      await addGroup(visit.useCase, place, group);
      return { href: proposalHref(visit.branchId), notice: `已加入小组“${group.name}”。` };
    },
    again: (form) => showGroupForm(visit, null, form, 422),
  });
}

/** The proposed group the address names; NotFound when the branch's proposal has none of this id. */
async function groupOf(visit: BranchVisit) {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  const group = proposal?.groups.find((row) => row.id === visit.params['groupId']);
  if (!proposal || !group) throw new NotFound();
  return { group, revision: proposal.revision };
}

async function edit(visit: BranchVisit): Promise<void> {
  const { group, revision } = await groupOf(visit);
  const { bureauId, campaignId } = stepPlaceOf(visit);
  const catalogue = await listGroupFunctions(visit.useCase.db, bureauId, campaignId);
  const form = freshForm(
    valuesOf(
      group,
      catalogue.map((row) => row.name),
    ),
  );
  const page = showGroupFormPage({
    frame: frameBelowProposal(visit, group.name),
    branchId: visit.branchId,
    group: { ...group, revision },
    catalogue,
    form,
  });
  visit.show('function-groups/form', page);
}

/** A function outside the catalogue stands in the field for free ones. */
function valuesOf(group: Proposal['groups'][number], catalogue: readonly string[]): Record<string, string> {
  const { id: _, minSize, maxSize, targetSize, wantedSkills, groupFunction, ...texts } = group;
  const known = catalogue.includes(groupFunction);
  return {
    ...texts,
    groupFunction: known ? groupFunction : '',
    otherFunction: known ? '' : groupFunction,
    minSize: String(minSize),
    maxSize: String(maxSize),
    targetSize: targetSize === null ? '' : String(targetSize),
    wantedSkills: wantedSkills.join(','),
  };
}

async function update(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  const { group: current, revision } = await groupOf(visit);
  await submitForm(visit, groupForm, {
    save: async ({ group, revision: seen }) => {
      await updateGroup(visit.useCase, place, current.id, group, seen ?? revision);
      return { href: proposalHref(visit.branchId), notice: `小组“${group.name}”已保存。` };
    },
    again: (form) => showGroupForm(visit, { ...current, revision }, form, 422),
  });
}

async function newRemoval(visit: BranchVisit): Promise<void> {
  const { group } = await groupOf(visit);
  const page = showRemovalPage({
    frame: frameBelowProposal(visit, `删去${group.name}`),
    branchId: visit.branchId,
    group,
  });
  visit.show('pages/confirm', page);
}

async function remove(visit: BranchVisit): Promise<void> {
  const { group } = await groupOf(visit);
  await removeGroup(visit.useCase, stepPlaceOf(visit), group.id);
  visit.go(proposalHref(visit.branchId), `已从方案中删去“${group.name}”。`);
}
