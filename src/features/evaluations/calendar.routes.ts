import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { CALENDAR, daysOf, showCalendarPage, shownYears } from './calendar.page.js';
import { listOwnDays } from './calendar.queries.js';
import { addCalendarDay, removeCalendarDay } from './calendar.service.js';
import { calendarLedger } from './evaluations.ledger.js';
import { ROUNDS } from './evaluations.paths.js';
import { calendarDayForm } from './rounds.forms.js';

const manage = { place: 'bureau', access: 'evaluations:manage' } as const;

export const calendarRoutes: readonly RouteRow[] = [
  { method: 'get', path: CALENDAR, ...manage, handler: (visit: BureauVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: CALENDAR, ...manage, handler: add },
  { method: 'post', path: `${CALENDAR}/:dayId/removal`, ...manage, handler: remove },
];

async function show(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const own = await listOwnDays(visit.useCase.db, visit.person.bureauId);
  const crumbs = [
    { label: '评选表彰', href: ROUNDS },
    { label: '工作日历', href: null },
  ];
  const page = showCalendarPage({ frame: visit.frame({ crumbs }), own, today: visit.today, form });
  const days = shownYears(visit.today).flatMap((year) => daysOf(year, own));
  const rows = days.map((day) => ({ ...day, own: 'id' in day }));
  const papers = [asLedger(() => calendarLedger(matterOf(visit), rows))];
  await showWithPapers(visit, 'evaluations/calendar', page, papers, status);
}

async function add(visit: BureauVisit): Promise<void> {
  await submitForm(visit, calendarDayForm, {
    save: async (data) => {
      await addCalendarDay(visit.useCase, data);
      return { href: CALENDAR, notice: '已登记。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function remove(visit: BureauVisit): Promise<void> {
  await removeCalendarDay(visit.useCase, visit.params['dayId'] ?? '');
  visit.go(CALENDAR, '已删去。');
}
