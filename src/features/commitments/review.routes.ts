import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, BureauVisit, PersonVisit } from '../../web/visit.js';
import { reviewForm } from './commitments.forms.js';
import { BUREAU_REVIEWS, reviewsHref } from './commitments.paths.js';
import { type CommitmentToRead, findCommitment } from './commitments.queries.js';
import { listForCommittee } from './committee-desk.service.js';
import { reviewerOf } from './reader.js';
import { type Queue, showReviewPage } from './review.page.js';
import {
  listBranchCommitmentsForReview,
  listCommitmentsForReview,
  type OpenAmendment,
  queuesOf,
  type WaitingCommitment,
  type WaitingOfBranch,
} from './review.queries.js';
import { type Reviewer, type ReviewRefusal, reviewRefusal } from './review.rules.js';
import { reviewCommitment } from './review.service.js';
import {
  amendmentRow,
  recordRows,
  showReviewsPage,
  statementRow,
  type WaitingSection,
  waitingRow,
} from './reviews.page.js';

const ONE_OF_BRANCH = '/branches/:branchId/reviews/:commitmentId';
const ONE_OF_BUREAU = '/bureau/reviews/:commitmentId';

export const commitmentReviewRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: '/branches/:branchId/reviews',
    place: 'branch',
    access: 'member-commitments:review',
    handler: listInBranch,
  },
  {
    method: 'get',
    path: ONE_OF_BRANCH,
    place: 'branch',
    access: 'member-commitments:review',
    handler: (visit) => show(deskIn(visit), freshForm(), 200),
  },
  {
    method: 'post',
    path: ONE_OF_BRANCH,
    place: 'branch',
    access: 'member-commitments:review',
    handler: (visit) => decide(deskIn(visit)),
  },
  { method: 'get', path: BUREAU_REVIEWS, place: 'bureau', access: 'branch-commitments:review', handler: listInBureau },
  {
    method: 'get',
    path: ONE_OF_BUREAU,
    place: 'bureau',
    access: 'branch-commitments:review',
    handler: (visit) => show(deskOf(visit), freshForm(), 200),
  },
  {
    method: 'post',
    path: ONE_OF_BUREAU,
    place: 'bureau',
    access: 'branch-commitments:review',
    handler: (visit) => decide(deskOf(visit)),
  },
];

/** Where a review takes place: inside a branch, or at the committee. */
interface Desk {
  visit: PersonVisit;
  home: string;
  crumbs: { label: string; href: string | null }[];
  scope: { branchId?: string };
  /** The letters that wait for this reviewer, the one that waits longest first. */
  waiting(): Promise<string[]>;
}

function deskIn(visit: BranchVisit): Desk {
  const home = reviewsHref(visit.branchId);
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '审核承诺', href: home },
  ];
  const waiting = async () =>
    idsFor(
      visit,
      await listCommitmentsForReview(visit.useCase.db, visit.person.bureauId, campaignOf(visit).id, visit.branchId),
    );
  return { visit, home, crumbs, scope: { branchId: visit.branchId }, waiting };
}

function deskOf(visit: BureauVisit): Desk {
  const waiting = async () =>
    idsFor(visit, await listBranchCommitmentsForReview(visit.useCase.db, visit.person.bureauId));
  return { waiting, visit, home: BUREAU_REVIEWS, crumbs: [{ label: '审核事项', href: BUREAU_REVIEWS }], scope: {} };
}

const refusalOf = (row: WaitingCommitment | CommitmentToRead, reviewer: Reviewer): ReviewRefusal | null =>
  reviewRefusal({ ...row, leaderMemberId: row.group?.leaderTerms[0]?.memberId ?? null }, reviewer);

function idsFor({ person }: PersonVisit, rows: readonly WaitingCommitment[]): string[] {
  const reviewer = reviewerOf(person);
  return queuesOf(rows)
    .letters.filter((row) => refusalOf(row, reviewer) === null)
    .map(({ id }) => id);
}

function queueAround(waiting: readonly string[], id: string, home: string): Queue {
  const at = waiting.indexOf(id);
  const href = (index: number): string | null => (waiting[index] === undefined ? null : `${home}/${waiting[index]}`);
  if (at < 0) return { place: null, previous: null, next: href(0) };
  return { place: `第${at + 1}份，共${waiting.length}份`, previous: href(at - 1), next: href(at + 1) };
}

async function listInBranch(visit: BranchVisit): Promise<void> {
  const { person, branchId, today } = visit;
  const found = await listCommitmentsForReview(visit.useCase.db, person.bureauId, campaignOf(visit).id, branchId);
  const { letters, amendments } = queuesOf(found);
  const reviewer = reviewerOf(person);
  const judged = letters.map((row) => ({ row, refusal: refusalOf(row, reviewer) }));
  const mine = judged.filter(({ refusal }) => refusal === null);
  const others = reviewer.officerOf.includes(branchId) ? judged.filter(({ refusal }) => refusal !== null) : [];
  const page = showReviewsPage(
    visit.frame({
      step: 'COMMITMENT',
      crumbs: [
        { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
        { label: '审核承诺', href: null },
      ],
    }),
    {
      title: '审核承诺',
      lead: '小组的承诺由党支部审核，党员的承诺由所在小组的组长审核，组长本人的承诺由党支部审核。',
      actions: [{ label: '点评和评诺', href: `/branches/${branchId}/remarks`, kind: 'quiet' }],
    },
    [
      {
        title: '等待您审核',
        rows: mine.map(({ row }) => waitingRow(row, today, `${reviewsHref(branchId)}/${row.id}`, '')),
        empty: '没有等待您审核的承诺',
      },
      ...amendmentSection(amendments, reviewer, today),
      ...(others.length === 0
        ? []
        : [
            {
              title: '等待其他人审核',
              rows: others.map(({ row, refusal }) => waitingRow(row, today, null, whoDecides(row, refusal))),
              empty: '',
            },
          ]),
    ],
  );
  visit.show('commitments/reviews', page);
}

function whoDecides(row: WaitingCommitment, refusal: ReviewRefusal | null): string {
  if (refusal?.kind === 'own') return refusal.message;
  const leader = row.group?.leaderTerms[0]?.member.name;
  return leader ? `由组长${leader}审核` : (refusal?.message ?? '');
}

/** E33: the section stands there only while somebody asks for it. */
function amendmentSection(amendments: readonly OpenAmendment[], reviewer: Reviewer, today: Date): WaitingSection[] {
  const rows = amendments.flatMap((row) => {
    const refusal = refusalOf({ ...row.commitment, submittedById: row.proposedById }, reviewer);
    return refusal?.kind === 'not-his' ? [] : [amendmentRow(row, today, refusal?.message ?? null)];
  });
  return rows.length === 0 ? [] : [{ title: '调整承诺的申请', rows, empty: '' }];
}

/** R41: stands there only while a branch waits for the committee. */
function recordSection(letters: readonly WaitingOfBranch[], reviewer: Reviewer, today: Date): WaitingSection[] {
  const rows = letters
    .filter((row) => row.status === 'PUBLISHED')
    .flatMap((row) => {
      const refusal = refusalOf({ ...row, submittedById: null }, reviewer);
      return recordRows(row, today, refusal?.message ?? null);
    });
  return rows.length === 0 ? [] : [{ title: '党支部的践诺记录和延期申请', rows, empty: '' }];
}

async function listInBureau(visit: BureauVisit): Promise<void> {
  const { person, today } = visit;
  const campaign = await visit.campaign();
  const { letters, amendments, records, statements } = await listForCommittee(
    visit.useCase.db,
    person.bureauId,
    campaign?.id ?? null,
  );
  const reviewer = reviewerOf(person);
  const rows = letters.map((row) => {
    const refusal = refusalOf(row, reviewer);
    return waitingRow(row, today, refusal ? null : `${BUREAU_REVIEWS}/${row.id}`, refusal?.message ?? '');
  });
  const page = showReviewsPage(
    visit.frame({ crumbs: [{ label: '审核事项', href: null }] }),
    {
      title: '审核事项',
      lead: '各党支部提交的承诺和材料由局党委审定，或提出意见退回修改。',
      actions: [
        { label: '点评党支部承诺', href: '/bureau/remarks', kind: 'quiet' },
        { label: '评审打分', href: '/bureau/score-sheets', kind: 'quiet' },
      ],
    },
    [
      { title: '党支部承诺', rows, empty: '没有等待审核的党支部承诺' },
      ...amendmentSection(amendments, reviewer, today),
      ...recordSection(records, reviewer, today),
      {
        title: '目标任务、总结和自查报告',
        rows: statements.map((row) => statementRow(row, today)),
        empty: '没有等待审核的材料',
      },
    ],
  );
  visit.show('commitments/reviews', page);
}

async function show(desk: Desk, form: FormState, status: number): Promise<void> {
  const { visit, home, crumbs, scope } = desk;
  const id = visit.params['commitmentId'] ?? '';
  const commitment = await findCommitment(visit.useCase.db, visit.person.bureauId, { id, ...scope });
  const refusal = commitment && refusalOf(commitment, reviewerOf(visit.person));
  if (!commitment || refusal?.kind === 'not-his' || commitment.status === 'DRAFT') throw new NotFound();
  const waiting = await desk.waiting();
  const page = showReviewPage({
    queue: queueAround(waiting, id, home),
    frame: visit.frame({ crumbs: [...crumbs, { label: '审核', href: null }] }),
    commitment,
    refusal: refusal?.message ?? null,
    form,
    today: visit.today,
    action: `${home}/${id}`,
    back: home,
  });
  visit.show('commitments/review', page, status);
}

async function decide(desk: Desk): Promise<void> {
  const { visit, home, scope } = desk;
  await submitForm(visit, reviewForm, {
    rows: ['comments'],
    save: async (data) => {
      await reviewCommitment(visit.useCase, reviewerOf(visit.person), {
        commitmentId: visit.params['commitmentId'] ?? '',
        ...scope,
        ...data,
      });
      const done = data.action === 'approve' ? '已审定通过。' : '已退回修改，承诺人会看到您的意见。';
      const left = await desk.waiting();
      const next = left[0] === undefined ? home : `${home}/${left[0]}`;
      return {
        href: next,
        notice: left.length === 0 ? `${done}没有等待您审核的了。` : `${done}还有${left.length}份，请接着审核。`,
      };
    },
    again: (form) => show(desk, form, 422),
  });
}
