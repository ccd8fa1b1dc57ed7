import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BoxResult, NOBODY } from '../../src/features/ballots/ballots.rules.js';
import { castVote, closeBox, countBox } from '../../src/features/ballots/index.js';
import { shareHash, splitKey, writeSlip } from '../../src/features/ballots/key-slips.js';
import { makeBoxKeys, sha256 } from '../../src/features/ballots/sealing.js';
import { newId } from '../../src/shared/ids.js';
import { atTheVote } from '../features/ballots/voting.js';
import { testDatabase } from '../support/test-database.js';

/** quality.md asks for 20 × 200 (BALLOT_ELECTIONS=20 BALLOT_VOTERS=200); by default fewer, for the ordinary run. */
const ELECTIONS = Number(process.env['BALLOT_ELECTIONS'] ?? 6);
const VOTERS = Number(process.env['BALLOT_VOTERS'] ?? 40);

const { db } = await testDatabase();
const query = async (sql: string, values: unknown[] = []) => (await db.$pool.query(sql, values)).rows;

/** What happened, for scoring alone: in the order of casting, who chose what. */
interface Truth {
  boxId: string;
  votes: { memberId: string; choice: string; tookMs: number }[];
}
/** Everything an attacker with the whole database sees of one box, before and after the count. */
interface Seen {
  truth: Truth;
  /** Members by hidden columns of their elector row, as it stood before the count. */
  byXmin: string[];
  byCtid: string[];
  /** Envelope of each member, joined by the transaction that wrote both. */
  envelopeOf: Map<string, { receipt: string; ciphertext: string }>;
  envelopesByCtid: string[];
  /** The same after the tables were written anew (VACUUM FULL), and sorted by their key (CLUSTER). */
  afterVacuum: string[];
  afterCluster: string[];
  /** How long each cast took, in milliseconds. */
  tookMs: Map<string, number>;
  result: BoxResult;
}

const seen: Seen[] = [];
const naive: { guessed: string; chosen: string }[] = [];
let walBeforeCount = '';

async function cast(branch: Awaited<ReturnType<typeof atTheVote>>, boxId: string, candidate: string): Promise<Truth> {
  const order = [...branch.members].sort(() => randomInt(3) - 1);
  const votes: Truth['votes'] = [];
  for (const { id: memberId } of order) {
    const choice = ['1', '1', '2', '3'][randomInt(4)] ?? '1';
    const before = performance.now();
    await castVote(branch.useCase, branch.place, memberId, { boxId, choices: choice, other: NOBODY });
    votes.push({ memberId, choice, tookMs: performance.now() - before });
    const client = await db.$pool.connect();
    await client.query('BEGIN');
    await client.query('UPDATE naive_elector SET voted = true WHERE box = $1 AND member = $2', [boxId, memberId]);
    await client.query('INSERT INTO naive_ballot VALUES (gen_random_uuid(), $1, $2)', [boxId, `naive-mark-${choice}`]);
    await client.query('COMMIT');
    client.release();
  }
  expect(candidate).not.toBe('');
  return { boxId, votes };
}

beforeAll(async () => {
  const branch = await atTheVote(db, ['王伟'], VOTERS);
  const { bureauId } = branch.place;
  const { id: electionId } = await db.leaderElection.findFirstOrThrow({ where: { bureauId } });
  await query('CREATE TABLE naive_elector (box uuid, member uuid, voted boolean)');
  await query('CREATE TABLE naive_ballot (id uuid PRIMARY KEY, box uuid, choice text)');
  for (let round = 1; round <= ELECTIONS; round += 1) {
    await db.leaderElection.updateMany({
      where: { bureauId, id: electionId },
      data: { round, status: 'VOTING', settledAt: null },
    });
    await db.leaderTerm.deleteMany({ where: { bureauId } });
    const keys = makeBoxKeys();
    const shares = splitKey(keys.privateKey, 2);
    const boxId = newId();
    const supervisors = shares.map((share, index) => ({ name: `监票人${index}`, shareHash: shareHash(share) }));
    await db.ballotBox.create({
      data: {
        ...{ bureauId, id: boxId, electionId, round, publicKey: keys.publicKey, keyHash: sha256(keys.privateKey) },
        ...{ candidates: [{ memberId: branch.idOf('王伟'), name: '王伟' }], supervisors, electorCount: VOTERS },
        openedAt: branch.clock.now(),
      },
    });
    await db.ballotElector.createMany({ data: branch.members.map(({ id }) => ({ bureauId, boxId, memberId: id })) });
    for (const { id } of branch.members) await query('INSERT INTO naive_elector VALUES ($1, $2, false)', [boxId, id]);
    const truth = await cast(branch, boxId, '王伟');
    const electors = await query(
      'SELECT "memberId", xmin::text::bigint AS x, ctid FROM ballot_elector WHERE "boxId" = $1 ORDER BY x',
      [boxId],
    );
    const byCtid = await query('SELECT "memberId" FROM ballot_elector WHERE "boxId" = $1 ORDER BY ctid', [boxId]);
    const envelopes = await query(
      'SELECT receipt, ciphertext, xmin::text::bigint AS x FROM ballot_envelope WHERE "boxId" = $1 ORDER BY ctid',
      [boxId],
    );
    const naiveRows = await query(
      `SELECT e.member, b.choice FROM naive_elector e JOIN naive_ballot b ON b.xmin::text = e.xmin::text WHERE e.box = $1`,
      [boxId],
    );
    for (const { memberId, choice } of truth.votes) {
      const row = naiveRows.find(({ member }) => member === memberId);
      naive.push({ guessed: String(row?.choice).slice(-1), chosen: choice });
    }
    const receiptsByCtid = async () =>
      (await query('SELECT receipt FROM ballot_envelope WHERE "boxId" = $1 ORDER BY ctid', [boxId])).map(
        (row) => row.receipt as string,
      );
    for (const table of ['ballot_envelope', 'ballot_elector', 'naive_ballot', 'naive_elector'])
      await query(`VACUUM FULL ${table}`);
    const afterVacuum = await receiptsByCtid();
    const naiveAfter = await query(
      `SELECT count(*)::int AS n FROM naive_elector e JOIN naive_ballot b ON b.xmin::text = e.xmin::text WHERE e.box = $1`,
      [boxId],
    );
    expect(naiveAfter[0]?.n, 'the control stays broken after VACUUM FULL').toBe(VOTERS);
    await query('CLUSTER ballot_envelope USING ballot_envelope_pkey');
    const afterCluster = await receiptsByCtid();
    if (round === 1) walBeforeCount = await writtenToDisk();
    await closeBox(branch.useCase, branch.place, branch.teaching);
    await countBox(branch.useCase, branch.place, branch.teaching, shares.map(writeSlip));
    const box = await db.ballotBox.findFirstOrThrow({ where: { bureauId, id: boxId } });
    seen.push({
      truth,
      byXmin: electors.map(({ memberId }) => memberId),
      byCtid: byCtid.map(({ memberId }) => memberId),
      envelopeOf: new Map(
        electors.map(({ memberId, x }) => [memberId, envelopes.find((envelope) => envelope.x === x)]),
      ) as Seen['envelopeOf'],
      envelopesByCtid: envelopes.map(({ receipt }) => receipt),
      ...{ afterVacuum, afterCluster },
      tookMs: new Map(truth.votes.map(({ memberId, tookMs }) => [memberId, tookMs])),
      result: box.result as unknown as BoxResult,
    });
  }
}, 600_000);

/** The bytes of the write-ahead log and of all tables (dead rows too), as far as the server's folder can be read. */
async function writtenToDisk(): Promise<string> {
  await query('CHECKPOINT');
  const [{ folder, base }] = (await query(
    `SELECT current_setting('data_directory') AS folder, oid::text AS base FROM pg_database WHERE datname = current_database()`,
  )) as [{ folder: string; base: string }];
  const files = [path.join(folder, 'pg_wal'), path.join(folder, 'base', base)].flatMap((place) =>
    readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [path.join(place, entry.name)] : [],
    ),
  );
  return files.map((file) => readFileSync(file, 'latin1')).join('\n');
}

const published = ({ result }: Seen): string[] =>
  (result.ballots ?? []).map(({ choices }) => Object.values(choices)[0] ?? '');
const paired = (members: readonly string[], ballots: readonly string[]) =>
  new Map(members.map((memberId, index) => [memberId, ballots[index] ?? '']));
const byReceipt = (one: Seen, order: readonly string[]) => {
  const ballots = published(one);
  return new Map(one.byXmin.map((id) => [id, ballots[order.indexOf(one.envelopeOf.get(id)?.receipt ?? '')] ?? '']));
};

/** Learns from one half of the voters, whose choices it is told, how long each choice takes, and guesses the other half. */
function byTime({ truth, tookMs }: Seen): Map<string, string> {
  const half = Math.floor(truth.votes.length / 2);
  const means = ['1', '2', '3'].map((choice) => {
    const times = truth.votes.slice(0, half).flatMap((vote) => (vote.choice === choice ? [vote.tookMs] : []));
    return { choice, mean: times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length) };
  });
  const guess = (ms: number) =>
    [...means].sort((a, b) => Math.abs(a.mean - ms) - Math.abs(b.mean - ms))[0]?.choice ?? '1';
  return new Map(truth.votes.slice(half).map(({ memberId }) => [memberId, guess(tookMs.get(memberId) ?? 0)]));
}

/** Each guesses everybody's choice in one box from what it has seen; the truth is used for scoring alone. */
const ATTACKERS: Record<string, (one: Seen) => Map<string, string>> = {
  'xmin order (also time and audit order)': (one) => paired(one.byXmin, published(one)),
  'xmin order, backwards': (one) => paired([...one.byXmin].reverse(), published(one)),
  'ctid order (also order of a dump)': (one) => paired(one.byCtid, published(one)),
  'ids of members': (one) => paired([...one.byXmin].sort(), published(one)),
  'receipts in published order': (one) => byReceipt(one, one.result.receipts),
  'envelopes in ctid order': (one) => byReceipt(one, one.envelopesByCtid),
  'envelopes after VACUUM FULL': (one) => byReceipt(one, one.afterVacuum),
  'envelopes after CLUSTER': (one) => byReceipt(one, one.afterCluster),
  'how long the cast took': byTime,
  'first byte of the ciphertext': (one) =>
    new Map(one.byXmin.map((id) => [id, String(((one.envelopeOf.get(id)?.ciphertext.charCodeAt(0) ?? 0) % 3) + 1)])),
};

describe('S10: who chose what, asked of everything that is kept', () => {
  it.each(Object.keys(ATTACKERS))('%s: no better than the base rate', (name) => {
    const guess = ATTACKERS[name];
    const scored = seen.flatMap((one) => {
      const guessed = guess?.(one);
      return one.truth.votes.flatMap(({ memberId, choice }) =>
        guessed?.has(memberId) ? [guessed.get(memberId) === choice] : [],
      );
    });
    const all = seen.flatMap(({ truth }) => truth.votes.map(({ choice }) => choice));
    const base = Math.max(...['1', '2', '3'].map((choice) => all.filter((one) => one === choice).length / all.length));
    const bound = base + 4 * Math.sqrt((base * (1 - base)) / scored.length);
    expect(all).toHaveLength(ELECTIONS * VOTERS);
    expect(scored.filter(Boolean).length / scored.length).toBeLessThanOrEqual(bound);
  });

  it('length of the ciphertext: one for all', () => {
    const lengths = seen.flatMap(({ envelopeOf }) =>
      [...envelopeOf.values()].map(({ ciphertext }) => ciphertext.length),
    );
    expect(lengths).toHaveLength(ELECTIONS * VOTERS);
    expect(new Set(lengths).size).toBe(1);
  });

  it('write-ahead log, tables and dead rows: no vote in clear, though the naive one stands there', () => {
    expect(walBeforeCount).toContain('naive-mark-');
    expect(walBeforeCount).not.toContain('"choices":"');
    expect(walBeforeCount).not.toContain('"choices": "');
  });

  it('audit: a vote names no voter', async () => {
    const rows = await query(
      `SELECT DISTINCT "accountId", "actorName", note, detail FROM audit_event WHERE action = 'ballot.cast'`,
    );
    expect(rows).toEqual([{ accountId: null, actorName: '选举人', note: null, detail: null }]);
  });

  it('control: the naive schema is broken by xmin', () => {
    const right = naive.filter(({ guessed, chosen }) => guessed === chosen).length;
    expect(right / naive.length).toBeGreaterThanOrEqual(0.95);
  });
});
