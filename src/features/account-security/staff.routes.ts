import type { UseCase } from '../../db/transaction.js';
import type { RoleName } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import type { FormState } from '../../web/form.js';
import { readForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, BureauVisit, PersonVisit } from '../../web/visit.js';
import { requirementForm } from './account-security.forms.js';
import { secondStepRequired } from './second-step.queries.js';
import { removeLostSecondStep, requireSecondStep } from './second-step.service.js';
import { showStaffPage, showStaffSlip } from './staff.page.js';
import { isStaff, listStaff } from './staff.queries.js';
import { giveStaffPassword, removeMemberSecondStep } from './staff.service.js';

const BUREAU = '/bureau/accounts';
const PLATFORM = '/platform/bureaus/:bureauId/accounts';
const bureau = { place: 'bureau', access: 'bureau-accounts:manage' } as const;
const platform = { place: 'bureau', access: 'platform:manage' } as const;

/** Whose accounts are helped, from which page: those of one's bureau, or of a bureau's secretary by the platform. */
interface Desk {
  base: string;
  useCase: UseCase;
  office: RoleName | null;
}

export const staffRoutes: readonly RouteRow[] = [
  { method: 'get', path: BUREAU, ...bureau, handler: (visit: BureauVisit) => show(visit, ofBureau(visit), [], 200) },
  { method: 'post', path: `${BUREAU}/second-step-requirement`, ...bureau, handler: saveRequirement },
  {
    ...{ method: 'post', path: `${BUREAU}/:accountId/password-reset`, ...bureau },
    handler: (visit: BureauVisit) => giveNewPassword(visit, ofBureau(visit)),
  },
  {
    ...{ method: 'post', path: `${BUREAU}/:accountId/second-step-removal`, ...bureau },
    handler: (visit: BureauVisit) => takeOff(visit, ofBureau(visit)),
  },
  {
    method: 'get',
    path: PLATFORM,
    ...platform,
    handler: (visit: BureauVisit) => show(visit, ofPlatform(visit), [], 200),
  },
  {
    ...{ method: 'post', path: `${PLATFORM}/:accountId/password-reset`, ...platform },
    handler: (visit: BureauVisit) => giveNewPassword(visit, ofPlatform(visit)),
  },
  {
    ...{ method: 'post', path: `${PLATFORM}/:accountId/second-step-removal`, ...platform },
    handler: (visit: BureauVisit) => takeOff(visit, ofPlatform(visit)),
  },
  {
    ...{ method: 'post', path: '/branches/:branchId/members/:memberId/second-step-removal' },
    ...{ place: 'branch', access: 'accounts:manage', handler: takeOffMember },
  },
];

const ofBureau = ({ useCase }: BureauVisit): Desk => ({ base: BUREAU, useCase, office: null });

/** What the platform does for a bureau stands in the chain of that bureau. */
function ofPlatform(visit: BureauVisit): Desk {
  const bureauId = visit.params['bureauId'] ?? '';
  const actor = { bureauId, accountId: null, name: visit.person.displayName };
  return {
    base: `/platform/bureaus/${bureauId}/accounts`,
    useCase: { ...visit.useCase, actor },
    office: 'BUREAU_SECRETARY',
  };
}

async function show(visit: BureauVisit, desk: Desk, summary: FormState['summary'], status: number): Promise<void> {
  const { db, actor } = desk.useCase;
  const accounts = await listStaff(db, actor.bureauId, visit.now, desk.office);
  if (accounts.length === 0) throw new NotFound();
  const forBureau = desk.office === null;
  const parent = forBureau
    ? { label: '党支部', href: '/bureau/branches' }
    : { label: '平台管理', href: '/platform/bureaus' };
  const frame = visit.frame({ crumbs: [parent, { label: '工作账号', href: null }] });
  const required = forBureau ? await secondStepRequired(db, actor.bureauId) : null;
  const ownId = visit.person.accountId;
  const page = showStaffPage({ frame, base: desk.base, accounts, ownId, summary, required });
  visit.show('account-security/staff', page, status);
}

async function saveRequirement(visit: BureauVisit): Promise<void> {
  const form = readForm(requirementForm, visit.body);
  if (!form.ok) return show(visit, ofBureau(visit), form.state.summary, 422);
  await requireSecondStep(visit.useCase, form.data.required);
  const said = form.data.required ? '已保存：局党委账号必须两步登录。' : '已保存：不要求两步登录。';
  visit.go(BUREAU, said);
}

/** Somebody else's account that this desk may help; one's own has its own page. */
async function accountAt(visit: PersonVisit, { useCase, office }: Desk): Promise<string> {
  const accountId = visit.params['accountId'] ?? '';
  const { bureauId } = useCase.actor;
  const found = await isStaff(useCase.db, { bureauId, accountId }, visit.now, office);
  if (!found || accountId === visit.person.accountId) throw new NotFound();
  return accountId;
}

/** Answers with the slip, which is shown this once. */
async function giveNewPassword(visit: BureauVisit, desk: Desk): Promise<void> {
  const slip = await giveStaffPassword(desk.useCase, await accountAt(visit, desk));
  visit.show('accounts/slips', showStaffSlip({ frame: visit.frame({ layout: 'paper' }), slip, backHref: desk.base }));
}

async function takeOff(visit: BureauVisit, desk: Desk): Promise<void> {
  const accountId = await accountAt(visit, desk);
  try {
    await removeLostSecondStep(desk.useCase, { accountId });
    visit.go(desk.base, '已解除两步登录，此人的登录已全部退出。');
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await show(visit, desk, [{ field: null, message: error.message }], 422);
  }
}

async function takeOffMember(visit: BranchVisit): Promise<void> {
  const { branchId, useCase } = visit;
  await removeMemberSecondStep(useCase, branchId, visit.params['memberId'] ?? '');
  visit.go(`/branches/${branchId}/accounts`, '已解除两步登录，此人的登录已全部退出。');
}
