import { RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, readForm, submitForm } from '../../web/form.js';
import { withRows } from '../../web/form-fields.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BureauVisit, OwnVisit } from '../../web/visit.js';
import { ballotForm, permissionForm } from './ballots.forms.js';
import { showPermissionPage } from './ballots.page.js';
import { findOwnBallot, findPermission } from './ballots.queries.js';
import { allowPortalBallots } from './boxes.service.js';
import { BALLOT_FAULT, castVote } from './casting.service.js';
import { showOwnBallotPage, showReceiptPage } from './own-ballot.page.js';

const own = { place: 'own', access: 'own:ballot' } as const;
const manage = { place: 'bureau', access: 'campaigns:manage' } as const;

export const ownBallotRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/me/ballot', ...own, handler: (visit: OwnVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: '/me/ballot', ...own, handler: cast },
  {
    method: 'get',
    path: '/bureau/portal-ballots',
    ...manage,
    handler: (visit: BureauVisit) => ask(visit, freshForm(), 200),
  },
  { method: 'post', path: '/bureau/portal-ballots', ...manage, handler: allow },
];

const frameOf = (visit: OwnVisit) =>
  visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: '首页', href: '/' },
      { label: '我的投票', href: null },
    ],
  });

async function show(visit: OwnVisit, form: FormState, status: number): Promise<void> {
  const found = await findOwnBallot(visit.useCase.db, stepPlaceOf(visit), visit.memberId);
  visit.show('ballots/own', showOwnBallotPage({ frame: frameOf(visit), own: found, form }), status);
}

/** The answer holds the receipt itself: no session, address or notice ever carries anything of a vote. */
async function cast(visit: OwnVisit): Promise<void> {
  const form = readForm(ballotForm, withRows(visit.body, 'choices'));
  const fault: FormState = { values: {}, errors: {}, summary: [{ field: null, message: BALLOT_FAULT }] };
  if (!form.ok) return show(visit, fault, 422);
  const { boxId, choices, other } = form.data;
  const ballot = { boxId, other, choices: choices.map(({ choice }) => choice).join('') };
  try {
    const receipt = await castVote(visit.useCase, stepPlaceOf(visit), visit.memberId, ballot);
    visit.show('ballots/receipt', showReceiptPage({ frame: frameOf(visit), receipt }));
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await show(visit, fault, 422);
  }
}

async function ask(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const campaign = await findPermission(visit.useCase.db, visit.person.bureauId);
  const crumbs = [
    { label: '活动方案', href: '/bureau/campaigns' },
    { label: '推选组长的投票方式', href: null },
  ];
  const page = showPermissionPage({ frame: visit.frame({ crumbs }), campaign, form });
  visit.show('pages/form', page, status);
}

async function allow(visit: BureauVisit): Promise<void> {
  await submitForm(visit, permissionForm, {
    save: async ({ allowed }) => {
      await allowPortalBallots(visit.useCase, allowed);
      return { href: '/bureau/portal-ballots', notice: allowed ? '已允许在本系统内投票。' : '已改为一律用纸质选票。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
