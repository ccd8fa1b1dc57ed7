import { mayInBureau } from '../../access/permissions.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { findOutcome } from './decisions.queries.js';
import { agreeReopening, askReopening } from './decisions.service.js';
import { candidateLedger, roundLedger } from './evaluations.ledger.js';
import { ROUNDS, roundHref } from './evaluations.paths.js';
import { openingForm, ownActForm, reopeningForm, roundForm } from './rounds.forms.js';
import {
  confirmOpeningPage,
  confirmScoringPage,
  roundValues,
  showRoundForm,
  showRoundPage,
  showRoundsPage,
} from './rounds.page.js';
import { findHandedIn, findRound, listRounds, listStandards, type Round } from './rounds.queries.js';
import { isTaking } from './rounds.rules.js';
import { draftRound, openRound, redraftRound } from './rounds.service.js';
import { countNotHandedIn } from './scoring.queries.js';
import { startScoring } from './scoring.service.js';

const ONE = `${ROUNDS}/:roundId`;
const read = { place: 'bureau', access: 'bureau:read' } as const;
const score = { place: 'bureau', access: 'evaluations:score' } as const;
const manage = { place: 'bureau', access: 'evaluations:manage' } as const;

export const evaluationRoundRoutes: readonly RouteRow[] = [
  { method: 'get', path: ROUNDS, ...read, handler: list },
  { method: 'get', path: `${ROUNDS}/new`, ...manage, handler: (visit: BureauVisit) => ask(visit, null, null, 200) },
  { method: 'post', path: ROUNDS, ...manage, handler: create },
  { method: 'get', path: ONE, ...read, handler: (visit: BureauVisit) => showRound(visit, freshForm(), 200) },
  { method: 'get', path: `${ONE}/edit`, ...manage, handler: edit },
  { method: 'post', path: ONE, ...manage, handler: update },
  {
    method: 'get',
    path: `${ONE}/opening/new`,
    ...manage,
    handler: (visit: BureauVisit) => confirm(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/opening`, ...manage, handler: open },
  {
    method: 'get',
    path: `${ONE}/scoring/new`,
    ...manage,
    handler: (visit: BureauVisit) => confirmScoring(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/scoring`, ...manage, handler: beginScoring },
  { method: 'post', path: `${ONE}/reopening`, ...manage, handler: reopen },
  { method: 'post', path: `${ONE}/reopening/agreement`, ...score, handler: agree },
];

async function campaignIdOf(visit: BureauVisit): Promise<string> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，发布后再开展评选。');
  return campaign.id;
}

const mayOf = ({ person }: BureauVisit) => ({
  mayManage: mayInBureau(person.roles, 'evaluations:manage'),
  mayScore: mayInBureau(person.roles, 'evaluations:score'),
});

async function list(visit: BureauVisit): Promise<void> {
  const key = { bureauId: visit.person.bureauId, campaignId: await campaignIdOf(visit) };
  const rounds = await listRounds(visit.useCase.db, key, { opened: false });
  const frame = visit.frame({ crumbs: [{ label: '评选表彰', href: null }] });
  await showWithPapers(visit, 'evaluations/rounds', showRoundsPage({ frame, rounds, ...mayOf(visit) }), [
    asLedger(() => roundLedger(matterOf(visit), rounds)),
  ]);
}

const crumbsOf = (round: Round | null, label: string) => [
  { label: '评选表彰', href: ROUNDS },
  ...(round ? [{ label: round.title, href: roundHref(round.id) }] : []),
  { label, href: null },
];

async function getRound(visit: BureauVisit): Promise<Round> {
  const round = await findRound(visit.useCase.db, visit.person.bureauId, visit.params['roundId'] ?? '');
  if (!round) throw new NotFound();
  return round;
}

function ask(visit: BureauVisit, round: Round | null, refused: FormState | null, status: number): void {
  const frame = visit.frame({ crumbs: crumbsOf(round, round ? '修改' : '开展一轮评选') });
  const form = refused ?? freshForm(roundValues(round));
  visit.show('pages/form', showRoundForm({ frame, round, form }), status);
}

async function create(visit: BureauVisit): Promise<void> {
  await submitForm(visit, roundForm, {
    save: async ({ revision: _, ...input }) => {
      const id = await draftRound(visit.useCase, await campaignIdOf(visit), input);
      return { href: roundHref(id), notice: '已保存。核对标准和名额后开始申报。' };
    },
    again: (form) => ask(visit, null, form, 422),
  });
}

async function edit(visit: BureauVisit): Promise<void> {
  const round = await getRound(visit);
  if (round.status !== 'DRAFT') return visit.go(roundHref(round.id));
  ask(visit, round, null, 200);
}

async function update(visit: BureauVisit): Promise<void> {
  const round = await getRound(visit);
  await submitForm(visit, roundForm, {
    save: async ({ revision, ...input }) => {
      await redraftRound(visit.useCase, round.id, input, revision);
      return { href: roundHref(round.id), notice: '已保存修改。' };
    },
    again: (form) => ask(visit, round, form, 422),
  });
}

/** Frozen standards, or of a draft those of the campaign at hand. */
async function criteriaOf(visit: BureauVisit, round: Round) {
  if (round.status !== 'DRAFT') return round.rules.criteria;
  return listStandards(visit.useCase.db, visit.person.bureauId, round);
}

/** The round's page; `reopening`: the form of that name, when it was refused. */
async function showRound(visit: BureauVisit, reopening: FormState, status: number): Promise<void> {
  const { person, useCase, today } = visit;
  const { bureauId, accountId } = person;
  const round = await getRound(visit);
  const underWay = round.status !== 'DRAFT' && round.status !== 'OPEN';
  const [criteria, found, outcome] = await Promise.all([
    criteriaOf(visit, round),
    findHandedIn(useCase.db, bureauId, round.id),
    underWay ? findOutcome(useCase.db, bureauId, round.id) : null,
  ]);
  const handedIn = found ?? { recommendations: [], applications: [] };
  const page = showRoundPage({
    ...{
      frame: visit.frame({ crumbs: crumbsOf(null, round.title) }),
      round,
      criteria,
      handedIn,
      outcome,
      today,
      reopening,
    },
    person: { accountId, bureauId, ...mayOf(visit) },
  });
  const papers = [asLedger(() => candidateLedger(matterOf(visit), round, handedIn, outcome))];
  await showWithPapers(visit, 'evaluations/round', page, round.status === 'DRAFT' ? [] : papers, status);
}

async function confirm(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const round = await getRound(visit);
  if (round.status !== 'DRAFT') return visit.go(roundHref(round.id));
  const criteria = await criteriaOf(visit, round);
  const frame = visit.frame({ crumbs: crumbsOf(round, '开始申报') });
  visit.show('pages/confirm', confirmOpeningPage({ frame, round, criteria, form }), status);
}

async function open(visit: BureauVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, openingForm, {
    save: async ({ revision }) => {
      await openRound(visit.useCase, id, revision);
      return { href: roundHref(id), notice: '标准已冻结，申报开始。' };
    },
    again: (form) => confirm(visit, form, 422),
  });
}

async function confirmScoring(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const round = await getRound(visit);
  if (round.status !== 'OPEN') return visit.go(roundHref(round.id));
  const missing = await countNotHandedIn(visit.useCase.db, visit.person.bureauId, round.id);
  const frame = visit.frame({ crumbs: crumbsOf(round, '开始评审') });
  visit.show(
    'pages/confirm',
    confirmScoringPage({ frame, round, missing, running: isTaking(round, visit.today), form }),
    status,
  );
}

async function beginScoring(visit: BureauVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, openingForm, {
    save: async ({ revision }) => {
      await startScoring(visit.useCase, id, revision);
      return { href: roundHref(id), notice: '申报已截止，评审开始。' };
    },
    again: (form) => confirmScoring(visit, form, 422),
  });
}

async function reopen(visit: BureauVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, reopeningForm, {
    save: async ({ reopeningReason }) => {
      await askReopening(visit.useCase, id, reopeningReason);
      return { href: roundHref(id), notice: '已提出，等另一名委员同意。' };
    },
    again: (form) => showRound(visit, form, 422),
  });
}

async function agree(visit: BureauVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, ownActForm, {
    save: async () => {
      await agreeReopening(visit.useCase, id);
      return { href: roundHref(id), notice: '已重新打开评审，原来的决定作废。' };
    },
    again: (form) => showRound(visit, form, 422),
  });
}
