import { mkdirSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/features/accounts/index.js';
import { testAppOn } from '../support/app.js';
import { DESK, OUTPUT, PHONE, startSite } from '../support/chromium.js';
import { demoDatabase } from '../support/demo-database.js';
import { signIn } from '../support/hands.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { guidePictureFaults, keepGuideDigests } from './tour/guide-pictures.js';
import { addressOf } from './tour/ids.js';
import { accessibilityFaults, faultsOf, overflowOf, smallTargets } from './tour/inspection.js';
import { secondMiddleSchool, thirdPrimarySchoolDecides } from './tour/later.js';
import { beginNewYear, makeOccasions, returnSelfAssessment } from './tour/occasions.js';
import { problemHtml } from './tour/problems.js';
import { NO_PAGES, STOPS, type Stop } from './tour/stops.js';

const PICTURES = `${OUTPUT}/tour`;
const { db, clock } = await demoDatabase();
const app = testAppOn(db, clock);
const site = await startSite(db, clock, { keepPictures: false });
const pages = ROUTE_ROWS.flatMap((row) => (row.method === 'get' ? [row.path] : []));

const screens = new Map<string, Promise<Page>>();

/** One browser for each person, signed in once. */
function screenOf(username: string | null): Promise<Page> {
  const key = username ?? 'anonymous';
  const known = screens.get(key) ?? openScreen(username);
  screens.set(key, known);
  return known;
}

async function openScreen(username: string | null): Promise<Page> {
  const page = await site.newPage();
  if (username !== null) await signIn(page, username, DEMO_PASSWORD);
  return page;
}

const slugOf = (path: string, stop: Stop, index: number): string => {
  const name = path === '/' ? 'front' : path.slice(1).replaceAll(/[/:]+/g, '-');
  const variant = stop.with
    ? `-${Object.values(stop.with).join('-').replaceAll(' ', '-')}`
    : index > 0
      ? `-${index + 1}`
      : '';
  return `${name}${variant}${stop.when ? `-${stop.when}` : ''}`;
};

/** Everything wrong with a page at its three widths; its pictures are kept. */
async function look(page: Page, folder: string, slug: string): Promise<string[]> {
  const picture = (width: number) =>
    page.screenshot({ path: `${PICTURES}/${folder}/${slug}-${width}.jpg`, type: 'jpeg', quality: 85, fullPage: true });
  await page.setViewportSize(DESK);
  const wide = await faultsOf(page, names);
  await picture(DESK.width);
  await page.setViewportSize(PHONE);
  const narrow = [...(await accessibilityFaults(page)), ...(await overflowOf(page)), ...(await smallTargets(page))];
  await picture(PHONE.width);
  await page.setViewportSize({ width: 320, height: 640 });
  const least = await overflowOf(page);
  return [...new Set([...wide, ...narrow, ...least])];
}

async function visit(path: string, stop: Stop, slug: string): Promise<string[]> {
  const page = await screenOf(stop.as);
  const address = await addressOf(db, path, stop);
  const answer = await page.goto(address);
  const expected = stop.status ?? 200;
  const landed = new URL(page.url()).pathname;
  const faults = [
    ...(answer?.status() === expected ? [] : [`answers ${answer?.status()} instead of ${expected}`]),
    ...((landed === address.split('?')[0]) === (stop.leadsOn === undefined) ? [] : [`leads to ${landed}`]),
    ...(await look(page, stop.as ?? 'anonymous', slug)),
    ...(await guidePictureFaults(page, path, stop)),
  ];
  return faults;
}

const stopsAt = (when: NonNullable<Stop['when']>): [string, string, Stop][] =>
  Object.entries(STOPS).flatMap(([path, stops]) =>
    stops.flatMap((stop, index): [string, string, Stop][] =>
      (stop.when ?? 'now') === when ? [[slugOf(path, stop, index), path, stop]] : [],
    ),
  );

afterAll(keepGuideDigests);

const names = new Set((await db.loginName.findMany({ select: { username: true } })).map(({ username }) => username));
const school = await secondMiddleSchool(db, clock);

describe('every page on a wide screen and on a phone', () => {
  beforeAll(async () => {
    rmSync(PICTURES, { recursive: true, force: true });
    mkdirSync(PICTURES, { recursive: true });
    await makeOccasions(app, db);
  });

  it('has a stop for every route that is a page', () => {
    expect(Object.keys(STOPS).sort()).toEqual(pages.filter((path) => !NO_PAGES.includes(path)).sort());
  });

  it.each(stopsAt('now'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('the settling of a list', () => {
  beforeAll(async () => {
    await school.close();
    await returnSelfAssessment(app, db);
  });
  it.each(stopsAt('closed'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('the choice of leaders', () => {
  beforeAll(async () => {
    await school.vote();
    await thirdPrimarySchoolDecides(db, clock);
    // Days have passed: everybody signs in again.
    screens.clear();
  });
  it.each(stopsAt('voting'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('a vote in the portal', () => {
  beforeAll(() => school.openBallot());
  it.each(stopsAt('ballot'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('its count', () => {
  beforeAll(() => school.closeBallot());
  it.each(stopsAt('counting'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('the letters of the second year', () => {
  beforeAll(async () => {
    clock.set('2027-01-06T10:00:00+08:00');
    await beginNewYear(app, db);
    screens.clear();
  });
  it.each(stopsAt('january'))('%s', async (slug, path, stop) => expect(await visit(path, stop, slug)).toEqual([]));
});

describe('pages of problems', () => {
  it.each([403, 404, 409, 422, 429, 500, 503])('%i', async (status) => {
    const page = await site.newPage();
    const html = problemHtml(status);
    await page.route('**/problem', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await page.goto('/problem');
    expect(await look(page, 'problems', `${status}`)).toEqual([]);
    await page.context().close();
  });
});

describe('大字版', () => {
  it.each([
    ['front', '/', null],
    ['sign-in', '/sign-in', null],
    ['me-enrollment', '/me/enrollment', 'zhongxue2-dangyuan'],
    ['enrollment', '/branches/:branchId/enrollment', 'zhongxue2-shuji'],
    ['board', '/bureau/board', 'ju-shuji'],
  ])('%s', async (slug, path, username) => {
    const page = await openScreen(username);
    await page.context().addCookies([{ name: 'text_size', value: 'larger', url: site.origin }]);
    await page.goto(await addressOf(db, path, { as: username }));
    expect(await page.locator('html').getAttribute('class')).toContain('larger');
    expect(await look(page, 'larger', slug)).toEqual([]);
    await page.context().close();
  });
});
