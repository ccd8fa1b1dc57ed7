import { mayInBranch } from '../../access/permissions.js';
import { standingIn } from '../../campaign/place.js';
import { dayInput } from '../../shared/dates.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { showCancellationPage, showReceptionPage, showReturnPage } from './settling.page.js';
import { cancellationForm, letterForm, receptionForm, returnForm } from './transfers.forms.js';
import { transferLedger } from './transfers.ledger.js';
import { freshLetter, showLetterPage, showTransfersPage, transfersHref } from './transfers.page.js';
import { findLeaver, findTransfer, listArrivals, listTransfers, type TransferRow } from './transfers.queries.js';
import { COMMITMENT_DAYS } from './transfers.rules.js';
import { cancelTransfer, receiveTransfer, sendTransferBack, writeTransferLetter } from './transfers.service.js';

const LIST = '/branches/:branchId/transfers';
const LETTER = '/branches/:branchId/members/:memberId/transfer';
const manage = { place: 'branch', access: 'members:manage' } as const;

export const transferRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, place: 'branch', access: 'members:read', handler: showAll },
  {
    method: 'get',
    path: `${LETTER}/new`,
    ...manage,
    handler: (visit: BranchVisit) => showLetter(visit, freshForm(freshLetter(visit.today)), 200),
  },
  { method: 'post', path: LETTER, ...manage, handler: writeLetter },
  {
    method: 'get',
    path: `${LIST}/:transferId/reception/new`,
    ...manage,
    handler: (visit: BranchVisit) => showReception(visit, freshForm(freshReception(visit.today)), 200),
  },
  { method: 'post', path: `${LIST}/:transferId/reception`, ...manage, handler: receive },
  {
    method: 'get',
    path: `${LIST}/:transferId/cancellation/new`,
    ...manage,
    handler: (visit: BranchVisit) => showCancellation(visit, freshForm(), 200),
  },
  { method: 'post', path: `${LIST}/:transferId/cancellation`, ...manage, handler: cancel },
  {
    method: 'get',
    path: `${LIST}/:transferId/return/new`,
    ...manage,
    handler: (visit: BranchVisit) => showReturn(visit, freshForm(), 200),
  },
  { method: 'post', path: `${LIST}/:transferId/return`, ...manage, handler: sendBack },
];

const freshReception = (today: Date) => ({
  ...{ receivedOn: dayInput(today), commitmentDays: String(COMMITMENT_DAYS) },
});

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const memberIdOf = (visit: BranchVisit) => visit.params['memberId'] ?? '';
const transferIdOf = (visit: BranchVisit) => visit.params['transferId'] ?? '';

function frameOf(visit: BranchVisit, label: string | null) {
  const { branchId } = visit;
  return visit.frame({
    crumbs: [
      { label: '党员名册', href: `/branches/${branchId}/members` },
      { label: '组织关系转接', href: label === null ? null : transfersHref(branchId) },
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });
}

async function showAll(visit: BranchVisit): Promise<void> {
  const { branchId, today, place } = visit;
  const transfers = await listTransfers(visit.useCase.db, keyOf(visit));
  const placing = place.campaign !== null && standingIn(place, 'ENROLLMENT') !== null;
  const arrivals = placing ? await listArrivals(visit.useCase.db, keyOf(visit), place.campaign?.id ?? '') : null;
  const mayManage = mayInBranch(visit.person.roles, 'members:manage', branchId);
  const frame = frameOf(visit, null);
  const whole = () => listTransfers(visit.useCase.db, keyOf(visit), MOST_ROWS);
  const page = showTransfersPage({ frame, branchId, transfers, arrivals, mayManage, today });
  await showWithPapers(visit, 'transfers/index', page, [
    asLedger(async () => transferLedger(matterOf(visit), branchId, await whole())),
  ]);
}

async function showLetter(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const leaver = await findLeaver(visit.useCase.db, keyOf(visit), memberIdOf(visit));
  if (!leaver) throw new NotFound();
  if (leaver.member.transfers.length > 0)
    throw new StaleState(`${leaver.member.name}的组织关系正在转接，不能重复办理。`);
  const { branchId, today } = visit;
  const frame = frameOf(visit, leaver.member.name);
  visit.show('pages/confirm', showLetterPage({ frame, branchId, leaver, form, today }), status);
}

async function writeLetter(visit: BranchVisit): Promise<void> {
  await submitForm(visit, letterForm, {
    save: async (data) => {
      await writeTransferLetter(visit.useCase, visit.branchId, { memberId: memberIdOf(visit), ...data });
      return { href: transfersHref(visit.branchId), notice: '已开具介绍信，等待对方接收。' };
    },
    again: (form) => showLetter(visit, form, 422),
  });
}

/** The transfer, while it is under way. `here`: whose act it is. */
async function transferUnderWay(visit: BranchVisit, here: (row: TransferRow) => boolean): Promise<TransferRow> {
  const transfer = await findTransfer(visit.useCase.db, keyOf(visit), transferIdOf(visit));
  if (!transfer || !here(transfer)) throw new NotFound();
  if (transfer.status !== 'IN_TRANSIT') throw new StaleState('这项转接已经办结，请看最新情况。');
  return transfer;
}

async function showReception(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId, today } = visit;
  const transfer = await transferUnderWay(visit, (row) => branchId === (row.toBranchId ?? row.fromBranchId));
  const frame = frameOf(visit, transfer.member.name);
  visit.show('pages/confirm', showReceptionPage({ frame, branchId, transfer, form, today }), status);
}

async function receive(visit: BranchVisit): Promise<void> {
  await submitForm(visit, receptionForm, {
    save: async ({ receivedOn, commitmentDays }) => {
      await receiveTransfer(visit.useCase, visit.branchId, transferIdOf(visit), receivedOn, commitmentDays);
      return { href: transfersHref(visit.branchId), notice: '已办结。小组名单如已公布，请公布新名单。' };
    },
    again: (form) => showReception(visit, form, 422),
  });
}

async function showCancellation(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const transfer = await transferUnderWay(visit, (row) => row.fromBranchId === branchId);
  const frame = frameOf(visit, transfer.member.name);
  visit.show('pages/confirm', showCancellationPage({ frame, branchId, transfer, form }), status);
}

async function cancel(visit: BranchVisit): Promise<void> {
  await submitForm(visit, cancellationForm, {
    save: async ({ reason }) => {
      await cancelTransfer(visit.useCase, visit.branchId, transferIdOf(visit), reason);
      return { href: transfersHref(visit.branchId), notice: '已撤回介绍信。' };
    },
    again: (form) => showCancellation(visit, form, 422),
  });
}

async function showReturn(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const transfer = await transferUnderWay(visit, (row) => row.toBranchId === branchId);
  const frame = frameOf(visit, transfer.member.name);
  visit.show('pages/confirm', showReturnPage({ frame, branchId, transfer, form }), status);
}

async function sendBack(visit: BranchVisit): Promise<void> {
  await submitForm(visit, returnForm, {
    save: async ({ reason }) => {
      await sendTransferBack(visit.useCase, visit.branchId, transferIdOf(visit), reason);
      return { href: transfersHref(visit.branchId), notice: '已退回，原支部会看到原因。' };
    },
    again: (form) => showReturn(visit, form, 422),
  });
}
