import { describe, expect, it } from 'vitest';
import {
  agreeReopening,
  answerProblem,
  askReopening,
  readVerdicts,
  recordVerdict,
  saveEntry,
} from '../../../src/features/acceptance/index.js';
import { verdictFault } from '../../../src/features/acceptance/verdicts.rules.js';
import { recordStudySession } from '../../../src/features/mobilization/index.js';
import { BranchFrozen } from '../../../src/shared/errors.js';
import { aBranchAtAcceptance, aVerdict, passOn } from '../../factories/acceptance.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const today = new Date('2026-12-01');
const problem = { text: '补齐活动记录', dueOn: new Date('2026-12-20') };

describe('R47: the verdict', () => {
  it('R47: a pass has no problems to mend, anything else has, with days that lie ahead', () => {
    expect(verdictFault(aVerdict(), today)).toBeNull();
    expect(verdictFault(aVerdict({ problems: [problem] }), today)?.field).toBe('outcome');
    expect(verdictFault(aVerdict({ outcome: 'NOT_PASSED' }), today)?.field).toBe('problems.0.text');
    expect(verdictFault(aVerdict({ decidedOn: new Date('2026-12-02') }), today)?.field).toBe('decidedOn');
    const early = { ...problem, dueOn: new Date('2026-11-01') };
    expect(verdictFault(aVerdict({ outcome: 'NOT_PASSED', problems: [early] }), today)?.field).toBe('problems.0.dueOn');
  });

  it('R47: problems go back to the branch, which answers, hands in anew and is accepted', async () => {
    const scene = await aBranchAtAcceptance(db);
    const { app, by, head, secretary, place, branch } = scene;
    await expect(recordVerdict(by(head), place, aVerdict())).rejects.toThrow();
    await passOn(scene);
    const chief = await app.signIn(head.username);
    const path = `/bureau/acceptance/branches/${branch.id}/verdict`;
    const form = {
      ...{
        outcome: 'AFTER_MENDING',
        text: '记录不全',
        decidedOn: '2026-12-01',
        decidedBy: '自治区检查组',
        number: '1',
      },
      ...{ 'problems.0.text': '补齐活动记录', 'problems.0.dueOn': '' },
    };
    const refused = await chief.post(path, form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请选择整改期限');
    expect((await chief.post(path, { ...form, 'problems.0.dueOn': '2026-12-20' })).status).toBe(303);
    const own = await app.signIn(secretary.username);
    const page = (await own.get(`/branches/${branch.id}/acceptance`)).text;
    expect(page).toContain('整改后通过');
    expect(page).toContain('整改期限2026年12月20日');
    const { id } = await db.acceptanceProblem.findFirstOrThrow({ where: { bureauId: place.bureauId } });
    const mend = `/branches/${branch.id}/acceptance/problems/${id}`;
    expect((await own.post(mend, { answer: '' })).status).toBe(422);
    expect((await own.post(mend, { answer: '已补齐' })).status).toBe(303);
    await expect(answerProblem(by(secretary), place, id, '再改')).rejects.toThrow('已经填写');
    expect(await db.selfAssessment.findFirstOrThrow({ where: place })).toMatchObject({
      status: 'RETURNED',
      revision: 4,
    });
    await passOn(scene, 4);
    await recordVerdict(by(head), place, aVerdict({ number: 2 }));
    expect((await readVerdicts(db, place)).map(({ outcome }) => outcome)).toEqual(['整改后通过', '通过']);
  });

  it('R47: two verdicts at the same moment are one', async () => {
    const scene = await aBranchAtAcceptance(db);
    const { by, head, place } = scene;
    await passOn(scene);
    const both = await Promise.allSettled([1, 2].map(() => recordVerdict(by(head), place, aVerdict())));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.acceptanceVerdict.count({ where: place })).toBe(1);
  });
});

describe('R47: freeze on acceptance', () => {
  const session = { topic: '学习', heldOn: today, place: '会议室', material: '材料', summary: '情况', attendeeIds: [] };

  async function accepted() {
    const scene = await aBranchAtAcceptance(db);
    await passOn(scene);
    await recordVerdict(scene.by(scene.head), scene.place, aVerdict());
    await db.branchStep.updateMany({ where: { ...scene.place, step: 'STUDY' }, data: { status: 'OPEN' } });
    return scene;
  }

  it('R47: no use case changes an accepted branch, whoever acts; what is said is plain', async () => {
    const { by, secretary, head, place, app, branch } = await accepted();
    await expect(recordStudySession(by(secretary), place, session)).rejects.toThrow(BranchFrozen);
    const entry = { points: 8, reason: null, remark: null, revision: 3 };
    await expect(saveEntry(by(head), place, 'survey', entry)).rejects.toThrow();
    expect(await db.studySession.count({ where: place })).toBe(0);
    const browser = await app.signIn(secretary.username);
    const refused = await browser.post(`/branches/${branch.id}/study-sessions`, {
      ...{ topic: '学习', heldOn: '2026-11-20', place: '会议室', material: '材料', summary: '情况' },
      attendeeIds: (await db.member.findFirstOrThrow({ where: { bureauId: place.bureauId, branchId: branch.id } })).id,
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('已通过验收，活动资料已冻结，不能再更改');
    expect((await browser.get(`/branches/${branch.id}/acceptance`)).text).toContain(
      '通过验收，活动资料已冻结，只能查看',
    );
  });

  it('R47: a change that is under way when the verdict falls is in before it or refused', async () => {
    const scene = await aBranchAtAcceptance(db);
    const { by, head, secretary, place } = scene;
    await passOn(scene);
    await db.branchStep.updateMany({ where: { ...place, step: 'STUDY' }, data: { status: 'OPEN' } });
    const writes = Array.from({ length: 6 }, () => recordStudySession(by(secretary), place, session));
    const [verdict, ...results] = await Promise.allSettled([recordVerdict(by(head), place, aVerdict()), ...writes]);
    expect(verdict?.status).toBe('fulfilled');
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect(await db.studySession.count({ where: place })).toBe(done);
    await expect(recordStudySession(by(secretary), place, session)).rejects.toThrow(BranchFrozen);
    const trail = await db.auditEvent.findMany({
      where: { bureauId: place.bureauId, action: { in: ['acceptance.verdict', 'studySession.record'] } },
      orderBy: { seq: 'asc' },
      select: { action: true },
    });
    expect(trail.at(-1)?.action).toBe('acceptance.verdict');
  });

  it('R47: two people of the committee open it again, with a reason and a trace', async () => {
    const { by, head, member, secretary, place, app, branch } = await accepted();
    const chief = await app.signIn(head.username);
    const path = `/bureau/acceptance/branches/${branch.id}/reopening`;
    expect((await chief.post(path, { reopeningReason: '' })).status).toBe(422);
    expect((await chief.post(path, { reopeningReason: '名单有误' })).status).toBe(303);
    await expect(askReopening(by(member), place, '再提')).rejects.toThrow('正在等另一人同意');
    expect((await chief.post(`${path}/agreement`, {})).status).toBe(403);
    await expect(recordStudySession(by(secretary), place, session)).rejects.toThrow(BranchFrozen);
    await agreeReopening(by(member), place);
    await recordStudySession(by(secretary), place, session);
    expect(await db.acceptanceReopening.findFirstOrThrow({ where: { bureauId: place.bureauId } })).toMatchObject({
      reason: '名单有误',
      askedByName: '陈志远',
      agreedBy: '刘慧敏',
    });
    expect(await db.selfAssessment.findFirstOrThrow({ where: place })).toMatchObject({ status: 'RETURNED' });
    const trace = await db.auditEvent.findFirst({ where: { bureauId: place.bureauId, action: 'acceptance.reopen' } });
    expect(trace).toMatchObject({ note: '名单有误', detail: { askedBy: '陈志远' } });
    expect((await chief.get(`/bureau/acceptance/branches/${branch.id}`)).text).toContain('已重新打开');
  });
});
