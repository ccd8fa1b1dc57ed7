import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asWord, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { OwnVisit } from '../../web/visit.js';
import { roundsCrumb, showOpenRounds, showOwnApplication } from './applications.page.js';
import { findOwnApplication } from './applications.queries.js';
import { saveOwnApplication, submitOwnApplication, withdrawOwnApplication } from './applications.service.js';
import { findCandidateFacts, listLettersOf } from './candidate-record.queries.js';
import { composeRecord } from './candidate-record.rules.js';
import { OWN_HONOURS, ownHonourHref } from './evaluations.paths.js';
import { recommendationFile } from './recommendation-file.js';
import { requireOpened } from './recommendations.service.js';
import { deedsForm, ownActForm } from './rounds.forms.js';
import { findRound, listRounds, type Round } from './rounds.queries.js';
import { eligibilityFaults, isTaking } from './rounds.rules.js';

const ONE = `${OWN_HONOURS}/:roundId`;
const own = { place: 'own', access: 'own:honour' } as const;

export const ownApplicationRoutes: readonly RouteRow[] = [
  { method: 'get', path: OWN_HONOURS, ...own, handler: list },
  { method: 'get', path: ONE, ...own, handler: (visit: OwnVisit) => show(visit, null, 200) },
  { method: 'post', path: ONE, ...own, handler: save },
  { method: 'post', path: `${ONE}/submission`, ...own, handler: submit },
  { method: 'post', path: `${ONE}/withdrawal`, ...own, handler: withdraw },
];

const placeOf = (visit: OwnVisit) => ({ campaignId: campaignOf(visit).id, branchId: visit.branchId });
const targetOf = (visit: OwnVisit) => ({ roundId: visit.params['roundId'] ?? '', memberId: visit.memberId });

async function list(visit: OwnVisit): Promise<void> {
  const key = { bureauId: visit.person.bureauId, campaignId: placeOf(visit).campaignId };
  const rounds = await listRounds(visit.useCase.db, key, { opened: true });
  const ofMembers = rounds.filter(({ award }) => award === 'OUTSTANDING_MEMBER');
  const frame = visit.frame({ step: 'EVALUATION', crumbs: [{ label: '申报评选', href: null }] });
  visit.show('evaluations/rounds', showOpenRounds({ frame, rounds: ofMembers, branchId: null, maySpeak: false }));
}

async function getRound(visit: OwnVisit): Promise<Round> {
  return requireOpened(await findRound(visit.useCase.db, visit.person.bureauId, targetOf(visit).roundId));
}

async function show(visit: OwnVisit, refused: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const { memberId } = visit;
  const candidate = { bureauId, ...placeOf(visit), memberId };
  const round = await getRound(visit);
  const [application, letters, facts] = await Promise.all([
    findOwnApplication(db, bureauId, targetOf(visit)),
    listLettersOf(db, candidate),
    findCandidateFacts(db, candidate),
  ]);
  const crumbs = [roundsCrumb(null), { label: round.title, href: null }];
  const page = showOwnApplication({
    frame: visit.frame({ step: 'EVALUATION', crumbs }),
    ...{ round, application, taking: isTaking(round, visit.today) },
    record: composeRecord(letters, facts?.grades ?? [], visit.today),
    faults: facts ? eligibilityFaults(facts, round.rules, round.applyUntil) : [],
    form: withStored(refused, application?.deeds ?? ''),
  });
  const papers = application
    ? [asWord(() => recommendationFile(visit, round.id, application.id), '下载Word版推荐审批表')]
    : [];
  await showWithPapers(visit, 'evaluations/own', page, papers, status);
}

/** An act without a text of its own that was refused shows the stored one. */
function withStored(refused: FormState | null, text: string): FormState {
  return refused ? { ...refused, values: { text, ...refused.values } } : freshForm({ text });
}

async function save(visit: OwnVisit): Promise<void> {
  await getRound(visit);
  await submitForm(visit, deedsForm, {
    save: async (deeds) => {
      await saveOwnApplication(visit.useCase, placeOf(visit), targetOf(visit), deeds);
      return { href: ownHonourHref(targetOf(visit).roundId), notice: '已保存，还没有提交党支部。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function submit(visit: OwnVisit): Promise<void> {
  await getRound(visit);
  await submitForm(visit, ownActForm, {
    save: async () => {
      await submitOwnApplication(visit.useCase, placeOf(visit), targetOf(visit));
      return { href: ownHonourHref(targetOf(visit).roundId), notice: '已提交党支部。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function withdraw(visit: OwnVisit): Promise<void> {
  await getRound(visit);
  await submitForm(visit, ownActForm, {
    save: async () => {
      await withdrawOwnApplication(visit.useCase, placeOf(visit), targetOf(visit));
      return { href: ownHonourHref(targetOf(visit).roundId), notice: '已撤回申报。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
