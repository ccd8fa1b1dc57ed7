import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { groupWordsHref } from './evaluations.paths.js';
import { groupWordsCrumb, showGroupWordPage, showGroupWordsPage } from './group-words.page.js';
import { findGroupOf, findSpokenOf, listSpokenOf } from './group-words.queries.js';
import { speaksFor, writeGroupWord } from './group-words.service.js';
import { groupWordForm } from './rounds.forms.js';
import { isTaking } from './rounds.rules.js';

const ALL = '/branches/:branchId/group-words';
const ONE = `${ALL}/:candidateId`;
const write = { place: 'branch', access: 'group-words:write' } as const;

/** R43, R44: the group speaks of its candidates before the branch meets. */
export const groupWordRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...write, handler: list },
  { method: 'get', path: ONE, ...write, handler: (visit: BranchVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: ONE, ...write, handler: say },
];

const branchCrumb = (visit: BranchVisit) => ({
  label: visit.place.branch.shortName,
  href: `/branches/${visit.branchId}`,
});

/** A leader sees his own groups' candidates, an officer of the branch all. */
const seesGroup = ({ person, branchId }: BranchVisit, groupId: string): boolean =>
  mayInBranch(person.roles, 'meetings:manage', branchId) ||
  person.ledGroups.some((led) => led.branchId === branchId && led.groupId === groupId);

async function list(visit: BranchVisit): Promise<void> {
  const { branchId, person } = visit;
  const key = { bureauId: person.bureauId, campaignId: campaignOf(visit).id, branchId };
  const rows = (await listSpokenOf(visit.useCase.db, key)).filter(({ groupId }) => seesGroup(visit, groupId));
  const crumbs = [branchCrumb(visit), { ...groupWordsCrumb(branchId), href: null }];
  const frame = visit.frame({ step: 'EVALUATION', crumbs });
  visit.show('evaluations/rounds', showGroupWordsPage({ frame, branchId, rows }));
}

/** The candidate and the group that speaks of him; another group's candidate is not found. */
async function getSpokenOf(visit: BranchVisit) {
  const { db } = visit.useCase;
  const { branchId, person } = visit;
  const { bureauId } = person;
  const id = visit.params['candidateId'] ?? '';
  const found = await findSpokenOf(db, { bureauId, branchId, id });
  const memberId = found?.memberId ?? null;
  if (!found || memberId === null || found.status === 'DRAFT') throw new NotFound();
  const place = await findGroupOf(db, { bureauId, campaignId: found.round.campaignId, memberId });
  if (!place || !seesGroup(visit, place.groupId)) throw new NotFound();
  return { found, memberId, place };
}

async function show(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId, person } = visit;
  const { found, memberId, place } = await getSpokenOf(visit);
  const waits = found.groupWord === null && found.status === 'SUBMITTED' && isTaking(found.round, visit.today);
  const crumbs = [branchCrumb(visit), groupWordsCrumb(branchId), { label: found.candidateName, href: null }];
  const page = showGroupWordPage({
    ...{ frame: visit.frame({ step: 'EVALUATION', crumbs }), branchId, found, groupName: place.group.name },
    mayWrite: waits && speaksFor(person, { memberId, groupId: place.groupId, branchId }),
    form,
  });
  visit.show('evaluations/group-word', page, status);
}

async function say(visit: BranchVisit): Promise<void> {
  const { found } = await getSpokenOf(visit);
  const where = { branchId: visit.branchId, applicationId: found.id };
  await submitForm(visit, groupWordForm, {
    save: async (said) => {
      await writeGroupWord(visit.useCase, visit.person, where, said);
      return { href: groupWordsHref(visit.branchId), notice: '小组意见已提交，等支部党员大会研究。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
