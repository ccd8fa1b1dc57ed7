import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { listWaitingExtensions } from './extensions.queries.js';
import { decisionForm, recordForm } from './fulfillments.forms.js';
import { extensionLedger, fulfillmentLedger } from './fulfillments.ledger.js';
import { itemHref } from './fulfillments.paths.js';
import { findItem, type ItemWithRecords, listWaiting } from './fulfillments.queries.js';
import {
  correctFulfillment,
  decideFulfillment,
  decisionRefusal,
  judgeOf,
  keeperOf,
  keepsIt,
  recordFulfillment,
  withdrawFulfillment,
} from './fulfillments.service.js';
import { showItemPage } from './item.page.js';
import { listExtensions, listRecords } from './ledger.queries.js';
import { getOwnRecord, getRecord, recordIdOf, requireOwn } from './own-record.js';
import { showWaitingPage } from './waiting.page.js';

const ITEM = '/branches/:branchId/items/:itemId';
const RECORDS = '/branches/:branchId/fulfillments';
const RECORD = `${RECORDS}/:fulfillmentId`;
const write = { place: 'branch', access: 'fulfillments:write' } as const;
const decide = { place: 'branch', access: 'fulfillments:decide' } as const;

export const fulfillmentRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: ITEM,
    place: 'branch',
    access: 'branch:read',
    handler: (visit: BranchVisit) => showItem(visit, visit.params['itemId'] ?? '', {}, 200),
  },
  { method: 'post', path: `${ITEM}/fulfillments`, ...write, handler: keep },
  { method: 'get', path: RECORDS, ...decide, handler: showWaiting },
  { method: 'post', path: `${RECORD}/correction`, ...write, handler: correct },
  { method: 'post', path: `${RECORD}/withdrawal`, ...write, handler: withdraw },
  { method: 'post', path: `${RECORD}/decision`, ...decide, handler: decideOne },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

async function getItem(visit: BranchVisit, itemId: string): Promise<ItemWithRecords> {
  const item = await findItem(visit.useCase.db, keyOf(visit), itemId);
  if (item?.commitment.status !== 'PUBLISHED') throw new NotFound();
  return item;
}

async function showItem(
  visit: BranchVisit,
  itemId: string,
  forms: { form?: FormState; decision?: FormState },
  status: number,
): Promise<void> {
  const { branchId, person, place, today } = visit;
  const item = await getItem(visit, itemId);
  const keeps = keepsIt(item.commitment, person) && item.closedOn === null;
  const refusals = new Map<string, string | null>();
  const waiting = item.fulfillments.filter((row) => row.status === 'SUBMITTED');
  const decided = new Map(
    waiting.map((row) => [row.id, decisionRefusal(item.commitment, judgeOf(person), row.createdById)]),
  );
  const crumbs = [
    { label: place.branch.shortName, href: `/branches/${branchId}` },
    { label: '承诺', href: `/branches/${branchId}/commitments` },
    { label: item.mainTask, href: null },
  ];
  for (const [id, refusal] of decided) if (refusal !== 'not-his') refusals.set(id, refusal);
  const page = showItemPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs }),
    ...{ branchId, item, today, refusals, mayRecord: keeps },
    mayHandOver: mayInBranch(person.roles, 'items:hand-over', branchId),
    form: forms.form ?? freshForm(),
    decision: forms.decision ?? freshForm(),
  });
  visit.show('fulfillments/item', page, status);
}

async function keep(visit: BranchVisit): Promise<void> {
  const itemId = visit.params['itemId'] ?? '';
  requireOwn(visit, (await getItem(visit, itemId)).commitment);
  await submitForm(visit, recordForm, {
    save: async (data) => {
      await recordFulfillment(visit.useCase, visit.branchId, keeperOf(visit.person), itemId, data);
      return { href: itemHref(visit.branchId, itemId), notice: '已记下，等待认可。' };
    },
    again: (form) => showItem(visit, itemId, { form }, 422),
  });
}

async function correct(visit: BranchVisit): Promise<void> {
  const { itemId } = await getOwnRecord(visit);
  await submitForm(visit, recordForm, {
    save: async (data) => {
      await correctFulfillment(visit.useCase, visit.branchId, keeperOf(visit.person), recordIdOf(visit), data);
      return { href: itemHref(visit.branchId, itemId), notice: '已改正，等待认可。' };
    },
    again: (form) => showItem(visit, itemId, { form }, 422),
  });
}

async function withdraw(visit: BranchVisit): Promise<void> {
  const { itemId } = await getRecord(visit);
  await withdrawFulfillment(visit.useCase, visit.branchId, keeperOf(visit.person), recordIdOf(visit));
  visit.go(itemHref(visit.branchId, itemId), '已撤回这条记录。');
}

async function decideOne(visit: BranchVisit): Promise<void> {
  const { item, itemId, createdById } = await getRecord(visit);
  if (decisionRefusal(item.commitment, judgeOf(visit.person), createdById) === 'not-his') throw new NotFound();
  await submitForm(visit, decisionForm, {
    save: async (data) => {
      await decideFulfillment(visit.useCase, visit.branchId, judgeOf(visit.person), {
        recordId: recordIdOf(visit),
        ...data,
      });
      const notice = data.action === 'accept' ? '已认可，计入进度。' : '已退回，承诺人会看到您的说明。';
      return { href: itemHref(visit.branchId, itemId), notice };
    },
    again: (decision) => showItem(visit, itemId, { decision }, 422),
  });
}

async function showWaiting(visit: BranchVisit): Promise<void> {
  const { branchId, person, place } = visit;
  const [waiting, requests] = await Promise.all([
    listWaiting(visit.useCase.db, keyOf(visit)),
    listWaitingExtensions(visit.useCase.db, keyOf(visit)),
  ]);
  const judge = judgeOf(person);
  const judged = waiting.map((row) => ({
    row,
    refusal: decisionRefusal(row.item.commitment, judge, row.createdById),
  }));
  const rows = judged
    .filter(({ refusal }) => refusal !== 'not-his')
    .map(({ row, refusal }) => ({ row, mine: refusal === null }));
  const extensions = requests.filter(
    (row) => decisionRefusal(row.item.commitment, judge, row.createdById) !== 'not-his',
  );
  const crumbs = [
    { label: place.branch.shortName, href: `/branches/${branchId}` },
    { label: '承诺', href: `/branches/${branchId}/commitments` },
    { label: '认可践诺记录', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  const { db } = visit.useCase;
  await showWithPapers(visit, 'fulfillments/waiting', showWaitingPage({ frame, branchId, rows, extensions }), [
    asLedger(async () => fulfillmentLedger(matterOf(visit), await listRecords(db, keyOf(visit))), '导出践诺台账'),
    asLedger(
      async () => extensionLedger(matterOf(visit), await listExtensions(db, keyOf(visit))),
      '导出延期台账',
      'extensions',
    ),
  ]);
}
