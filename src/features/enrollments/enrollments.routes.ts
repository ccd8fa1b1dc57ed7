import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { freshForm, submitForm } from '../../web/form.js';
import { asLedger, asWord, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showListVersionPage } from './acts.page.js';
import { assignMember, exemptMember, recordPostDuties } from './assignments.service.js';
import { showEnrollmentBoardPage } from './board.page.js';
import { findMemberCase, getEnrollmentBoard } from './board.queries.js';
import { enrollmentFile } from './enrollment-file.js';
import { assignmentForm, exemptionForm, postDutiesForm, settlementForm } from './enrollments.forms.js';
import { enrollmentLedger } from './enrollments.ledger.js';
import { isUnplaced } from './enrollments.rules.js';
import { findListVersion } from './lists.queries.js';
import type { ListContent } from './lists.service.js';
import { type MemberForms, showMemberCasePage } from './member-case.page.js';
import { settleObjection } from './objections.service.js';

const BASE = '/branches/:branchId/enrollment';
const MEMBER = `${BASE}/members/:memberId`;
const read = { place: 'branch', access: 'members:read' } as const;
const manage = { place: 'branch', access: 'enrollments:manage' } as const;

export const enrollmentRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, ...read, handler: showBoard },
  { method: 'get', path: `${BASE}/lists/:version`, ...read, handler: showList },
  { method: 'get', path: MEMBER, ...manage, handler: (visit: BranchVisit) => showMember(visit, {}, 200) },
  { method: 'post', path: `${MEMBER}/assignment`, ...manage, handler: assign },
  { method: 'post', path: `${MEMBER}/exemption`, ...manage, handler: exempt },
  { method: 'post', path: `${MEMBER}/settlement`, ...manage, handler: settle },
  { method: 'post', path: `${MEMBER}/post-duties`, ...manage, handler: saveDuties },
];

async function showBoard(visit: BranchVisit): Promise<void> {
  const { branchId, today, person } = visit;
  const board = await getEnrollmentBoard(visit.useCase.db, stepPlaceOf(visit));
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '报名定岗', href: null },
    ],
  });
  const onlyUnplaced = visit.query['show'] === 'unplaced';
  const page = showEnrollmentBoardPage({
    frame,
    board,
    branchId,
    today,
    mayManage: mayInBranch(person.roles, 'enrollments:manage', branchId),
    mayRecordMeeting: mayInBranch(person.roles, 'meetings:manage', branchId),
    onlyUnplaced,
  });
  const shown = onlyUnplaced ? board.members.filter(isUnplaced) : board.members;
  await showWithPapers(visit, 'enrollments/board', page, [
    asLedger(() => enrollmentLedger(matterOf(visit, [onlyUnplaced && '未参加小组']), board, shown)),
  ]);
}

async function showList(visit: BranchVisit): Promise<void> {
  const version = visit.params['version'] ?? '';
  if (!/^[1-9]\d{0,5}$/.test(version)) throw new NotFound();
  const found = await findListVersion(visit.useCase.db, stepPlaceOf(visit), Number(version));
  if (!found) throw new NotFound();
  const { branchId, place } = visit;
  const frame = visit.frame({ layout: 'paper', step: 'ENROLLMENT' });
  const list = { ...found.list, content: found.list.content as ListContent };
  const { versions } = found;
  const before = found.before ? (found.before.content as ListContent) : null;
  visit.show(
    'enrollments/list',
    showListVersionPage({ frame, branchId, branchName: place.branch.name, list, before, versions }),
  );
}

async function showMember(visit: BranchVisit, forms: Partial<MemberForms>, status: number): Promise<void> {
  const found = await findMemberCase(visit.useCase.db, stepPlaceOf(visit), visit.params['memberId'] ?? '');
  if (!found) throw new NotFound();
  const { branchId, today } = visit;
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '报名定岗', href: `/branches/${branchId}/enrollment` },
      { label: found.person.name, href: null },
    ],
  });
  const all = {
    assignment: freshForm(),
    settlement: freshForm(),
    duties: freshForm(),
    exemption: freshForm(),
    ...forms,
  };
  const page = showMemberCasePage({ frame, branchId, found, forms: all, today });
  const papers = [asWord(() => enrollmentFile(visit, found), '下载Word版报名表')];
  await showWithPapers(visit, 'enrollments/member', page, papers, status);
}

const boardHref = (visit: BranchVisit) => `/branches/${visit.branchId}/enrollment`;

async function assign(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await submitForm(visit, assignmentForm, {
    save: async (data) => {
      await assignMember(visit.useCase, stepPlaceOf(visit), { memberId, ...data });
      return { href: boardHref(visit), notice: '小组安排已保存。' };
    },
    again: (assignment) => showMember(visit, { assignment }, 422),
  });
}

async function exempt(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await submitForm(visit, exemptionForm, {
    save: async ({ exemptionReason }) => {
      await exemptMember(visit.useCase, stepPlaceOf(visit), { memberId, reason: exemptionReason });
      return { href: boardHref(visit), notice: '已登记为暂不参加。' };
    },
    again: (exemption) => showMember(visit, { exemption }, 422),
  });
}

async function saveDuties(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await submitForm(visit, postDutiesForm, {
    save: async (data) => {
      await recordPostDuties(visit.useCase, visit.branchId, memberId, data);
      return { href: `${boardHref(visit)}/members/${memberId}`, notice: '岗位职责已保存。' };
    },
    again: (duties) => showMember(visit, { duties }, 422),
  });
}

async function settle(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await submitForm(visit, settlementForm, {
    save: async (data) => {
      await settleObjection(visit.useCase, stepPlaceOf(visit), memberId, data.settlement);
      return { href: `${boardHref(visit)}/members/${memberId}`, notice: '已答复本人。' };
    },
    again: (settlement) => showMember(visit, { settlement }, 422),
  });
}
