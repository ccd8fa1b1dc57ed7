import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asWord, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { OwnVisit } from '../../web/visit.js';
import { findMemberCase } from './board.queries.js';
import { enrollmentFile } from './enrollment-file.js';
import { objectionForm, wishForm } from './enrollments.forms.js';
import { acknowledgePlacement } from './enrollments.service.js';
import { objectToPlacement } from './objections.service.js';
import { showOwnEnrollmentPage } from './own-enrollment.page.js';
import { signUp } from './signing-up.service.js';

const HOME = '/me/enrollment';
const own = { place: 'own', access: 'own:enrollment' } as const;

export const ownEnrollmentRoutes: readonly RouteRow[] = [
  { method: 'get', path: HOME, ...own, handler: (visit: OwnVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: HOME, ...own, handler: submit },
  { method: 'post', path: `${HOME}/acknowledgement`, ...own, handler: acknowledge },
  { method: 'post', path: `${HOME}/objection`, ...own, handler: object },
];

async function show(visit: OwnVisit, form: FormState, status: number, objection = freshForm()): Promise<void> {
  const own = await findMemberCase(visit.useCase.db, stepPlaceOf(visit), visit.memberId);
  if (!own) throw new NotFound();
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: '首页', href: '/' },
      { label: '报名', href: null },
    ],
  });
  const { branchId, today } = visit;
  const page = showOwnEnrollmentPage({ frame, own, branchId, form, objection, today });
  const papers = own.wish ? [asWord(() => enrollmentFile(visit, own), '下载Word版报名表')] : [];
  await showWithPapers(visit, 'enrollments/own', page, papers, status);
}

async function submit(visit: OwnVisit): Promise<void> {
  await submitForm(visit, wishForm, {
    save: async (wish) => {
      await signUp(visit.useCase, stepPlaceOf(visit), visit.memberId, wish);
      return { href: HOME, notice: '志愿已提交，支部确定小组以前可以改报。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function acknowledge(visit: OwnVisit): Promise<void> {
  await acknowledgePlacement(visit.useCase, stepPlaceOf(visit), visit.memberId);
  visit.go(HOME, '已确认。');
}

async function object(visit: OwnVisit): Promise<void> {
  await submitForm(visit, objectionForm, {
    save: async ({ objection }) => {
      await objectToPlacement(visit.useCase, stepPlaceOf(visit), visit.memberId, objection);
      return { href: HOME, notice: '意见已提交，请等待支部答复。' };
    },
    again: (form) => show(visit, freshForm(), 422, form),
  });
}
