import { expect, it } from 'vitest';
import { signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams } from '../support/demo-paths.js';
import type { FoundField } from '../support/page-links.js';
import { startPortal } from '../support/portal.js';
import { CANARY, foreignId } from '../support/second-bureau.js';
import { digestOf } from '../support/table-digest.js';
import { everyForm } from './every-form.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);

/** Fields that choose rows; `seen` and the like only say what the page showed. */
const CHOOSES = /(^|\.)(\w*(Id|Ids)|confirmed)$/;

/** Something to write where the page leaves it to the person, so that it is the id that is judged. */
function filled({ name, value, type }: FoundField): string {
  if (value !== '') return value;
  if (/^(for|against|abstain)Count$/.test(name)) return '';
  // What was held is past, what closes or is due is to come.
  if (type === 'date') return name === 'heldOn' ? '2026-11-20' : '2026-12-01';
  if (type === 'checkbox') return 'on';
  return /Count$|round|revision/.test(name) ? '1' : '文字';
}

it("S2: refuses another branch's and another bureau's rows in every field that chooses one", {
  timeout: 900_000,
}, async () => {
  const { own, sibling } = await demoParams(db);
  const item = await db.commitmentItem.findFirstOrThrow({
    where: { bureauId: String(own['bureauId']), commitment: { branchId: String(sibling['branchId']) } },
    select: { id: true },
  });
  const actors = await signInActors(portal);
  const forms = await everyForm(portal, own, actors);
  const taken = [sibling['memberId'], sibling['groupId'], sibling['commitmentId'], item.id].map(String);
  const before = await digestOf(db);
  const accepted: string[] = [];
  let chosen = 0;
  for (const { browser, form } of forms) {
    const page = Object.fromEntries(form.fields.map((field) => [field.name, filled(field)]));
    for (const name of new Set(form.fields.map((field) => field.name).filter((field) => CHOOSES.test(field)))) {
      chosen += 1;
      for (const id of [...taken, ...taken.map(foreignId)]) {
        const answer = await browser.post(form.action, { ...page, [name]: id });
        if (answer.status < 400) accepted.push(`${form.action} ${name}: ${answer.status}`);
        if (answer.text.includes(CANARY)) accepted.push(`${form.action} ${name} speaks of another bureau`);
      }
    }
  }
  expect([...new Set(accepted)]).toEqual([]);
  expect(chosen).toBeGreaterThan(20);
  expect(await digestOf(db)).toEqual(before);
});
