import { z } from 'zod';
import { NotFound } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { requiredText } from '../../web/form-fields.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { noticeLedger } from './notices.ledger.js';
import { confirmWithdrawal, showBranchNoticesPage } from './notices.page.js';
import { getNotice, listBranchNotices } from './notices.queries.js';
import { withdrawNotice } from './notices.service.js';

const BASE = '/branches/:branchId/notices';

const withdrawalForm = z.object({ reason: requiredText('撤回理由', 200) });

export const noticeRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, place: 'branch', access: 'branch:read', handler: list },
  {
    method: 'get',
    path: `${BASE}/:noticeId/withdrawal/new`,
    place: 'branch',
    access: 'notices:publish',
    handler: (visit) => askWithdrawal(visit, freshForm(), 200),
  },
  {
    method: 'post',
    path: `${BASE}/:noticeId/withdrawal`,
    place: 'branch',
    access: 'notices:publish',
    handler: withdraw,
  },
];

const crumbs = (visit: BranchVisit) => [{ label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` }];

async function list(visit: BranchVisit): Promise<void> {
  const { bureauId, roles } = visit.person;
  const notices = await listBranchNotices(visit.useCase.db, bureauId, visit.branchId, { withOld: true });
  const frame = visit.frame({ crumbs: crumbs(visit) });
  const page = showBranchNoticesPage({ frame, bureauId, branchId: visit.branchId, notices, roles });
  const whole = () => listBranchNotices(visit.useCase.db, bureauId, visit.branchId, { withOld: true, most: MOST_ROWS });
  await showWithPapers(visit, 'notice-board/notices', page, [
    asLedger(async () => noticeLedger(matterOf(visit), await whole())),
  ]);
}

async function askWithdrawal(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const notice = await getNotice(visit.useCase.db, visit.person.bureauId, visit.params['noticeId'] ?? '');
  if (notice.branchId !== visit.branchId || notice.withdrawnAt) throw new NotFound();
  visit.show(
    'pages/confirm',
    confirmWithdrawal({ frame: visit.frame({ crumbs: crumbs(visit) }), branchId: visit.branchId, notice, form }),
    status,
  );
}

async function withdraw(visit: BranchVisit): Promise<void> {
  await submitForm(visit, withdrawalForm, {
    save: async ({ reason }) => {
      await withdrawNotice(visit.useCase, visit.branchId, visit.params['noticeId'] ?? '', reason);
      return { href: `/branches/${visit.branchId}/notices`, notice: '公告已撤回。' };
    },
    again: (form) => askWithdrawal(visit, form, 422),
  });
}
