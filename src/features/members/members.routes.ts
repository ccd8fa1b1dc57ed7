import { mayInBranch } from '../../access/permissions.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, readForm, submitForm } from '../../web/form.js';
import { asLedger, asWord, matterOf, sendWord, showWithPapers } from '../../web/papers.js';
import { isId } from '../../web/request-text.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { sendWorkbook } from './download.js';
import { listChanges } from './member-changes.queries.js';
import type { MemberDetails } from './member-details.rules.js';
import { memberFormValues, NEW_MEMBER_VALUES, showMemberFormPage } from './member-form.page.js';
import { memberForm, revisionForm } from './members.forms.js';
import { memberLedger } from './members.ledger.js';
import { searchWords, showMemberPage, showRosterPage } from './members.page.js';
import { findMember, listRoster, type MemberRow, ROSTER_VIEWS } from './members.queries.js';
import { addMember, detailsOfRow, exportRoster, readRoster, updateMember } from './members.service.js';
import { openFields } from './private-fields.js';
import { rosterDocument } from './roster-document.js';

const LIST = '/branches/:branchId/members';

export const memberRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, place: 'branch', access: 'members:read', kept: true, handler: list },
  { method: 'get', path: `${LIST}/new`, place: 'branch', access: 'members:manage', handler: newMember },
  { method: 'post', path: LIST, place: 'branch', access: 'members:manage', handler: create },
  { method: 'get', path: `${LIST}/template`, place: 'branch', access: 'members:read', handler: template },
  { method: 'post', path: `${LIST}/export`, place: 'branch', access: 'members:manage', handler: download },
  { method: 'get', path: `${LIST}/:memberId`, place: 'branch', access: 'members:read', handler: show },
  { method: 'get', path: `${LIST}/:memberId/edit`, place: 'branch', access: 'members:manage', handler: edit },
  { method: 'post', path: `${LIST}/:memberId`, place: 'branch', access: 'members:manage', handler: update },
];

async function list(visit: BranchVisit): Promise<void> {
  const { query, useCase, place, person, branchId } = visit;
  const after = query['after'] ?? '';
  const search = {
    text: (query['q'] ?? '').trim().slice(0, 30),
    view: ROSTER_VIEWS.find((view) => view === query['view']) ?? 'all',
    after: isId(after) ? after : null,
    campaignId: place.campaign?.id ?? null,
  };
  const { rows, more, total } = await listRoster(useCase.db, keyOf(visit), search);
  const page = showRosterPage({
    frame: visit.frame({ crumbs: [{ label: '党员名册', href: null }] }),
    branch: place.branch,
    rows: rows.map(({ phoneCipher, ...row }) => ({
      ...row,
      phone: openFields(useCase.cipher, { phoneCipher, idNumberCipher: null }).phone,
    })),
    more,
    total,
    search,
    may: {
      manage: mayInBranch(person.roles, 'members:manage', branchId),
      accounts: mayInBranch(person.roles, 'accounts:manage', branchId),
    },
  });
  const whole = () => listRoster(useCase.db, keyOf(visit), { ...search, after: null, size: MOST_ROWS });
  await showWithPapers(visit, 'members/index', page, [
    asLedger(async () => memberLedger(matterOf(visit, searchWords(search)), (await whole()).rows)),
    asWord(async () => rosterFile(visit, await readRoster(useCase, branchId), false), '下载Word版花名册（不含证件号）'),
  ]);
}

async function show(visit: BranchVisit): Promise<void> {
  const member = await getMember(visit);
  const changes = await listChanges(visit.useCase.db, keyOf(visit), member.id);
  const page = showMemberPage({
    frame: visit.frame({ crumbs: [rosterCrumb(visit), { label: member.name, href: null }] }),
    branchId: visit.branchId,
    member,
    details: detailsOfRow(visit.useCase, member),
    changes,
    mayManage: mayInBranch(visit.person.roles, 'members:manage', visit.branchId),
  });
  visit.show('members/show', page);
}

function newMember(visit: BranchVisit): void {
  showForm(visit, null, freshForm(NEW_MEMBER_VALUES), 200);
}

async function create(visit: BranchVisit): Promise<void> {
  await submitForm(visit, memberForm, {
    save: async ({ removeIdNumber: _, ...details }) => {
      const id = await addMember(visit.useCase, visit.branchId, { ...details, name: details.name ?? '' });
      return { href: `/branches/${visit.branchId}/members/${id}`, notice: `已登记党员${details.name}。` };
    },
    again: (form) => showForm(visit, null, form, 422),
  });
}

async function edit(visit: BranchVisit): Promise<void> {
  const member = await getMember(visit);
  showForm(visit, member, freshForm(memberFormValues(detailsOfRow(visit.useCase, member))), 200);
}

async function update(visit: BranchVisit): Promise<void> {
  const member = await getMember(visit);
  const read = readForm(revisionForm, visit.body);
  if (!read.ok) throw new RuleViolation('页面内容不完整，请刷新后重新修改。');
  const held = detailsOfRow(visit.useCase, member).idNumber;
  await submitForm(visit, memberForm, {
    save: async ({ removeIdNumber, ...details }) => {
      const idNumber = removeIdNumber ? null : (details.idNumber ?? held);
      const changed = { ...details, name: details.name ?? '', idNumber };
      await updateMember(visit.useCase, visit.branchId, member.id, read.data.revision, changed);
      return { href: `/branches/${visit.branchId}/members/${member.id}`, notice: '已保存修改。' };
    },
    again: (form) => showForm(visit, member, form, 422),
  });
}

function showForm(visit: BranchVisit, member: MemberRow | null, form: FormState, status: number): void {
  const page = showMemberFormPage({
    frame: visit.frame({ crumbs: [rosterCrumb(visit), { label: member?.name ?? '登记一名党员', href: null }] }),
    branchId: visit.branchId,
    member: member && { ...member, idNumber: openFields(visit.useCase.cipher, member).idNumber },
    form,
  });
  visit.show('pages/form', page, status);
}

async function template(visit: BranchVisit): Promise<void> {
  const { branch } = visit.place;
  const { writeTemplate } = await import('./roster-writer.js');
  sendWorkbook(visit.res, `党员花名册模板-${branch.shortName}`, await writeTemplate(branch.name));
}

async function download(visit: BranchVisit): Promise<void> {
  const { branch } = visit.place;
  const members = await exportRoster(visit.useCase, branch.id);
  if (visit.body['format'] === 'word') return sendWord(visit, await rosterFile(visit, members, true));
  const { writeRoster } = await import('./roster-writer.js');
  sendWorkbook(visit.res, `党员花名册-${branch.shortName}`, await writeRoster(branch.name, members));
}

async function rosterFile({ place, today }: BranchVisit, members: readonly MemberDetails[], withPrivate: boolean) {
  const { name, shortName } = place.branch;
  const content = await rosterDocument(name, members, { withPrivate });
  return { title: '党员花名册', place: shortName, day: today, content };
}

async function getMember(visit: BranchVisit): Promise<MemberRow> {
  const member = await findMember(visit.useCase.db, keyOf(visit), visit.params['memberId'] ?? '');
  if (!member) throw new NotFound();
  return member;
}

function keyOf(visit: BranchVisit) {
  return { bureauId: visit.person.bureauId, branchId: visit.branchId };
}

function rosterCrumb(visit: BranchVisit) {
  return { label: '党员名册', href: `/branches/${visit.branchId}/members` };
}
