import { expect, it } from 'vitest';
import { closeBox, countBox } from '../../../src/features/ballots/index.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp } from '../../support/app.js';
import { open, vote, voteAll, withOpenBox } from './voting.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

/** A number of votes, as any page would write it; 五分之四 and 应到3人 are none. */
const VOTES = /\d+\s*票/;

/** Votes, counts, and gives the text of every place where the outcome can be read. */
async function countedWith(votes: Record<string, string>, candidates: readonly string[], members: number) {
  const { branch, boxId, slips } = await withOpenBox(db, candidates, members);
  await voteAll(branch, boxId, votes);
  await closeBox(branch.useCase, branch.place, branch.teaching);
  const given = slips.map(({ slip }) => slip);
  const { verdict } = await countBox(branch.useCase, branch.place, branch.teaching, given);
  const { bureauId, branchId } = branch.place;
  const count = await db.electionCount.findFirstOrThrow({ where: { bureauId } });
  const base = `/branches/${branchId}`;
  const secretary = await app.signIn(branch.secretary.username);
  const page = async (path: string) => (await secretary.get(`${base}${path}`)).text;
  const places: Record<string, string> = {
    election: await page(`/groups/${branch.teaching}/election`),
    record: await page(`/election-counts/${count.id}`),
    ballot: await page(`/groups/${branch.teaching}/ballot`),
    overview: await page('/elections'),
    group: await page(`/groups/${branch.teaching}`),
    json: JSON.stringify((await secretary.get(`${base}/ballots/${boxId}/result`)).body),
    audit: JSON.stringify(await db.auditEvent.findMany({ where: { bureauId }, select: { note: true, detail: true } })),
    row: JSON.stringify(count.verdictText),
  };
  return { branch, verdict, count, places };
}

it.each([
  ['elected by all', 'ELECTED', { 丁晓: '1', 王伟: '1', 刘洋: '1', 李慧: '1', 周军: '1' }, ['王伟'], 10],
  ['elected in a small box', 'ELECTED', { 丁晓: '12', 王伟: '13', 刘洋: '22' }, ['丁晓', '王伟'], 6],
  [
    'none elected, all against',
    'NONE_ELECTED',
    { 丁晓: '2', 王伟: '2', 刘洋: '2', 李慧: '2', 周军: '2' },
    ['王伟'],
    10,
  ],
  ['a tie in a small box', 'TIED', { 丁晓: '12', 王伟: '21', 刘洋: '33' }, ['丁晓', '王伟'], 6],
] as const)('S10: a hidden result stays hidden everywhere: %s', async (_, verdict, votes, candidates, members) => {
  const seen = await countedWith(votes, candidates, members);
  expect(seen.verdict).toBe(verdict);
  for (const [place, text] of Object.entries(seen.places)) {
    const found = VOTES.exec(text)?.[0] ?? null;
    expect(`${place}: ${found}`).toBe(`${place}: null`);
  }
  expect(seen.places['election']).toContain('只公布结果，不公布票数');
  expect(seen.places['record']).toContain('只公布结果，不公布票数');
  expect(seen.places['record']).not.toContain('没有计票');
  expect(seen.places['json']).toContain('"ballots":null,"tallies":null');
  expect(JSON.stringify(seen.count.tallies)).not.toMatch(/"(for|against|abstain)":[1-9]/);
});

it('E21: who was written in and tied stands in the run-off, in the portal too', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟'], 12);
  for (const name of ['丁晓', '李慧', '周军']) await vote(branch, boxId, name, '2', branch.idOf('刘洋'));
  const rest = branch.members.slice(0, 6).map(({ name }) => name);
  const others = rest.filter((name) => !['丁晓', '李慧', '周军'].includes(name));
  await voteAll(branch, boxId, Object.fromEntries(others.map((name) => [name, '1'])));
  await closeBox(branch.useCase, branch.place, branch.teaching);
  const given = slips.map(({ slip }) => slip);
  const outcome = await countBox(branch.useCase, branch.place, branch.teaching, given);
  expect(outcome.verdict).toBe('TIED');
  const { bureauId, branchId } = branch.place;
  const secretary = await app.signIn(branch.secretary.username);
  const page = await secretary.get(`/branches/${branchId}/groups/${branch.teaching}/election`);
  expect(page.text).toContain('刘洋（另选他人）');
  await open(branch);
  const [, second] = await db.ballotBox.findMany({ where: { bureauId }, orderBy: { round: 'asc' } });
  const names = ((second?.candidates ?? []) as unknown as { name: string }[]).map(({ name }) => name);
  expect(names).toHaveLength(2);
  expect(names).toEqual(expect.arrayContaining(['王伟', '刘洋']));
});
