import { beforeAll, describe, expect, it } from 'vitest';
import { type ActorCode, signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import type { FoundForm } from '../support/page-links.js';
import { startPortal } from '../support/portal.js';
import type { Fields, RawAnswer, RawBrowser } from '../support/raw-browser.js';
import { ROUTE_ROWS } from '../support/route-rows.js';
import { digestOf } from '../support/table-digest.js';
import { actorOf, everyForm, LEFT_OUT, type Specimen } from './every-form.js';
import { HOSTILE_NAMES, HOSTILE_QUERIES, HOSTILE_SEGMENTS, HOSTILE_VALUES, UNESCAPED } from './hostile-values.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const rows = ROUTE_ROWS;

/** A code that does not fit is counted: it is worth five tries. */
const COUNTS_REFUSALS = ['/account/mail/confirmation'];

const AT_ONCE = 6;
let asked = 0;
let slowest = { ms: 0, what: '' };

/** What no answer may be, whatever was sent. */
function faultOf(what: string, answer: RawAnswer): string[] {
  asked += 1;
  if (answer.ms > slowest.ms) slowest = { ms: answer.ms, what };
  if (answer.status >= 500) return [`${what}: ${answer.status}`];
  return UNESCAPED.test(answer.text) ? [`${what}: shows what was sent unescaped`] : [];
}

async function eachOf<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = list.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Each name once, of repeated rows only the first. */
function namesOf(form: FoundForm): string[] {
  const names = new Set(form.fields.map(({ name }) => name));
  return [...names].filter((name) => !/\.[1-9]\d*\./.test(name)).slice(0, 20);
}

function variantsOf(form: FoundForm): { what: string; fields: Fields }[] {
  const filled: Fields = Object.fromEntries(form.fields.map(({ name, value }) => [name, value]));
  const values = namesOf(form).flatMap((name) =>
    HOSTILE_VALUES.map((value) => ({
      what: `${form.action} ${name}=${JSON.stringify(value).slice(0, 30)}`,
      fields: { ...filled, [name]: value },
    })),
  );
  const names = HOSTILE_NAMES.map((name) => ({
    what: `${form.action} with ${name}`,
    fields: Object.fromEntries([...Object.entries(filled), [name, '1']]),
  }));
  return [...values, ...names];
}

describe('S4: rubbish', () => {
  let specimens: Specimen[];
  let params: PathParams;
  let actors: Record<ActorCode, RawBrowser>;
  beforeAll(async () => {
    params = (await demoParams(db)).own;
    actors = await signInActors(portal);
    specimens = await everyForm(portal, params, actors);
  }, 900_000);

  it('reaches every form', () => {
    const reached = new Set(specimens.map(({ row }) => row.path));
    const posts = rows.filter(({ method, path }) => method === 'post' && !LEFT_OUT.includes(path));
    expect(posts.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
  });

  /** Sends the forms; gives those that were refused. */
  async function sendAll({ browser, form }: Specimen, sent: ReturnType<typeof variantsOf>, faults: string[]) {
    const refused: typeof sent = [];
    await eachOf(sent, async (variant) => {
      const answer = await browser.post(form.action, variant.fields);
      faults.push(...faultOf(variant.what, answer));
      if (answer.status >= 400) refused.push(variant);
    });
    return refused;
  }

  it('in every field of every form: no fault, nothing unescaped, nothing changed by what is refused', {
    timeout: 1_200_000,
  }, async () => {
    const faults: string[] = [];
    for (const specimen of specimens) {
      const before = await digestOf(db);
      const sent = variantsOf(specimen.form);
      const refused = await sendAll(specimen, sent, faults);
      // Where some of it was accepted, what was refused is sent once more, alone.
      const base = refused.length === sent.length ? before : await digestOf(db);
      const again = refused.length === sent.length ? refused : await sendAll(specimen, refused, faults);
      if (COUNTS_REFUSALS.includes(specimen.row.path)) continue;
      if (again.length === refused.length && JSON.stringify(await digestOf(db)) !== JSON.stringify(base)) {
        faults.push(`${specimen.row.path}: a refused form changed something`);
      }
    }
    console.log(`${specimens.length} forms, ${asked} requests, slowest ${Math.round(slowest.ms)} ms: ${slowest.what}`);
    expect(faults).toEqual([]);
  });

  it('in the query of every page', { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const faults: string[] = [];
    for (const row of rows.filter(({ method }) => method === 'get')) {
      await eachOf(HOSTILE_QUERIES, async (query) => {
        const path = `${pathOf(row, params).split('?')[0]}?${query}`;
        faults.push(...faultOf(path, await actors[actorOf(row)].get(path)));
      });
    }
    expect(faults).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it('in every place of every address: refused as nothing', { timeout: 300_000 }, async () => {
    const before = await digestOf(db);
    const faults: string[] = [];
    for (const row of rows) {
      const names = [...row.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const paths = names.flatMap((name) =>
        HOSTILE_SEGMENTS.map((segment) => pathOf({ path: row.path.replace(`:${name}`, segment) }, params)),
      );
      await eachOf(paths, async (path) => {
        const browser = actors[actorOf(row)];
        const answer = row.method === 'get' ? await browser.get(path) : await browser.post(path);
        faults.push(...faultOf(`${row.method} ${path.slice(0, 120)}`, answer));
        if (answer.status < 400) faults.push(`${row.method} ${path.slice(0, 120)}: ${answer.status}`);
      });
    }
    expect(faults).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });

  it.each([
    ['a broken encoding', 'application/x-www-form-urlencoded', '_csrf=%E0%A4%A'],
    ['too many fields', 'application/x-www-form-urlencoded', 'a=1&'.repeat(5000)],
    ['too much of it', 'application/x-www-form-urlencoded', `a=${'x'.repeat(400_000)}`],
    ['an unknown charset', 'application/x-www-form-urlencoded; charset=klingon', 'a=1'],
    ['broken JSON', 'application/json', '{"a":'],
    [
      'a multipart body without its end',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"',
    ],
    ['a multipart body without boundary', 'multipart/form-data', 'rubbish'],
  ])('as the body of every form: %s', { timeout: 120_000 }, async (_what, type, body) => {
    const before = await digestOf(db);
    const faults: string[] = [];
    await eachOf(
      rows.filter(({ method }) => method === 'post'),
      async (row) => {
        const path = pathOf(row, params);
        const answer = await actors[actorOf(row)].send({
          method: 'POST',
          path,
          headers: { 'content-type': type },
          body,
        });
        faults.push(...faultOf(`${path} ${type}`, answer));
        if (answer.status < 400) faults.push(`${path}: ${answer.status}`);
      },
    );
    expect(faults).toEqual([]);
    expect(await digestOf(db)).toEqual(before);
  });
});
