import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { showExtensionForm, showExtensionPage } from './extensions.page.js';
import { type DueItem, type ExtensionRow, findDueItem, findExtension } from './extensions.queries.js';
import { askExtension, decideExtension } from './extensions.service.js';
import { extensionDecisionForm, extensionForm } from './fulfillments.forms.js';
import { extensionHref, itemHref } from './fulfillments.paths.js';
import { decisionRefusal, judgeOf, keeperOf, keepsIt } from './fulfillments.service.js';

const OF_ITEM = '/branches/:branchId/items/:itemId/extensions';
const ONE = '/branches/:branchId/extensions/:extensionId';
const write = { place: 'branch', access: 'fulfillments:write' } as const;

export const extensionRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${OF_ITEM}/new`, ...write, handler: (visit: BranchVisit) => ask(visit, freshForm(), 200) },
  { method: 'post', path: OF_ITEM, ...write, handler: request },
  {
    method: 'get',
    path: ONE,
    place: 'branch',
    access: 'branch:read',
    handler: (visit) => show(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/decision`, place: 'branch', access: 'fulfillments:decide', handler: decide },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

function crumbsOf(visit: BranchVisit, itemId: string, label: string) {
  return [
    { label: '承诺', href: `/branches/${visit.branchId}/commitments` },
    { label: '承诺事项', href: itemHref(visit.branchId, itemId) },
    { label, href: null },
  ];
}

async function getOwnItem(visit: BranchVisit): Promise<DueItem> {
  const item = await findDueItem(visit.useCase.db, keyOf(visit), visit.params['itemId'] ?? '');
  if (!item || !keepsIt(item.commitment, visit.person)) throw new NotFound();
  return item;
}

async function ask(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const item = await getOwnItem(visit);
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, item.id, '延期和说明') });
  const page = showExtensionForm({ frame, branchId: visit.branchId, item, form, today: visit.today });
  visit.show('pages/form', page, status);
}

async function request(visit: BranchVisit): Promise<void> {
  const { id: itemId } = await getOwnItem(visit);
  await submitForm(visit, extensionForm, {
    save: async (data) => {
      const id = await askExtension(visit.useCase, visit.branchId, keeperOf(visit.person), itemId, data);
      return { href: extensionHref(visit.branchId, id), notice: '已提交，等待审核。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function getExtension(visit: BranchVisit): Promise<ExtensionRow> {
  const row = await findExtension(visit.useCase.db, keyOf(visit), visit.params['extensionId'] ?? '');
  if (!row) throw new NotFound();
  return row;
}

const NOT_HIS = '由审核这份承诺的一方决定。';

async function show(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const row = await getExtension(visit);
  const refusal = decisionRefusal(row.item.commitment, judgeOf(visit.person), row.createdById);
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, row.itemId, '延期和说明') });
  const page = showExtensionPage({
    ...{ frame, branchId: visit.branchId, row, form },
    refusal: refusal === 'not-his' ? NOT_HIS : refusal,
  });
  visit.show('fulfillments/extension', page, status);
}

async function decide(visit: BranchVisit): Promise<void> {
  const row = await getExtension(visit);
  if (decisionRefusal(row.item.commitment, judgeOf(visit.person), row.createdById) === 'not-his') throw new NotFound();
  await submitForm(visit, extensionDecisionForm, {
    save: async (data) => {
      await decideExtension(visit.useCase, visit.branchId, judgeOf(visit.person), { extensionId: row.id, ...data });
      const notice = data.action === 'grant' ? '已同意。' : '已答复，承诺人会看到您的说明。';
      return { href: itemHref(visit.branchId, row.itemId), notice };
    },
    again: (form) => show(visit, form, 422),
  });
}
