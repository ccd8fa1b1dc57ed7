import { mayInBranch } from '../../access/permissions.js';
import { chosenYear, commitmentYear } from '../../campaign/commitment-year.js';
import { stepRow, stepSlug } from '../../campaign/phases.js';
import { currentStep, standingIn } from '../../campaign/place.js';
import { NotFound } from '../../shared/errors.js';
import type { Action } from '../../web/frame-shape.js';
import { asLedger, asWord, matterOf, type Paper, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { listAmendments } from './amendments.queries.js';
import { writesIt } from './authors.rules.js';
import { breakdownDocument } from './breakdown-document.js';
import { showCascadePage } from './cascade.page.js';
import { findBranchYear, type GroupWithMembers, listCommitments } from './cascade.queries.js';
import { buildCascade, isReadableBy } from './cascade.rules.js';
import type { NextCard } from './cascade-next.page.js';
import { amendmentLedger, breakdownRows, itemLedger } from './commitments.ledger.js';
import { cascadeHref } from './commitments.paths.js';
import { findCommitment } from './commitments.queries.js';
import { authorOf, mayOf, readerOf, reviewerOf } from './reader.js';
import { receivingSide } from './receipts.service.js';
import { reviewRefusal } from './review.rules.js';
import { showCommitmentPage, titleOf } from './show.page.js';

/** Reading: the overview, one commitment. To stand after the rows with words in place of the id. */
export const commitmentReadingRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: '/branches/:branchId/commitments',
    place: 'branch',
    access: 'branch:read',
    kept: true,
    handler: showAll,
  },
  {
    method: 'get',
    path: '/branches/:branchId/commitments/:commitmentId',
    place: 'branch',
    access: 'branch:read',
    handler: showOne,
  },
];

async function showAll(visit: BranchVisit): Promise<void> {
  const { db } = visit.useCase;
  const { person, branchId, today } = visit;
  const campaign = campaignOf(visit);
  const year = chosenYear(campaign.startYear, today, visit.query['year']);
  const [commitments, { groups, yearRound }] = await Promise.all([
    // Only the files that the page can be taken away as hold the long texts.
    listCommitments(db, person.bureauId, { campaignId: campaign.id, branchId, year }, visit.query['as'] !== undefined),
    findBranchYear(db, person.bureauId, { campaignId: campaign.id, branchId, year }),
  ]);
  const reader = readerOf(person, branchId);
  const readable = commitments.filter((commitment) => isReadableBy(commitment, reader));
  const cascade = buildCascade(readable, today);
  const page = showCascadePage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs: [branchCrumb(visit), { label: '承诺', href: null }] }),
    branch: visit.place.branch,
    year,
    years:
      commitmentYear(campaign.startYear, today) > campaign.startYear
        ? [campaign.startYear, campaign.startYear + 1]
        : [],
    isThisYear: year === commitmentYear(campaign.startYear, today),
    today,
    reader,
    may: mayOf(person, branchId),
    commitments,
    cascade,
    groups,
    yearRound,
    toReview: countToReview(visit, commitments, groups),
    notYet: notYetOf(visit),
    unfolded: visit.query['open'] ?? null,
  });
  const rows = () => breakdownRows(cascade, groups, visit.place.branch.shortName);
  const matter = matterOf(visit, [`${year}年`]);
  await showWithPapers(visit, 'commitments/cascade', page, [
    asLedger(() => itemLedger(matter, rows()), '导出事项台账'),
    asWord(
      async () => ({
        ...{ title: `${year}年承诺事项分解表`, place: visit.place.branch.shortName, day: today },
        content: await breakdownDocument(visit.place.branch.name, year, rows()),
      }),
      '下载Word版分解表',
    ),
    ...amendmentPapers(visit, { campaignId: campaign.id, year }),
  ]);
}

/** E33: requests to amend are read by the officers, and by those above the branch. */
function amendmentPapers(visit: BranchVisit, which: { campaignId: string; year: number }): Paper[] {
  const { person, branchId } = visit;
  if (!mayInBranch(person.roles, 'meetings:read', branchId)) return [];
  const key = { bureauId: person.bureauId, branchId, ...which };
  const ledger = async () =>
    amendmentLedger(matterOf(visit, [`${which.year}年`]), await listAmendments(visit.useCase.db, key));
  return [asLedger(ledger, '导出调整台账', 'amendments')];
}

/** Before its turn the page says what has to be done first, and leads there. */
function notYetOf({ place, branchId }: BranchVisit): NextCard | null {
  if (standingIn(place, 'COMMITMENT')) return null;
  const current = currentStep(place);
  const action: Action | null = current && {
    label: `去“${stepRow(current).label}”`,
    href: `/branches/${branchId}/steps/${stepSlug(current)}`,
  };
  const text = `“${stepRow('ENROLLMENT').label}”完成后开放：${stepRow('COMMITMENT').opens}。`;
  return { title: '还没有进行到承诺这一步', text, action };
}

type Listed = Awaited<ReturnType<typeof listCommitments>>;
type Groups = readonly GroupWithMembers[];

function countToReview({ person, branchId }: BranchVisit, commitments: Listed, groups: Groups): number {
  const reviewer = reviewerOf(person);
  return commitments.filter((commitment) => {
    if (commitment.status !== 'SUBMITTED' || commitment.level === 'BRANCH') return false;
    const leaderMemberId = groups.find(({ id }) => id === commitment.groupId)?.leaderMemberId ?? null;
    return reviewRefusal({ ...commitment, branchId, leaderMemberId }, reviewer) === null;
  }).length;
}

function branchCrumb(visit: BranchVisit) {
  return { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` };
}

async function showOne(visit: BranchVisit): Promise<void> {
  const { person, branchId, today } = visit;
  const id = visit.params['commitmentId'] ?? '';
  const commitment = await findCommitment(visit.useCase.db, person.bureauId, { id, branchId });
  const reader = readerOf(person, branchId);
  if (!commitment || !isReadableBy(commitment, reader)) throw new NotFound();
  const crumbs = [
    branchCrumb(visit),
    { label: '承诺', href: cascadeHref(branchId) },
    { label: titleOf(commitment), href: null },
  ];
  const may = { write: writesIt(commitment, authorOf(person)) };
  const receiver = { side: receivingSide(commitment, person), accountId: person.accountId };
  visit.show(
    'commitments/show',
    showCommitmentPage({ frame: visit.frame({ step: 'COMMITMENT', crumbs }), commitment, may, receiver, today }),
  );
}
