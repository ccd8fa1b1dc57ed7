import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, readForm, withRefusal } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { reviewerForm } from './acceptance.forms.js';
import { OVERVIEW, REVIEWERS } from './acceptance.paths.js';
import { confirmEndingPage, showAccessSlip, showReviewersPage } from './reviewers.page.js';
import { listReviewers } from './reviewers.queries.js';
import { endReviewerAccess, openReviewerAccess } from './reviewers.service.js';

const manage = { place: 'bureau', access: 'acceptance:manage' } as const;
const ENDING = `${REVIEWERS}/:assignmentId/ending`;

/** R47: read-only, time-limited access for the region's reviewers. */
export const reviewerRoutes: readonly RouteRow[] = [
  { method: 'get', path: REVIEWERS, ...manage, handler: (visit: BureauVisit) => list(visit, freshForm(), 200) },
  { method: 'post', path: REVIEWERS, ...manage, handler: open },
  { method: 'get', path: `${ENDING}/new`, ...manage, handler: askEnding },
  { method: 'post', path: ENDING, ...manage, handler: end },
];

const frameOf = (visit: BureauVisit, label: string) =>
  visit.frame({
    crumbs: [
      { label: '验收', href: OVERVIEW },
      { label, href: null },
    ],
  });

async function list(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const reviewers = await listReviewers(visit.useCase.db, visit.person.bureauId);
  const page = showReviewersPage({ frame: frameOf(visit, '检查员账号'), reviewers, now: visit.now, form });
  visit.show('acceptance/reviewers', page, status);
}

/** Answers with the slip: the temporary password is shown once and stored nowhere in clear. */
async function open(visit: BureauVisit): Promise<void> {
  const form = readForm(reviewerForm, visit.body);
  if (!form.ok) return list(visit, form.state, 422);
  try {
    const slip = await openReviewerAccess(visit.useCase, form.data);
    const page = showAccessSlip({ frame: visit.frame({ layout: 'paper' }), slip, lastDay: form.data.lastDay });
    visit.show('accounts/slips', page);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await list(visit, withRefusal(form.state, error), 422);
  }
}

async function askEnding(visit: BureauVisit): Promise<void> {
  const reviewers = await listReviewers(visit.useCase.db, visit.person.bureauId);
  const reviewer = reviewers.find(({ id, revokedAt }) => id === visit.params['assignmentId'] && revokedAt === null);
  if (!reviewer) throw new NotFound();
  visit.show('pages/confirm', confirmEndingPage({ frame: frameOf(visit, '停用账号'), reviewer }));
}

async function end(visit: BureauVisit): Promise<void> {
  await endReviewerAccess(visit.useCase, visit.params['assignmentId'] ?? '');
  visit.go(REVIEWERS, '账号已停用。');
}
