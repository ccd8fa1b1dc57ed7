import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { OwnVisit } from '../../web/visit.js';
import { findOwnNomination, type OwnNomination } from './election-pages.queries.js';
import { plainForm, selfNominationForm } from './elections.forms.js';
import { nominate, withdrawNomination } from './nominations.service.js';
import { showOwnNominationPage } from './own-nomination.page.js';

const HOME = '/me/nomination';
const own = { place: 'own', access: 'own:nomination' } as const;

export const ownNominationRoutes: readonly RouteRow[] = [
  { method: 'get', path: HOME, ...own, handler: (visit: OwnVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: HOME, ...own, handler: submit },
  { method: 'post', path: `${HOME}/withdrawal`, ...own, handler: withdraw },
];

async function getOwn(visit: OwnVisit): Promise<OwnNomination> {
  const found = await findOwnNomination(visit.useCase.db, stepPlaceOf(visit), visit.memberId, visit.today);
  if (!found) throw new NotFound();
  return found;
}

async function show(visit: OwnVisit, form: FormState, status: number): Promise<void> {
  const found = await getOwn(visit);
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: '首页', href: '/' },
      { label: '自荐组长', href: null },
    ],
  });
  const { memberId, today } = visit;
  visit.show('elections/own', showOwnNominationPage({ frame, own: found, memberId, form, today }), status);
}

/** Only in the member's own group: the group comes from his place, never from the form. */
async function groupIdOf(visit: OwnVisit): Promise<string> {
  const { group } = await getOwn(visit);
  if (!group) throw new RuleViolation('您还没有参加功能党小组，不能自荐组长。');
  return group.id;
}

async function submit(visit: OwnVisit): Promise<void> {
  await submitForm(visit, selfNominationForm, {
    save: async ({ statement }) => {
      const { memberId } = visit;
      const groupId = await groupIdOf(visit);
      await nominate(visit.useCase, stepPlaceOf(visit), { groupId, memberId, source: 'SELF', statement });
      return { href: HOME, notice: '自荐已提交。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function withdraw(visit: OwnVisit): Promise<void> {
  await submitForm(visit, plainForm, {
    save: async () => {
      const groupId = await groupIdOf(visit);
      await withdrawNomination(visit.useCase, stepPlaceOf(visit), { groupId, memberId: visit.memberId });
      return { href: HOME, notice: '自荐已撤回。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
