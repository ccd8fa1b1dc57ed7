import { expect, it } from 'vitest';
import { NOBODY } from '../../../src/features/ballots/ballots.rules.js';
import { anAccount } from '../../factories/account.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { atTheVote, boxIdOf } from './voting.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

const slipsIn = (html: string) => [...html.matchAll(/<code>([0-9A-Z-]{69})<\/code>/g)].map(([, slip]) => slip ?? '');

it('R24, E25: from the opening with its slips to the count, answers of one length for every choice', async () => {
  const branch = await atTheVote(db, ['王伟', '李慧']);
  const base = `/branches/${branch.place.branchId}/groups/${branch.teaching}`;
  const secretary = await app.signIn(branch.secretary.username);
  const asking = await secretary.get(`${base}/ballot/new`);
  expect(asking.text).toContain('不属于《中国共产党基层组织选举工作条例》规定的党内选举');
  const refused = await secretary.post(`${base}/ballots`, {
    supervisor1: '陈建国',
    supervisor2: '王伟',
    accepted: 'on',
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('王伟是候选人');
  const opened = await secretary.post(`${base}/ballots`, {
    supervisor1: '陈建国',
    supervisor2: '马丽',
    accepted: 'on',
  });
  expect(opened.status).toBe(200);
  const slips = slipsIn(opened.text);
  expect(slips).toHaveLength(2);
  const boxId = await boxIdOf(db, branch);

  const lengths = new Set<number>();
  const ways = ['12', '21', '22', '33', '13'];
  for (const [index, name] of ['丁晓', '王伟', '刘洋', '李慧', '周军'].entries()) {
    const account = await anAccount(db, branch.place.bureauId, { displayName: '选举人', memberId: branch.idOf(name) });
    const member = await app.signIn(account.username);
    const [a = '', b = ''] = ways[index] ?? '';
    const { result: page, queries } = await countQueries(db, () => member.get('/me/ballot'));
    expect(page.text).toContain('请投票');
    expect((await member.get('/me')).text).toContain('投票：推选“教学科研”组长');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    const wrong = { boxId, 'choices.0.choice': '1', 'choices.1.choice': '1', other: NOBODY };
    const fault = await member.post('/me/ballot', wrong);
    expect(fault.status).toBe(422);
    expect(fault.text).not.toContain('checked');
    const given = { boxId, 'choices.0.choice': a, 'choices.1.choice': b, other: NOBODY };
    const answer = await member.post('/me/ballot', given);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/[0-9a-f]{64}/);
    lengths.add(answer.text.length);
    expect((await member.post('/me/ballot', given)).status).toBe(409);
    expect((await member.get('/me/ballot')).text).toContain('您已经投票');
    expect((await member.get('/me')).text).not.toContain('投票：推选');
    expect((await member.get(`${base}/ballot`)).text).not.toContain('已投票</dt>');
  }
  expect(lengths.size).toBe(1);
  const sessions = await db.$pool.query("SELECT string_agg(data::text, ' ') AS data FROM session");
  expect(sessions.rows[0].data).not.toMatch(/choice|receipt/);

  const { result: seen, queries } = await countQueries(db, () => secretary.get(`${base}/ballot`));
  expect(seen.text).toContain('5人');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
  expect((await secretary.get(`/branches/${branch.place.branchId}/ballots/${boxId}/result`)).status).toBe(404);
  expect((await secretary.post(`${base}/ballot/closure`)).status).toBe(303);
  const mistyped = await secretary.post(`${base}/ballot/counts`, {
    'slips.0.slip': slips[0] ?? '',
    'slips.1.slip': 'X',
  });
  expect(mistyped.status).toBe(422);
  expect(mistyped.text).not.toContain(slips[0] ?? '-');
  const counted = await secretary.post(`${base}/ballot/counts`, {
    'slips.0.slip': slips[0] ?? '',
    'slips.1.slip': slips[1] ?? '',
  });
  expect(counted.status).toBe(303);
  const published = await secretary.get(`/branches/${branch.place.branchId}/ballots/${boxId}/result`);
  expect(published.body).toMatchObject({ electors: 5, cast: 5, verdict: 'NONE_ELECTED' });
  expect(published.body.ballots).toHaveLength(5);
});

it('R24: ballots in the portal are off until the bureau allows them', async () => {
  const branch = await atTheVote(db, ['王伟']);
  const { bureauId } = branch.place;
  await db.campaign.updateMany({ where: { bureauId }, data: { portalBallots: false } });
  const bureau = await app.signIn((await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY' })).username);
  const secretary = await app.signIn(branch.secretary.username);
  const base = `/branches/${branch.place.branchId}/groups/${branch.teaching}`;
  expect((await secretary.get(`${base}/ballot`)).text).toContain('局党委没有开放');
  expect((await bureau.post('/bureau/portal-ballots', { allowed: 'on' })).status).toBe(303);
  expect((await secretary.get(`${base}/ballot`)).text).toContain('开始投票');
});
