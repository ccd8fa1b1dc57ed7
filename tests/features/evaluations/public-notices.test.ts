import { describe, expect, it } from 'vitest';
import { aboutMember, shortDeeds } from '../../../src/features/evaluations/public-notices.rules.js';
import { digestOf } from '../../../src/shared/digest.js';
import { anAccount } from '../../factories/account.js';
import { aMember } from '../../factories/member.js';
import { aPublicNotice, MEETING } from '../../factories/review.js';
import { wordText } from '../../support/archives.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const objectionTo = (applicationId: string | undefined, name = '') => ({
  ...{ applicationId: applicationId ?? '', content: '秘密内容：值守没有安排', name },
});

describe('R57: the 公示', () => {
  it('R57: stands for five working days from the day after, frozen with its hash, for everybody to read', async () => {
    const { app, bureauId, board, candidates } = await aPublicNotice(db);
    const period = await db.noticePeriod.findFirstOrThrow({ where: { bureauId } });
    // From Friday the 11th: 11, 14, 15, 16 and 17 December are worked.
    expect(period).toMatchObject({
      startsOn: new Date('2026-12-11'),
      endsOn: new Date('2026-12-17'),
      status: 'RUNNING',
    });
    expect(digestOf(period.content as object)).toBe(period.contentHash);
    const visitor = app.anonymous();
    const { result, queries } = await countQueries(db, () => visitor.get(board));
    expect(result.text).toContain('带出一支好队伍');
    expect(result.text).toContain(period.contentHash);
    expect(result.text).toContain('从2026年12月11日开始公示');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    expect((await visitor.get(`/board/${bureauId}`)).text).toContain('评选公示和表彰');
    expect(candidates).toHaveLength(2);
    expect(result.text).not.toContain('81.00');
  });

  it('E31: a correction withdraws it and the whole period starts again', async () => {
    const { app, head, bureauId, board, roundId, candidates, clock, round } = await aPublicNotice(db);
    clock.set('2026-12-16T10:00:00+08:00');
    const browser = await app.signIn(head.username);
    const path = `/bureau/evaluations/${roundId}/correction`;
    expect((await browser.get(`${path}/new`)).text).toContain('带出一支好队伍');
    const { revision } = await round();
    const input = {
      ...{ 'rows.0.applicationId': candidates[0] ?? '', 'rows.0.about': '第一中学', 'rows.0.deeds': '改正后的事迹。' },
      ...{ contact: '局党委办公室', secrecyReviewedBy: '孙丽娟', secrecyReview: 'on', revision: String(revision) },
    };
    expect((await browser.post(path, { ...input, correctionReason: '' })).status).toBe(422);
    await browser.post(path, { ...input, correctionReason: '单位名称写错' });
    const periods = await db.noticePeriod.findMany({ where: { bureauId }, orderBy: { publishedAt: 'asc' } });
    expect(periods).toMatchObject([
      { status: 'WITHDRAWN', withdrawReason: '单位名称写错' },
      { status: 'RUNNING', startsOn: new Date('2026-12-17'), endsOn: new Date('2026-12-23') },
    ]);
    const old = (await app.anonymous().get(board)).text;
    expect(old).toContain('单位名称写错');
    expect(old).not.toContain('带出一支好队伍');
    expect(old).toContain(`/public-notices/${periods[1]?.id}`);
    clock.set('2026-12-18T10:00:00+08:00');
    const later = await app.signIn(head.username);
    expect(
      (await later.post(`/bureau/evaluations/${roundId}/award`, { revision: String(revision + 1) })).text,
    ).toContain('公示到2026年12月23日，期满以后才能公布');
  });
});

describe('E29: objections', () => {
  it('E29: are sealed, hold the next step, and are answered under the sender’s link', async () => {
    const { app, head, second, bureauId, board, roundId, candidates, clock, round } = await aPublicNotice(db);
    const visitor = app.anonymous();
    await visitor.get(`${board}/objections/new`);
    const sent = await visitor.post(`${board}/objections`, objectionTo(candidates[0], '李群众'));
    const link = String(sent.headers['location']);
    expect((await visitor.get(link)).text).toContain('待核查');
    const kept = await db.objection.findFirstOrThrow({ where: { bureauId } });
    expect(JSON.stringify(kept)).not.toMatch(/秘密内容|李群众/);
    const trail = await db.auditEvent.findMany({ where: { bureauId, entity: 'Objection' } });
    expect(JSON.stringify(trail.map(({ note, detail }) => [note, detail]))).not.toMatch(/秘密内容|李群众/);
    clock.set('2026-12-18T10:00:00+08:00');
    const manager = await app.signIn(head.username);
    const award = `/bureau/evaluations/${roundId}/award`;
    const revision = String((await round()).revision);
    expect((await manager.post(award, { revision })).text).toContain('还有1件异议没有结论');
    const member = await app.signIn(second.username);
    const path = `/bureau/objections/${kept.id}`;
    expect((await member.get('/bureau/evaluations')).text).toContain('公示异议（1件待办）');
    expect((await member.get(path)).text).toContain('秘密内容');
    expect((await member.post(`${path}/finding`, { outcome: 'REJECTED', finding: '早' })).status).toBe(409);
    await member.post(`${path}/investigation`, { investigators: '孙丽娟、杨国栋' });
    await member.post(`${path}/finding`, { outcome: 'REJECTED', finding: '值守记录齐全，反映不属实。' });
    expect((await visitor.get(link)).text).toContain('值守记录齐全');
    expect((await member.get('/bureau/evaluations')).text).not.toContain('件待办');
    await manager.post(award, { revision });
    expect((await round()).status).toBe('AWARDED');
  });

  it('E29: upheld, the candidate is not honoured; his branch and he see nothing of it', async () => {
    const { app, second, secretary, bureauId, branch, board, roundId, candidates, application } =
      await aPublicNotice(db);
    const visitor = app.anonymous();
    await visitor.get(`${board}/objections/new`);
    await visitor.post(`${board}/objections`, objectionTo(candidates[0]));
    const kept = await db.objection.findFirstOrThrow({ where: { bureauId } });
    const colleague = await aMember(db, branch, { name: '郑红' });
    const insider = await anAccount(db, bureauId, {
      displayName: '郑红',
      role: 'COMMITTEE_MEMBER',
      memberId: colleague.id,
    });
    const inside = await app.signIn(insider.username);
    const path = `/bureau/objections/${kept.id}`;
    const shown = (await inside.get(path)).text;
    expect(shown).toContain('按规定回避');
    expect(shown).not.toContain('秘密内容');
    expect((await inside.post(`${path}/investigation`, { investigators: '郑红、孙丽娟' })).status).toBe(403);
    const own = await app.signIn(secretary.username);
    expect((await own.get(`/branches/${branch.id}/evaluations/${roundId}`)).text).not.toContain('异议');
    expect((await own.get(path)).status).toBe(403);
    const member = await app.signIn(second.username);
    await member.post(`${path}/investigation`, { investigators: '孙丽娟、杨国栋' });
    await member.post(`${path}/finding`, { outcome: 'UPHELD', finding: '值守确有缺岗。' });
    expect((await application(0)).status).toBe('NOT_CHOSEN');
  });

  it('E30: after the period it is a complaint: it holds nothing, and upheld it revokes the award', async () => {
    const { app, head, second, bureauId, board, roundId, candidates, clock, round, application } =
      await aPublicNotice(db);
    clock.set('2026-12-18T10:00:00+08:00');
    const visitor = app.anonymous();
    expect((await visitor.get(`${board}/objections/new`)).text).toContain('按信访举报办理');
    await visitor.post(`${board}/objections`, objectionTo(candidates[0]));
    const kept = await db.objection.findFirstOrThrow({ where: { bureauId } });
    expect(kept.late).toBe(true);
    const manager = await app.signIn(head.username);
    await manager.post(`/bureau/evaluations/${roundId}/award`, { revision: String((await round()).revision) });
    expect((await round()).status).toBe('AWARDED');
    const member = await app.signIn(second.username);
    await member.post(`/bureau/objections/${kept.id}/investigation`, { investigators: '孙丽娟、杨国栋' });
    await member.post(`/bureau/objections/${kept.id}/finding`, { outcome: 'UPHELD', finding: '材料不实。' });
    expect(await application(0)).toMatchObject({ status: 'CHOSEN', awardRevokedOn: null });
    expect((await member.get(`/bureau/objections/${kept.id}`)).text).toContain('请提请局党委会议研究是否撤销表彰');
    const revoke = `/bureau/evaluations/${roundId}/applications/${candidates[0]}/revocation`;
    expect((await manager.get(`/bureau/objections/${kept.id}`)).text).toContain(`${revoke}/new`);
    expect((await member.post(revoke, {})).status).toBe(403);
    const meeting = { ...MEETING, heldOn: '2026-12-18', agenda: '研究撤销表彰', reason: '事迹材料不实' };
    const lost = await manager.post(revoke, { ...meeting, forCount: '3', againstCount: '4' });
    expect(lost.status).toBe(422);
    expect(lost.text).toContain('会议没有通过');
    expect(lost.text).toContain('value="事迹材料不实"');
    await manager.post(revoke, meeting);
    expect(await application(0)).toMatchObject({
      ...{ status: 'CHOSEN', awardRevokedOn: new Date('2026-12-18'), revokeReason: '事迹材料不实' },
      revocation: { chair: '陈志远', decidedBy: '陈志远', grounds: '事迹材料不实' },
    });
    expect((await manager.post(revoke, meeting)).status).toBe(409);
    expect((await manager.get(`/bureau/evaluations/${roundId}`)).text).toContain('撤销表彰：');
    expect(await db.auditEvent.count({ where: { bureauId, action: 'evaluation.revoke' } })).toBe(1);
    const list = (await visitor.get(`/board/${bureauId}/honours`)).text;
    expect(list).toContain('经局党委会议研究，撤销表彰。原因：事迹材料不实');
    expect(list).not.toContain('带出一支好队伍');
  });
});

describe('R45: the award', () => {
  it('R45: only after the whole period; the list with deeds is public, certificates name who was honoured', async () => {
    const { app, head, bureauId, roundId, branch, clock, round } = await aPublicNotice(db);
    const path = `/bureau/evaluations/${roundId}`;
    const revision = String((await round()).revision);
    clock.set('2026-12-17T23:50:00+08:00');
    const browser = await app.signIn(head.username);
    expect((await browser.post(`${path}/award`, { revision })).status).toBe(422);
    expect((await app.anonymous().get(`/board/${bureauId}/honours`)).text).toContain('还没有表彰名单');
    clock.set('2026-12-18T00:05:00+08:00');
    expect((await browser.get(`${path}/award/new`)).text).toContain(branch.name);
    await browser.post(`${path}/award`, { revision });
    expect((await app.anonymous().get(`/board/${bureauId}/honours`)).text).toContain('带出一支好队伍');
    const file = (await browser.download(`${path}/certificates`)).body as Buffer;
    const text = await wordText(file);
    expect(text).toContain(`${branch.name}：`);
    expect(text).toContain('被评为“先进基层党组织”');
  });

  it('R54: of a member the public reads sex, month of birth, education and post, no number and no day', () => {
    const member = { gender: 'FEMALE', birthDate: new Date('1985-03-17'), education: '本科', post: '数学教师' };
    expect(aboutMember(member, '第一中学')).toBe('女，1985年3月出生，本科，第一中学数学教师');
    expect(aboutMember({ ...member, birthDate: null, education: null, post: null }, '第一中学')).toBe('女，第一中学');
    expect([...shortDeeds('很'.repeat(400))]).toHaveLength(300);
    expect(shortDeeds('短\n句')).toBe('短句');
  });
});
