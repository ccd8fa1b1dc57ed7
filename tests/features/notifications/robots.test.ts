import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tellBureau } from '../../../src/features/notifications/day.service.js';
import { mayCall } from '../../../src/features/notifications/robot-address.rules.js';
import { callRobot, isPrivate } from '../../../src/features/notifications/robot-call.js';
import { removeRobot, setRobot } from '../../../src/features/notifications/robots.service.js';
import { sendRobotMessage } from '../../../src/features/notifications/send-robot.service.js';
import { anAccount } from '../../factories/account.js';
import { aBranchToRemind } from '../../factories/reminding.js';
import { testAppOn } from '../../support/app.js';
import { startRobotServer } from '../../support/robot-server.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const server = await startRobotServer();
const KNOWN = ['qyapi.weixin.qq.com', 'oapi.dingtalk.com'];
const hosts = [...KNOWN, server.origin];
const job = { signal: new AbortController().signal, attempt: 1 };

async function setUp(more: { secret?: string; ofBureau?: boolean } = {}) {
  server.got.length = 0;
  server.answers.length = 0;
  const branch = await aBranchToRemind(db);
  const { bureauId, branchId } = branch.place;
  const input = {
    kind: 'DINGTALK' as const,
    url: `${server.origin}/robot/send?access_token=abc`,
    secret: more.secret ?? null,
  };
  await setRobot(branch.useCase, { bureauId, branchId: more.ofBureau ? null : branchId }, input, hosts);
  const messages = () => db.robotMessage.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  return {
    ...branch,
    messages,
    async sendAll() {
      const deps = { useCase: branch.system, hosts, baseUrl: 'https://portal.example.cn' };
      for (const { id } of await messages()) await sendRobotMessage(deps, id, job);
    },
  };
}

describe('E15: a word to the chat group', () => {
  it('E15: once a day, when something is due soon: numbers and no names', async () => {
    const { clock, morning, sendAll, messages, members, signUp } = await setUp();
    await morning();
    await sendAll();
    expect(server.got).toEqual([]);
    expect(await messages()).toMatchObject([{ status: 'DROPPED' }]);
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    await morning();
    if (members[0]) await signUp(members[0]);
    await sendAll();
    await sendAll();
    expect(server.got.map(({ content }) => content)).toEqual([
      '功能党小组·创先争优 今日提醒\n报名参加一个功能党小组：还有3人没有办，6月20日截止\n请登录门户办理：https://portal.example.cn/me',
    ]);
    for (const { name } of members) expect(server.got[0]?.content).not.toContain(name);
    expect(await messages()).toMatchObject([{}, { status: 'SENT', attempt: 1 }]);
  });

  it('E15: what waited for a robot that was taken away since is not sent', async () => {
    const { clock, morning, sendAll, messages, useCase, place } = await setUp();
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    expect(await messages()).toMatchObject([{ status: 'QUEUED' }]);
    await removeRobot(useCase, { bureauId: place.bureauId, branchId: place.branchId });
    await sendAll();
    expect(server.got).toEqual([]);
    expect(await messages()).toMatchObject([{ status: 'DROPPED' }]);
  });

  it('E15: in the quiet hours it is put off to their end; a host that is allowed no more is not called', async () => {
    const { clock, morning, messages, system } = await setUp();
    clock.set('2026-06-18T23:00:00+08:00');
    await morning();
    const [message] = await messages();
    const { rows } = await db.$pool.query<{ run_at: Date }>(
      'SELECT run_at FROM graphile_worker.jobs WHERE key LIKE $1',
      [`%${message?.id}`],
    );
    expect(rows).toEqual([{ run_at: new Date('2026-06-19T07:00:00+08:00') }]);
    const deps = { useCase: system, hosts: KNOWN, baseUrl: 'https://portal.example.cn' };
    await sendRobotMessage(deps, message?.id ?? '', job);
    expect(server.got).toEqual([]);
    expect(await messages()).toMatchObject([{ status: 'FAILED', failure: '网址不在允许的范围内' }]);
  });

  it('E15: to the bureau’s group, branch by branch', async () => {
    const { clock, system, place, sendAll } = await setUp({ ofBureau: true });
    clock.set('2026-06-18T08:00:00+08:00');
    await tellBureau(system, { bureauId: place.bureauId, day: '2026-06-18' });
    await sendAll();
    expect(server.got).toHaveLength(1);
    expect(server.got[0]?.content).toMatch(/：1件事快到期或已逾期，还有4人次没有办/);
  });

  it('E15: signed as DingTalk asks', async () => {
    const { clock, morning, sendAll } = await setUp({ secret: 'SEC-geheim' });
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    await sendAll();
    const timestamp = String(clock.now().getTime());
    const sign = createHmac('sha256', 'SEC-geheim').update(`${timestamp}\nSEC-geheim`).digest('base64');
    expect(server.got[0]?.query).toEqual({ access_token: 'abc', timestamp, sign });
  });

  it('R6: what it refuses for now is tried again, what it refuses for good is shown', async () => {
    const { clock, morning, sendAll, messages } = await setUp();
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    server.answers.push([502, ''], [200, '{"errcode":130101}'], [200, '{"errcode":310000,"errmsg":"sign not match"}']);
    await expect(sendAll()).rejects.toThrow('502');
    await expect(sendAll()).rejects.toThrow('130101');
    await sendAll();
    expect(await messages()).toMatchObject([{ status: 'FAILED', attempt: 3 }]);
    expect((await messages())[0]?.failure).toContain('代码310000');
  });

  it('E15: follows no redirect and takes no page for an answer', async () => {
    const { clock, morning, sendAll, messages } = await setUp();
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    server.answers.push([302, '']);
    await sendAll();
    expect(await messages()).toMatchObject([{ status: 'FAILED' }]);
    expect(server.got).toEqual([]);
  });
});

describe('E15: where a message may go', () => {
  it.each([
    'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1',
    'https://qyapi.weixin.qq.com:8443/x',
    'https://qyapi.weixin.qq.com@10.0.0.1/x',
    'https://user:pass@oapi.dingtalk.com/x',
    'https://oapi.dingtalk.com.example.cn/x',
    'https://example.cn/?oapi.dingtalk.com',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'file:///etc/passwd',
    'oapi.dingtalk.com',
  ])('E15: not to %s', (address) => {
    expect(mayCall(address, KNOWN)).toBe(false);
  });

  it('E15: to the known hosts by https', () => {
    expect(mayCall('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', KNOWN)).toBe(true);
    expect(mayCall('https://oapi.dingtalk.com/robot/send?access_token=1', KNOWN)).toBe(true);
  });

  it.each([
    ['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ['::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::'],
  ])('E15: not to a network of one’s own, whatever name leads there', (...addresses) => {
    expect(addresses.filter((address) => !isPrivate(address))).toEqual([]);
    expect(['106.11.1.1', '2408:4001::1'].filter(isPrivate)).toEqual([]);
  });

  it('E15: an address written in figures is not called, even where its host is named', async () => {
    const call = { kind: 'WECOM', secret: null, text: '提醒' } as const;
    const to = (url: string, host: string) => callRobot({ ...call, url }, [host], new Date(), job.signal);
    for (const host of ['127.0.0.1', '[::1]'])
      await expect(to(`https://${host}/robot`, host)).rejects.toThrow('网址指向内部网络，不能使用');
  });

  it('E15: a name that leads into one’s own network is refused when it is called', async () => {
    const branch = await aBranchToRemind(db);
    const { bureauId, branchId } = branch.place;
    const url = 'https://localhost/robot';
    await setRobot(branch.useCase, { bureauId, branchId }, { kind: 'WECOM', url, secret: null }, ['localhost']);
    branch.clock.set('2026-06-18T08:00:00+08:00');
    await branch.morning();
    const { id } = await db.robotMessage.findFirstOrThrow({ where: { bureauId } });
    await sendRobotMessage({ useCase: branch.system, hosts: ['localhost'], baseUrl: 'https://x.cn' }, id, job);
    const row = await db.robotMessage.findFirstOrThrow({ where: { bureauId } });
    expect(row).toMatchObject({ status: 'FAILED', failure: '网址指向内部网络，不能使用' });
  });
});

it('E15: the secretary sets the robot, tries it and ends it; the address lies encrypted and is not shown again', async () => {
  const { clock, place, secretary } = await aBranchToRemind(db);
  const app = testAppOn(db, clock, { robotHosts: hosts });
  const office = await app.signIn(secretary.username);
  const path = `/branches/${place.branchId}/group-reminders`;
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=geheim';
  const refused = await office.post(`${path}/robot`, { kind: 'DINGTALK', url: 'https://10.0.0.1/x', secret: 'SEC1' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('网址应是企业微信或钉钉群机器人的 https 网址');
  expect(refused.text).not.toContain('SEC1');
  expect((await office.post(`${path}/robot`, { kind: 'WECOM', url, secret: '' })).status).toBe(422);
  expect((await office.post(`${path}/robot`, { kind: 'DINGTALK', url, secret: 'SEC1' })).status).toBe(303);
  const row = await db.groupRobot.findFirstOrThrow({ where: { bureauId: place.bureauId } });
  expect(JSON.stringify(row)).not.toMatch(/geheim|SEC1/);
  const page = await office.get(path);
  expect(page.text).toContain('发一条测试消息');
  expect(page.text).not.toContain('geheim');
  expect((await office.post(`${path}/robot/trial`)).status).toBe(303);
  expect(await db.robotMessage.findMany({ where: { bureauId: place.bureauId } })).toMatchObject([{ status: 'QUEUED' }]);
  expect((await office.post(`${path}/robot/removal`)).status).toBe(303);
  expect((await office.post(`${path}/robot/trial`)).status).toBe(404);
});

it('E15: the bureau’s secretary sets the quiet hours', async () => {
  const { clock, place } = await aBranchToRemind(db);
  const account = await anAccount(db, place.bureauId, { role: 'BUREAU_SECRETARY' });
  const office = await testAppOn(db, clock, { robotHosts: hosts }).signIn(account.username);
  expect((await office.get('/bureau/reminders')).text).toContain('夜间不打扰');
  const path = '/bureau/reminders/quiet-hours';
  expect((await office.post(path, { fromHour: '25', untilHour: '7' })).status).toBe(422);
  expect((await office.post(path, { fromHour: '21', untilHour: '6' })).status).toBe(303);
  const row = await db.quietHours.findFirst({ where: { bureauId: place.bureauId } });
  expect(row).toMatchObject({ fromHour: 21, untilHour: 6, changedBy: account.displayName });
});
