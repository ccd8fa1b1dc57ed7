import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { submissionForm } from './commitments.forms.js';
import { commitmentHref } from './commitments.paths.js';
import type { CommitmentTarget } from './commitments.queries.js';
import { isEditable, LEVEL_LABELS } from './commitments.rules.js';
import { submitCommitment } from './commitments.service.js';
import { showSubmissionPage } from './submission.page.js';
import { findSubmission } from './submission.queries.js';
import {
  branchTarget,
  groupTarget,
  ownTarget,
  shortTarget,
  type TargetOf,
  WRITING_PATHS,
  writingCrumbs,
} from './targets.js';

const { branch, group, own, short } = WRITING_PATHS;

/** 核对 and submit, for each of the three levels. */
export const commitmentSubmissionRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${branch}/submission/new`,
    place: 'branch',
    access: 'branch-commitments:write',
    handler: check(branchTarget),
  },
  {
    method: 'post',
    path: `${branch}/submission`,
    place: 'branch',
    access: 'branch-commitments:write',
    handler: submit(branchTarget),
  },
  {
    method: 'get',
    path: `${group}/submission/new`,
    place: 'branch',
    access: 'group-commitments:write',
    handler: check(groupTarget),
  },
  {
    method: 'post',
    path: `${group}/submission`,
    place: 'branch',
    access: 'group-commitments:write',
    handler: submit(groupTarget),
  },
  { method: 'get', path: `${own}/submission/new`, place: 'own', access: 'own:commitment', handler: check(ownTarget) },
  { method: 'post', path: `${own}/submission`, place: 'own', access: 'own:commitment', handler: submit(ownTarget) },
  {
    method: 'get',
    path: `${short}/submission/new`,
    place: 'own',
    access: 'own:commitment',
    handler: check(shortTarget),
  },
  { method: 'post', path: `${short}/submission`, place: 'own', access: 'own:commitment', handler: submit(shortTarget) },
];

function check<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return (visit: V): Promise<void> => showCheck(visit, targetOf(visit), freshForm(), 200);
}

async function showCheck(visit: BranchVisit, target: CommitmentTarget, form: FormState, status: number): Promise<void> {
  const commitment = await findSubmission(visit.useCase.db, visit.person.bureauId, target);
  if (!commitment) throw new NotFound();
  if (!isEditable(commitment.status)) {
    visit.go(commitmentHref(target.branchId, commitment.id));
    return;
  }
  const crumbs = writingCrumbs(visit, target);
  const page = showSubmissionPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs }),
    target,
    commitment,
    form,
    today: visit.today,
  });
  visit.show('commitments/submit', page, status);
}

function submit<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    await submitForm(visit, submissionForm, {
      save: async (data) => {
        const id = await submitCommitment(visit.useCase, target, data);
        return {
          href: commitmentHref(target.branchId, id),
          notice: `已提交，等待${LEVEL_LABELS[target.level].reviewedBy}审核。`,
        };
      },
      again: (form) => showCheck(visit, target, form, 422),
    });
  };
}
