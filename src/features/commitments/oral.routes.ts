import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { oralForm, withoutEmptiedRows } from './commitments.forms.js';
import { commitmentHref } from './commitments.paths.js';
import { oralValues, showOralPage } from './oral.page.js';
import { findOralMember, type OralMember } from './oral.queries.js';
import { recordOralCommitment } from './oral.service.js';
import { yearAtHand } from './targets.js';

const PATH = '/branches/:branchId/members/:memberId/oral-commitment';
const record = { place: 'branch', access: 'oral-commitments:record' } as const;

export const oralCommitmentRoutes: readonly RouteRow[] = [
  { method: 'get', path: PATH, ...record, handler: (visit: BranchVisit) => show(visit, null, 200) },
  { method: 'post', path: PATH, ...record, handler: save },
];

async function getMember(visit: BranchVisit): Promise<OralMember> {
  const key = { bureauId: visit.person.bureauId, ...yearAtHand(visit) };
  const member = await findOralMember(visit.useCase.db, key, visit.params['memberId'] ?? '');
  if (!member) throw new NotFound();
  return member;
}

async function show(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const member = await getMember(visit);
  const { branchId } = visit;
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
    { label: '党员名册', href: `/branches/${branchId}/members` },
    { label: member.name, href: `/branches/${branchId}/members/${member.id}` },
    { label: '记录口头承诺', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  const form = refused ?? freshForm(oralValues(member, visit.today));
  visit.show('pages/form', showOralPage({ frame, branchId, year: yearAtHand(visit).year, member, form }), status);
}

async function save(visit: BranchVisit): Promise<void> {
  const { id: memberId } = await getMember(visit);
  const target = { ...yearAtHand(visit), level: 'MEMBER', groupId: null, memberId } as const;
  await submitForm({ ...visit, body: withoutEmptiedRows(visit.body) }, oralForm, {
    rows: ['items'],
    save: async (data) => {
      const id = await recordOralCommitment(visit.useCase, target, visit.person.member?.id ?? null, data);
      return { href: commitmentHref(visit.branchId, id), notice: '已记录，和其他已审定的承诺一起公布。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
