import { expect, it } from 'vitest';
import {
  publishStatement,
  recordStudySession,
  reviewStatement,
  saveStatement,
  submitStatement,
} from '../../../src/features/mobilization/index.js';
import { STATEMENT_LIFE, STATEMENT_STATUS_LABELS } from '../../../src/features/mobilization/statements.rules.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aMember } from '../../factories/member.js';
import { testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const TEXT = { title: '创先争优目标任务', body: '一、目标\n二、任务', revision: 0 };

const goalsOf = ({ bureauId, branchId }: { bureauId: string; branchId: string }) =>
  db.branchStatement.findFirstOrThrow({ where: { bureauId, branchId, kind: 'GOALS' } });

it('every status has a label, a way in, and a way out but for the last', () => {
  const statuses = Object.keys(STATEMENT_LIFE) as (keyof typeof STATEMENT_LIFE)[];
  const reached = new Set(statuses.flatMap((status) => Object.values(STATEMENT_LIFE[status]).map((move) => move.to)));
  for (const status of statuses) {
    expect(STATEMENT_STATUS_LABELS[status]).not.toBe('');
    if (status !== 'DRAFT') expect(reached, status).toContain(status);
    if (status !== 'PUBLISHED') expect(Object.keys(STATEMENT_LIFE[status]), status).not.toHaveLength(0);
  }
});

it('R7: goals are drafted, submitted, returned with a note, submitted again, approved and published', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const { useCase } = state;
  await saveStatement(useCase, state, 'GOALS', TEXT);
  await submitStatement(useCase, state, 'GOALS');
  const { id } = await goalsOf(state);
  const decide = (outcome: 'approve' | 'return', note: string | null) =>
    reviewStatement(useCase, id, { outcome, note, ownBranches: [] });
  await expect(decide('return', null)).rejects.toThrow('请写明退回的理由');
  await decide('return', '请写明完成时限');
  const returned = await goalsOf(state);
  expect([returned.status, returned.reviewNote]).toEqual(['RETURNED', '请写明完成时限']);
  await saveStatement(useCase, state, 'GOALS', {
    ...TEXT,
    body: '一、目标\n二、12月底前完成',
    revision: returned.revision,
  });
  await submitStatement(useCase, state, 'GOALS');
  await decide('approve', null);
  await publishStatement(useCase, state, 'GOALS', '李明');
  const notice = await db.notice.findFirstOrThrow({
    where: { bureauId: state.bureauId, branchId: state.branchId, kind: 'GOALS' },
  });
  expect(notice.content).toEqual([{ paragraphs: ['一、目标', '二、12月底前完成'] }]);
  expect(notice.secrecyReviewedBy).toBe('李明');
  expect((await goalsOf(state)).status).toBe('PUBLISHED');
});

it('R7: goals go on the board only once they are approved, and are changed by nobody while they wait', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const { useCase } = state;
  const refused = async (act: Promise<unknown>, status: number) => expect(act).rejects.toMatchObject({ status });
  const publish = () => publishStatement(useCase, state, 'GOALS', '李明');
  const rewrite = async () =>
    saveStatement(useCase, state, 'GOALS', { ...TEXT, body: '改过', revision: (await goalsOf(state)).revision });
  await refused(publish(), 404);
  await saveStatement(useCase, state, 'GOALS', TEXT);
  await refused(publish(), 409);
  await submitStatement(useCase, state, 'GOALS');
  await refused(publish(), 409);
  await refused(rewrite(), 422);
  const { id } = await goalsOf(state);
  await reviewStatement(useCase, id, { outcome: 'return', note: '请写明完成时限', ownBranches: [] });
  await refused(publish(), 409);
  await submitStatement(useCase, state, 'GOALS');
  await reviewStatement(useCase, id, { outcome: 'approve', note: null, ownBranches: [] });
  await refused(rewrite(), 422);
  expect(await db.notice.count({ where: { bureauId: state.bureauId, kind: 'GOALS' } })).toBe(0);
  await publish();
  expect(await goalsOf(state)).toMatchObject({ status: 'PUBLISHED', body: TEXT.body });
});

it('R46: the summary belongs to the step of summing up and is refused before', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  await expect(saveStatement(state.useCase, state, 'SUMMARY', TEXT)).rejects.toMatchObject({ status: 409 });
  expect(await db.branchStatement.count({ where: { bureauId: state.bureauId } })).toBe(0);
});

it('E10: who holds an office in the branch cannot review its statement', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  await saveStatement(state.useCase, state, 'GOALS', TEXT);
  await submitStatement(state.useCase, state, 'GOALS');
  const { id } = await goalsOf(state);
  const own = reviewStatement(state.useCase, id, { outcome: 'approve', note: null, ownBranches: [state.branchId] });
  await expect(own).rejects.toMatchObject({ status: 403 });
  expect((await goalsOf(state)).status).toBe('SUBMITTED');
});

it('of two reviews at once one wins and the other is told', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  await saveStatement(state.useCase, state, 'GOALS', TEXT);
  await submitStatement(state.useCase, state, 'GOALS');
  const { id } = await goalsOf(state);
  const outcomes = await Promise.allSettled([
    reviewStatement(state.useCase, id, { outcome: 'approve', note: null, ownBranches: [] }),
    reviewStatement(state.useCase, id, { outcome: 'return', note: '请补充', ownBranches: [] }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(lost?.reason).toMatchObject({ status: 409 });
});

it('a second writer does not overwrite the first', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  await saveStatement(state.useCase, state, 'GOALS', TEXT);
  const both = await goalsOf(state);
  await saveStatement(state.useCase, state, 'GOALS', { ...TEXT, title: '甲', revision: both.revision });
  await expect(
    saveStatement(state.useCase, state, 'GOALS', { ...TEXT, title: '乙', revision: both.revision }),
  ).rejects.toMatchObject({ status: 409 });
  expect((await goalsOf(state)).title).toBe('甲');
});

it('R4: a study session keeps who took part; days to come and strangers are refused', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const member = await aMember(db, state.branch);
  const stranger = await aMember(db, (await aBranchInStep(db, 'STUDY')).branch);
  const session = {
    topic: '会议精神',
    heldOn: new Date('2026-05-10'),
    place: '会议室',
    material: '文件',
    summary: '讨论',
    attendeeIds: [member.id],
  };
  await recordStudySession(state.useCase, state, session);
  await expect(
    recordStudySession(state.useCase, state, { ...session, heldOn: new Date('2026-05-13') }),
  ).rejects.toThrow('学习日期不能晚于今天');
  await expect(recordStudySession(state.useCase, state, { ...session, attendeeIds: [stranger.id] })).rejects.toThrow(
    '参加人员名单有变化',
  );
  const stored = await db.studySession.findMany({ where: { bureauId: state.bureauId } });
  expect(stored.map((row) => row.attendeeIds)).toEqual([[member.id]]);
});

it('the pages lead from an empty form through submission to publication', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const { bureauId, branchId } = state;
  const secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId });
  const reviewer = await anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER' });
  const app = testAppOn(db, state.clock);
  const branch = await app.signIn(secretary.username);
  const base = `/branches/${branchId}/statements/goals`;
  expect((await branch.get(base)).text).toContain('还没有写创先争优目标任务');
  const bad = await branch.post(base, { title: '目标任务', body: '', revision: '0' });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('请填写正文');
  expect(bad.text).toContain('value="目标任务"');
  await branch.post(base, { title: '目标任务', body: '一、目标', revision: '0' });
  expect((await branch.post(`${base}/submission`)).status).toBe(303);
  const { id } = await goalsOf(state);
  const committee = await app.signIn(reviewer.username);
  expect((await committee.post(`/bureau/statements/${id}/reviews`, { outcome: 'approve', note: '' })).status).toBe(303);
  const unticked = await branch.post(`${base}/publication`, { secrecyReviewedBy: '李明' });
  expect(unticked.status).toBe(422);
  expect(unticked.text).toContain('请先完成保密审查');
  expect((await branch.post(`${base}/publication`, { secrecyReviewedBy: '李明', secrecyReview: 'on' })).status).toBe(
    303,
  );
  const { queries } = await countQueries(db, () => branch.get(base));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
});

it('T1: a forgotten id is refused by the client, not read as "any"', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const where = { bureauId: state.bureauId, id: undefined } as unknown as { bureauId: string; id: string };
  await expect(useCaseFor(db, state).db.branchStatement.findFirst({ where })).rejects.toThrow('undefined');
});

it('R7, E52: published goals are corrected: the old text stands with day and issuer until the new one is approved and published', async () => {
  const state = await aBranchInStep(db, 'STUDY');
  const { bureauId, branchId, useCase } = state;
  const app = testAppOn(db, state.clock);
  const secretary = await app.signIn((await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId })).username);
  const base = `/branches/${branchId}/statements/goals`;
  const approve = async () => {
    await submitStatement(useCase, state, 'GOALS');
    await reviewStatement(useCase, (await goalsOf(state)).id, { outcome: 'approve', note: null, ownBranches: [] });
    await publishStatement(useCase, state, 'GOALS', '王秀兰');
  };
  await saveStatement(useCase, state, 'GOALS', TEXT);
  expect((await secretary.post(`${base}/revision`, { reason: '早了' })).status).toBe(409);
  await approve();
  const onBoard = async () => {
    const { id } = await db.notice.findFirstOrThrow({ where: { bureauId, kind: 'GOALS', supersededById: null } });
    return (await app.anonymous().get(`/board/${bureauId}/notices/${id}`)).text;
  };
  const first = await onBoard();
  expect(first).toContain(state.branch.shortName);
  expect(first).toContain('2026年5月12日');
  expect(first).toContain('二、任务');
  await db.branchStep.updateMany({
    where: { bureauId, branchId, step: 'STUDY' },
    data: { status: 'COMPLETED', completedAt: state.clock.now() },
  });
  expect((await secretary.get(base)).text).toContain(`${base}/revision/new`);
  expect((await secretary.post(`${base}/revision`, { reason: '' })).status).toBe(422);
  expect((await secretary.post(`${base}/revision`, { reason: '办结时限写错' })).status).toBe(303);
  expect((await secretary.post(`${base}/revision`, { reason: '再来' })).status).toBe(409);
  const { revision } = await goalsOf(state);
  await saveStatement(useCase, state, 'GOALS', { ...TEXT, body: '三、改过的任务', revision });
  expect(await onBoard()).toContain('二、任务');
  await approve();
  const second = await onBoard();
  expect(second).toContain('三、改过的任务');
  expect(second).not.toContain('二、任务');
  const audit = await db.auditEvent.findFirstOrThrow({ where: { bureauId, action: 'statement.revise' } });
  expect(audit).toMatchObject({ note: '办结时限写错', fromState: 'PUBLISHED', toState: 'DRAFT' });
});
