import { digestOf } from '../../shared/digest.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit, Visit } from '../../web/visit.js';
import { findOutcome } from './decisions.queries.js';
import { honoursHref, ROUNDS, roundHref } from './evaluations.paths.js';
import {
  confirmAwardPage,
  noticeValues,
  showHonoursPage,
  showNoticeForm,
  showPeriodPage,
  showPublicNoticePage,
} from './public-notices.page.js';
import { findHonours, findPublicNotice, type PublicNotice } from './public-notices.queries.js';
import { awardBlocker } from './public-notices.rules.js';
import { awardRound, correctNotice, publishNotice } from './public-notices.service.js';
import { correctionForm, openingForm, publicNoticeForm } from './rounds.forms.js';
import { findRound, type Round } from './rounds.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';

const ONE = `${ROUNDS}/:roundId`;
const manage = { place: 'bureau', access: 'evaluations:manage' } as const;
const open = { place: 'open', access: 'public' } as const;

/** R57, R45: the 公示, the award, the certificates, and what the public sees of them. */
export const publicNoticeRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${ONE}/publication/new`,
    ...manage,
    handler: (visit: BureauVisit) => ask(visit, false, null, 200),
  },
  { method: 'post', path: `${ONE}/publication`, ...manage, handler: publish },
  {
    method: 'get',
    path: `${ONE}/correction/new`,
    ...manage,
    handler: (visit: BureauVisit) => ask(visit, true, null, 200),
  },
  { method: 'post', path: `${ONE}/correction`, ...manage, handler: correct },
  {
    method: 'get',
    path: `${ONE}/award/new`,
    ...manage,
    handler: (visit: BureauVisit) => confirm(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/award`, ...manage, handler: award },
  {
    method: 'get',
    path: `${ONE}/periods/:periodId`,
    place: 'bureau',
    access: 'bureau:read',
    handler: showPeriod,
  },
  { method: 'get', path: `${ONE}/certificates`, ...manage, handler: sendCertificates },
  { method: 'get', path: '/board/:bureauId/public-notices/:periodId', ...open, handler: showPublic },
  { method: 'get', path: '/board/:bureauId/honours', ...open, handler: showHonours },
];

async function found(visit: BureauVisit) {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const id = visit.params['roundId'] ?? '';
  const [round, outcome] = await Promise.all([findRound(db, bureauId, id), findOutcome(db, bureauId, id)]);
  if (!round || !outcome) throw new NotFound();
  return { round, outcome };
}

const crumbsOf = (round: Round, label: string) => [
  { label: '评选表彰', href: ROUNDS },
  { label: round.title, href: roundHref(round.id) },
  { label, href: null },
];

async function ask(visit: BureauVisit, correcting: boolean, refused: FormState | null, status: number): Promise<void> {
  const { round, outcome } = await found(visit);
  if (round.status !== (correcting ? 'NOTICED' : 'DECIDED')) return visit.go(roundHref(round.id));
  const frame = visit.frame({ crumbs: crumbsOf(round, correcting ? '更正公示' : '开始公示') });
  const form = refused ?? freshForm(noticeValues(outcome, round.revision));
  visit.show('pages/form', showNoticeForm({ frame, round, outcome, form, correcting }), status);
}

async function publish(visit: BureauVisit): Promise<void> {
  const { round } = await found(visit);
  await submitForm(visit, publicNoticeForm, {
    rows: ['rows'],
    save: async (input) => {
      await publishNotice(visit.useCase, round.id, input);
      return { href: roundHref(round.id), notice: '公示已开始，党务公开栏可以看到。' };
    },
    again: (form) => ask(visit, false, form, 422),
  });
}

async function correct(visit: BureauVisit): Promise<void> {
  const { round } = await found(visit);
  await submitForm(visit, correctionForm, {
    rows: ['rows'],
    save: async (input) => {
      await correctNotice(visit.useCase, round.id, input);
      return { href: roundHref(round.id), notice: '原公示已撤回，更正后的内容重新公示。' };
    },
    again: (form) => ask(visit, true, form, 422),
  });
}

async function confirm(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const { round, outcome } = await found(visit);
  if (round.status !== 'NOTICED') return visit.go(roundHref(round.id));
  const blocker = awardBlocker(outcome.periods, visit.today);
  const frame = visit.frame({ crumbs: crumbsOf(round, '公布表彰决定') });
  visit.show('pages/confirm', confirmAwardPage({ frame, round, blocker, outcome, form }), status);
}

async function award(visit: BureauVisit): Promise<void> {
  const { round } = await found(visit);
  await submitForm(visit, openingForm, {
    save: async ({ revision }) => {
      await awardRound(visit.useCase, round.id, revision);
      return { href: roundHref(round.id), notice: '表彰决定已公布。' };
    },
    again: (form) => confirm(visit, form, 422),
  });
}

async function sendCertificates(visit: BureauVisit): Promise<void> {
  const { round, outcome } = await found(visit);
  const chosen = outcome.applications.filter(({ status, awardRevokedOn }) => status === 'CHOSEN' && !awardRevokedOn);
  if (outcome.awardedAt === null || chosen.length === 0) return visit.go(roundHref(round.id), '还没有可以下载的证书。');
  const { certificates } = await import('./certificates.js');
  visit.res.attachment('证书.docx');
  visit.res.send(
    await certificates({
      ...{ award: AWARD_NAMES[round.award], title: round.title, bureauName: visit.person.bureauName },
      awardedAt: outcome.awardedAt,
      people: chosen.map(({ candidateName, memberId, branch }) => ({
        name: candidateName,
        place: memberId === null ? null : branch.schoolName,
      })),
    }),
  );
}

const boardFrame = (visit: Visit, bureau: { id: string; name: string }) =>
  visit.frame({
    layout: 'board',
    board: { name: bureau.name, note: '功能党小组 · 创先争优', homeHref: `/board/${bureau.id}`, feedbackHref: null },
    crumbs: [{ label: '表彰名单', href: honoursHref(bureau.id) }],
  });

async function showPublic(visit: Visit): Promise<void> {
  const { bureauId = '', periodId = '' } = visit.params;
  const notice = await findPublicNotice(visit.useCase.db, bureauId, periodId);
  if (!notice) throw new NotFound();
  const frame = boardFrame(visit, notice.bureau);
  visit.show(
    'evaluations/public-notice',
    showPublicNoticePage({ frame, notice, today: visit.today, intact: intact(notice) }),
  );
}

const intact = ({ content, contentHash }: PublicNotice): boolean => digestOf(content) === contentHash;

async function showPeriod(visit: BureauVisit): Promise<void> {
  const { roundId = '', periodId = '' } = visit.params;
  const notice = await findPublicNotice(visit.useCase.db, visit.person.bureauId, periodId);
  if (notice?.round.id !== roundId) throw new NotFound();
  const crumbs = [
    { label: '评选表彰', href: ROUNDS },
    { label: notice.round.title, href: roundHref(roundId) },
    { label: '公示存档', href: null },
  ];
  const page = showPeriodPage({ frame: visit.frame({ crumbs }), notice, today: visit.today, intact: intact(notice) });
  visit.show('evaluations/period', page);
}

async function showHonours(visit: Visit): Promise<void> {
  const honours = await findHonours(visit.useCase.db, visit.params['bureauId'] ?? '');
  if (!honours) throw new NotFound();
  visit.show('evaluations/honours', showHonoursPage({ frame: boardFrame(visit, honours), honours }));
}
