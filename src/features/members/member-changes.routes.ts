import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { memberHref, showChangeForm, showCorrectionPage } from './member-changes.page.js';
import { listChanges } from './member-changes.queries.js';
import { correctionFault } from './member-changes.rules.js';
import { correctMemberChange, recordMemberChange } from './member-changes.service.js';
import { changeForm, correctionReasonForm } from './members.forms.js';
import { findMember, type MemberRow } from './members.queries.js';

const CHANGES = '/branches/:branchId/members/:memberId/changes';
const manage = { place: 'branch', access: 'members:manage' } as const;

/** E4 to E8, E48: dated changes of type and standing. */
export const memberChangeRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${CHANGES}/new`,
    ...manage,
    handler: (visit: BranchVisit) => showForm(visit, freshForm(), 200),
  },
  { method: 'post', path: CHANGES, ...manage, handler: enter },
  {
    method: 'get',
    path: `${CHANGES}/:changeId/correction/new`,
    ...manage,
    handler: (visit: BranchVisit) => showCorrection(visit, freshForm(), 200),
  },
  { method: 'post', path: `${CHANGES}/:changeId/correction`, ...manage, handler: correct },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

async function getMember(visit: BranchVisit): Promise<MemberRow> {
  const member = await findMember(visit.useCase.db, keyOf(visit), visit.params['memberId'] ?? '');
  if (!member || member.leftOn !== null) throw new NotFound();
  return member;
}

function frameOf(visit: BranchVisit, member: MemberRow, label: string) {
  return visit.frame({
    crumbs: [
      { label: '党员名册', href: `/branches/${visit.branchId}/members` },
      { label: member.name, href: memberHref(visit.branchId, member.id) },
      { label, href: null },
    ],
  });
}

async function showForm(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const member = await getMember(visit);
  const { branchId, today } = visit;
  const frame = frameOf(visit, member, '登记变更');
  visit.show('pages/form', showChangeForm({ frame, branchId, member, form, today }), status);
}

async function enter(visit: BranchVisit): Promise<void> {
  const member = await getMember(visit);
  await submitForm(visit, changeForm, {
    save: async (change) => {
      await recordMemberChange(visit.useCase, visit.branchId, member.id, change);
      return { href: memberHref(visit.branchId, member.id), notice: '已登记变更。' };
    },
    again: (form) => showForm(visit, form, 422),
  });
}

async function showCorrection(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const member = await getMember(visit);
  const changes = await listChanges(visit.useCase.db, keyOf(visit), member.id);
  const change = changes.find(({ id }) => id === visit.params['changeId']);
  if (!change) throw new NotFound();
  const fault = correctionFault(changes, change);
  if (fault && status === 200) throw new RuleViolation(fault);
  const frame = frameOf(visit, member, '更正');
  visit.show('pages/confirm', showCorrectionPage({ frame, branchId: visit.branchId, member, change, form }), status);
}

async function correct(visit: BranchVisit): Promise<void> {
  const member = await getMember(visit);
  await submitForm(visit, correctionReasonForm, {
    save: async ({ reason }) => {
      const { useCase, branchId, params } = visit;
      await correctMemberChange(useCase, branchId, member.id, params['changeId'] ?? '', reason);
      return { href: memberHref(branchId, member.id), notice: '已更正。需要时请按正确的日期重新登记。' };
    },
    again: (form) => showCorrection(visit, form, 422),
  });
}
