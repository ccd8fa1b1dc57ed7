import { showDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { handoverForm } from './commitments.forms.js';
import { cascadeHref } from './commitments.paths.js';
import { showHandoverPage } from './handovers.page.js';
import { findMemberItem, listTakers, type MemberItem } from './handovers.queries.js';
import { handOverItem, handoverFault } from './handovers.service.js';

const ITEM = '/branches/:branchId/items/:itemId/handover';
const officers = { place: 'branch', access: 'items:hand-over' } as const;

export const handoverRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${ITEM}/new`, ...officers, handler: (visit: BranchVisit) => ask(visit, freshForm(), 200) },
  { method: 'post', path: ITEM, ...officers, handler: handOver },
];

async function getItem(visit: BranchVisit): Promise<MemberItem> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  const item = await findMemberItem(visit.useCase.db, key, visit.params['itemId'] ?? '');
  if (!item) throw new NotFound();
  return item;
}

async function ask(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const item = await getItem(visit);
  const takers = await listTakers(visit.useCase.db, visit.person.bureauId, item);
  const href = `/branches/${branchId}/items/${item.id}`;
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
    { label: '承诺', href: cascadeHref(branchId) },
    { label: item.mainTask, href },
    { label: '移交', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  const due = showDay(item.dueDate);
  visit.show(
    'pages/confirm',
    showHandoverPage({ frame, href, item, takers, due, fault: handoverFault(item), form }),
    status,
  );
}

async function handOver(visit: BranchVisit): Promise<void> {
  const { id } = await getItem(visit);
  await submitForm(visit, handoverForm, {
    save: async (data) => {
      await handOverItem(visit.useCase, visit.branchId, id, data);
      return { href: `/branches/${visit.branchId}/items/${id}`, notice: '已移交，两份承诺书都有了新的一版。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
