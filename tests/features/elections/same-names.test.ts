import { expect, it } from 'vitest';
import { nominate, openNomination } from '../../../src/features/elections/index.js';
import { anAccount } from '../../factories/account.js';
import { aVotingGroup, ELECTION_DAY } from '../../factories/election.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { ELDER, withNamesakes, YOUNGER } from '../../factories/namesakes.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

it('E42: two of one name are told apart among those who can be nominated, appointed and read as candidates', async () => {
  const branch = await aListedBranch(db, { members: 10 });
  const { elder, younger } = await withNamesakes(db, branch);
  const { useCase, place, teaching: groupId } = branch;
  await openNomination(useCase, place, { groupIds: [groupId], closesOn: ELECTION_DAY });
  const secretary = await app.signIn(branch.secretary.username);
  const group = `/branches/${place.branchId}/groups/${groupId}`;
  for (const path of [`${group}/election`, `${group}/appointment/new`]) {
    const { text } = await secretary.get(path);
    expect(text, path).toContain(`value="${elder}">${ELDER}</option>`);
    expect(text, path).toContain(`value="${younger}">${YOUNGER}</option>`);
  }
  const statement = '愿意为大家服务';
  for (const memberId of [elder, younger])
    await nominate(useCase, place, { groupId, memberId, source: 'SELF', statement });
  const member = await app.signIn((await anAccount(db, place.bureauId, { memberId: elder })).username);
  for (const [browser, path] of [
    [secretary, `${group}/election`],
    [secretary, `${group}/election/voting/new`],
    [member, '/me/nomination'],
  ] as const) {
    const { text } = await browser.get(path);
    for (const words of [ELDER, YOUNGER]) expect(text, path).toContain(words);
  }
  expect((await secretary.get(`${group}/election`)).text).toContain(`撤下${YOUNGER}`);
});

it('E42, E25: on ballots, count and record; another of a candidate’s name may supervise, the candidate may not', async () => {
  const { branch, idOf, count } = await aVotingGroup(db, '王伟', '李慧');
  const { elder, younger } = await withNamesakes(db, branch);
  const secretary = await app.signIn(branch.secretary.username);
  const group = `/branches/${branch.place.branchId}/groups/${branch.teaching}`;
  const papers = (await secretary.get(`${group}/election/papers`)).text;
  expect(papers.split(ELDER).length, 'ballot, sign-in sheet, count sheet').toBe(4);
  expect(papers.split(YOUNGER).length, 'sign-in sheet').toBe(2);
  const form = (await secretary.get(`${group}/election/count/new`)).text;
  expect(form).toContain(`${ELDER}：赞成`);
  expect(form).toContain(`value="${younger}">${YOUNGER}</option>`);
  const supervisors = form.slice(form.indexOf('name="supervisor"'), form.indexOf('name="teller"'));
  expect(supervisors).toContain(`value="${YOUNGER}"`);
  expect(supervisors).not.toContain(ELDER);
  const votes = { 王伟: 4, 李慧: 1 };
  for (const supervisor of ['张伟', ELDER])
    await expect(count(1, votes, { supervisor })).rejects.toThrow(`${supervisor}是候选人，不能担任监票人`);
  await count(1, votes, { supervisor: YOUNGER });
  const record = await db.electionCount.findFirstOrThrow({ where: { bureauId: branch.place.bureauId } });
  expect(record.verdictText).toContain(`${ELDER}得赞成票4票`);
  expect(record.tallies).toEqual([
    { memberId: elder, name: ELDER, for: 4, against: 1, abstain: 0 },
    { memberId: idOf('李慧'), name: '李慧', for: 1, against: 4, abstain: 0 },
  ]);
  const acting = (await secretary.get(`${group}/leader-departure/new`)).text;
  expect(acting, 'the other of his name may act for him').toContain(`value="${younger}">${YOUNGER}</option>`);
  expect(acting).not.toContain(`value="${elder}"`);
});
