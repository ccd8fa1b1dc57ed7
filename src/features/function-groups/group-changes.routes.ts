import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { dissolutionForm, mergerForm, newGroupForm, renamingForm } from './function-groups.forms.js';
import { groupChangesHref, groupsHref } from './function-groups.paths.js';
import {
  type ChangeForm,
  showCreationPage,
  showDissolutionPage,
  showMergerPage,
  showRenamingPage,
  showSplitPage,
} from './group-change-forms.page.js';
import { showGroupChangesPage } from './group-changes.page.js';
import { type ChangeableGroup, getChangeBoard } from './group-changes.queries.js';
import { listGroupFunctions } from './proposal.queries.js';
import { createGroup, dissolveGroup, mergeGroups, renameGroup, splitGroup } from './reorganizing.service.js';

const CHANGES = '/branches/:branchId/group-changes';
const GROUP = '/branches/:branchId/groups/:groupId';
const manage = { place: 'branch', access: 'groups:manage' } as const;

/** The changes of the groups in mid-campaign: each act with its page. */
export const groupChangeRoutes: readonly RouteRow[] = [
  { method: 'get', path: CHANGES, place: 'branch', access: 'branch:read', handler: showChanges },
  { method: 'get', path: `${CHANGES}/merger/new`, ...manage, handler: newMerger },
  { method: 'post', path: `${CHANGES}/merger`, ...manage, handler: merge },
  {
    method: 'get',
    path: `${CHANGES}/creation/new`,
    ...manage,
    handler: (visit: BranchVisit) => showCreation(visit, freshForm(FRESH_GROUP), 200),
  },
  { method: 'post', path: `${CHANGES}/creation`, ...manage, handler: create },
  {
    method: 'get',
    path: `${GROUP}/split/new`,
    ...manage,
    handler: (visit: BranchVisit) => showSplit(visit, freshForm(FRESH_GROUP), 200),
  },
  { method: 'post', path: `${GROUP}/split`, ...manage, handler: split },
  {
    method: 'get',
    path: `${GROUP}/renaming/new`,
    ...manage,
    handler: (visit: BranchVisit) => showRenaming(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/renaming`, ...manage, handler: rename },
  {
    method: 'get',
    path: `${GROUP}/dissolution/new`,
    ...manage,
    handler: (visit: BranchVisit) => showDissolution(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/dissolution`, ...manage, handler: dissolve },
];

const FRESH_GROUP = { hostUnitType: 'SUBJECT_TEAM', minSize: '3' };
const groupIdOf = (visit: BranchVisit) => visit.params['groupId'] ?? '';

function frameOf(visit: BranchVisit, label: string | null) {
  const { branchId, place } = visit;
  const here = { label: '小组调整', href: label === null ? null : groupChangesHref(branchId) };
  return visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '功能党小组', href: groupsHref(branchId) },
      here,
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });
}

async function showChanges(visit: BranchVisit): Promise<void> {
  const board = await getChangeBoard(visit.useCase.db, stepPlaceOf(visit));
  const { branchId } = visit;
  const mayManage = mayInBranch(visit.person.roles, 'groups:manage', branchId);
  const frame = frameOf(visit, null);
  visit.show('function-groups/changes', showGroupChangesPage({ frame, branchId, board, mayManage }));
}

/** What every form of a change is shown with. */
async function formMatter(visit: BranchVisit, form: FormState, label: string): Promise<ChangeForm> {
  const place = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [board, catalogue] = await Promise.all([
    getChangeBoard(db, place),
    listGroupFunctions(db, place.bureauId, place.campaignId),
  ]);
  return { frame: frameOf(visit, label), branchId: visit.branchId, board, form, catalogue };
}

async function groupMatter(
  visit: BranchVisit,
  form: FormState,
  label: string,
): Promise<ChangeForm & { group: ChangeableGroup }> {
  const matter = await formMatter(visit, form, label);
  const group = matter.board.groups.find(({ id }) => id === groupIdOf(visit));
  if (!group) throw new NotFound('没有找到这个功能党小组，可能已经合并或撤销。');
  return { ...matter, group };
}

const done = (visit: BranchVisit, notice: string) => ({ href: groupChangesHref(visit.branchId), notice });
const PUBLISH_ANEW = '名单如已公布，请公布新名单。';

async function newMerger(visit: BranchVisit): Promise<void> {
  const asked = visit.query['group'];
  await showMerger(visit, freshForm(asked === undefined ? {} : { groupIds: asked }), 200);
}

async function showMerger(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  visit.show('function-groups/change', showMergerPage(await formMatter(visit, form, '合并小组')), status);
}

async function merge(visit: BranchVisit): Promise<void> {
  await submitForm(visit, mergerForm, {
    save: async (data) => {
      await mergeGroups(visit.useCase, stepPlaceOf(visit), data);
      return done(visit, `小组已合并。${PUBLISH_ANEW}`);
    },
    again: (form) => showMerger(visit, form, 422),
  });
}

async function showCreation(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  visit.show('function-groups/change', showCreationPage(await formMatter(visit, form, '新设小组')), status);
}

async function create(visit: BranchVisit): Promise<void> {
  await submitForm(visit, newGroupForm, {
    save: async (data) => {
      await createGroup(visit.useCase, stepPlaceOf(visit), data);
      return done(visit, `已新设“${data.group.name}”。${PUBLISH_ANEW}`);
    },
    again: (form) => showCreation(visit, form, 422),
  });
}

async function showSplit(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  visit.show('function-groups/change', showSplitPage(await groupMatter(visit, form, '拆分')), status);
}

async function split(visit: BranchVisit): Promise<void> {
  await submitForm(visit, newGroupForm, {
    save: async (data) => {
      await splitGroup(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return done(visit, `小组已拆分。${PUBLISH_ANEW}`);
    },
    again: (form) => showSplit(visit, form, 422),
  });
}

async function showRenaming(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  visit.show('function-groups/change', showRenamingPage(await groupMatter(visit, form, '改名')), status);
}

async function rename(visit: BranchVisit): Promise<void> {
  await submitForm(visit, renamingForm, {
    save: async (data) => {
      await renameGroup(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return done(visit, `小组已改名为“${data.name}”。${PUBLISH_ANEW}`);
    },
    again: (form) => showRenaming(visit, form, 422),
  });
}

async function showDissolution(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  visit.show('function-groups/change', showDissolutionPage(await groupMatter(visit, form, '撤销')), status);
}

async function dissolve(visit: BranchVisit): Promise<void> {
  await submitForm(visit, dissolutionForm, {
    rows: ['moves'],
    save: async (data) => {
      await dissolveGroup(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return done(visit, `小组已撤销。${PUBLISH_ANEW}`);
    },
    again: (form) => showDissolution(visit, form, 422),
  });
}
