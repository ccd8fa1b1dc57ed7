import { DEMO_ACCOUNTS } from '../../src/features/accounts/index.js';
import type { RouteRow } from '../../src/web/route.js';
import { ROLE_MATRIX } from '../architecture/role-matrix.js';
import { crawl } from '../support/crawl.js';
import type { ActorCode } from '../support/demo-actors.js';
import { type PathParams, pathOf } from '../support/demo-paths.js';
import type { FoundForm } from '../support/page-links.js';
import type { Portal } from '../support/portal.js';
import type { RawBrowser } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { KNOWN_FORMS } from './known-forms.js';

const rows = ROUTE_ROWS;

/** A form as somebody found it on a page, once for each route. */
export interface Specimen {
  row: RouteRow;
  browser: RawBrowser;
  form: FoundForm;
}

const rowOf = (method: 'get' | 'post', path: string): RouteRow | undefined => {
  const [bare = ''] = path.split('?');
  return rows.find(
    (row) => row.method === method && new RegExp(`^${row.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(bare),
  );
};

/** These would end the session of the sweep. */
export const LEFT_OUT = [
  '/sign-out',
  '/account/password',
  '/account/sessions/ending',
  '/account/sessions/:sessionId/ending',
  // Would keep the bureau's own accounts from all else.
  '/bureau/accounts/second-step-requirement',
];

/** Ends the sessions of whoever it names: sent for the one whom demo-paths.ts names, who is none of the sweep's actors. */
const endsSessions = ({ path }: RouteRow): boolean => /:\w+\/(password-reset|second-step-removal)$/.test(path);

async function foundForms(portal: Portal): Promise<Specimen[]> {
  const found = new Map<string, Specimen>();
  for (const username of [null, ...DEMO_ACCOUNTS.map((account) => account.username)]) {
    const browser = username === null ? portal.anonymous() : await portal.signIn(username);
    for (const page of await crawl(browser)) {
      for (const form of page.forms.filter(({ method }) => method === 'post')) {
        const row = rowOf('post', form.action);
        const known = row && found.get(row.path);
        if (!row || LEFT_OUT.includes(row.path) || endsSessions(row)) continue;
        if (known && known.form.fields.length >= form.fields.length) continue;
        found.set(row.path, { row, browser, form });
      }
    }
  }
  return [...found.values()];
}

/** The first actor whom the matrix lets in. */
export const actorOf = (row: RouteRow): ActorCode => {
  const allowed = ROLE_MATRIX[`${row.method.toUpperCase()} ${row.path}`] ?? '';
  return allowed === '*' ? '-' : (allowed[0] as ActorCode);
};

/** Whoever the matrix lets in first sends the forms that no page shows. */
function knownForms(found: readonly Specimen[], params: PathParams, actors: Record<ActorCode, RawBrowser>): Specimen[] {
  const posts = rows.filter((row) => row.method === 'post' && !found.some((one) => one.row.path === row.path));
  return posts.flatMap((row) => {
    const fields = Object.entries(KNOWN_FORMS[row.path] ?? {}).map(([name, value]) => ({ name, value, type: 'text' }));
    const form: FoundForm = { method: 'post', action: pathOf(row, params), fields };
    return row.path in KNOWN_FORMS ? [{ row, browser: actors[actorOf(row)], form }] : [];
  });
}

/** The form of every route that takes one: as a page of the demonstration shows it, else as known-forms.ts knows it. */
export async function everyForm(
  portal: Portal,
  params: PathParams,
  actors: Record<ActorCode, RawBrowser>,
): Promise<Specimen[]> {
  const found = await foundForms(portal);
  return [...found, ...knownForms(found, params, actors)];
}
