import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteRow } from '../../src/web/route.js';
import { ACTOR_CODES, ACTORS, type ActorCode, signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import { startPortal } from '../support/portal.js';
import type { RawAnswer, RawBrowser } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { digestOf } from '../support/table-digest.js';
import { ROLE_MATRIX } from './role-matrix.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const rows = ROUTE_ROWS;
const nameOf = (row: RouteRow) => `${row.method.toUpperCase()} ${row.path}`;

let params: PathParams;
let actors: Record<ActorCode, RawBrowser>;
beforeAll(async () => {
  params = (await demoParams(db)).own;
  actors = await signInActors(portal);
});

const may = (row: RouteRow, code: ActorCode): boolean => {
  const allowed = ROLE_MATRIX[nameOf(row)] ?? '';
  return allowed === '*' || allowed.includes(code);
};

/**
 * Whose role is the same in another place: refused by the scope, not by the role. The branch's committee member leads
 * another group of the branch.
 */
const TWINS: Partial<Record<ActorCode, ActorCode>> = { s: 'S', m: 'M', f: 'S', O: 'L' };

const LETTER = '/branches/:branchId/commitments/:commitmentId';

/** Method and what follows the letter for a short task. */
const SHORT_TASK_ROUTES = ['GET ', 'POST ', 'POST /removal', 'POST /submission', 'GET /submission/new'];

/** Allowed, but there is nothing of it in the demonstration, or it is another's turn: 404 as for everybody. */
const NOTHING_THERE: readonly string[] = [
  // Goals begin with no figures of the portal; the summary does.
  ...['S', 'O'].map((code) => `POST /branches/:branchId/statements/:kind/draft ${code}`),
  // The group's leader reviews the letters of its members, the branch those of the groups.
  'GET /branches/:branchId/reviews/:commitmentId S',
  'GET /branches/:branchId/reviews/:commitmentId O',
  'POST /branches/:branchId/reviews/:commitmentId S',
  'POST /branches/:branchId/reviews/:commitmentId O',
  // The election of the group is over.
  'GET /branches/:branchId/groups/:groupId/election/papers S',
  'GET /branches/:branchId/groups/:groupId/election/count/new S',
  'POST /branches/:branchId/groups/:groupId/election/voting S',
  'POST /branches/:branchId/groups/:groupId/election/counts S',
  // The member on his way leaves the bureau: nobody here sends his letter back.
  'GET /branches/:branchId/transfers/:transferId/return/new S',
  'POST /branches/:branchId/transfers/:transferId/return S',
  // No branch committee was elected anew.
  'GET /branches/:branchId/groups/:groupId/leader-confirmation/new S',
  'POST /branches/:branchId/groups/:groupId/leader-confirmation S',
  // The sample round takes applications: its 公示 and its award are still to come.
  ...['B', 'C', 'I', 'V'].map((code) => `GET /bureau/evaluations/:roundId/periods/:periodId ${code}`),
  'GET /bureau/evaluations/:roundId/applications/:applicationId/revocation/new B',
  'POST /bureau/evaluations/:roundId/applications/:applicationId/revocation B',
  // The sample candidate applied himself, and works in the other group.
  'POST /branches/:branchId/evaluations/:roundId/candidates/:candidateId/withdrawal S',
  'GET /branches/:branchId/group-words/:candidateId L',
  'POST /branches/:branchId/group-words/:candidateId L',
  // Each keeps his own items and decides at his own desk: the item is the group's, the record a member's of it.
  'POST /branches/:branchId/items/:itemId/fulfillments S',
  'POST /branches/:branchId/items/:itemId/fulfillments M',
  ...['S', 'L', 'M'].map((code) => `POST /branches/:branchId/fulfillments/:fulfillmentId/correction ${code}`),
  ...['S', 'L', 'M'].map((code) => `POST /branches/:branchId/fulfillments/:fulfillmentId/withdrawal ${code}`),
  ...['B', 'C', 'S', 'O'].map((code) => `POST /branches/:branchId/fulfillments/:fulfillmentId/decision ${code}`),
  ...['S', 'M'].map((code) => `GET /branches/:branchId/items/:itemId/extensions/new ${code}`),
  ...['S', 'M'].map((code) => `POST /branches/:branchId/items/:itemId/extensions ${code}`),
  ...['B', 'C', 'L'].map((code) => `POST /branches/:branchId/extensions/:extensionId/decision ${code}`),
  ...['S', 'L', 'M'].map((code) => `GET /branches/:branchId/fulfillments/:fulfillmentId/evidence/new ${code}`),
  ...['S', 'L', 'M'].map((code) => `POST /branches/:branchId/fulfillments/:fulfillmentId/evidence ${code}`),
  ...['S', 'L', 'M'].map((code) => `POST /branches/:branchId/evidence/:evidenceId/removal ${code}`),
  // The letter is the group's: its leader amends it, the branch's officers decide and may look on.
  ...['S', 'M'].map((code) => `GET ${LETTER}/amendments/new ${code}`),
  ...['S', 'M'].map((code) => `POST ${LETTER}/amendments ${code}`),
  ...['B', 'C', 'I', 'V', 'M'].map((code) => `GET ${LETTER}/amendments/:amendmentId ${code}`),
  ...['S', 'M'].map((code) => `POST ${LETTER}/amendments/:amendmentId/withdrawal ${code}`),
  ...['B', 'C', 'L'].map((code) => `POST ${LETTER}/amendments/:amendmentId/decision ${code}`),
  ...['S', 'M'].map((code) => `POST /branches/:branchId/items/:itemId/confirmation ${code}`),
  // Received and remarked on by the side above, which is the branch for a group's letter; its leader wrote it.
  ...['B', 'C', 'O', 'L'].map((code) => `POST ${LETTER}/receipt ${code}`),
  ...['B', 'C', 'L', 'M'].map((code) => `POST ${LETTER}/remarks ${code}`),
  // The item is the group's; only a member's goes to another.
  ...['S', 'O'].flatMap((code) =>
    ['GET', 'POST'].map(
      (method) => `${method} /branches/:branchId/items/:itemId/handover${method === 'GET' ? '/new' : ''} ${code}`,
    ),
  ),
  // Whoever did not apply has nothing to hand in or take back; the round is of the other bureau's no business.
  ...['S', 'O', 'L', 'M', 's', 'm', 'f'].flatMap((code) =>
    ['submission', 'withdrawal'].map((act) => `POST /me/honours/:roundId/${act} ${code}`),
  ),
  ...['GET', 'POST'].map((method) => `${method} /me/honours/:roundId f`),
  // The leader began one; nobody else did.
  ...['S', 'O', 'M', 's', 'm', 'f'].flatMap((code) =>
    SHORT_TASK_ROUTES.map((route) => `${route.replace(' ', ' /me/short-commitments/:commitmentId')} ${code}`),
  ),
  // The branch's self-assessment was not passed on; the assignment is a branch officer's.
  ...['GET ', 'POST ', 'POST /closure'].map((act) => `${act.replace(' ', ' /bureau/acceptance/sheets/:branchId')} V`),
  ...['GET', 'POST'].map(
    (method) => `${method} /bureau/acceptance/reviewers/:assignmentId/ending${method === 'GET' ? '/new' : ''} B`,
  ),
  // The sample account is not the bureau secretary's, whom alone the platform helps.
  'POST /platform/bureaus/:bureauId/accounts/:accountId/password-reset P',
  'POST /platform/bureaus/:bureauId/accounts/:accountId/second-step-removal P',
  // The session was held by one branch: members of others find none to write of.
  ...['s', 'm', 'f'].flatMap((code) => ['GET', 'POST'].map((method) => `${method} /me/study-notes/:studyId ${code}`)),
  // No group has a robot yet.
  ...['removal', 'trial'].flatMap((act) => [
    `POST /branches/:branchId/group-reminders/robot/${act} S`,
    `POST /bureau/reminders/robot/${act} B`,
  ]),
  // The message is the leader's.
  ...[...'PBCIVSOMsmf'].map((code) => `POST /account/messages/:messageId/reading ${code}`),
  // The member has not written his letter yet.
  'GET /me/commitment/submission/new M',
  'POST /me/commitment/submission M',
];

/** How the portal must refuse: anonymous to sign-in, a role without the permission 403, another's branch 404. */
function refusal(row: RouteRow, code: ActorCode): string {
  if (code === '-') return '303 /sign-in';
  const twin = TWINS[code];
  return row.place === 'branch' && twin && may(row, twin) ? '404' : '403';
}

const outcome = ({ status, headers }: RawAnswer): string =>
  status === 303 && headers.location === '/sign-in' ? '303 /sign-in' : String(status);

/** These end the session of whoever uses them or change what other cells need: allowed cells of theirs come last. */
const LAST = [/short-commitments.*removal$/, /\/closure$/, /\/dismissal$/, /password-reset$/, /^\/sign-out$/];
const lateness = (row: RouteRow): number => LAST.findIndex((pattern) => pattern.test(row.path));

/** Asks as every actor at once; gives the cells that answered otherwise than `expected` says. */
async function wrongCells(
  row: RouteRow,
  codes: readonly ActorCode[],
  right: (answer: RawAnswer, code: ActorCode) => boolean,
): Promise<string[]> {
  const path = pathOf(row, params);
  const cells = codes.map(async (code) => {
    const browser = actors[code];
    const answer = row.method === 'get' ? await browser.get(path) : await browser.post(path);
    const nothing = answer.status === 404 && NOTHING_THERE.includes(`${nameOf(row)} ${code}`);
    return nothing || right(answer, code) ? [] : [`${nameOf(row)} as ${ACTORS[code]}: ${outcome(answer)}`];
  });
  return (await Promise.all(cells)).flat();
}

describe('S1: every route × every actor', () => {
  it('has a line for every route and no line without one', () => {
    expect(Object.keys(ROLE_MATRIX).toSorted()).toEqual(rows.map(nameOf).toSorted());
  });

  it('refuses whoever is not named, and changes nothing', { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const wrong: string[] = [];
    for (const row of rows) {
      const refused = ACTOR_CODES.filter((code) => !may(row, code));
      wrong.push(...(await wrongCells(row, refused, (answer, code) => outcome(answer) === refusal(row, code))));
    }
    expect(wrong).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it('shows every page to whoever is named, and changes nothing', { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const wrong: string[] = [];
    for (const row of rows.filter(({ method }) => method === 'get')) {
      const allowed = ACTOR_CODES.filter((code) => may(row, code));
      wrong.push(
        ...(await wrongCells(
          row,
          allowed,
          (answer) => [200, 303, 409].includes(answer.status) && outcome(answer) !== '303 /sign-in',
        )),
      );
    }
    expect(wrong).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it('lets whoever is named act: an empty form is done, refused as incomplete, or too late', {
    timeout: 300_000,
  }, async () => {
    const wrong: string[] = [];
    const acts = rows.filter(({ method }) => method === 'post').toSorted((a, b) => lateness(a) - lateness(b));
    for (const row of acts) {
      for (const code of ACTOR_CODES.filter((actor) => may(row, actor))) {
        const right = (answer: RawAnswer) => [200, 303, 409, 422].includes(answer.status);
        wrong.push(...(await wrongCells(row, [code], right)));
      }
    }
    expect(wrong).toEqual([]);
  });
});
