import { NotFound } from '../../shared/errors.js';
import { sendQrCode } from '../../web/qr-code.js';
import { isId } from '../../web/request-text.js';
import type { RouteRow } from '../../web/route.js';
import type { Visit } from '../../web/visit.js';
import { branchHead, bureauHead, showBoardChoice } from './board.page.js';
import { getBoardFront, listBoardSchools, listBoards } from './board.queries.js';
import { showBoardActivitiesPage } from './board-activities.page.js';
import { showBoardBranchPage } from './board-branch.page.js';
import {
  countBoardCommitments,
  getBoardBranch,
  listAnsweredFeedback,
  listBoardActivities,
  listBoardGroups,
} from './board-branch.queries.js';
import { cached } from './board-cache.js';
import { showBoardCommitmentsPage } from './board-commitments.page.js';
import { showBoardFrontPage } from './board-front.page.js';
import { showBoardLetterPage } from './board-letter.page.js';
import { getBoardLetter, getBoardVersion, listBoardCommitments } from './board-letters.queries.js';
import { showOldLetterPage } from './board-old-letter.page.js';
import { showNoticePage } from './notice.page.js';
import { getNotice, listBranchNotices } from './notices.queries.js';
import type { SchoolSearch } from './schools.rules.js';

const BRANCH = '/board/:bureauId/branches/:branchId';
const LETTER = `${BRANCH}/commitments/:commitmentId`;

const kept = { place: 'open', access: 'public', kept: true } as const;

export const boardRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/board', ...kept, handler: showBoardFront },
  { method: 'get', path: '/board/:bureauId', ...kept, handler: showBureau },
  { method: 'get', path: BRANCH, ...kept, handler: showBranch },
  { method: 'get', path: `${BRANCH}/activities`, ...kept, handler: showActivities },
  { method: 'get', path: `${BRANCH}/commitments`, ...kept, handler: showCommitments },
  { method: 'get', path: LETTER, ...kept, handler: showLetter },
  { method: 'get', path: `${LETTER}/qr.svg`, place: 'open', access: 'public', handler: showLetterQrCode },
  { method: 'get', path: `${LETTER}/versions/:version`, place: 'open', access: 'public', handler: showOldVersion },
  { method: 'get', path: `${BRANCH}/qr.svg`, place: 'open', access: 'public', handler: showQrCode },
  { method: 'get', path: '/board/:bureauId/notices/:noticeId', ...kept, handler: showNotice },
];

const param = (visit: Visit, name: string): string => visit.params[name] ?? '';

/** Anybody may keep a copy, but must ask whether it still stands. */
function forEveryone(visit: Visit): void {
  if (!visit.person) visit.res.set('Cache-Control', 'public, no-cache');
}

/** The board's front: of the only bureau, or the choice among several. Also what `/` shows without an account. */
export async function showBoardFront(visit: Visit): Promise<void> {
  const boards = await cached('boards', visit.now, () => listBoards(visit.useCase.db));
  const only = boards[0];
  if (boards.length === 1 && only) return showFrontOf(visit, only.id);
  forEveryone(visit);
  const frame = visit.frame({
    layout: 'board',
    board: { name: '教育系统', note: '功能党小组 · 创先争优', homeHref: '/board', feedbackHref: null },
  });
  visit.show('notice-board/choice', showBoardChoice({ frame, boards }));
}

function showBureau(visit: Visit): Promise<void> {
  return showFrontOf(visit, param(visit, 'bureauId'));
}

async function showFrontOf(visit: Visit, bureauId: string): Promise<void> {
  const front = await cached(`front ${bureauId}`, visit.now, () => getBoardFront(visit.useCase.db, bureauId));
  const after = visit.query['after'] ?? '';
  const text = (visit.query['q'] ?? '').trim().slice(0, LONGEST_NAME);
  const search = { text, after: isId(after) ? after : null };
  const schools = await schoolsOf(visit, bureauId, search);
  forEveryone(visit);
  const frame = visit.frame({ layout: 'board', board: bureauHead(front) });
  visit.show('notice-board/front', showBoardFrontPage({ frame, front, schools, search, today: visit.today }));
}

const LONGEST_NAME = 30;

/** What everybody asks for is kept; what one reader types is not, so that it drives nothing else out. */
function schoolsOf({ useCase, now }: Visit, bureauId: string, search: SchoolSearch) {
  const read = () => listBoardSchools(useCase.db, bureauId, search);
  return search.text === '' && search.after === null ? cached(`schools ${bureauId}`, now, read) : read();
}

const branchOf = (visit: Visit, bureauId: string, branchId: string) =>
  cached(`branch ${bureauId} ${branchId}`, visit.now, () => getBoardBranch(visit.useCase.db, bureauId, branchId));

async function showBranch(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const branchId = param(visit, 'branchId');
  const { db } = visit.useCase;
  const branch = await branchOf(visit, bureauId, branchId);
  const campaign = branch.bureau.campaigns[0] ?? null;
  const [groups, commitmentCounts, notices, feedback] = await cached(
    `branch page ${bureauId} ${branchId}`,
    visit.now,
    () =>
      Promise.all([
        campaign ? listBoardGroups(db, bureauId, campaign.id, branchId) : [],
        campaign ? countBoardCommitments(db, bureauId, campaign.id, branchId) : [],
        listBranchNotices(db, bureauId, branchId),
        listAnsweredFeedback(db, bureauId, branchId),
      ]),
  );
  const kinds = new Set(notices.map((notice) => notice.kind));
  forEveryone(visit);
  const page = showBoardBranchPage({
    frame: visit.frame({ layout: 'board', board: branchHead(bureauId, branch) }),
    bureauId,
    branch,
    campaignName: campaign?.name ?? null,
    groups,
    commitmentCounts,
    notices,
    feedback,
    published: { members: kinds.has('MEMBERSHIP'), leaders: kinds.has('LEADERS') },
  });
  visit.show('notice-board/branch', page);
}

async function showActivities(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const branchId = param(visit, 'branchId');
  const branch = await branchOf(visit, bureauId, branchId);
  const campaign = branch.bureau.campaigns[0];
  const activities = campaign
    ? await cached(`activities ${bureauId} ${branchId}`, visit.now, () =>
        listBoardActivities(visit.useCase.db, bureauId, campaign.id, branchId),
      )
    : [];
  forEveryone(visit);
  const branchHref = `/board/${bureauId}/branches/${branchId}`;
  const crumbs = [{ label: branch.schoolName, href: branchHref }];
  const frame = visit.frame({ layout: 'board', board: branchHead(bureauId, branch), crumbs });
  visit.show('notice-board/activities', showBoardActivitiesPage({ frame, bureauId, activities, branchHref }));
}

async function showCommitments(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const branchId = param(visit, 'branchId');
  const branch = await branchOf(visit, bureauId, branchId);
  const campaign = branch.bureau.campaigns[0];
  const commitments = campaign
    ? await cached(`commitments ${bureauId} ${branchId}`, visit.now, () =>
        listBoardCommitments(visit.useCase.db, bureauId, campaign.id, branchId),
      )
    : [];
  forEveryone(visit);
  const board = branchHead(bureauId, branch);
  const crumbs = [{ label: branch.schoolName, href: `/board/${bureauId}/branches/${branchId}` }];
  visit.show(
    'notice-board/commitments',
    showBoardCommitmentsPage({
      frame: visit.frame({ layout: 'board', board, crumbs }),
      base: `/board/${bureauId}/branches/${branchId}`,
      branch,
      commitments,
      today: visit.today,
    }),
  );
}

async function letterOf(visit: Visit) {
  const bureauId = param(visit, 'bureauId');
  const branchId = param(visit, 'branchId');
  const id = param(visit, 'commitmentId');
  const branch = await branchOf(visit, bureauId, branchId);
  const letter = await cached(`letter ${bureauId} ${id}`, visit.now, () =>
    getBoardLetter(visit.useCase.db, bureauId, branchId, id),
  );
  forEveryone(visit);
  const href = `/board/${bureauId}/branches/${branchId}`;
  const crumbs = [
    { label: branch.schoolName, href },
    { label: '三级双向承诺', href: `${href}/commitments` },
  ];
  return {
    bureauId,
    branch,
    letter,
    crumbs,
    frame: visit.frame({ layout: 'board', board: branchHead(bureauId, branch), crumbs }),
  };
}

async function showLetter(visit: Visit): Promise<void> {
  visit.show('notice-board/letter', showBoardLetterPage({ ...(await letterOf(visit)), today: visit.today }));
}

/** For the door of the group's room, or a member's desk. */
async function showLetterQrCode(visit: Visit): Promise<void> {
  const { bureauId, branch, letter } = await letterOf(visit);
  await sendQrCode(visit, `/board/${bureauId}/branches/${branch.id}/commitments/${letter.id}`);
}

/** E33: what an amendment replaced stays readable. */
async function showOldVersion(visit: Visit): Promise<void> {
  const { bureauId, branch, letter, frame } = await letterOf(visit);
  const text = param(visit, 'version');
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new NotFound();
  const old = await getBoardVersion(visit.useCase.db, bureauId, branch.id, letter.id, Number(text));
  visit.show('notice-board/old-letter', showOldLetterPage({ frame, bureauId, branch, letter, old }));
}

/** The QR code for the wall of the school: the address of the branch's board page. */
async function showQrCode(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const branchId = param(visit, 'branchId');
  await branchOf(visit, bureauId, branchId);
  forEveryone(visit);
  await sendQrCode(visit, `/board/${bureauId}/branches/${branchId}`);
}

async function showNotice(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const noticeId = param(visit, 'noticeId');
  const notice = await cached(`notice ${bureauId} ${noticeId}`, visit.now, () =>
    getNotice(visit.useCase.db, bureauId, noticeId),
  );
  const board = notice.branch
    ? branchHead(bureauId, { ...notice.branch, name: notice.branch.shortName })
    : bureauHead({ id: bureauId, name: notice.campaign.bureau.name });
  const crumbs = notice.branch
    ? [{ label: notice.branch.schoolName, href: `/board/${bureauId}/branches/${notice.branch.id}` }]
    : [];
  forEveryone(visit);
  visit.show(
    'notice-board/notice',
    showNoticePage({ frame: visit.frame({ layout: 'board', board, crumbs }), bureauId, notice }),
  );
}
