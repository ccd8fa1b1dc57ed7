import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { OwnVisit } from '../../web/visit.js';
import { shortTaskForm } from './commitments.forms.js';
import { SHORT_COMMITMENTS } from './commitments.paths.js';
import { showShortCommitmentsPage } from './short-tasks.page.js';
import { listShortCommitments } from './short-tasks.queries.js';
import { beginShortCommitment, dropShortCommitment } from './short-tasks.service.js';
import { ownTarget } from './targets.js';

const own = { place: 'own', access: 'own:commitment' } as const;

export const shortCommitmentRoutes: readonly RouteRow[] = [
  { method: 'get', path: SHORT_COMMITMENTS, ...own, handler: (visit: OwnVisit) => list(visit, freshForm(), 200) },
  { method: 'post', path: SHORT_COMMITMENTS, ...own, handler: begin },
  { method: 'post', path: `${SHORT_COMMITMENTS}/:commitmentId/removal`, ...own, handler: drop },
];

async function list(visit: OwnVisit, form: FormState, status: number): Promise<void> {
  const { campaignId, year } = ownTarget(visit);
  const key = { bureauId: visit.person.bureauId, campaignId, memberId: visit.memberId, year };
  const rows = await listShortCommitments(visit.useCase.db, key);
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: [{ label: '即时承诺', href: null }] });
  visit.show('commitments/short-tasks', showShortCommitmentsPage({ frame, rows, form }), status);
}

async function begin(visit: OwnVisit): Promise<void> {
  await submitForm(visit, shortTaskForm, {
    save: async ({ taskTitle }) => {
      const id = await beginShortCommitment(visit.useCase, ownTarget(visit), taskTitle);
      return { href: `${SHORT_COMMITMENTS}/${id}`, notice: '请填写承诺事项，然后提交审核。' };
    },
    again: (form) => list(visit, form, 422),
  });
}

async function drop(visit: OwnVisit): Promise<void> {
  await dropShortCommitment(visit.useCase, visit.memberId, visit.params['commitmentId'] ?? '');
  visit.go(SHORT_COMMITMENTS, '已撤销。');
}
