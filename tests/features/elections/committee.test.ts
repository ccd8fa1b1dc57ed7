import { expect, it } from 'vitest';
import { awaitsConfirmation } from '../../../src/features/elections/elections.rules.js';
import { appointLeader } from '../../../src/features/elections/index.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;
const PROMPT = '支委会已换届，请组织小组重新推选或确认留任';

/** 丁晓 leads since 15 June; it is 20 July, and the portal's clock says so. */
async function aLedBranch() {
  app.clock.set(ENROLLMENT_DAY);
  const branch = await aListedBranch(db, { members: 10 });
  const groupId = branch.teaching;
  const memberId = branch.members.find((row) => row.name === '丁晓')?.id ?? '';
  await appointLeader(branch.useCase, branch.place, { groupId, memberId, reason: '支委会研究' });
  app.clock.set('2026-07-20T10:00:00+08:00');
  const home = `/branches/${branch.place.branchId}`;
  const browser = await app.signIn(branch.secretary.username);
  const { bureauId } = branch.place;
  return { ...branch, browser, bureauId, home, group: `${home}/groups/${groupId}` };
}
type Led = Awaited<ReturnType<typeof aLedBranch>>;
const renew = ({ browser, home }: Led, day: string) =>
  browser.post(`${home}/committee-election`, { committeeElectedOn: day });
const termOf = ({ bureauId }: Led) => db.leaderTerm.findFirstOrThrow({ where: { bureauId } });

it('E28: after the committee is elected anew letters stay valid and each leader is to be confirmed or elected', async () => {
  const led = await aLedBranch();
  const sides = { preamble: '', organizationSide: '局党委', peopleSide: '党员、群众' };
  await db.commitment.create({
    data: {
      ...{ ...led.place, id: newId(), year: 2026, level: 'BRANCH', status: 'PUBLISHED', ...sides },
      createdAt: led.clock.now(),
    },
  });
  const before = await db.commitment.findMany({ where: { bureauId: led.bureauId } });
  expect((await led.browser.get(`${led.home}/elections`)).text).not.toContain(PROMPT);
  expect((await led.browser.get(`${led.group}/leader-confirmation/new`)).status).toBe(404);
  expect((await renew(led, '2026-07-10')).status).toBe(303);
  expect(await db.commitment.findMany({ where: { bureauId: led.bureauId } })).toEqual(before);
  expect(await termOf(led)).toMatchObject({ endedAt: null });
  const { result, queries } = await countQueries(db, () => led.browser.get(`${led.home}/elections`));
  expect(result.text).toContain(PROMPT);
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  const page = (await led.browser.get(`${led.group}/election`)).text;
  for (const words of [PROMPT, '确认留任', '登记组长离任']) expect(page).toContain(words);
  expect((await led.browser.get(`${led.group}/leader-confirmation/new`)).text).toContain('确认丁晓继续担任组长吗？');
});

it('E28: the group lets its leader stay; the prompt is gone until the next election of the committee', async () => {
  const led = await aLedBranch();
  await renew(led, '2026-07-10');
  const stay = (heldOn: string, reason = '小组会一致同意') =>
    led.browser.post(`${led.group}/leader-confirmation`, { heldOn, reason });
  expect((await stay('2026-07-09')).text).toContain('会议应在支委会换届（2026年7月10日）以后');
  expect((await stay('2026-07-21')).status).toBe(422);
  expect((await stay('2026-07-12', '')).status).toBe(422);
  expect(await termOf(led)).toMatchObject({ confirmedOn: null });
  expect((await stay('2026-07-12')).status).toBe(303);
  expect(await termOf(led)).toMatchObject({ confirmedOn: new Date('2026-07-12'), endedAt: null });
  expect((await led.browser.get(`${led.home}/elections`)).text).not.toContain(PROMPT);
  expect((await stay('2026-07-12')).status).toBe(409);
  await renew(led, '2026-07-15');
  expect((await led.browser.get(`${led.home}/elections`)).text).toContain(PROMPT);
});

it('E28: waits in the work of secretary and leader with the form to open, until it is settled', async () => {
  const led = await aLedBranch();
  const memberId = led.members.find((row) => row.name === '丁晓')?.id ?? '';
  const leader = await app.signIn((await anAccount(db, led.bureauId, { memberId })).username);
  const work = async (browser: TestBrowser) => (await browser.get('/account/work')).text;
  const form = `${led.group}/leader-confirmation/new`;
  expect(await work(led.browser)).not.toContain('支委会已换届');
  await renew(led, '2026-07-10');
  const shown = await work(led.browser);
  expect(shown).toContain('支委会已换届，“教学科研”的组长须重新推选或确认留任');
  expect(shown).toMatch(new RegExp(`已等待10天[\\s\\S]*?href="${form}"`));
  expect((await led.browser.get(form)).status).toBe(200);
  const home = (await led.browser.get(led.home)).text;
  expect(home, 'told once').toContain(form);
  expect(home).not.toContain('小组长任期');
  expect(await work(leader)).toContain('请召开“教学科研”的党小组会');
  expect(await work(leader)).toContain(`href="${led.group}/election"`);
  await led.browser.post(`${led.group}/leader-confirmation`, { heldOn: '2026-07-12', reason: '小组会一致同意' });
  for (const browser of [led.browser, leader]) expect(await work(browser)).not.toContain('支委会已换届');
});

it('E26: a group whose leader has left waits for the by-election, by the acting leader’s last day', async () => {
  const led = await aLedBranch();
  const work = async () => (await led.browser.get('/account/work')).text;
  const left = '“教学科研”的组长已离任，请补选';
  expect(await work()).not.toContain('组长已离任');
  const actingMemberId = led.members.find((row) => row.name === '王伟')?.id ?? '';
  const departure = { reason: '调离', actingMemberId, actingUntil: '2026-08-20' };
  expect((await led.browser.post(`${led.group}/leader-departure`, departure)).status).toBe(303);
  const shown = await work();
  expect(shown).toContain(left);
  expect(shown).toContain('2026年8月20日截止');
  expect(shown).toContain(`href="${led.home}/elections#f-closesOn"`);
  expect((await led.browser.get(`${led.home}/elections`)).text).toContain('id="f-closesOn"');
  const opening = { groupIds: [led.teaching], closesOn: '2026-07-25' };
  expect((await led.browser.post(`${led.home}/elections`, opening)).status).toBe(303);
  expect(await work(), 'while it runs').toContain(`href="${led.group}/election"`);
  const appointed = { memberId: actingMemberId, reason: '支委会研究' };
  expect((await led.browser.post(`${led.group}/appointment`, appointed)).status).toBe(303);
  expect(await work()).not.toContain('组长已离任');
});

it('E28: refuses a day to come and a branch without a committee', async () => {
  const led = await aLedBranch();
  const early = await renew(led, '2026-07-21');
  expect([early.status, early.text.includes('支委会换届的日期还没有到')]).toEqual([422, true]);
  const { branchId } = led.place;
  await db.branch.updateMany({ where: { bureauId: led.bureauId, id: branchId }, data: { hasCommittee: false } });
  expect((await renew(led, '2026-07-10')).status).toBe(404);
  expect(await db.branch.findFirst({ where: { bureauId: led.bureauId, id: branchId } })).toMatchObject({
    committeeElectedOn: null,
  });
});

it.each([
  ['2026-07-10', '2026-06-15', null, true],
  ['2026-07-10', '2026-07-10', null, false],
  ['2026-07-10', '2026-06-15', '2026-07-10', false],
  ['2026-07-10', '2026-06-15', '2026-07-09', true],
  [null, '2026-06-15', null, false],
])('E28: committee of %s, leader since %s, confirmed on %s: waits %s', (elected, since, confirmed, waits) => {
  const term = { startedAt: new Date(`${since}T10:00:00+08:00`), confirmedOn: confirmed ? new Date(confirmed) : null };
  expect(awaitsConfirmation(elected ? new Date(elected) : null, term)).toBe(waits);
});
