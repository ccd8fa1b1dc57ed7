import { RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, readForm, withRefusal } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { bureauForm } from './branches.forms.js';
import { listBureaus } from './branches.queries.js';
import { showBureauForm, showBureausPage } from './bureaus.page.js';
import { createBureau } from './bureaus.service.js';
import { showSlipPage } from './officers.page.js';

const LIST = '/platform/bureaus';
const row = { place: 'bureau', access: 'platform:manage' } as const;

export const bureauRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, ...row, handler: list },
  { method: 'get', path: `${LIST}/new`, ...row, handler: startNew },
  { method: 'post', path: LIST, ...row, handler: create },
];

async function list(visit: BureauVisit): Promise<void> {
  visit.show('branches/list', showBureausPage({ frame: visit.frame(), bureaus: await listBureaus(visit.useCase.db) }));
}

function startNew(visit: BureauVisit): void {
  ask(visit, freshForm(), 200);
}

function ask(visit: BureauVisit, form: FormState, status: number): void {
  const frame = visit.frame({
    crumbs: [
      { label: '平台管理', href: LIST },
      { label: '建立教育体育局', href: null },
    ],
  });
  visit.show('pages/form', showBureauForm({ frame, form }), status);
}

/** Answers with the slip of the secretary's account, which is shown this once. */
async function create(visit: BureauVisit): Promise<void> {
  const form = readForm(bureauForm, visit.body);
  if (!form.ok) return ask(visit, form.state, 422);
  try {
    const { slip } = await createBureau(visit.useCase, form.data);
    const frame = visit.frame({ layout: 'paper' });
    visit.show(
      'accounts/slips',
      showSlipPage({ frame, title: '局党委书记账号已开通', slip, back: { label: '返回平台管理', href: LIST } }),
    );
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    ask(visit, withRefusal(form.state, error), 422);
  }
}
