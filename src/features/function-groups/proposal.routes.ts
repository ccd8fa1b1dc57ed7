import { mayInBranch } from '../../access/permissions.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, asWord, matterOf, type Paper, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showComparisonPage } from './comparison.page.js';
import { consultationDocument } from './consultation-document.js';
import { rationaleForm } from './function-groups.forms.js';
import { groupLedger, opinionLedger } from './function-groups.ledger.js';
import { groupsHref, proposalHref } from './function-groups.paths.js';
import { showRationalePage } from './group-form.page.js';
import { showGroupsPage } from './groups.page.js';
import { showProposalPage } from './proposal.page.js';
import {
  findProposal,
  findProposalStatus,
  listGroupFunctions,
  listGroups,
  listProposalVersions,
  listRosterMembers,
  listUnsettledMeetings,
  type Proposal,
} from './proposal.queries.js';
import { adoptFittingGroups, adoptSuggestedGroups, saveRationale } from './proposal.service.js';
import { frameBelowProposal } from './proposal-frame.js';
import { rosterFigures } from './roster-figures.rules.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;

export const proposalRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/branches/:branchId/groups', place: 'branch', access: 'branch:read', handler: showGroups },
  { method: 'get', path: PATH, place: 'branch', access: 'branch:read', handler: show },
  { method: 'get', path: `${PATH}/rationale/edit`, ...MANAGE, handler: editRationale },
  { method: 'post', path: `${PATH}/rationale`, ...MANAGE, handler: updateRationale },
  { method: 'get', path: `${PATH}/comparison`, place: 'branch', access: 'branch:read', handler: showComparison },
  { method: 'post', path: `${PATH}/suggested-groups`, ...MANAGE, handler: adopt(adoptSuggestedGroups) },
  { method: 'post', path: `${PATH}/fitting-groups`, ...MANAGE, handler: adopt(adoptFittingGroups) },
];

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
  const page = showGroupsPage({ frame, branchId: visit.branchId, status, groups, mayManage });
  const papers = status === 'ANNOUNCED' ? [asLedger(() => groupLedger(matterOf(visit), groups))] : [];
  await showWithPapers(visit, 'function-groups/groups', page, papers);
}

async function show(visit: BranchVisit): Promise<void> {
  const key = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [proposal, members, catalogue, unsettled] = await Promise.all([
    findProposal(db, key),
    listRosterMembers(db, key.bureauId, key.branchId),
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
    members: members.length,
    figures: rosterFigures(members),
    catalogue: catalogue.map((row) => row.name),
    unsettled,
    may: {
      manage: mayInBranch(roles, 'groups:manage', visit.branchId),
      readOpinions: mayInBranch(roles, 'meetings:read', visit.branchId),
    },
  });
  await showWithPapers(visit, 'function-groups/proposal', page, consultationPapers(visit, proposal));
}

/** What members answered, for whoever may read their opinions. */
function consultationPapers(visit: BranchVisit, proposal: Proposal | null): Paper[] {
  const { branch } = visit.place;
  const mayRead = mayInBranch(visit.person.roles, 'meetings:read', visit.branchId);
  if (!mayRead || !proposal || proposal.status === 'DRAFT') return [];
  return [
    asLedger(() => opinionLedger(matterOf(visit), proposal.opinions)),
    asWord(async () => ({
      ...{ title: '征求党员意见情况表', place: branch.shortName, day: visit.today },
      content: await consultationDocument(branch.name, proposal),
    })),
  ];
}

async function editRationale(visit: BranchVisit): Promise<void> {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  showRationale(visit, freshForm({ rationale: proposal?.rationale ?? '' }), 200);
}

function showRationale(visit: BranchVisit, form: FormState, status: number): void {
  visit.show(
    'function-groups/form',
    showRationalePage({ frame: frameBelowProposal(visit, '设置说明'), branchId: visit.branchId, form }),
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
function adopt(work: typeof adoptSuggestedGroups) {
  return async (visit: BranchVisit): Promise<void> => {
    try {
      const count = await work(visit.useCase, stepPlaceOf(visit));
      visit.go(proposalHref(visit.branchId), `已加入${count}个小组，请按本校实际逐个核对、修改。`);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      visit.go(proposalHref(visit.branchId), error.message);
    }
  };
}

/** R14: what the consultation changed; for members without the opinions of others. */
async function showComparison(visit: BranchVisit): Promise<void> {
  const key = stepPlaceOf(visit);
  const [proposal, versions] = await Promise.all([
    findProposal(visit.useCase.db, key),
    listProposalVersions(visit.useCase.db, key),
  ]);
  if (!proposal || proposal.status === 'DRAFT') throw new NotFound('征求意见以后，才能对照前后两稿。');
  const page = showComparisonPage({
    frame: frameBelowProposal(visit, '前后对照'),
    branchId: visit.branchId,
    proposal,
    versions,
    mayReadOpinions: mayInBranch(visit.person.roles, 'meetings:read', visit.branchId),
  });
  visit.show('function-groups/comparison', page);
}
