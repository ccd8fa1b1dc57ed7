import { ROLE_LABELS } from '../../access/roles.js';
import { RuleViolation } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { beginSession } from '../../web/begin-session.js';
import type { FormState } from '../../web/form.js';
import { freshForm, readForm, submitForm } from '../../web/form.js';
import { ownPath } from '../../web/own-path.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, PersonVisit, Visit } from '../../web/visit.js';
import { openAccountsForm, passwordForm, textSizeForm } from './accounts.forms.js';
import { accountLedger } from './accounts.ledger.js';
import { showAccountPage, showBranchAccountsPage, showPasswordPage, showSlipsPage } from './accounts.page.js';
import { listMembersWithAccounts } from './accounts.queries.js';
import { type AccountSlip, openAccountsForRoster } from './accounts.service.js';
import { changePassword, resetMemberPassword } from './passwords.service.js';

export const accountRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/account', place: 'account', access: 'signed-in', handler: showOwn },
  { method: 'get', path: '/account/password', place: 'account', access: 'signed-in', handler: editPassword },
  { method: 'post', path: '/account/password', place: 'account', access: 'signed-in', handler: savePassword },
  { method: 'get', path: '/text-size', place: 'open', access: 'public', handler: saveTextSize },
  {
    method: 'get',
    path: '/branches/:branchId/accounts',
    place: 'branch',
    access: 'accounts:manage',
    handler: listBranch,
  },
  {
    method: 'post',
    path: '/branches/:branchId/accounts',
    place: 'branch',
    access: 'accounts:manage',
    handler: openChosen,
  },
  {
    method: 'post',
    path: '/branches/:branchId/accounts/all',
    place: 'branch',
    access: 'accounts:manage',
    handler: openAll,
  },
  {
    method: 'post',
    path: '/branches/:branchId/members/:memberId/password-reset',
    place: 'branch',
    access: 'accounts:manage',
    handler: resetPassword,
  },
];

function showOwn(visit: PersonVisit): void {
  const roles = visit.person.roles.map((held) => ({
    label: ROLE_LABELS[held.role],
    place: held.branchId === null ? visit.person.bureauName : (visit.person.branchNames[held.branchId] ?? ''),
  }));
  visit.show('accounts/show', showAccountPage({ frame: visit.frame(), person: visit.person, roles }));
}

function editPassword(visit: PersonVisit): void {
  showPasswordForm(visit, freshForm(), 200);
}

function showPasswordForm(visit: PersonVisit, form: FormState, status: number): void {
  const forced = visit.person.mustChangePassword;
  const frame = visit.frame(forced ? { layout: 'plain' } : {});
  visit.show('pages/form', showPasswordPage({ frame, form, forced }), status);
}

async function savePassword(visit: PersonVisit): Promise<void> {
  await submitForm(visit, passwordForm, {
    save: async ({ current, next }) => {
      await changePassword(visit.useCase, { current, next });
      // The change ended every session of the account, this one too: a new one takes its place.
      await beginSession(visit.req, visit.person);
      return { href: '/', notice: '密码已修改，其他地方的登录已退出。' };
    },
    again: (form) => showPasswordForm(visit, form, 422),
  });
}

const YEAR_MS = 365 * 86_400_000;

/** 大字版: kept in a cookie, so that it works without an account. Back to where the person came from on this site. */
function saveTextSize(visit: Visit): void {
  const form = readForm(textSizeForm, visit.query);
  if (!form.ok) throw new RuleViolation('请选择字号。');
  visit.res.cookie('text_size', form.data.size, { sameSite: 'lax', httpOnly: true, maxAge: YEAR_MS, path: '/' });
  const from = visit.req.get('referer');
  const here =
    from !== undefined && URL.canParse(from) && new URL(from).host === visit.req.get('host') ? new URL(from) : null;
  visit.go(ownPath(here ? here.pathname + here.search : undefined));
}

async function listBranch(visit: BranchVisit): Promise<void> {
  await showBranchList(visit, freshForm(), 200);
}

async function showBranchList(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const name = (visit.query['name'] ?? '').trim().slice(0, 40);
  const members = await listMembersWithAccounts(visit.useCase.db, visit.person.bureauId, visit.branchId, name);
  const frame = visit.frame({
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '党员账号', href: null },
    ],
  });
  const page = showBranchAccountsPage({ frame, branchId: visit.branchId, members, name, form });
  const { db } = visit.useCase;
  const whole = () => listMembersWithAccounts(db, visit.person.bureauId, visit.branchId, name, MOST_ROWS);
  const papers = [
    asLedger(async () => accountLedger(matterOf(visit, [name !== '' && `姓名：${name}`]), await whole())),
  ];
  await showWithPapers(visit, 'accounts/branch', page, papers, status);
}

async function openChosen(visit: BranchVisit): Promise<void> {
  const form = readForm(openAccountsForm, visit.body);
  if (!form.ok || form.data.memberIds.length === 0) {
    return showBranchList(
      visit,
      { ...form.state, summary: [{ field: null, message: '请先勾选要开通账号的党员。' }] },
      422,
    );
  }
  const { memberIds } = form.data;
  await showSlipsOf(visit, () => openAccountsForRoster(visit.useCase, visit.branchId, memberIds), '登录账号已开通');
}

async function openAll(visit: BranchVisit): Promise<void> {
  await showSlipsOf(visit, () => openAccountsForRoster(visit.useCase, visit.branchId, 'all'), '登录账号已开通');
}

async function resetPassword(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await showSlipsOf(
    visit,
    async () => [await resetMemberPassword(visit.useCase, visit.branchId, memberId)],
    '密码已重置',
  );
}

/** The slips are the answer itself: a temporary password is shown once and stored nowhere in clear. */
async function showSlipsOf(visit: BranchVisit, open: () => Promise<AccountSlip[]>, title: string): Promise<void> {
  try {
    const slips = await open();
    const frame = visit.frame({
      layout: 'paper',
      crumbs: [{ label: '党员账号', href: `/branches/${visit.branchId}/accounts` }],
    });
    visit.show(
      'accounts/slips',
      showSlipsPage({ frame, slips, title, backHref: `/branches/${visit.branchId}/accounts` }),
    );
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await showBranchList(visit, { values: {}, errors: {}, summary: [{ field: null, message: error.message }] }, 422);
  }
}
