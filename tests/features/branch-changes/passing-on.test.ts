import { expect, it } from 'vitest';
import { listElectors } from '../../../src/db/electors.js';
import { dissolveBranch, mergeBranch, splitBranch } from '../../../src/features/branch-changes/index.js';
import {
  draftRound,
  openRound,
  saveOwnApplication,
  submitOwnApplication,
} from '../../../src/features/evaluations/index.js';
import { planInspection, startVisit } from '../../../src/features/inspections/index.js';
import { replanInspection } from '../../../src/features/inspections/plans.service.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aRecommendationMeeting, aRoundInput, DEEDS, standardsOf } from '../../factories/evaluation.js';
import { carryOut, personOf } from '../../factories/inspection.js';
import { twoBranches } from '../../factories/two-branches.js';
import { startTestApp } from '../../support/app.js';

const TODAY = '2026-07-05T10:00:00+08:00';
const app = await startTestApp(TODAY);
const { db } = app;
const day = (text: string) => new Date(text);
const DOCUMENT = { documentNo: '示教党〔2026〕12号', effectiveOn: day('2026-07-01') };
const NAMES = { name: '示范区新城小学支部委员会', shortName: '新城小学党支部', schoolName: '新城小学' };

async function scene() {
  app.clock.set(TODAY);
  const two = await twoBranches(app);
  const { bureauId, branch, other, head, by } = two;
  const desk = await app.signIn(head.username);
  const preview = async () => (await desk.get(`/bureau/branches/${branch.id}/mergers/${other.id}/new`)).text;
  const merge = () => mergeBranch(by(head), branch.id, other.id, DOCUMENT);
  const newRowOf = async (memberId: string) =>
    (await db.memberTransfer.findFirstOrThrow({ where: { bureauId, memberId } })).newMemberId ?? '';
  return { ...two, desk, preview, merge, newRowOf, id: (id: string) => ({ bureauId_id: { bureauId, id } }) };
}

async function anExclusion({ bureauId, branch }: Awaited<ReturnType<typeof scene>>, memberId: string) {
  await db.attendanceExclusion.create({
    data: {
      ...{ bureauId, id: newId(), branchId: branch.id, memberId, ground: 'ILLNESS', note: '长期住院' },
      ...{ superiorAgreedOn: day('2026-05-10'), approvedOn: day('2026-05-20'), startsOn: day('2026-05-20') },
      createdAt: new Date(),
    },
  });
}

it('E40, E17: whom a meeting left out of 应到 is left out in the branch that took him over, until it ends that', async () => {
  const at = await scene();
  const { bureauId, other, preview, merge, newRowOf, teaching } = at;
  const memberId = teaching.member.member.id;
  await anExclusion(at, memberId);
  expect(await preview()).toContain('1名按规定不计入应到的党员，转入后仍不计入');
  await merge();
  const electors = await listElectors(db, { bureauId, branchId: other.id }, day('2026-07-05'));
  expect(electors.find(({ name }) => name === '赵敏')?.standing).toBe('EXCLUDED');
  const rows = await db.attendanceExclusion.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  expect(rows.map((row) => [row.memberId, row.branchId === other.id, row.note, row.endsOn])).toEqual([
    [await newRowOf(memberId), true, '长期住院', null],
    [memberId, false, '长期住院', day('2026-07-01')],
  ]);
});

it('E40: of who goes to a new branch the exclusion goes too, and an application not decided ends with a word to him', async () => {
  const at = await scene();
  const { bureauId, branch, by, head, teaching } = at;
  const memberId = teaching.member.member.id;
  await anExclusion(at, memberId);
  const { applicationId } = await anApplication(at);
  const id = await splitBranch(by(head), branch.id, { names: NAMES, memberIds: [memberId], ...DOCUMENT });
  expect(await db.attendanceExclusion.count({ where: { bureauId, branchId: id, endsOn: null } })).toBe(1);
  expect((await db.evaluationApplication.findFirst({ where: { bureauId, id: applicationId } }))?.status).toBe(
    'WITHDRAWN',
  );
  const [word] = await db.notification.findMany({ where: { bureauId, accountId: teaching.member.account.id } });
  expect(word?.text).toContain('您在“2026年度优秀共产党员评选”中的申报就此终止');
});

/** A round that takes applications, and the one of 赵敏, handed to her branch. */
async function anApplication({ bureauId, campaignId, here, by, head, teaching }: Awaited<ReturnType<typeof scene>>) {
  await standardsOf(db, bureauId, campaignId);
  const roundId = await draftRound(by(head), campaignId, aRoundInput());
  await openRound(by(head), roundId, 1);
  const { account, member } = teaching.member;
  const target = { roundId, memberId: member.id };
  await saveOwnApplication(by(account), here, target, { text: DEEDS, revision: 0 });
  await submitOwnApplication(by(account), here, target);
  const { id: applicationId } = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId, roundId } });
  return { roundId, applicationId };
}

it('E40: an application the branch has not decided is discussed by the new one; months in the old branch count', async () => {
  const at = await scene();
  const { bureauId, other, there, by, preview, merge, newRowOf, teaching, id } = at;
  const { roundId, applicationId } = await anApplication(at);
  const leaderId = teaching.leader.member.id;
  expect(await preview()).toContain('1份支部还没有讨论的评优申报转由第六小学党支部讨论推荐');
  await merge();
  const carried = await db.evaluationApplication.findUniqueOrThrow({ where: id(applicationId) });
  const memberId = await newRowOf(teaching.member.member.id);
  expect(carried).toMatchObject({ branchId: other.id, memberId, status: 'SUBMITTED' });
  const secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: other.id });
  const desk = await app.signIn(secretary.username);
  expect((await desk.get(`/branches/${other.id}/evaluations/${roundId}`)).text).toContain('赵敏');
  const target = { roundId, memberId: await newRowOf(leaderId) };
  await saveOwnApplication(by(teaching.leader.account), there, target, { text: DEEDS, revision: 0 });
});

it('E40: where the new branch has handed in already, it ends with a word to the member', async () => {
  const at = await scene();
  const { bureauId, campaignId, other, head, preview, merge, teaching, id } = at;
  const { roundId, applicationId } = await anApplication(at);
  const meetingId = await aRecommendationMeeting(db, other, campaignId, head.id);
  const said = { nobody: true, quota: 1, quotaBasis: '正式党员10名的10%', opinion: '没有合适人选' };
  await db.branchRecommendation.create({
    data: {
      bureauId,
      id: newId(),
      roundId,
      branchId: other.id,
      meetingId,
      ...said,
      decidedByName: '何静',
      createdAt: new Date(),
    },
  });
  expect(await preview()).toContain('第六小学党支部已经上报推荐对象，1份还没有讨论的评优申报终止，并通知本人');
  await merge();
  expect((await db.evaluationApplication.findUniqueOrThrow({ where: id(applicationId) })).status).toBe('WITHDRAWN');
  const member = await app.signIn(teaching.member.account.username);
  expect((await member.get('/account/messages')).text).toContain('您的申报已终止');
});

it('E40, E43: what was recommended stays before the committee in the person’s name; nobody of either branch scores it', async () => {
  const at = await scene();
  const { bureauId, branch, preview, merge, newRowOf, teaching, id, settled } = at;
  const { roundId, applicationId } = await anApplication(at);
  await db.evaluationApplication.update({ where: id(applicationId), data: { status: 'RECOMMENDED' } });
  const reviewer = (memberId: string, displayName: string) =>
    anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER', memberId, displayName });
  await reviewer(settled.id, '何静');
  expect(await preview()).toContain('1份已经上报的推荐照常评审，原支部的推荐意见保留');
  await merge();
  expect(await db.evaluationApplication.findUniqueOrThrow({ where: id(applicationId) })).toMatchObject({
    ...{ branchId: branch.id, memberId: await newRowOf(teaching.member.member.id), status: 'RECOMMENDED' },
  });
  const recused = await db.evaluationRecusal.findMany({ where: { bureauId, roundId, branchId: branch.id } });
  expect(recused.map(({ reviewerName }) => reviewerName)).toEqual(['何静']);
  const member = await app.signIn(teaching.member.account.username);
  expect((await member.get(`/me/honours/${roundId}`)).text).toContain('支部已推荐上报');
  await db.evaluationRound.update({ where: id(roundId), data: { status: 'SCORING', scoringAt: new Date() } });
  const scorer = await anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER', displayName: '刘慧敏' });
  const work = await (await app.signIn(scorer.username)).get('/account/work');
  expect(work.text).toContain(`/bureau/score-sheets/${applicationId}`);
});

it('E40: the branch’s own application ends with it; while it is to be honored it cannot go', async () => {
  const at = await scene();
  const { bureauId, campaignId, branch, by, head, preview, merge, secretary, id } = at;
  await standardsOf(db, bureauId, campaignId);
  const roundId = await draftRound(by(head), campaignId, aRoundInput({ award: 'ADVANCED_ORGANIZATION' }));
  await openRound(by(head), roundId, 1);
  const own = newId();
  await db.evaluationApplication.create({
    data: {
      ...{ bureauId, id: own, roundId, branchId: branch.id, candidateName: branch.shortName, source: 'BRANCH' },
      ...{ status: 'CHOSEN', deeds: DEEDS, createdById: secretary.id, createdByName: '王秀兰', createdAt: new Date() },
    },
  });
  expect(await preview()).toContain(`拟表彰${branch.shortName}，请在公示结束、公布表彰决定以后再办理`);
  await expect(merge()).rejects.toThrow('拟表彰');
  await db.evaluationApplication.update({ where: id(own), data: { status: 'RECOMMENDED' } });
  expect(await preview()).toContain('支部自己的1份评优申报终止');
  await merge();
  expect((await db.evaluationApplication.findUniqueOrThrow({ where: id(own) })).status).toBe('WITHDRAWN');
});

/** One inspection of both branches today, and its inspector. */
async function anInspection({ bureauId, campaignId, branch, other, by, head }: Awaited<ReturnType<typeof scene>>) {
  const inspector = await anAccount(db, bureauId, { role: 'INSPECTOR', displayName: '吴海涛' });
  const visitOn = day('2026-07-05');
  const plan = {
    ...{ title: '第三季度督导检查', startsOn: visitOn, endsOn: visitOn, leaderId: inspector.id, memberIds: [] },
    visits: [branch, other].map(({ id: branchId }) => ({ branchId, visitOn })),
  };
  const inspectionId = await planInspection(by(head), campaignId, plan);
  const visitOf = (branchId: string) =>
    db.inspectionVisit.findFirstOrThrow({ where: { bureauId, inspectionId, branchId, inspectedId: null } });
  const seat = { person: personOf(inspector, [{ role: 'INSPECTOR', branchId: null }]), branchId: branch.id };
  return { inspector, inspectionId, seat, plan, visit: await visitOf(branch.id), visitOf };
}

it('E40, R49: problems not mended go to the branch that took over, also where the same inspection visits it', async () => {
  const at = await scene();
  const { bureauId, branch, other, by, head, preview, merge, desk } = at;
  const { inspector, inspectionId, seat, plan, visit, visitOf } = await anInspection(at);
  const problemId = await carryOut(db, by(inspector), seat, visit.id, day('2026-08-01'));
  const shown = await preview();
  expect(shown).toContain('1份待确认的督导检查记录转由第六小学党支部确认');
  expect(shown).toContain('1项没有办结的整改转由第六小学党支部办理，时限不变');
  await merge();
  const secretary = await app.signIn(
    (await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: other.id })).username,
  );
  const page = `/branches/${other.id}/rectifications/${problemId}`;
  expect((await secretary.get(page)).text).toContain('活动记录只有标题');
  expect((await secretary.get('/account/work')).text).toContain(page);
  const record = `/branches/${other.id}/inspections/${visit.id}`;
  expect((await secretary.get(record)).text).toContain(`${branch.shortName}，已并入第六小学党支部`);
  expect((await secretary.get(`${record}/record`)).text).toContain(`被检查党支部：${branch.name}`);
  const report = { doneOn: '2026-07-05', content: '已经补记', revision: '2' };
  expect((await secretary.post(`${page}/reports`, report)).status).toBe(303);
  expect((await desk.get('/bureau/inspections')).text).toContain('活动记录只有标题');
  // Its own visit is still to come, and can be put off.
  expect((await visitOf(other.id)).status).toBe('PLANNED');
  const later = { ...plan, endsOn: day('2026-07-20'), visits: [{ branchId: other.id, visitOn: day('2026-07-20') }] };
  await replanInspection(by(head), inspectionId, later, 1);
  expect((await visitOf(other.id)).visitOn).toEqual(day('2026-07-20'));
});

it('E40, R49: a visit that has not begun is called off; one under way comes first; what is settled stays', async () => {
  const at = await scene();
  const { bureauId, branch, by, merge, preview } = at;
  const { inspector, seat, visit } = await anInspection(at);
  expect(await preview()).toContain('1次还没有开始的督导检查取消');
  await startVisit(by(inspector), seat, visit.id);
  expect(await preview()).toContain('正在接受督导检查“第三季度督导检查”');
  await expect(merge()).rejects.toThrow('请督导组先把检查记录交给支部');
  const where = { bureauId, id: visit.id };
  await db.inspectionVisit.updateMany({ where, data: { status: 'PLANNED' } });
  await merge();
  expect(await db.inspectionVisit.findFirst({ where })).toMatchObject({ status: 'CANCELED', branchId: branch.id });
});

it('E40: a branch without a successor takes its problems and plans with it', async () => {
  const at = await scene();
  const { bureauId, branch, by, head, desk, here, id } = at;
  const { inspector, seat, visit } = await anInspection(at);
  const problemId = await carryOut(db, by(inspector), seat, visit.id, day('2026-08-01'));
  await aPlan(here);
  await db.member.updateMany({ where: { bureauId, branchId: branch.id }, data: { leftOn: day('2026-06-20') } });
  const shown = (await desk.get(`/bureau/branches/${branch.id}/dissolution/new`)).text;
  for (const words of ['1项没有办结的整改注明原因后不再办理', '1项还没有开展的学习和会议计划取消'])
    expect(shown).toContain(words);
  await dissolveBranch(by(head), branch.id, DOCUMENT);
  expect((await db.rectification.findUniqueOrThrow({ where: id(problemId) })).status).toBe('WITHDRAWN');
  const trail = await db.auditEvent.findFirstOrThrow({
    where: { bureauId, entityId: problemId, action: 'rectification.end' },
  });
  expect(trail.note).toBe(`${branch.shortName}撤销`);
});

const aPlan = (place: { bureauId: string; campaignId: string; branchId: string }) =>
  db.plannedEvent.create({
    data: {
      ...{ ...place, id: newId(), kind: 'STUDY', plannedOn: day('2026-08-01'), topic: '学习讲话精神' },
      ...{ createdByName: '王秀兰', createdAt: new Date() },
    },
  });

it('E40, E48: who need not be in a group, appraisals not decided, surveys and plans', async () => {
  const { bureauId, branch, other, here, preview, merge, newRowOf, teaching } = await scene();
  const memberId = teaching.member.member.id;
  const mine = { ...here, memberId };
  await db.enrollmentExemption.create({ data: { ...mine, id: newId(), reason: '失联', createdAt: new Date() } });
  await db.memberAppraisal.create({
    data: { ...mine, id: newId(), year: 2026, selfText: '完成了教研任务', createdAt: new Date() },
  });
  const survey = { title: '年中评议', year: 2026, closesOn: day('2026-08-01'), createdAt: new Date() };
  await db.appraisalSurvey.create({ data: { ...here, id: newId(), ...survey } });
  await aPlan(here);
  const shown = await preview();
  for (const words of [
    '1名党员还没有评定的民主评议转由第六小学党支部评定',
    '1次正在进行的群众评议结束',
    '1项还没有开展的学习和会议计划取消',
  ])
    expect(shown).toContain(words);
  await merge();
  const there = { bureauId, branchId: other.id, memberId: await newRowOf(memberId) };
  expect(await db.enrollmentExemption.findFirst({ where: there })).toMatchObject({ reason: '失联' });
  expect(await db.memberAppraisal.findFirst({ where: there })).toMatchObject({ selfText: '完成了教研任务' });
  expect((await db.appraisalSurvey.findFirstOrThrow({ where: { bureauId } })).status).toBe('CLOSED');
  expect((await db.plannedEvent.findFirstOrThrow({ where: { bureauId } })).cancelReason).toBe(
    `${branch.shortName}并入第六小学党支部`,
  );
});
