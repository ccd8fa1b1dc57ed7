import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = await mkdtemp(path.join(tmpdir(), 'recount-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const ballot = (choices: Record<string, string>, other: string | null = null) => ({ choices, other });
const BOX = {
  thresholds: {
    quorum: { numerator: 4, denominator: 5, inclusive: true },
    elected: { numerator: 1, denominator: 2, inclusive: false },
  },
  electors: 5,
  cast: 5,
  candidates: [
    { memberId: 'a', name: '王芳' },
    { memberId: 'b', name: '李强' },
  ],
  receipts: ['r1', 'r2', 'r3', 'r4', 'r5'],
  ballots: [
    ballot({ a: '1', b: '2' }),
    ballot({ a: '1', b: '3' }),
    ballot({ a: '1', b: '2' }),
    ballot({ a: '2', b: '1' }),
    ballot({ a: '3', b: '3' }),
  ],
  verdict: 'ELECTED',
  verdictText: '王芳当选。',
};

async function recount(box: object, receipt?: string): Promise<{ code: number; text: string }> {
  const file = path.join(folder, 'box.json');
  await writeFile(file, JSON.stringify(box));
  const args = ['src/launch/recount.mjs', file, ...(receipt ? [receipt] : [])];
  const ended = await run(process.execPath, args).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { code: ended.code, text: ended.stdout + ended.stderr };
}

it('R24: recounts what is published and comes to the same result', async () => {
  const { code, text } = await recount(BOX, 'r3');
  expect(text).toContain('王芳：赞成3票');
  expect(text).toContain('回执在公布的名单中');
  expect(text).toContain('核对无误');
  expect(code).toBe(0);
});

it.each([
  ['another winner than the votes say', { ...BOX, verdict: 'NONE_ELECTED' }, '重新计票的结果是ELECTED'],
  ['a ballot that was left out', { ...BOX, ballots: BOX.ballots.slice(1) }, '选票数与投票人数不一致'],
  ['a receipt that was left out', { ...BOX, receipts: BOX.receipts.slice(1) }, '回执数与投票人数不一致'],
  ['a ballot for two', { ...BOX, ballots: [ballot({ a: '1', b: '1' }), ...BOX.ballots.slice(1)] }, '赞成超过1人'],
])('R24: the recount finds %s', async (_, box, fault) => {
  const { code, text } = await recount(box);
  expect(text).toContain(fault);
  expect(code).toBe(1);
});

it('E21: the recount knows a tie, and E19: a vote with too few voters', async () => {
  const tie = [ballot({ a: '1' }), ballot({ a: '1' }), ballot({ b: '1' }), ballot({ b: '1' }), ballot({})];
  expect((await recount({ ...BOX, ballots: tie, verdict: 'TIED' })).code).toBe(0);
  expect((await recount({ ...BOX, electors: 7, verdict: 'INQUORATE' })).code).toBe(0);
});

it("R24: the recount judges by the thresholds that are published, the bureau's own too", async () => {
  const twoThirds = { numerator: 2, denominator: 3, inclusive: true };
  const quorum = { numerator: 1, denominator: 2, inclusive: true };
  const own = { ...BOX, electors: 6, thresholds: { quorum, elected: twoThirds } };
  expect((await recount(own)).text).toContain('重新计票的结果是NONE_ELECTED');
  const four = [...BOX.ballots.slice(0, 4).with(3, ballot({ a: '1' })), ballot({})];
  expect((await recount({ ...own, ballots: four })).code).toBe(0);
});
