import { expect, it } from 'vitest';
import { draftPlace } from '../../../src/features/enrollments/drafts.service.js';
import { closeRound, confirmList, enroll } from '../../../src/features/enrollments/index.js';
import { anAccount } from '../../factories/account.js';
import { aConfirmedList, anOpenRound, type EnrollingBranch, wishFor } from '../../factories/enrollment-step.js';
import { testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

/** Six members and two groups of at most four: four in 教学科研, one whose wish it was without a place, one silent. */
async function aClosedBranch() {
  const branch = await anOpenRound(db, { maxSize: 4 });
  for (const { id } of branch.members.slice(0, 5))
    await enroll(branch.useCase, branch.place, id, wishFor(branch.teaching));
  branch.clock.advanceDays(5);
  await closeRound(branch.useCase, branch.place);
  return { ...branch, ids: branch.members.map(({ id }) => id) };
}

const placeOf = ({ place: { bureauId } }: EnrollingBranch, memberId = '') =>
  db.groupMembership.findFirst({ where: { bureauId, memberId, endedAt: null } });

it('E16, R21: places are tried out without a note, and the list waits for the consultation', async () => {
  const branch = await aClosedBranch();
  const { useCase, place, ids, safety, teaching } = branch;
  const full = draftPlace(useCase, place, { memberId: ids[4] ?? '', groupId: teaching });
  await expect(full).rejects.toThrow('已满4人');
  for (const memberId of ids.slice(3)) await draftPlace(useCase, place, { memberId, groupId: safety });
  expect(await placeOf(branch, ids[3])).toMatchObject({ groupId: safety, source: 'ASSIGNED', acknowledgedAt: null });
  await expect(confirmList(useCase, place, { exceptionReason: null })).rejects.toThrow(
    '还有3名党员的小组与第1志愿不一致',
  );
  await draftPlace(useCase, place, { memberId: ids[3] ?? '', groupId: teaching });
  expect(await placeOf(branch, ids[3])).toMatchObject({ groupId: teaching, source: 'ENROLLED' });
});

it('R16, R22: places are tried out only after the sign-up and before the list is confirmed', async () => {
  const open = await anOpenRound(db);
  const move = ({ useCase, place, safety, members }: EnrollingBranch) =>
    draftPlace(useCase, place, { memberId: members[0]?.id ?? '', groupId: safety });
  await expect(move(open)).rejects.toThrow('报名还没有结束');
  expect(await placeOf(open, open.members[0]?.id)).toBeNull();
  const confirmed = await aConfirmedList(db);
  await expect(move(confirmed)).rejects.toThrow('名单已经确定');
  expect(await placeOf(confirmed, confirmed.members[0]?.id)).toMatchObject({ groupId: confirmed.teaching });
});

it('R18, P3: the secretary moves a member by the form and sees at once what it does', async () => {
  const branch = await aClosedBranch();
  const app = testAppOn(db, branch.clock);
  const secretary = await app.signIn(branch.secretary.username);
  const base = `/branches/${branch.place.branchId}/enrollment`;
  const { result, queries } = await countQueries(db, () => secretary.get(`${base}/places`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  for (const words of ['志愿都已满', '还差3人', '最少3人，最多4人；其中第1志愿4人'])
    expect(result.text).toContain(words);

  const late = branch.ids[4] ?? '';
  const account = await anAccount(db, branch.place.bureauId, { memberId: late });
  const member = await app.signIn(account.username);
  expect((await member.get('/me')).text).toContain('志愿已记下，所填小组暂时都已满');
  expect((await member.get('/me/enrollment')).text).toContain('支部正在统一调配，会先征求您的意见');
  const refused = await secretary.post(`${base}/members/${late}/place`, { groupId: branch.teaching });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('“教学科研”已满4人');
  const moved = await secretary.post(`${base}/members/${late}/place`, { groupId: branch.safety });
  expect(moved.status).toBe(303);
  const after = (await secretary.get(`${base}/places`)).text;
  for (const words of ['还差2人', '不在志愿之内，待协商', '写协商情况']) expect(after).toContain(words);
});

it('R6, R19: what the survey confirmed stands beside the name where the places are decided', async () => {
  const branch = await aClosedBranch();
  const { bureauId, branchId } = branch.place;
  const filled = { skillsFilledAt: branch.clock.now(), skillsConfirmedAt: branch.clock.now() };
  const tell = (id = '', data: object = {}) =>
    db.member.update({ where: { bureauId_id: { bureauId, id } }, data: { ...filled, ...data } });
  const many = ['课堂教学', '心理辅导', '合唱指挥', '信息技术'];
  await tell(branch.ids[0], {
    skills: [...many, '没有确认的特长'],
    confirmedSkills: many,
    wishedFunctions: ['德育工作'],
  });
  await tell(branch.ids[1], { skills: ['尚待确认的特长'], wishedFunctions: ['文体活动'], skillsConfirmedAt: null });
  const secretary = await testAppOn(db, branch.clock).signIn(branch.secretary.username);
  const base = `/branches/${branchId}/enrollment`;
  expect((await secretary.post(`${base}/allocation`)).status).toBe(303);
  for (const path of [`${base}/places`, `${base}/allocation`]) {
    const { result, queries } = await countQueries(db, () => secretary.get(path));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    const { text } = result;
    expect(text.match(/特长：课堂教学、心理辅导、合唱指挥等4项；想参加：德育工作/g)).toHaveLength(1);
    expect(text.match(/特长和意愿待确认/g)).toHaveLength(1);
    for (const unconfirmed of ['没有确认的特长', '尚待确认的特长', '文体活动']) expect(text).not.toContain(unconfirmed);
  }
  await tell(branch.ids[1], { wishedFunctions: ['校园建设'] });
  const after = await secretary.get(`${base}/allocation`);
  expect(after.text, 'no part of what the places were worked out from').toContain('采用这份方案');
  expect(after.text).toContain('想参加：校园建设');
});
