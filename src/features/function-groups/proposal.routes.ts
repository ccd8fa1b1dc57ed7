import { mayInBranch } from '../../access/permissions.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { groupForm, rationaleForm } from './function-groups.forms.js';
import { groupsHref, proposalHref } from './function-groups.paths.js';
import { showGroupFormPage, showRationalePage, showRemovalPage } from './group-form.page.js';
import { showGroupsPage } from './groups.page.js';
import { showProposalPage } from './proposal.page.js';
import {
  countMembers,
  findProposal,
  findProposalStatus,
  listGroupFunctions,
  listGroups,
  listUnsettledMeetings,
  type Proposal,
} from './proposal.queries.js';
import { addGroup, adoptSuggestedGroups, removeGroup, saveRationale, updateGroup } from './proposal.service.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;

export const proposalRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/branches/:branchId/groups', place: 'branch', access: 'branch:read', handler: showGroups },
  { method: 'get', path: PATH, place: 'branch', access: 'branch:read', handler: show },
  { method: 'get', path: `${PATH}/rationale/edit`, ...MANAGE, handler: editRationale },
  { method: 'post', path: `${PATH}/rationale`, ...MANAGE, handler: updateRationale },
  { method: 'post', path: `${PATH}/suggested-groups`, ...MANAGE, handler: adoptSuggested },
  { method: 'get', path: `${PATH}/groups/new`, ...MANAGE, handler: newGroup },
  { method: 'post', path: `${PATH}/groups`, ...MANAGE, handler: create },
  { method: 'get', path: `${PATH}/groups/:groupId/edit`, ...MANAGE, handler: edit },
  { method: 'post', path: `${PATH}/groups/:groupId`, ...MANAGE, handler: update },
  { method: 'get', path: `${PATH}/groups/:groupId/removal/new`, ...MANAGE, handler: newRemoval },
  { method: 'post', path: `${PATH}/groups/:groupId/removal`, ...MANAGE, handler: remove },
];

/** The frame of a page below the proposal. */
function frameOf(visit: BranchVisit, label: string) {
  return visit.frame({
    step: 'GROUP_SETUP',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '功能党小组方案', href: proposalHref(visit.branchId) },
      { label, href: null },
    ],
  });
}

async function showGroups(visit: BranchVisit): Promise<void> {
  const key = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [status, groups] = await Promise.all([findProposalStatus(db, key), listGroups(db, key)]);
  const frame = visit.frame({
    step: 'GROUP_SETUP',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '功能党小组', href: null },
    ],
  });
  const mayManage = mayInBranch(visit.person.roles, 'groups:manage', visit.branchId);
  visit.show('function-groups/groups', showGroupsPage({ frame, branchId: visit.branchId, status, groups, mayManage }));
}

async function show(visit: BranchVisit): Promise<void> {
  const key = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [proposal, members, catalogue, unsettled] = await Promise.all([
    findProposal(db, key),
    countMembers(db, key.bureauId, key.branchId),
    listGroupFunctions(db, key.bureauId, key.campaignId),
    listUnsettledMeetings(db, key),
  ]);
  const { roles } = visit.person;
  const page = showProposalPage({
    frame: visit.frame({
      step: 'GROUP_SETUP',
      crumbs: [
        { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
        { label: '功能党小组', href: groupsHref(visit.branchId) },
        { label: '方案', href: null },
      ],
    }),
    branchId: visit.branchId,
    today: visit.today,
    proposal,
    members,
    catalogue: catalogue.map((row) => row.name),
    unsettled,
    may: {
      manage: mayInBranch(roles, 'groups:manage', visit.branchId),
      readOpinions: mayInBranch(roles, 'meetings:read', visit.branchId),
    },
  });
  visit.show('function-groups/proposal', page);
}

async function editRationale(visit: BranchVisit): Promise<void> {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  showRationale(visit, freshForm({ rationale: proposal?.rationale ?? '' }), 200);
}

function showRationale(visit: BranchVisit, form: FormState, status: number): void {
  visit.show(
    'function-groups/form',
    showRationalePage({ frame: frameOf(visit, '设置说明'), branchId: visit.branchId, form }),
    status,
  );
}

async function updateRationale(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, rationaleForm, {
    save: async ({ rationale }) => {
      await saveRationale(visit.useCase, place, rationale);
      return { href: proposalHref(visit.branchId), notice: '设置说明已保存。' };
    },
    again: (form) => showRationale(visit, form, 422),
  });
}

/** A press on a button without a form of its own: what hinders it is said on the page it came from. */
async function adoptSuggested(visit: BranchVisit): Promise<void> {
  try {
    const count = await adoptSuggestedGroups(visit.useCase, stepPlaceOf(visit));
    visit.go(proposalHref(visit.branchId), `已加入${count}个小组,请按本校实际逐个核对、修改。`);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    visit.go(proposalHref(visit.branchId), error.message);
  }
}

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
  const frame = frameOf(visit, group ? group.name : '增加小组');
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
    frame: frameOf(visit, group.name),
    branchId: visit.branchId,
    group: { ...group, revision },
    catalogue,
    form,
  });
  visit.show('function-groups/form', page);
}

/** A function outside the catalogue stands in the field for free ones. */
function valuesOf(group: Proposal['groups'][number], catalogue: readonly string[]): Record<string, string> {
  const { id: _, minSize, maxSize, groupFunction, ...texts } = group;
  const known = catalogue.includes(groupFunction);
  return {
    ...texts,
    groupFunction: known ? groupFunction : '',
    otherFunction: known ? '' : groupFunction,
    minSize: String(minSize),
    maxSize: String(maxSize),
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
  const page = showRemovalPage({ frame: frameOf(visit, `删去${group.name}`), branchId: visit.branchId, group });
  visit.show('function-groups/confirm', page);
}

async function remove(visit: BranchVisit): Promise<void> {
  const { group } = await groupOf(visit);
  await removeGroup(visit.useCase, stepPlaceOf(visit), group.id);
  visit.go(proposalHref(visit.branchId), `已从方案中删去“${group.name}”。`);
}
