import { expect, it } from 'vitest';
import { NOBODY } from '../../src/features/ballots/ballots.rules.js';
import { anAccount, TEST_PASSWORD } from '../factories/account.js';
import { ENROLLMENT_DAY } from '../factories/enrollment-step.js';
import { withOpenBox } from '../features/ballots/voting.js';
import { testClock } from '../support/fixed-clock.js';
import { startPortal } from '../support/portal.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();
const portal = await startPortal(db, testClock(ENROLLMENT_DAY));

interface Line {
  req?: { method: string; url: string };
  [field: string]: unknown;
}

/** A line of the log without what differs from request to request whatever is asked: time, number, duration. */
function shapeOf({ time: _time, reqId: _id, responseTime: _took, req, ...rest }: Line): string {
  const { id: _number, remotePort: _port, ...asked } = (req ?? {}) as Record<string, unknown>;
  return JSON.stringify({ ...rest, req: asked });
}

it('S10: what passes over the wire and into the log is the same for every choice', async () => {
  const { branch, boxId } = await withOpenBox(db, ['王伟', '李慧'], 16);
  const { bureauId } = branch.place;
  const ways = ['12', '13', '21', '22', '23', '31', '32', '33'];
  const sizes = new Set<number>();
  const heads = new Set<string>();
  const shapes = new Set<string>();
  for (const [index, member] of branch.members.slice(0, 8).entries()) {
    const account = await anAccount(db, bureauId, { memberId: member.id, displayName: member.name });
    const browser = await portal.signIn(account.username, TEST_PASSWORD);
    const [a = '', b = ''] = ways[index] ?? '';
    await browser.get('/me/ballot');
    const before = portal.logged().length;
    const answer = await browser.post('/me/ballot', {
      ...{ boxId, 'choices.0.choice': a, 'choices.1.choice': b, other: NOBODY },
    });
    expect(answer.status).toBe(200);
    sizes.add(Buffer.byteLength(answer.text));
    heads.add(Object.keys(answer.headers).sort().join());
    const lines = portal
      .logged()
      .slice(before)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    shapes.add(lines.map(shapeOf).join('\n'));
    expect(JSON.stringify(lines)).not.toMatch(/choice|王伟|李慧/);
  }
  expect(sizes.size).toBe(1);
  expect(heads.size).toBe(1);
  expect([...shapes]).toHaveLength(1);
});

it('S10: a session holds nothing of a vote, before or after it', async () => {
  const rows = await db.$pool.query<{ data: unknown }>('SELECT data FROM session');
  expect(rows.rows.length).toBeGreaterThanOrEqual(8);
  expect(JSON.stringify(rows.rows)).not.toMatch(/choice|boxId|receipt|王伟|李慧/);
});
