import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { standingIn } from '../../campaign/place.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { lookBackYear } from '../../shared/year-seasons.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, BureauVisit, PersonVisit } from '../../web/visit.js';
import { remarkLedger } from './appraisals.ledger.js';
import { remarkForm } from './remarks.forms.js';
import { letterHref, myWord, nameOf, showRemarkListPage, showRemarksPage } from './remarks.page.js';
import { findRemarked, type ListedLetter, listRemarked, type RemarkedLetter } from './remarks.queries.js';
import { type RemarkRole, remarkTurn, turnTitle } from './remarks.rules.js';
import { remarkRole, writeRemark } from './remarks.service.js';
import { findYearsSurvey } from './surveys.queries.js';

const ONE = '/branches/:branchId/commitments/:commitmentId/remarks';

export const remarkRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: ONE,
    place: 'branch',
    access: 'branch:read',
    handler: (visit: BranchVisit) => show(visit, null, 200),
  },
  { method: 'post', path: ONE, place: 'branch', access: 'remarks:write', handler: write },
  {
    method: 'get',
    path: '/branches/:branchId/remarks',
    place: 'branch',
    access: 'remarks:write',
    handler: listInBranch,
  },
  {
    method: 'get',
    path: '/bureau/remarks',
    place: 'bureau',
    access: 'branch-commitments:review',
    handler: listInBureau,
  },
];

/** The branch sums up: then the year is looked back on although it is not December. */
const sumsUp = ({ place }: BranchVisit): boolean => standingIn(place, 'SUMMARY') !== null;

interface Seen {
  letter: RemarkedLetter;
  role: RemarkRole | null;
  seesAll: boolean;
}

async function getRemarked(visit: BranchVisit): Promise<Seen> {
  const { person, branchId } = visit;
  const key = { bureauId: person.bureauId, branchId };
  const id = visit.params['commitmentId'] ?? '';
  const letter = await findRemarked(visit.useCase.db, key, id, person.member?.id ?? null);
  if (!letter) throw new NotFound();
  const role = remarkRole(letter, person);
  const looksOn = mayInBranch(person.roles, 'surveys:manage', branchId) || mayInBureau(person.roles, 'bureau:read');
  return { letter, role, seesAll: looksOn || role === 'ABOVE' || role === 'SELF' };
}

async function show(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const { letter, role, seesAll } = await getRemarked(visit);
  const turn = role && remarkTurn(role, letter.year, visit.today, sumsUp(visit));
  const frame = visit.frame({
    step: 'COMMITMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '承诺', href: `/branches/${visit.branchId}/commitments` },
      { label: `${nameOf(letter)}的承诺`, href: letterHref(visit.branchId, letter.id) },
      { label: '点评和评诺', href: null },
    ],
  });
  const { accountId } = visit.person;
  const form = refused ?? freshForm({ text: myWord(letter, turn, accountId)?.text ?? '' });
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  const survey = letter.level === 'BRANCH' ? await findYearsSurvey(visit.useCase.db, key, letter.year) : null;
  visit.show(
    'appraisals/remarks',
    showRemarksPage({ frame, letter, role, turn, accountId, seesAll, form, survey }),
    status,
  );
}

async function write(visit: BranchVisit): Promise<void> {
  const { role } = await getRemarked(visit);
  if (role === null) throw new NotFound();
  const where = { branchId: visit.branchId, commitmentId: visit.params['commitmentId'] ?? '' };
  await submitForm(visit, remarkForm, {
    save: async ({ text }) => {
      const turn = await writeRemark(visit.useCase, where, visit.person, { text, summingUp: sumsUp(visit) });
      return {
        href: `${letterHref(where.branchId, where.commitmentId)}/remarks`,
        notice: `已保存${turnTitle(turn)}。`,
      };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function listInBranch(visit: BranchVisit): Promise<void> {
  const { id, startYear } = campaignOf(visit);
  const year = lookBackYear(startYear, visit.today, visit.query['year']);
  const key = { bureauId: visit.person.bureauId, campaignId: id, branchId: visit.branchId };
  const letters = await listRemarked(visit.useCase.db, key, year, visit.person.member?.id ?? null);
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '承诺', href: `/branches/${visit.branchId}/commitments` },
    { label: '点评和评诺', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  const officer = mayInBranch(visit.person.roles, 'surveys:manage', visit.branchId);
  await showList(visit, { frame, year, letters, summingUp: sumsUp(visit), officerOf: officer ? visit.branchId : null });
}

async function listInBureau(visit: BureauVisit): Promise<void> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有可以点评的承诺。');
  const year = lookBackYear(campaign.startYear, visit.today, visit.query['year']);
  const key = { bureauId: visit.person.bureauId, campaignId: campaign.id, branchId: null };
  const letters = await listRemarked(visit.useCase.db, key, year, null);
  const crumbs = [
    { label: '审核事项', href: '/bureau/reviews' },
    { label: '点评和评诺', href: null },
  ];
  await showList(visit, { frame: visit.frame({ crumbs }), year, letters, summingUp: false, officerOf: null });
}

async function showList(
  visit: PersonVisit,
  data: {
    frame: ReturnType<PersonVisit['frame']>;
    year: number;
    letters: readonly ListedLetter[];
    summingUp: boolean;
    officerOf: string | null;
  },
): Promise<void> {
  const { frame, year, letters, summingUp, officerOf } = data;
  const rows = letters.flatMap((letter) => {
    const role = remarkRole(letter, visit.person);
    return role === null ? [] : [{ letter, role, turn: remarkTurn(role, year, visit.today, summingUp) }];
  });
  const { accountId } = visit.person;
  const roles = new Map(rows.map(({ letter, role }) => [letter.id, role]));
  const mayRead = ({ id }: ListedLetter) => officerOf !== null || ['ABOVE', 'SELF'].includes(roles.get(id) ?? '');
  const shown = officerOf === null ? rows.map(({ letter }) => letter) : letters;
  await showWithPapers(
    visit,
    'appraisals/remark-list',
    showRemarkListPage({ frame, year, rows, accountId, officerOf }),
    [asLedger(() => remarkLedger(matterOf(visit, [`${year}年`]), shown, { accountId, mayRead }))],
  );
}
