import { mayInBranch } from '../../access/permissions.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, asWord, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { roundsCrumb, showBranchRound, showOpenRounds } from './applications.page.js';
import { findBranchRound, findTakenBack, listRecommendationMeetings } from './applications.queries.js';
import { countMembers, listCandidates } from './candidate-record.queries.js';
import { applicationLedger, roundLedger } from './evaluations.ledger.js';
import { branchRoundHref } from './evaluations.paths.js';
import { recommendationFile } from './recommendation-file.js';
import { nameCandidate, quotaOn, recommend, requireOpened, takeBackName } from './recommendations.service.js';
import { candidateForm, ownActForm, recommendationForm } from './rounds.forms.js';
import { findRound, listRounds, type Round } from './rounds.queries.js';
import { isTaking, quotaBase } from './rounds.rules.js';

const ALL = '/branches/:branchId/evaluations';
const ONE = `${ALL}/:roundId`;
const read = { place: 'branch', access: 'meetings:read' } as const;
const manage = { place: 'branch', access: 'recommendations:manage' } as const;

export const branchEvaluationRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...read, handler: list },
  { method: 'get', path: ONE, ...read, handler: (visit: BranchVisit) => show(visit, {}, 200) },
  { method: 'post', path: `${ONE}/candidates`, ...manage, handler: name },
  { method: 'post', path: `${ONE}/candidates/:candidateId/withdrawal`, ...manage, handler: takeBack },
  { method: 'post', path: `${ONE}/recommendation`, ...manage, handler: handIn },
];

const placeOf = (visit: BranchVisit) => ({ campaignId: campaignOf(visit).id, branchId: visit.branchId });
const branchCrumb = (visit: BranchVisit) => ({
  label: visit.place.branch.shortName,
  href: `/branches/${visit.branchId}`,
});

async function list(visit: BranchVisit): Promise<void> {
  const key = { bureauId: visit.person.bureauId, campaignId: placeOf(visit).campaignId };
  const rounds = await listRounds(visit.useCase.db, key, { opened: true });
  const { branchId } = visit;
  const maySpeak = mayInBranch(visit.person.roles, 'group-words:write', branchId);
  const frame = visit.frame({ step: 'EVALUATION', crumbs: [branchCrumb(visit), { label: '申报评选', href: null }] });
  await showWithPapers(visit, 'evaluations/rounds', showOpenRounds({ frame, rounds, branchId, maySpeak }), [
    asLedger(() => roundLedger(matterOf(visit), rounds)),
  ]);
}

async function getRound(visit: BranchVisit): Promise<Round> {
  const id = visit.params['roundId'] ?? '';
  return requireOpened(await findRound(visit.useCase.db, visit.person.bureauId, id));
}

interface Refused {
  candidate?: FormState;
  recommendation?: FormState;
}

async function show(visit: BranchVisit, refused: Refused, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { branchId, person } = visit;
  const key = { bureauId: person.bureauId, ...placeOf(visit) };
  const round = await getRound(visit);
  const base = quotaBase(round.rules.quota);
  const [found, members, meetings, counted, stored] = await Promise.all([
    findBranchRound(db, person.bureauId, { roundId: round.id, branchId }),
    listCandidates(db, key),
    listRecommendationMeetings(db, key),
    base === 'FULL' ? null : countMembers(db, key, base),
    storedDeeds(visit, round.id),
  ]);
  const { campaignId } = key;
  const crumbs = [branchCrumb(visit), roundsCrumb(branchId), { label: round.title, href: null }];
  const page = showBranchRound({
    frame: visit.frame({ step: 'EVALUATION', crumbs }),
    ...{ branchId, round, found, meetings, members },
    quotaWords: quotaOn(round, counted ?? members.length).words,
    inGroups: new Set(
      members.flatMap(({ id, memberships }) => (memberships.some((one) => one.campaignId === campaignId) ? [id] : [])),
    ),
    may: { recommend: mayInBranch(person.roles, 'recommendations:manage', branchId) },
    taking: isTaking(round, visit.today),
    candidate: refused.candidate ?? freshForm(stored),
    recommendation: refused.recommendation ?? freshForm(),
  });
  const papers = [
    asLedger(() => applicationLedger(matterOf(visit), round.title, found.applications)),
    ...found.applications.map(({ id, candidateName }) =>
      asWord(() => recommendationFile(visit, round.id, id), `下载推荐审批表：${candidateName}`, `form-${id}`),
    ),
  ];
  await showWithPapers(visit, 'evaluations/branch-round', page, papers, status);
}

const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the branch had written of a name it took back, so that nobody types it again. */
async function storedDeeds(visit: BranchVisit, roundId: string): Promise<Record<string, string>> {
  const id = visit.query['again'] ?? '';
  if (!ROW_ID.test(id)) return {};
  const key = { bureauId: visit.person.bureauId, roundId, branchId: visit.branchId, id };
  const found = await findTakenBack(visit.useCase.db, key);
  return found ? { memberId: found.memberId ?? '', text: found.deeds } : {};
}

async function takeBack(visit: BranchVisit): Promise<void> {
  const { id } = await getRound(visit);
  const applicationId = visit.params['candidateId'] ?? '';
  await submitForm(visit, ownActForm, {
    save: async () => {
      await takeBackName(visit.useCase, placeOf(visit), id, applicationId);
      const href = `${branchRoundHref(visit.branchId, id)}?again=${applicationId}`;
      return { href, notice: '提名已取回。原来写的事迹还在下面，可以修改后重新提名。' };
    },
    again: (form) => show(visit, { recommendation: form }, 422),
  });
}

async function name(visit: BranchVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, candidateForm, {
    save: async (data) => {
      const place = { ...placeOf(visit), branchName: visit.place.branch.name };
      await nameCandidate(visit.useCase, place, id, data);
      return { href: branchRoundHref(visit.branchId, id), notice: '已保存，提交支部党员大会讨论。' };
    },
    again: (form) => show(visit, { candidate: form }, 422),
  });
}

async function handIn(visit: BranchVisit): Promise<void> {
  const { id } = await getRound(visit);
  await submitForm(visit, recommendationForm, {
    save: async (data) => {
      await recommend(visit.useCase, placeOf(visit), id, data);
      const notice = data.applicationIds.length === 0 ? '已上报：没有合适人选。' : '已上报局党委。';
      return { href: branchRoundHref(visit.branchId, id), notice };
    },
    again: (form) => show(visit, { recommendation: form }, 422),
  });
}
