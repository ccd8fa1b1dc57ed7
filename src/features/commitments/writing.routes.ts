import { leadsGroup } from '../../access/scope.js';
import type { CampaignAtHand } from '../../campaign/place.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { branchBasis, groupBasis, memberBasis } from './basis.page.js';
import { commitmentForm, submissionForm, withoutEmptiedRows } from './commitments.forms.js';
import { cascadeHref, commitmentHref, writingHref } from './commitments.paths.js';
import {
  type CommitmentTarget,
  findForWriting,
  findGroupBasis,
  findMemberBasis,
  listKeyTasks,
  listSuggestions,
} from './commitments.queries.js';
import { commitmentYear, isEditable, LEVEL_LABELS, recipientSides } from './commitments.rules.js';
import { saveCommitment, submitCommitment } from './commitments.service.js';
import { showSubmissionPage } from './submission.page.js';
import { findSubmission } from './submission.queries.js';
import { type Basis, formValues, type ItemOption, showWritingPage, valuesFromAssigned } from './writing.page.js';

type TargetOf<V extends BranchVisit> = (visit: V) => CommitmentTarget;

const BRANCH = '/branches/:branchId/commitments/branch';
const GROUP = '/branches/:branchId/groups/:groupId/commitment';
const OWN = '/me/commitment';

export const commitmentWritingRoutes: readonly RouteRow[] = [
  { method: 'get', path: BRANCH, place: 'branch', access: 'branch-commitments:write', handler: edit(branchTarget) },
  { method: 'post', path: BRANCH, place: 'branch', access: 'branch-commitments:write', handler: save(branchTarget) },
  {
    method: 'get',
    path: `${BRANCH}/submission/new`,
    place: 'branch',
    access: 'branch-commitments:write',
    handler: check(branchTarget),
  },
  {
    method: 'post',
    path: `${BRANCH}/submission`,
    place: 'branch',
    access: 'branch-commitments:write',
    handler: submit(branchTarget),
  },
  { method: 'get', path: GROUP, place: 'branch', access: 'group-commitments:write', handler: edit(groupTarget) },
  { method: 'post', path: GROUP, place: 'branch', access: 'group-commitments:write', handler: save(groupTarget) },
  {
    method: 'get',
    path: `${GROUP}/submission/new`,
    place: 'branch',
    access: 'group-commitments:write',
    handler: check(groupTarget),
  },
  {
    method: 'post',
    path: `${GROUP}/submission`,
    place: 'branch',
    access: 'group-commitments:write',
    handler: submit(groupTarget),
  },
  { method: 'get', path: OWN, place: 'own', access: 'own:commitment', handler: edit(ownTarget) },
  { method: 'post', path: OWN, place: 'own', access: 'own:commitment', handler: save(ownTarget) },
  { method: 'get', path: `${OWN}/submission/new`, place: 'own', access: 'own:commitment', handler: check(ownTarget) },
  { method: 'post', path: `${OWN}/submission`, place: 'own', access: 'own:commitment', handler: submit(ownTarget) },
];

function yearAtHand(visit: BranchVisit): Pick<CommitmentTarget, 'campaignId' | 'startYear' | 'year' | 'branchId'> {
  const campaign: CampaignAtHand | null = visit.place.campaign;
  if (!campaign) throw new StepNotOpen('局党委尚未发布活动,暂不能办理。');
  const { id, startYear } = campaign;
  return { campaignId: id, startYear, year: commitmentYear(startYear, visit.today), branchId: visit.branchId };
}

function branchTarget(visit: BranchVisit): CommitmentTarget {
  return { ...yearAtHand(visit), level: 'BRANCH', groupId: null, memberId: null };
}

/** Only the leader of this very group writes for it. */
function groupTarget(visit: BranchVisit): CommitmentTarget {
  const groupId = visit.params['groupId'] ?? '';
  if (!leadsGroup(visit.person, groupId)) throw new NotFound();
  return { ...yearAtHand(visit), level: 'GROUP', groupId, memberId: null };
}

function ownTarget(visit: OwnVisit): CommitmentTarget {
  return { ...yearAtHand(visit), level: 'MEMBER', groupId: null, memberId: visit.memberId };
}

const MOST_EMPTY_ROWS = 8;

function edit<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    const written = await findForWriting(visit.useCase.db, visit.person.bureauId, target);
    if (written.current && !isEditable(written.current.status)) {
      visit.go(commitmentHref(target.branchId, written.current.id));
      return;
    }
    await showForm(visit, target, written, null, 200);
  };
}

type Written = Awaited<ReturnType<typeof findForWriting>>;

async function showForm(
  visit: BranchVisit,
  target: CommitmentTarget,
  written: Written,
  refused: FormState | null,
  status: number,
) {
  const { groupName, basis, options, assigned } = await findBasis(visit, target);
  const stored = firstValues(written, visit.query['copy'] === 'last', assigned);
  const page = showWritingPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, target) }),
    target,
    sides: recipientSides(target.level, { ...namesOf(visit), groupName }),
    ...written,
    basis,
    options,
    form: refused ?? freshForm(stored),
    emptyRows: emptyRows(visit.query['rows'], Object.keys(stored).length > 0 || refused !== null),
  });
  visit.show('commitments/write', page, status);
}

function namesOf({ person, place }: BranchVisit) {
  return { bureauName: person.bureauName, branchName: place.branch.name, branchShortName: place.branch.shortName };
}

function firstValues(
  { current, lastYear }: Written,
  copy: boolean,
  assigned: Parameters<typeof valuesFromAssigned>[0],
): Record<string, string> {
  if (current) return formValues(current, { withIds: true });
  if (copy && lastYear) return formValues(lastYear, { withIds: false });
  return valuesFromAssigned(assigned);
}

function emptyRows(asked: string | undefined, begun: boolean): number {
  const count = Number(asked);
  if (Number.isInteger(count) && count >= 1) return Math.min(count, MOST_EMPTY_ROWS);
  return begun ? 1 : 2;
}

interface FoundBasis {
  groupName: string | null;
  basis: Basis[];
  options: readonly ItemOption[];
  assigned: readonly { id: string; mainTask: string; dueDate: Date }[];
}

async function findBasis(visit: BranchVisit, target: CommitmentTarget): Promise<FoundBasis> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  if (target.level === 'BRANCH') {
    const [keyTasks, suggestions] = await Promise.all([
      listKeyTasks(db, bureauId, target.campaignId, target.year),
      listSuggestions(db, bureauId, target.branchId, target.year),
    ]);
    const options = keyTasks.map(({ id, title }) => ({ id, mainTask: title, dueDate: null }));
    return { groupName: null, basis: branchBasis(keyTasks, suggestions), options, assigned: [] };
  }
  if (target.level === 'GROUP') {
    const group = await findGroupBasis(db, bureauId, target);
    if (!group) throw new NotFound();
    const assigned = group.assignments.map(({ item }) => item);
    return { groupName: group.name, basis: groupBasis(group), options: assigned, assigned };
  }
  return memberSide(await findMemberBasis(db, bureauId, target));
}

function memberSide(member: Awaited<ReturnType<typeof findMemberBasis>>): FoundBasis {
  if (!member) throw new NotFound();
  const group = member.memberships[0]?.group;
  const groupItems = group?.commitments.flatMap(({ items }) => items) ?? [];
  const servicePledge = member.enrollments[0]?.servicePledge ?? null;
  return {
    groupName: group?.name ?? null,
    basis: memberBasis({ ...member, servicePledge, groupItems }),
    options: groupItems,
    assigned: [],
  };
}

function crumbsOf(visit: BranchVisit, target: CommitmentTarget) {
  const here = { label: `填写${LEVEL_LABELS[target.level].name}`, href: null };
  return [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '承诺', href: cascadeHref(visit.branchId) },
    here,
  ];
}

function save<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    const href = writingHref(target);
    await submitForm({ ...visit, body: withoutEmptiedRows(visit.body) }, commitmentForm, {
      rows: ['items'],
      save: async ({ next, ...input }) => {
        await saveCommitment(visit.useCase, target, input);
        if (next === 'check') return { href: `${href}/submission/new` };
        return { href: next === 'more' ? `${href}?rows=2` : href, notice: '已保存,还没有提交审核。' };
      },
      again: async (form) =>
        showForm(visit, target, await findForWriting(visit.useCase.db, visit.person.bureauId, target), form, 422),
    });
  };
}

function check<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return (visit: V): Promise<void> => showCheck(visit, targetOf(visit), freshForm(), 200);
}

async function showCheck(visit: BranchVisit, target: CommitmentTarget, form: FormState, status: number): Promise<void> {
  const commitment = await findSubmission(visit.useCase.db, visit.person.bureauId, target);
  if (!commitment) throw new NotFound();
  if (!isEditable(commitment.status)) {
    visit.go(commitmentHref(target.branchId, commitment.id));
    return;
  }
  const crumbs = crumbsOf(visit, target);
  const page = showSubmissionPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs }),
    target,
    commitment,
    form,
    today: visit.today,
  });
  visit.show('commitments/submit', page, status);
}

function submit<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    await submitForm(visit, submissionForm, {
      save: async (data) => {
        const id = await submitCommitment(visit.useCase, target, data);
        return {
          href: commitmentHref(target.branchId, id),
          notice: `已提交,等待${LEVEL_LABELS[target.level].reviewedBy}审核。`,
        };
      },
      again: (form) => showCheck(visit, target, form, 422),
    });
  };
}
