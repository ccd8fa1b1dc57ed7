import { expect, it } from 'vitest';
import { castVote, closeBox, countBox, openBox } from '../../../src/features/ballots/index.js';
import { anAccount } from '../../factories/account.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { ELDER, withNamesakes, YOUNGER } from '../../factories/namesakes.js';
import { startTestApp } from '../../support/app.js';
import { atTheVote, boxIdOf, open, voteAll } from './voting.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

it('E42, E25: on the sealed ballot and in its result two of one name are told apart', async () => {
  const branch = await atTheVote(db, ['王伟', '李慧']);
  const { elder, younger } = await withNamesakes(db, branch);
  const { useCase, place, teaching: groupId } = branch;
  for (const supervisor of ['张伟', ELDER])
    await expect(
      openBox(useCase, place, { groupId, supervisors: ['陈建国', supervisor], accepted: true }),
    ).rejects.toThrow(`${supervisor}是候选人，不能担任监票人`);
  const slips = await open(branch, ['陈建国', YOUNGER]);
  const boxId = await boxIdOf(db, branch);
  const secretary = await app.signIn(branch.secretary.username);
  const base = `/branches/${place.branchId}/groups/${groupId}/ballot`;
  expect((await secretary.get(base)).text).toContain(ELDER);
  const member = await app.signIn((await anAccount(db, place.bureauId, { memberId: branch.idOf('丁晓') })).username);
  const ballot = (await member.get('/me/ballot')).text;
  expect(ballot).toContain(ELDER);
  expect(ballot).toContain(`value="${younger}">${YOUNGER}</option>`);
  expect(ballot).not.toContain(`value="${elder}">`);

  await voteAll(branch, boxId, { 丁晓: '12', 王伟: '12', 李慧: '21', 刘洋: '12' });
  await castVote(useCase, place, branch.idOf('周军'), { boxId, choices: '22', other: younger });
  await closeBox(useCase, place, groupId);
  const { verdictText } = await countBox(
    useCase,
    place,
    groupId,
    slips.map(({ slip }) => slip),
  );
  expect(verdictText).toContain(`${ELDER}得赞成票3票`);
  const { result } = await db.ballotBox.findFirstOrThrow({ where: { bureauId: place.bureauId, id: boxId } });
  expect(JSON.stringify(result)).toContain(YOUNGER);
});
