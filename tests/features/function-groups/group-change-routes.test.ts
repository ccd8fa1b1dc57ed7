import { expect, it } from 'vitest';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aBranchToReorganize, aPassedMeeting, NEW_GROUP } from '../../factories/group-change.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

async function atTheDesk() {
  const branch = await aBranchToReorganize(db);
  const browser = await app.signIn(branch.secretary.username);
  const home = `/branches/${branch.place.branchId}`;
  const group = (id: string) => `${home}/groups/${id}`;
  const inBeing = () =>
    db.functionGroup.findMany({
      where: { bureauId: branch.place.bureauId, closedAt: null },
      orderBy: { position: 'asc' },
      select: { id: true, name: true, memberCount: true },
    });
  return { ...branch, browser, home, group, inBeing };
}

it('E12: a group below three is shown to the secretary, who merges it; the history stays', async () => {
  const { browser, home, place, teaching, safety, idOf, decision, inBeing } = await atTheDesk();
  expect((await browser.get(home)).text).not.toContain('需要留意');
  for (const name of ['赵敏', '钱进', '孙强']) {
    await db.groupMembership.updateMany({
      where: { bureauId: place.bureauId, memberId: idOf(name) },
      data: { endedAt: app.clock.now(), endReason: '调出' },
    });
  }
  await db.functionGroup.updateMany({ where: { bureauId: place.bureauId, id: safety }, data: { memberCount: 2 } });
  const front = (await browser.get(home)).text;
  expect(front).toContain('需要留意');
  expect(front).toContain(`${home}/group-changes/merger/new?group=${safety}`);
  expect((await browser.get(`${home}/groups`)).text).toContain('少于3人，请合并或补充');
  const asked = await browser.get(`${home}/group-changes/merger/new?group=${safety}`);
  expect(asked.text).toMatch(new RegExp(`value="${safety}" checked`));
  const given = { groupIds: [teaching, safety], intoId: teaching, newName: '', maxSize: '', ...decision };
  const refused = await browser.post(`${home}/group-changes/merger`, { ...given, reason: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('请填写调整理由');
  expect(refused.text).toMatch(new RegExp(`value="${safety}" checked`));
  const answer = await browser.post(`${home}/group-changes/merger`, given);
  expect(answer.status).toBe(303);
  const { result: page, queries } = await countQueries(db, () => browser.get(`${home}/group-changes`));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  expect(page.text).toContain('校园平安（2人）');
  expect(page.text).toContain('教学科研（7人）');
  expect(page.text).toContain('研究小组调整');
  expect(await inBeing()).toEqual([{ id: teaching, name: '教学科研', memberCount: 7 }]);
  expect((await browser.get(`${home}/groups`)).text).not.toContain('校园平安');
  expect((await browser.get(`${home}/groups/${safety}`)).text).toContain('已合并或撤销');
  expect((await browser.get(`${home}/groups/${safety}/split/new`)).status).toBe(404);
  expect((await browser.get(`${home}/enrollment/lists/2`)).text).toContain('人员变动，力量集中');
});

it('R53: split, rename, dissolve and a new group, each with the page of its act', async () => {
  const desk = await atTheDesk();
  const { browser, home, group, teaching, safety, idOf, place, inBeing } = desk;
  const decided = async () => ({ meetingId: await aPassedMeeting(db, desk), reason: '工作需要' });
  const fields = Object.fromEntries(Object.entries(NEW_GROUP).map(([name, value]) => [name, String(value)]));
  for (const path of [
    `${group(teaching)}/split/new`,
    `${group(teaching)}/renaming/new`,
    `${home}/group-changes/creation/new`,
  ]) {
    const { result, queries } = await countQueries(db, () => browser.get(path));
    expect(result.status).toBe(200);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  }
  const small = await browser.post(`${group(teaching)}/split`, {
    ...{ ...fields, otherFunction: '', targetSize: '', memberIds: [idOf('丁晓')] },
    ...(await decided()),
  });
  expect(small.status).toBe(422);
  expect(small.text).toContain('“师德建设”只有1人，少于3人');
  expect(small.text).toContain('value="三年级组"');
  const renamed = await browser.post(`${group(safety)}/renaming`, { name: '平安校园', ...(await decided()) });
  expect(renamed.status).toBe(303);
  const made = await browser.post(`${home}/group-changes/creation`, {
    ...{ ...fields, otherFunction: '', targetSize: '' },
    ...(await decided()),
  });
  expect(made.status).toBe(303);
  const now = await inBeing();
  expect(now.map(({ name, memberCount }) => [name, memberCount])).toEqual([
    ['教学科研', 5],
    ['平安校园', 5],
    ['师德建设', 0],
  ]);
  const form = await browser.get(`${group(safety)}/dissolution/new`);
  expect(form.text).toContain('赵敏转到');
  const people = await db.groupMembership.findMany({
    where: { bureauId: place.bureauId, groupId: safety, endedAt: null },
  });
  const moves = Object.fromEntries(
    people.flatMap(({ memberId }, index) => [
      [`moves.${index}.memberId`, memberId],
      [`moves.${index}.groupId`, now[2]?.id ?? ''],
    ]),
  );
  expect((await browser.post(`${group(safety)}/dissolution`, { ...moves, ...(await decided()) })).status).toBe(303);
  expect((await inBeing()).map(({ name, memberCount }) => [name, memberCount])).toEqual([
    ['教学科研', 5],
    ['师德建设', 5],
  ]);
  const history = (await browser.get(`${home}/group-changes`)).text;
  for (const kind of ['改名', '新设', '撤销']) expect(history).toContain(kind);
});

it('R53: without a meeting that passed the page leads to the meeting', async () => {
  const { browser, home, place } = await atTheDesk();
  await db.branchMeeting.updateMany({ where: { bureauId: place.bureauId }, data: { verdict: 'DEFERRED' } });
  const page = await browser.get(`${home}/group-changes/merger/new`);
  expect(page.text).toContain('还没有可以作为依据的会议');
  expect(page.text).toContain(`${home}/meetings/new`);
});
