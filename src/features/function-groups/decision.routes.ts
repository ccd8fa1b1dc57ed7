import { dayInput } from '../../shared/dates.js';
import { StaleState } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { minutesFields, votesOf } from '../../web/form-minutes.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showAnnouncementPage, showDecisionPage } from './decision.page.js';
import { announceProposal, attendanceFor, decideProposal } from './decision.service.js';
import { announcementForm, decisionForm } from './function-groups.forms.js';
import { groupsHref, proposalHref } from './function-groups.paths.js';
import { findProposal, type Proposal } from './proposal.queries.js';
import { frameBelowProposal } from './proposal-frame.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;

export const decisionRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${PATH}/decision/new`, ...MANAGE, handler: newDecision },
  { method: 'post', path: `${PATH}/decision`, ...MANAGE, handler: decide },
  {
    method: 'get',
    path: `${PATH}/announcement/new`,
    ...MANAGE,
    handler: newAnnouncement,
  },
  { method: 'post', path: `${PATH}/announcement`, ...MANAGE, handler: announce },
];

/** The proposal, when it waits for this act; else somebody has done it already, or it is too early. */
async function proposalIn(visit: BranchVisit, status: Proposal['status']): Promise<Proposal> {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  if (proposal?.status !== status) throw new StaleState('小组方案现在不在这一环节，请看最新情况后再办理。');
  return proposal;
}

const namesOf = (proposal: Proposal): string => proposal.groups.map((group) => group.name).join('、');

function newDecision(visit: BranchVisit): Promise<void> {
  return showDecision(visit, null, 200);
}

function newAnnouncement(visit: BranchVisit): Promise<void> {
  return showAnnouncement(visit, null, 200);
}

/** `typed` null: the form holds what the portal knows already. */
async function showDecision(visit: BranchVisit, typed: FormState | null, status: number): Promise<void> {
  const { hasCommittee } = visit.place.branch;
  const [proposal, suggested] = await Promise.all([
    proposalIn(visit, 'CONSULTING'),
    attendanceFor(visit.useCase, stepPlaceOf(visit)),
  ]);
  const eligible = hasCommittee ? suggested.committee : suggested.general;
  const form =
    typed ??
    freshForm({
      kind: hasCommittee ? 'COMMITTEE' : 'GENERAL',
      heldOn: dayInput(visit.today),
      chair: visit.person.displayName,
      eligibleCount: eligible ? String(eligible) : '',
      agenda: '研究确定本支部功能党小组设置方案。',
      decision: `同意设立${namesOf(proposal)}${proposal.groups.length}个功能党小组。`,
    });
  const committee = hasCommittee && suggested.committee !== null ? `支部委员会现有${suggested.committee}人；` : '';
  const hint = `${committee}党员大会应到按名册为${suggested.general}人（有表决权的正式党员）`;
  const page = showDecisionPage({
    frame: frameBelowProposal(visit, '研究确定'),
    branchId: visit.branchId,
    proposal,
    form,
    hasCommittee,
    minutesFields: minutesFields(form, { eligibleHint: hint, vote: true }),
  });
  visit.show('pages/confirm', page, status);
}

async function decide(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, decisionForm, {
    save: async ({ consultationNote, forCount, againstCount, abstainCount, ...minutes }) => {
      const votes = votesOf({ forCount, againstCount, abstainCount });
      const { verdict, verdictText } = await decideProposal(visit.useCase, place, {
        meeting: { ...minutes, votes },
        consultationNote,
      });
      const result = verdict === 'PASSED' ? '小组方案已经确定。' : '会议记录已留存，小组方案尚未确定。';
      return { href: proposalHref(visit.branchId), notice: `${result}${verdictText}` };
    },
    again: (form) => showDecision(visit, form, 422),
  });
}

async function showAnnouncement(visit: BranchVisit, typed: FormState | null, status: number): Promise<void> {
  const [proposal, suggested] = await Promise.all([
    proposalIn(visit, 'DECIDED'),
    attendanceFor(visit.useCase, stepPlaceOf(visit)),
  ]);
  const form =
    typed ??
    freshForm({
      heldOn: dayInput(visit.today),
      chair: visit.person.displayName,
      eligibleCount: suggested.general > 0 ? String(suggested.general) : '',
      agenda: '公布本支部功能党小组设置方案。',
      decision: `公布${namesOf(proposal)}${proposal.groups.length}个功能党小组的名称、功能定位、职责和活动制度。`,
    });
  const hint = `按名册，有表决权的正式党员${suggested.general}人。外出、流动党员仍计入应到`;
  const page = showAnnouncementPage({
    frame: frameBelowProposal(visit, '大会公布'),
    branchId: visit.branchId,
    proposal,
    form,
    minutesFields: minutesFields(form, { eligibleHint: hint, vote: false, decisionLabel: '公布事项' }),
  });
  visit.show('pages/confirm', page, status);
}

async function announce(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, announcementForm, {
    save: async ({ secrecyReviewedBy, secrecyReview: _, ...meeting }) => {
      await announceProposal(visit.useCase, place, { meeting, secrecyReviewedBy });
      return { href: groupsHref(visit.branchId), notice: '功能党小组已在支部大会上公布，并登上党务公开栏。' };
    },
    again: (form) => showAnnouncement(visit, form, 422),
  });
}
