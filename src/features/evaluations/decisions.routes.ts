import { NotFound, StaleState } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { minutesFields } from '../../web/form-minutes.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { confirmClosingPage, decisionValues, showDecisionPage } from './decisions.page.js';
import { findOutcome } from './decisions.queries.js';
import { blockersFor, closeRound, decideRound } from './decisions.service.js';
import { ROUNDS, roundHref } from './evaluations.paths.js';
import { decisionForm, meetingOf, openingForm } from './rounds.forms.js';
import { findRound } from './rounds.queries.js';

const ONE = `${ROUNDS}/:roundId`;
const manage = { place: 'bureau', access: 'evaluations:manage' } as const;

/** R43: what the committee's meeting decided. */
export const roundDecisionRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${ONE}/decision/new`, ...manage, handler: (visit: BureauVisit) => ask(visit, null, 200) },
  { method: 'post', path: `${ONE}/decision`, ...manage, handler: decide },
  {
    method: 'get',
    path: `${ONE}/closing/new`,
    ...manage,
    handler: (visit: BureauVisit) => confirmClosing(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/closing`, ...manage, handler: close },
];

async function ask(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const id = visit.params['roundId'] ?? '';
  const [round, outcome] = await Promise.all([findRound(db, bureauId, id), findOutcome(db, bureauId, id)]);
  if (!round || !outcome) throw new NotFound();
  if (round.status !== 'SCORING') return visit.go(roundHref(id));
  const crumbs = [
    { label: '评选表彰', href: ROUNDS },
    { label: round.title, href: roundHref(id) },
    { label: '登记决定', href: null },
  ];
  const form = refused ?? freshForm(decisionValues(visit.today, round.revision));
  const page = showDecisionPage({
    ...{ frame: visit.frame({ crumbs }), round, outcome, blockers: blockersFor(outcome, round, visit.person) },
    ...{ form, minutes: minutesFields(form, { eligibleHint: '局党委委员的应到人数', vote: true }) },
  });
  visit.show('evaluations/decision', page, status);
}

async function decide(visit: BureauVisit): Promise<void> {
  const id = visit.params['roundId'] ?? '';
  const round = await findRound(visit.useCase.db, visit.person.bureauId, id);
  if (!round) throw new NotFound();
  if (round.status !== 'SCORING') throw new StaleState('评选现在不能登记决定，请打开评选查看进展。');
  await submitForm(visit, decisionForm, {
    save: async (data) => {
      const { chosenIds, grounds, revision } = data;
      await decideRound(visit.useCase, visit.person, id, { chosenIds, grounds, revision, ...meetingOf(data) });
      return {
        href: roundHref(id),
        notice: data.chosenIds.length === 0 ? '决定已登记，本轮没有表彰对象。' : '决定已登记，可以开始公示。',
      };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function confirmClosing(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const id = visit.params['roundId'] ?? '';
  const round = await findRound(visit.useCase.db, visit.person.bureauId, id);
  if (!round) throw new NotFound();
  if (round.status !== 'DECIDED') return visit.go(roundHref(id));
  const crumbs = [
    { label: '评选表彰', href: ROUNDS },
    { label: round.title, href: roundHref(id) },
    { label: '结束评选', href: null },
  ];
  visit.show('pages/confirm', confirmClosingPage({ frame: visit.frame({ crumbs }), round, form }), status);
}

async function close(visit: BureauVisit): Promise<void> {
  const id = visit.params['roundId'] ?? '';
  await submitForm(visit, openingForm, {
    save: async ({ revision }) => {
      await closeRound(visit.useCase, id, revision);
      return { href: roundHref(id), notice: '评选已结束，没有表彰对象。' };
    },
    again: (form) => confirmClosing(visit, form, 422),
  });
}
