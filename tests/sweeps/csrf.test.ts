import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteRow } from '../../src/web/route.js';
import { ROLE_MATRIX } from '../architecture/role-matrix.js';
import { type ActorCode, signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import { startPortal } from '../support/portal.js';
import { encoded, type RawBrowser, type RawRequest } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { digestOf } from '../support/table-digest.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const posts = ROUTE_ROWS.filter(({ method }) => method === 'post');

let params: PathParams;
let actors: Record<ActorCode, RawBrowser>;
beforeAll(async () => {
  params = (await demoParams(db)).own;
  actors = await signInActors(portal);
});

/** Tokens that a request may carry: its session's own, and another session's. */
interface Tokens {
  own: string;
  other: string;
  /** Of the session before sign-in, which is gone. */
  early: string;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const body = (fields: Record<string, string | string[]>) => ({ body: encoded(fields), headers: FORM });
const ORIGIN = { host: 'portal.example', origin: 'http://portal.example' };

/** Each a way in which a request from elsewhere may look; none may be let in. */
const VARIANTS: Readonly<Record<string, (tokens: Tokens, path: string) => Partial<RawRequest>>> = {
  'no token': () => body({}),
  'no body': () => ({}),
  'an empty token': () => body({ _csrf: '' }),
  'a wrong token': ({ own }) => body({ _csrf: own.replace(/^./, (first) => (first === '0' ? '1' : '0')) }),
  "another session's token": ({ other }) => body({ _csrf: other }),
  'the token from before sign-in': ({ early }) => body({ _csrf: early }),
  'the token in the address only': ({ own }, path) => ({ ...body({}), path: `${path}?_csrf=${own}` }),
  'the token in a header only': ({ own }) => ({ ...body({}), headers: { ...FORM, 'x-csrf-token': own } }),
  'the token twice': ({ own }) => body({ _csrf: [own, own] }),
  'the token as an array': ({ own }) => body({ '_csrf[]': own }),
  'the token in JSON': ({ own }) => ({
    body: JSON.stringify({ _csrf: own }),
    headers: { 'content-type': 'application/json' },
  }),
  'the token in plain text': ({ own }) => ({
    body: encoded({ _csrf: own }),
    headers: { 'content-type': 'text/plain' },
  }),
  'a cross-site fetch': ({ own }) => ({
    ...body({ _csrf: own }),
    headers: { ...FORM, 'sec-fetch-site': 'cross-site' },
  }),
  'a same-site fetch': ({ own }) => ({ ...body({ _csrf: own }), headers: { ...FORM, 'sec-fetch-site': 'same-site' } }),
  'a foreign Origin': ({ own }) => ({
    ...body({ _csrf: own }),
    headers: { ...FORM, ...ORIGIN, origin: 'http://elsewhere.example' },
  }),
  'an Origin on another port': ({ own }) => ({
    ...body({ _csrf: own }),
    headers: { ...FORM, ...ORIGIN, origin: 'http://portal.example:8080' },
  }),
  'the Origin null': ({ own }) => ({ ...body({ _csrf: own }), headers: { ...FORM, ...ORIGIN, origin: 'null' } }),
};

/** The first actor whom the matrix lets in. */
function actorOf(row: RouteRow): ActorCode {
  const allowed = ROLE_MATRIX[`POST ${row.path}`] ?? '';
  return allowed === '*' ? '-' : (allowed[0] as ActorCode);
}

describe('S3: every form × every way of sending it from elsewhere', () => {
  it.each(Object.entries(VARIANTS))('refuses %s', { timeout: 120_000 }, async (_name, variant) => {
    const before = await digestOf(db);
    const other = await portal.anonymous().csrfToken();
    const early = portal.anonymous();
    const wrong: string[] = [];
    for (const row of posts) {
      const path = pathOf(row, params);
      const browser = actors[actorOf(row)];
      const tokens = { own: await browser.csrfToken(), other, early: await early.csrfToken() };
      const answer = await browser.send({ method: 'POST', path, ...variant(tokens, path) });
      if (answer.status !== 403) wrong.push(`${row.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it('lets the same requests in with the token of their own session (the control)', { timeout: 120_000 }, async () => {
    const refused: string[] = [];
    for (const row of posts.filter(({ path }) => path !== '/sign-out')) {
      const answer = await actors[actorOf(row)].post(pathOf(row, params));
      if (answer.status === 403) refused.push(row.path);
    }
    expect(refused).toEqual([]);
  });

  it('sends whoever is not signed in to sign-in, whatever the token', { timeout: 120_000 }, async () => {
    const before = await digestOf(db);
    const browser = portal.anonymous();
    const wrong: string[] = [];
    for (const row of posts.filter(({ access }) => access !== 'public')) {
      const answer = await browser.post(pathOf(row, params));
      if (answer.status !== 303 || answer.headers.location !== '/sign-in') wrong.push(`${row.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });
});
