import type { IRouter } from 'express';
import { describe, expect, it } from 'vitest';
import type { RouteRow } from '../../src/web/route.js';
import { testClock } from '../support/fixed-clock.js';
import { startPortal } from '../support/portal.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();
const portal = await startPortal(db, testClock());
const rows = ROUTE_ROWS;
const nameOf = (row: { method: string; path: string }) => `${row.method.toUpperCase()} ${row.path}`;

/** What the path of each kind of row looks like. */
const PATHS: Record<RouteRow['place'], RegExp> = {
  open: /^\/(?!branches\/|bureau\/|platform\/|me(\/|$)|account(\/|$))/,
  account: /^\/(account(\/[a-z-]+|\/:\w+Id)*|search|sign-out)$/,
  bureau: /^\/(bureau|platform)\//,
  branch: /^\/branches\/:branchId(\/|$)/,
  own: /^\/me(\/|$)/,
};

/** Besides the table: the health checks, which touch no session. */
const OUTSIDE_THE_TABLE = ['GET /healthz', 'GET /readyz'];

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

function routesOn(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route ? methodsOf(route).map((method) => `${method} ${route.path}`) : handle?.stack ? routesOn(handle.stack) : [],
  );
}

const methodsOf = ({ methods }: NonNullable<Layer['route']>): string[] =>
  Object.keys(methods)
    .filter((method) => methods[method])
    .map((method) => method.toUpperCase());

describe('the table of routes', () => {
  it('gives every row the path of its place', () => {
    expect(rows.filter((row) => !PATHS[row.place].test(row.path)).map(nameOf)).toEqual([]);
  });

  it('names no method and path twice', () => {
    const names = rows.map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('lets no earlier row take the address of a later one', () => {
    const shadowed = rows.flatMap((row, index) => {
      const example = row.path.replaceAll(/:\w+/g, ':value').split('/');
      const earlier = rows.slice(0, index).find((other) => other.method === row.method && takes(other.path, example));
      return earlier ? [`${nameOf(row)} is taken by ${earlier.path}`] : [];
    });
    expect(shadowed).toEqual([]);
  });

  it('holds every route on the router, and the router every row', () => {
    const router = portal.pipeline.router as IRouter & { stack: Layer[] };
    const served = routesOn(router.stack);
    expect(served.toSorted()).toEqual([...OUTSIDE_THE_TABLE, ...rows.map(nameOf)].toSorted());
  });

  it('asks for a permission wherever a page belongs to somebody', () => {
    const open = rows.filter((row) => row.access === 'public' && row.method === 'post').map(nameOf);
    expect(open).toEqual([
      'POST /board/:bureauId/public-notices/:periodId/objections',
      'POST /board/:bureauId/branches/:branchId/suggestions',
      'POST /sign-in',
      'POST /sign-in/code',
      'POST /password-reset',
      'POST /password-reset/code',
      'POST /board/:bureauId/survey/:token',
    ]);
  });
});

/** Whether a route's path would answer for this address (`:value` stands where any word may stand). */
function takes(path: string, address: readonly string[]): boolean {
  const segments = path.split('/');
  return (
    segments.length === address.length &&
    segments.every((segment, index) => segment.startsWith(':') || segment === address[index])
  );
}
