import { describe, expect, it } from 'vitest';
import { checkOutcomes, GUARDS } from '../../src/campaign/guards.js';
import { CAMPAIGN_STEPS, type CheckName } from '../../src/campaign/phases.js';
import { findStepFacts, listOpenStepFacts } from '../../src/campaign/step-facts.queries.js';
import type {
  CommitmentLevel,
  CommitmentStatus,
  StatementKind,
  StatementStatus,
  StepName,
} from '../../src/generated/prisma/enums.js';
import { chinaDay } from '../../src/shared/dates.js';
import { newId } from '../../src/shared/ids.js';
import { anAccount } from '../factories/account.js';
import { aMember } from '../factories/member.js';
import { countQueries } from '../support/query-counter.js';
import { testDatabase } from '../support/test-database.js';
import { aBranchInStep, aGroup, type CampaignState } from './campaign-states.js';

const { db } = await testDatabase();
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const at = new Date('2026-05-10T02:00:00Z');

async function outcome(state: CampaignState, step: StepName, name: CheckName) {
  const { bureauId, campaignId, branchId, clock } = state;
  const facts = await findStepFacts(db, { bureauId, campaignId, branchId, step });
  if (!facts) throw new Error('The branch does not stand in this step.');
  const found = checkOutcomes(facts, chinaDay(clock.now())).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`No outcome of ${name}`);
  return found;
}

const idsOf = ({ bureauId, campaignId, branchId }: CampaignState) => ({ bureauId, campaignId, branchId });

describe('the table', () => {
  it('R3: every check of a step has a guard, and every guard a step', () => {
    for (const { step, checks } of CAMPAIGN_STEPS)
      expect(Object.keys(GUARDS[step]).sort(), step).toEqual([...checks].sort());
  });
});

describe('SURVEY', () => {
  it('R55: the roster is empty, then it is not', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    expect(await outcome(state, 'SURVEY', 'rosterImported')).toMatchObject({
      done: false,
      href: `/branches/${state.branchId}/members`,
    });
    await aMember(db, state.branch);
    expect(await outcome(state, 'SURVEY', 'rosterImported')).toMatchObject({ done: true, reason: '名册上有1名党员' });
  });

  it('R6: names those without skills, then those the branch has not confirmed; lost members do not hold it back (E48)', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    expect((await outcome(state, 'SURVEY', 'skillsRecorded')).done).toBe(false);
    const one = await aMember(db, state.branch, { name: '王五' });
    await aMember(db, state.branch, { name: '赵六', skillsFilledAt: at, skillsConfirmedAt: at });
    await aMember(db, state.branch, { name: '失联者', isLost: true });
    await aMember(db, state.branch, { name: '调出者', leftOn: day('2026-04-01') });
    expect(await outcome(state, 'SURVEY', 'skillsRecorded')).toMatchObject({
      done: false,
      reason: '还有1名党员未填写能力特长：王五',
    });
    const where = { bureauId: state.bureauId, id: one.id };
    await db.member.updateMany({ where, data: { skillsFilledAt: at } });
    expect(await outcome(state, 'SURVEY', 'skillsRecorded')).toMatchObject({
      done: false,
      reason: expect.stringContaining('待支部核实：王五'),
    });
    await db.member.updateMany({ where, data: { skillsConfirmedAt: at } });
    expect(await outcome(state, 'SURVEY', 'skillsRecorded')).toMatchObject({ done: true });
  });

  it('R6: of many it names the first few and says how many', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    for (const name of ['甲一', '甲二', '甲三', '甲四', '甲五', '甲六', '甲七'])
      await aMember(db, state.branch, { name });
    const { reason } = await outcome(state, 'SURVEY', 'skillsRecorded');
    expect(reason).toMatch(/^还有7名党员未填写能力特长：.*等7名$/);
    expect(reason.split('、')).toHaveLength(5);
  });
});

async function putStatement(state: CampaignState, kind: StatementKind, status: StatementStatus): Promise<void> {
  const place = idsOf(state);
  await db.branchStatement.upsert({
    where: { bureauId_campaignId_branchId_kind: { ...place, kind } },
    create: { ...place, id: newId(), kind, title: '题', body: '文', status, createdAt: at },
    update: { status },
  });
}

describe('texts the committee approves', () => {
  const cases: [StepName, CheckName, StatementKind, StatementStatus, boolean, RegExp][] = [
    ['STUDY', 'goalsPublished', 'GOALS', 'DRAFT', false, /尚未报送/],
    ['STUDY', 'goalsPublished', 'GOALS', 'SUBMITTED', false, /等待局党委审核/],
    ['STUDY', 'goalsPublished', 'GOALS', 'RETURNED', false, /退回/],
    ['STUDY', 'goalsPublished', 'GOALS', 'APPROVED', false, /尚未公布/],
    ['STUDY', 'goalsPublished', 'GOALS', 'PUBLISHED', true, /已公布/],
    ['SUMMARY', 'summaryPublished', 'SUMMARY', 'APPROVED', false, /尚未公布/],
    ['SUMMARY', 'summaryPublished', 'SUMMARY', 'PUBLISHED', true, /已公布/],
    ['ACCEPTANCE', 'selfAssessmentApproved', 'SELF_ASSESSMENT', 'SUBMITTED', false, /等待局党委审核/],
    ['ACCEPTANCE', 'selfAssessmentApproved', 'SELF_ASSESSMENT', 'APPROVED', true, /审核通过/],
  ];
  it.each(cases)('R7, R46: %s %s: %s %s → %s', async (step, name, kind, status, done, reason) => {
    const state = await aBranchInStep(db, step);
    expect((await outcome(state, step, name)).done).toBe(false);
    await putStatement(state, kind, status);
    expect(await outcome(state, step, name)).toMatchObject({
      done,
      reason: expect.stringMatching(reason),
      awaitsBureau: status === 'SUBMITTED',
    });
  });

  it.each([
    ['DRAFT', false, /尚未提交/],
    ['SUBMITTED', false, /等待局党委审核/],
    ['RETURNED', false, /退回/],
    ['PASSED_ON', true, /转报/],
  ] as const)('R47: the self-assessment %s → done %s', async (status, done, reason) => {
    const state = await aBranchInStep(db, 'ACCEPTANCE');
    expect(await outcome(state, 'ACCEPTANCE', 'assessmentPassedOn')).toMatchObject({
      done: false,
      reason: '还没有对照验收清单自查',
    });
    await db.selfAssessment.create({
      data: { ...idsOf(state), id: newId(), status, entries: [], createdAt: at },
    });
    expect(await outcome(state, 'ACCEPTANCE', 'assessmentPassedOn')).toMatchObject({
      done,
      reason: expect.stringMatching(reason),
      awaitsBureau: status === 'SUBMITTED',
    });
  });

  it('R4: a study session was held', async () => {
    const state = await aBranchInStep(db, 'STUDY');
    expect(await outcome(state, 'STUDY', 'studyHeld')).toMatchObject({
      done: false,
      href: `/branches/${state.branchId}/study-sessions`,
    });
    const text = { topic: '学习', place: '会议室', material: '材料', summary: '情况' };
    await db.studySession.create({
      data: { ...idsOf(state), id: newId(), ...text, heldOn: day('2026-05-08'), attendeeIds: [], createdAt: at },
    });
    expect(await outcome(state, 'STUDY', 'studyHeld')).toMatchObject({ done: true, reason: '已登记1次学习活动' });
  });
});

describe('GROUP_SETUP', () => {
  const proposal = (state: CampaignState, data: object) => db.groupProposal.updateMany({ where: idsOf(state), data });

  it('R12: no group, then one', async () => {
    const state = await aBranchInStep(db, 'GROUP_SETUP');
    expect((await outcome(state, 'GROUP_SETUP', 'proposalDrafted')).done).toBe(false);
    await aGroup(db, state, '教学科研');
    expect(await outcome(state, 'GROUP_SETUP', 'proposalDrafted')).toMatchObject({
      done: true,
      reason: '初步意见中有1个小组',
    });
  });

  it('R13: not begun, still running, unanswered, answered', async () => {
    const state = await aBranchInStep(db, 'GROUP_SETUP');
    const [one] = [await aMember(db, state.branch), await aMember(db, state.branch)];
    const { proposalId } = await aGroup(db, state, '教学科研');
    const check = () => outcome(state, 'GROUP_SETUP', 'consultationAnswered');
    expect(await check()).toMatchObject({ done: false, reason: '还没有开始征求意见' });
    await proposal(state, { status: 'CONSULTING', consultationClosesOn: day('2026-05-20'), consultationOpenedAt: at });
    expect(await check()).toMatchObject({ done: false, reason: '征求意见至5月20日，2名党员中已有0名提出意见' });
    const opinion = {
      bureauId: state.bureauId,
      id: newId(),
      proposalId,
      memberId: one.id,
      stance: 'SUGGEST' as const,
      content: '建议',
    };
    await db.consultationOpinion.create({ data: { ...opinion, createdAt: at } });
    state.clock.set('2026-05-21T10:00:00+08:00');
    expect(await check()).toMatchObject({ done: false, reason: '收到1条意见，其中1条尚未答复' });
    await db.consultationOpinion.updateMany({
      where: { bureauId: state.bureauId },
      data: { handling: 'ADOPTED', answer: '采纳' },
    });
    expect(await check()).toMatchObject({ done: true });
  });

  it('R14, R15: decided, then announced', async () => {
    const state = await aBranchInStep(db, 'GROUP_SETUP');
    await aGroup(db, state, '教学科研');
    const both = async () => [
      (await outcome(state, 'GROUP_SETUP', 'proposalDecided')).done,
      (await outcome(state, 'GROUP_SETUP', 'proposalAnnounced')).done,
    ];
    expect(await both()).toEqual([false, false]);
    await proposal(state, { status: 'DECIDED' });
    expect(await both()).toEqual([true, false]);
    await proposal(state, { status: 'ANNOUNCED' });
    expect(await both()).toEqual([true, true]);
  });
});

const place = (state: CampaignState, groupId: string, memberId: string) =>
  db.groupMembership.create({
    data: { ...idsOf(state), id: newId(), groupId, memberId, source: 'ENROLLED', startedAt: at },
  });

describe('ENROLLMENT', () => {
  it('R17, E48: names who is in no group; lost and exempt members do not hold it back', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT');
    const group = await aGroup(db, state, '教学科研');
    const placed = await aMember(db, state.branch, { name: '李四' });
    const left = await aMember(db, state.branch, { name: '王五' });
    await aMember(db, state.branch, { name: '失联者', isLost: true });
    const exempt = await aMember(db, state.branch, { name: '久病者' });
    await db.enrollmentExemption.create({
      data: { ...idsOf(state), id: newId(), memberId: exempt.id, reason: '久病', createdAt: at },
    });
    await place(state, group.id, placed.id);
    expect(await outcome(state, 'ENROLLMENT', 'everyMemberPlaced')).toMatchObject({
      done: false,
      reason: '还有1名党员未参加任何功能党小组：王五',
      href: `/branches/${state.branchId}/enrollment`,
    });
    const membership = await place(state, group.id, left.id);
    expect(await outcome(state, 'ENROLLMENT', 'everyMemberPlaced')).toMatchObject({
      done: true,
      reason: '2名党员都已参加一个功能党小组',
    });
    await db.groupMembership.updateMany({
      where: { bureauId: state.bureauId, id: membership.id },
      data: { endedAt: at },
    });
    expect((await outcome(state, 'ENROLLMENT', 'everyMemberPlaced')).done).toBe(false);
  });

  it('R22: no round, an open one, a confirmed list', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT');
    const check = () => outcome(state, 'ENROLLMENT', 'listConfirmed');
    expect(await check()).toMatchObject({ done: false, reason: '还没有开始报名' });
    const dates = { opensOn: day('2026-06-20'), closesOn: day('2026-07-05') };
    await db.enrollmentRound.create({ data: { ...idsOf(state), id: newId(), ...dates, createdAt: at } });
    expect((await check()).done).toBe(false);
    await db.enrollmentRound.updateMany({
      where: idsOf(state),
      data: { status: 'CONFIRMED', confirmedAt: new Date('2026-07-05T16:30:00Z') },
    });
    expect(await check()).toMatchObject({ done: true, reason: '名单已于2026年7月6日确定' });
  });

  it('R26, R24: names groups without rules and without a leader, and links to the first', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT');
    expect((await outcome(state, 'ENROLLMENT', 'rulesLaidDown')).done).toBe(false);
    const bare = await aGroup(db, state, '校园平安', { activityRules: ' ' });
    expect(await outcome(state, 'ENROLLMENT', 'rulesLaidDown')).toMatchObject({
      done: false,
      reason: '1个小组中，“校园平安”没有制定活动制度或职责',
      href: `/branches/${state.branchId}/groups/${bare.id}`,
    });
    await db.functionGroup.updateMany({
      where: { bureauId: state.bureauId, id: bare.id },
      data: { activityRules: '每月一次' },
    });
    expect((await outcome(state, 'ENROLLMENT', 'rulesLaidDown')).done).toBe(true);
    expect(await outcome(state, 'ENROLLMENT', 'leadersChosen')).toMatchObject({
      done: false,
      reason: '1个小组中，“校园平安”还没有组长',
    });
    const leader = await aMember(db, state.branch);
    const term = {
      ...idsOf(state),
      id: newId(),
      groupId: bare.id,
      memberId: leader.id,
      method: 'APPOINTED' as const,
      reason: '无人自荐',
    };
    await db.leaderTerm.create({ data: { ...term, startedAt: at } });
    expect((await outcome(state, 'ENROLLMENT', 'leadersChosen')).done).toBe(true);
  });

  it('E26: an acting leader is enough only once the by-election has begun', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT');
    const group = await aGroup(db, state, '校园平安', {});
    const of = { ...idsOf(state), groupId: group.id };
    const acting = { id: newId(), memberId: (await aMember(db, state.branch)).id, method: 'ACTING' as const };
    await db.leaderTerm.create({ data: { ...of, ...acting, startedAt: at, actingUntil: new Date('2026-09-01') } });
    expect(await outcome(state, 'ENROLLMENT', 'leadersChosen')).toMatchObject({
      done: false,
      reason: '1个小组中，“校园平安”只有代理组长，开始补选后才能完成本步',
      href: `/branches/${state.branchId}/groups/${group.id}`,
    });
    const election = { id: newId(), kind: 'BY_ELECTION' as const, nominationClosesOn: new Date('2026-08-20') };
    await db.leaderElection.create({ data: { ...of, ...election, createdAt: at } });
    expect((await outcome(state, 'ENROLLMENT', 'leadersChosen')).done).toBe(true);
  });

  it('R25: list and leaders are both on the notice board', async () => {
    const state = await aBranchInStep(db, 'ENROLLMENT');
    const notice = (kind: 'MEMBERSHIP' | 'LEADERS', over: object = {}) =>
      db.notice.create({
        data: {
          ...idsOf(state),
          id: newId(),
          kind,
          title: '公布',
          content: [],
          secrecyReviewedBy: '李明',
          publishedBy: '王',
          publishedAt: at,
          ...over,
        },
      });
    const check = () => outcome(state, 'ENROLLMENT', 'leadersPublished');
    expect(await check()).toMatchObject({ done: false, reason: '名单确定、组长产生后公布' });
    await notice('MEMBERSHIP');
    await notice('LEADERS', { withdrawnAt: at, withdrawReason: '有误' });
    expect(await check()).toMatchObject({ done: false, reason: '名单已公布，组长尚未公布' });
    await notice('LEADERS');
    expect(await check()).toMatchObject({ done: true });
  });
});

describe('COMMITMENT', () => {
  const commit = (
    state: CampaignState,
    level: CommitmentLevel,
    status: CommitmentStatus,
    ids: { groupId?: string; memberId?: string } = {},
  ) => {
    const sides = { preamble: '', organizationSide: '局党委', peopleSide: '党员、群众' };
    return db.commitment.create({
      data: { ...idsOf(state), id: newId(), year: 2026, level, status, ...sides, ...ids, createdAt: at },
    });
  };

  it('R29: the branch commitment goes from nothing to published', async () => {
    const state = await aBranchInStep(db, 'COMMITMENT');
    const check = () => outcome(state, 'COMMITMENT', 'branchCommitmentPublished');
    expect(await check()).toMatchObject({ done: false, reason: '还没有撰写党支部承诺' });
    const { id } = await commit(state, 'BRANCH', 'SUBMITTED');
    expect(await check()).toMatchObject({ done: false, awaitsBureau: true });
    await db.commitment.updateMany({ where: { bureauId: state.bureauId, id }, data: { status: 'PUBLISHED' } });
    expect(await check()).toMatchObject({ done: true, awaitsBureau: false });
  });

  it('R37, E39: an item given to no group holds it back', async () => {
    const state = await aBranchInStep(db, 'COMMITMENT');
    const group = await aGroup(db, state, '教学科研');
    const check = () => outcome(state, 'COMMITMENT', 'itemsBrokenDown');
    expect(await check()).toMatchObject({ done: false, reason: '党支部承诺还没有事项' });
    const { id: commitmentId } = await commit(state, 'BRANCH', 'APPROVED');
    const item = {
      bureauId: state.bureauId,
      id: newId(),
      commitmentId,
      position: 1,
      mainTask: '送教下乡',
      workContent: '每学期两次',
    };
    await db.commitmentItem.create({ data: { ...item, dueDate: day('2026-12-20') } });
    expect(await check()).toMatchObject({ done: false, reason: '1项承诺中，还有1项未分解到小组：送教下乡' });
    await db.itemAssignment.create({
      data: { bureauId: state.bureauId, id: newId(), itemId: item.id, groupId: group.id, createdAt: at },
    });
    expect((await check()).done).toBe(true);
  });

  it('R30, R31: names groups and members without a published commitment', async () => {
    const state = await aBranchInStep(db, 'COMMITMENT');
    const group = await aGroup(db, state, '教学科研');
    const member = await aMember(db, state.branch, { name: '王五' });
    await aMember(db, state.branch, { name: '失联者', isLost: true });
    await commit(state, 'GROUP', 'PUBLISHED', { groupId: group.id });
    const own = await commit(state, 'MEMBER', 'APPROVED', { groupId: group.id, memberId: member.id });
    expect(await outcome(state, 'COMMITMENT', 'groupCommitmentsPublished')).toMatchObject({ done: true });
    expect(await outcome(state, 'COMMITMENT', 'memberCommitmentsPublished')).toMatchObject({
      done: false,
      reason: '还有1名党员的承诺未公布：王五',
    });
    await db.commitment.updateMany({ where: { bureauId: state.bureauId, id: own.id }, data: { status: 'PUBLISHED' } });
    expect((await outcome(state, 'COMMITMENT', 'memberCommitmentsPublished')).done).toBe(true);
    await aGroup(db, state, '校园平安');
    expect(await outcome(state, 'COMMITMENT', 'groupCommitmentsPublished')).toMatchObject({
      done: false,
      reason: '还有1个小组的承诺未公布：校园平安',
    });
  });
});

it('R43: EVALUATION waits for a general meeting that passed the recommendation', async () => {
  const state = await aBranchInStep(db, 'EVALUATION');
  const { id: createdById } = await anAccount(db, state.bureauId);
  const meeting = (verdict: 'PASSED' | 'DEFERRED', heldOn: string) =>
    db.branchMeeting.create({
      data: {
        ...idsOf(state),
        id: newId(),
        kind: 'GENERAL',
        purpose: 'RECOMMENDATION',
        title: '推荐',
        heldOn: day(heldOn),
        place: '会议室',
        chair: '王',
        recorder: '李',
        eligibleCount: 10,
        presentCount: 8,
        agenda: '推荐',
        decision: '通过',
        verdict,
        verdictText: '',
        ruleSet: '',
        createdById,
        createdAt: at,
      },
    });
  const check = () => outcome(state, 'EVALUATION', 'recommendationDecided');
  expect(await check()).toMatchObject({
    done: false,
    href: `/branches/${state.branchId}/meetings/new?purpose=RECOMMENDATION`,
  });
  await meeting('DEFERRED', '2027-04-10');
  expect(await check()).toMatchObject({ done: false, reason: '2027年4月10日的会议没有通过推荐对象' });
  await meeting('PASSED', '2027-04-20');
  expect(await check()).toMatchObject({ done: true, reason: '2027年4月20日支部党员大会已通过' });
});

it('R60: the facts of all open steps come in one query, and equal those of each step alone', async () => {
  const state = await aBranchInStep(db, 'ENROLLMENT');
  await aMember(db, state.branch, { name: '王五' });
  const key = { bureauId: state.bureauId, campaignId: state.campaignId };
  const { result, queries } = await countQueries(db, () => listOpenStepFacts(db, key));
  expect(queries).toHaveLength(1);
  const one = await findStepFacts(db, { ...key, branchId: state.branchId, step: 'ENROLLMENT' });
  expect(result).toEqual([{ branchId: one?.branchId, step: one?.step, facts: one?.facts }]);
});
