import { createServer } from 'node:http';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.js';
import {
  awardRound,
  concludeObjection,
  correctNotice,
  investigate,
  receiveObjection,
  revokeAward,
} from '../../../src/features/evaluations/index.js';
import { aPublicNotice, asPerson, MEETING } from '../../factories/review.js';
import { TEST_SESSION_SECRET } from '../../support/app.js';
import { testArchives, testFiles } from '../../support/file-store.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher } from '../../support/use-case.js';

const { db } = await testDatabase();

const SECRET = { content: '秘密内容：值守没有安排', name: '李群众，13900000000' };

async function objected(on = '2026-12-14T10:00:00+08:00') {
  const built = await aPublicNotice(db);
  const { clock, app, board, candidates, bureauId } = built;
  clock.set(on);
  const visitor = app.anonymous();
  await visitor.get(`${board}/objections/new`);
  const sent = await visitor.post(`${board}/objections`, { applicationId: candidates[0] ?? '', ...SECRET });
  const objection = () => db.objection.findFirstOrThrow({ where: { bureauId } });
  const { id } = await objection();
  return { ...built, visitor, link: String(sent.headers['location']), objection, path: `/bureau/objections/${id}`, id };
}

const revisionOf = async ({ round }: { round: () => Promise<{ revision: number }> }) => (await round()).revision;

describe('E29: who objects stays unknown', () => {
  it('E29: neither the candidate’s side, nor the public, nor the trail, nor the log learns name or words', async () => {
    const { app, secretary, link, board, bureauId, branch, roundId, clock, candidates, head, visitor } =
      await objected();
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const config = { sessionSecret: TEST_SESSION_SECRET, baseUrl: 'http://127.0.0.1', production: true, demo: false };
    const { handler } = createApp({
      db,
      clock,
      cipher: testCipher,
      files: testFiles,
      archiveDir: testArchives,
      config,
      log,
    });
    const server = createServer(handler).listen(0, '127.0.0.1');
    afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
    const agent = request.agent(server);
    const form = await agent.get(`${board}/objections/new`);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const body = { _csrf, applicationId: candidates[0] ?? '', content: '另一件秘密', name: '王群众' };
    const answer = await agent.post(`${board}/objections`).type('form').send(body);
    expect(answer.status).toBe(303);
    const code = String(answer.headers['location']).split('/').at(-1) ?? '';
    expect(code).toMatch(/^[0-9a-f]{32}$/);
    await agent.get(`/board/${bureauId}/objections/${code}`);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('')).not.toMatch(new RegExp(`秘密|王群众|${code}|127\\.0\\.0\\.1"`));
    expect(lines.join('')).toContain('/objections/[code]');
    const own = await app.signIn(secretary.username);
    const seen = [
      ...(await Promise.all([
        own.get(`/branches/${branch.id}/evaluations/${roundId}`),
        own.get(`/branches/${branch.id}`),
        visitor.get(board),
        visitor.get(link),
        visitor.get(`/board/${bureauId}`),
      ])),
    ].map(({ text }) => text);
    expect(seen.join('')).not.toMatch(/李群众|13900000000|秘密/);
    const manager = await app.signIn(head.username);
    expect((await manager.get(`/bureau/evaluations/${roundId}`)).text).not.toMatch(/李群众|秘密内容/);
    const trail = await db.auditEvent.findMany({ where: { bureauId } });
    expect(JSON.stringify(trail, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /李群众|王群众|秘密/,
    );
    const taken = trail.filter(({ action }) => action === 'objection.receive');
    expect(taken.map(({ accountId, actorName, branchId }) => [accountId, actorName, branchId])).toEqual([
      [null, '公众', null],
      [null, '公众', null],
    ]);
  });

  it('E29: somebody signed in objects as the public, too', async () => {
    const { app, second, board, candidates, bureauId } = await aPublicNotice(db);
    const browser = await app.signIn(second.username);
    await browser.get(`${board}/objections/new`);
    const sent = await browser.post(`${board}/objections`, {
      applicationId: candidates[0] ?? '',
      content: '不实',
      name: '',
    });
    expect(sent.status).toBe(303);
    const trail = await db.auditEvent.findFirstOrThrow({ where: { bureauId, action: 'objection.receive' } });
    expect(trail).toMatchObject({ accountId: null, actorName: '公众' });
  });

  it('E43: who stood aside for a relative cannot read or handle it, nor learn whether it is signed', async () => {
    const { app, second, bureauId, roundId, branch, path, objection } = await objected();
    const key = { bureauId, roundId, branchId: branch.id, reviewerId: second.id, reviewerName: second.displayName };
    await db.evaluationRecusal.create({
      data: { ...key, id: crypto.randomUUID(), reason: '近亲属', createdAt: new Date() },
    });
    const relative = await app.signIn(second.username);
    const page = (await relative.get(path)).text;
    expect(page).toContain('按规定回避');
    expect(page).not.toContain('秘密内容');
    expect(page).not.toContain('署名');
    expect((await relative.get('/bureau/objections')).text).not.toContain('已署名');
    expect((await relative.post(`${path}/investigation`, { investigators: '孙丽娟、杨国栋' })).status).toBe(403);
    await db.objection.updateMany({
      where: { bureauId },
      data: { status: 'INVESTIGATING', investigators: '孙丽娟、杨国栋' },
    });
    expect((await relative.post(`${path}/finding`, { outcome: 'REJECTED', finding: '不实' })).status).toBe(403);
    await db.objection.updateMany({ where: { bureauId }, data: { status: 'REJECTED', finding: '经核查不实' } });
    expect((await relative.get(path)).text).not.toMatch(/经核查不实|杨国栋/);
    expect((await objection()).status).toBe('REJECTED');
  });

  it('another bureau finds neither the objection nor its code', async () => {
    const { link, path } = await objected();
    const other = await aPublicNotice(db);
    const head = await other.app.signIn(other.head.username);
    expect((await head.get(path)).status).toBe(404);
    expect((await head.post(`${path}/investigation`, { investigators: '甲、乙' })).status).toBe(404);
    const code = link.split('/').at(-1) ?? '';
    expect((await head.get(`/board/${other.bureauId}/objections/${code}`)).status).toBe(404);
    expect((await head.get(link.replace(code, 'f'.repeat(32)))).status).toBe(404);
  });
});

describe('E29: the form of the public', () => {
  it('E29: keeps what was typed on 422, refuses a candidate who is not shown, and takes only so many of one network', async () => {
    const { app, board, candidates, bureauId } = await aPublicNotice(db);
    const visitor = app.anonymous();
    await visitor.get(`${board}/objections/new`);
    const empty = await visitor.post(`${board}/objections`, {
      applicationId: candidates[0] ?? '',
      content: '',
      name: '李群众',
    });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('value="李群众"');
    expect(empty.text).toContain('请填写反映的情况');
    const stranger = await visitor.post(`${board}/objections`, {
      applicationId: candidates[1] ?? '',
      content: '详情',
      name: '',
    });
    expect(stranger.status).toBe(422);
    expect(stranger.text).toContain('请选择公示对象');
    expect(stranger.text).toContain('详情</textarea>');
    let last = stranger;
    for (let left = 60; left > 0 && !last.text.includes('提交得较多'); left -= 1)
      last = await visitor.post(`${board}/objections`, {
        applicationId: candidates[0] ?? '',
        content: '<b>刷屏</b>',
        name: '',
      });
    expect(last.status).toBe(422);
    expect(last.text).toContain('这个网络提交得较多');
    expect(last.text).toContain('&lt;b&gt;刷屏&lt;/b&gt;</textarea>');
    expect(await db.objection.count({ where: { bureauId } })).toBeLessThan(60);
    // The others of this file come from the same address.
    await db.rateLimit.deleteMany();
  });

  it('E29: two have to investigate, and each is named', async () => {
    const { app, second, path, objection } = await objected();
    const member = await app.signIn(second.username);
    const alone = await member.post(`${path}/investigation`, { investigators: '孙丽娟、孙丽娟' });
    expect(alone.status).toBe(422);
    expect(alone.text).toContain('核查须两人以上');
    expect(alone.text).toContain('value="孙丽娟、孙丽娟"');
    expect((await objection()).status).toBe('RECEIVED');
  });

  it('E29: an open objection puts its candidate on hold, an upheld one says why he is not honoured', async () => {
    const { app, head, second, roundId, path } = await objected();
    const manager = await app.signIn(head.username);
    const page = `/bureau/evaluations/${roundId}`;
    expect((await manager.get(page)).text).toContain('暂缓，异议待核查');
    const member = await app.signIn(second.username);
    await member.post(`${path}/investigation`, { investigators: '孙丽娟、杨国栋' });
    expect((await manager.get(page)).text).toContain('暂缓，异议待核查');
    await member.post(`${path}/finding`, { outcome: 'UPHELD', finding: '确有缺岗' });
    const after = (await manager.get(page)).text;
    expect(after).not.toContain('暂缓，异议待核查');
    expect(after).toContain('异议成立，不予表彰');
  });
});

describe('E29–E31: two at once', () => {
  it('E29: of two who conclude at once one is taken', async () => {
    const { by, head, second, bureauId, id, objection } = await objected();
    const [first, other] = [asPerson(head, bureauId), asPerson(second, bureauId, 'COMMITTEE_MEMBER')];
    await investigate(by(second), other, id, '孙丽娟、杨国栋');
    const answers = await Promise.allSettled([
      concludeObjection(by(head), first, id, { outcome: 'UPHELD', finding: '属实' }),
      concludeObjection(by(second), other, id, { outcome: 'REJECTED', finding: '不实' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const { status } = await objection();
    const { status: candidate } = await db.evaluationApplication.findFirstOrThrow({
      where: { bureauId, id: (await objection()).applicationId },
    });
    expect([status, candidate]).toEqual(status === 'UPHELD' ? ['UPHELD', 'NOT_CHOSEN'] : ['REJECTED', 'CHOSEN']);
  });

  it('E29, E30: an objection in the moment of the award either holds it or is late; never in time beside an award', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const built = await aPublicNotice(db);
      const { clock, by, head, roundId, periodId, candidates, bureauId, round } = built;
      const revision = await revisionOf(built);
      const said = { applicationId: candidates[0] ?? '', content: '不实', name: null };
      // The clock of the one who objects still shows the last minute of the period.
      clock.set('2026-12-18T00:00:01+08:00');
      const before = { ...by(head), clock: { now: () => new Date('2026-12-17T23:59:59+08:00') } };
      const acts = [() => awardRound(by(head), roundId, revision), () => receiveObjection(before, periodId, said)];
      await Promise.allSettled((turn % 2 === 0 ? acts : acts.toReversed()).map((act) => act()));
      const { status } = await round();
      const kept = await db.objection.findFirst({ where: { bureauId } });
      if (status === 'AWARDED') expect(kept?.late ?? true).toBe(true);
      else expect(kept).toMatchObject({ late: false });
    }
  });

  it('E31: an objection to what was withdrawn is sent to the corrected text; one that came before still holds', async () => {
    const { app, visitor, board, by, head, roundId, candidates, periodId, clock, bureauId, ...rest } = await objected();
    const input = { contact: '办公室', secrecyReviewedBy: '孙丽娟', correctionReason: '单位写错' };
    const rows = [{ applicationId: candidates[0] ?? '', about: '第一中学', deeds: '改正后的事迹' }];
    const next = await correctNotice(by(head), roundId, { ...input, rows, revision: await revisionOf(rest) });
    expect(next).not.toBe(periodId);
    const late = await visitor.post(`${board}/objections`, {
      applicationId: candidates[0] ?? '',
      content: '不实',
      name: '',
    });
    expect(late.status).toBe(422);
    expect(late.text).toContain('已经撤回更正，请到更正后的公示提出');
    clock.set('2026-12-30T10:00:00+08:00');
    const manager = await app.signIn(head.username);
    const answer = await manager.post(`/bureau/evaluations/${roundId}/award`, {
      revision: String(await revisionOf(rest)),
    });
    expect(answer.text).toContain('还有1件异议没有结论');
    // The old text: gone for the public, kept and readable at the bureau.
    const archive = `/bureau/evaluations/${roundId}/periods/${periodId}`;
    expect((await manager.get(archive)).text).toContain('带出一支好队伍');
    expect((await manager.get(`/bureau/evaluations/${roundId}`)).text).toContain(archive);
    expect((await visitor.get(board)).text).not.toContain('带出一支好队伍');
    const other = await aPublicNotice(db);
    const stranger = await other.app.signIn(other.head.username);
    expect((await stranger.get(archive)).status).toBe(404);
    expect((await manager.get(`/bureau/evaluations/${roundId}/periods/${other.periodId}`)).status).toBe(404);
    expect(await db.noticePeriod.count({ where: { bureauId } })).toBe(2);
  });
});

it('E30: no award, nothing to revoke; of two who revoke at once one is taken', async () => {
  const built = await aPublicNotice(db);
  const { clock, by, head, roundId, candidates, bureauId } = built;
  const {
    heldOn: _,
    eligibleCount: _e,
    presentCount: _p,
    forCount: _f,
    againstCount: _a,
    abstainCount: _b,
    ...said
  } = MEETING;
  const meeting = {
    minutes: { ...said, heldOn: new Date('2026-12-10'), absentNote: null, observers: null, discussion: null },
    votes: { eligible: 7, present: 7, for: 7, against: 0, abstain: 0 },
    reason: '材料不实',
  };
  const target = { roundId, applicationId: candidates[0] ?? '' };
  await expect(revokeAward(by(head), target, meeting)).rejects.toThrow('还没有公布表彰决定');
  clock.set('2026-12-18T10:00:00+08:00');
  await awardRound(by(head), roundId, await revisionOf(built));
  await expect(revokeAward(by(head), { ...target, applicationId: candidates[1] ?? '' }, meeting)).rejects.toThrow();
  const ahead = { ...meeting, minutes: { ...meeting.minutes, heldOn: new Date('2026-12-19') } };
  await expect(revokeAward(by(head), target, ahead)).rejects.toThrow('会议日期不能晚于今天');
  const answers = await Promise.allSettled([
    revokeAward(by(head), target, meeting),
    revokeAward(by(head), target, meeting),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await db.auditEvent.count({ where: { bureauId, action: 'evaluation.revoke' } })).toBe(1);
});
