import { expect, it } from 'vitest';
import { cancelPlanned, planEvent } from '../../../src/features/mobilization/study-plan.service.js';
import { writeTransferLetter } from '../../../src/features/transfers/index.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aMember } from '../../factories/member.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';
import { dutyLines } from '../../support/duty-lines.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db, clock } = app;

/** A branch on June 15 whose list is settled, with its secretary, another officer and the secretary of a second branch. */
async function scene() {
  clock.set(ENROLLMENT_DAY);
  const branch = await aListedBranch(db, { members: 8 });
  const { bureauId, branchId } = branch.place;
  const done = { status: 'COMPLETED' as const, openedAt: clock.now(), completedAt: clock.now() };
  await db.branchStep.createMany({
    data: (['SURVEY', 'STUDY'] as const).map((step) => ({ ...branch.place, ...done, id: newId(), step })),
  });
  const beside = await aBranch(db, bureauId, { shortName: '第六小学党支部' });
  const [officer, other] = [
    await anAccount(db, bureauId, { role: 'BRANCH_COMMITTEE_MEMBER', branchId }),
    await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: beside.id, displayName: '周明' }),
  ];
  const others = useCaseFor(db, { bureauId, accountId: other.id, name: '周明' }, branch.clock);
  /** All three anew: sessions do not last over days. */
  const signIn = async () => ({
    desk: await app.signIn(branch.secretary.username),
    officer: await app.signIn(officer.username),
    neighbour: await app.signIn(other.username),
  });
  return {
    ...{ ...branch, bureauId, branchId, beside, others, base: `/branches/${branchId}`, signIn },
    ...(await signIn()),
  };
}

const STEP = /^完成“/;
const waiting = async (who: TestBrowser) =>
  dutyLines((await who.get('/account/work')).text).filter(({ title }) => !STEP.test(title));
const titles = async (who: TestBrowser) => (await waiting(who)).map(({ title }) => title);

it('R4: a planned session or meeting whose day has passed waits for the secretary until it is recorded or called off', async () => {
  const { place, useCase, base, signIn, desk, officer, neighbour } = await scene();
  const plan = (kind: 'STUDY' | 'MEETING', day: string, topic: string) =>
    planEvent(useCase, place, { kind, plannedOn: new Date(day), topic, note: null });
  const study = await plan('STUDY', '2026-06-14', '学习会议精神');
  const meeting = await plan('MEETING', '2026-06-12', '支部党员大会');
  await plan('STUDY', '2026-06-15', '今天的学习');
  const lines = await waiting(desk);
  expect(lines).toEqual([
    {
      ...{ tag: '逾期', title: '登记按计划召开的会议', href: `${base}/study-plan/${meeting}/meeting/new` },
      reason: expect.stringContaining('支部党员大会，计划2026年6月12日开展，逾期3天') as string,
    },
    {
      ...{ tag: '逾期', title: '登记按计划开展的学习', href: `${base}/study-sessions/new?plan=${study}` },
      reason: expect.stringContaining('学习会议精神，计划2026年6月14日开展，逾期1天') as string,
    },
  ]);
  for (const { href } of lines) expect((await desk.get(href)).text).toContain('到计划里取消');
  for (const who of [officer, neighbour]) expect(await titles(who)).toEqual([]);
  await cancelPlanned(useCase, place, meeting, '改期');
  const held = { topic: '学习会议精神', heldOn: '2026-06-14', place: '会议室', material: '文件', summary: '讨论' };
  const attendeeIds = (await db.member.findMany({ where: { ...keyOf(place) } })).map(({ id }) => id);
  expect((await desk.post(`${base}/study-sessions?plan=${study}`, { ...held, attendeeIds })).status).toBe(303);
  expect(await titles(desk)).toEqual([]);
  clock.set('2026-06-16T10:00:00+08:00');
  expect(await titles((await signIn()).desk)).toEqual(['登记按计划开展的学习']);
});

const keyOf = ({ bureauId, branchId }: { bureauId: string; branchId: string }) => ({ bureauId, branchId });

it('E1, E2: a letter waits for whoever can settle it; lapsed, for the home branch to take it back', async () => {
  const { bureauId, branchId, base, beside, others, useCase, members, signIn, ...who } = await scene();
  const days = { letterOn: new Date('2026-06-10'), validUntil: new Date('2026-06-25') };
  const comer = await aMember(db, beside, { name: '何静' });
  const into = { memberId: comer.id, toBranchId: branchId, destination: null, ...days };
  const arriving = await writeTransferLetter(others, beside.id, into);
  const [first] = members;
  const out = { memberId: first?.id ?? '', toBranchId: null, destination: '市教育局党委', ...days };
  const leaving = await writeTransferLetter(useCase, branchId, { ...out, validUntil: new Date('2026-06-20') });
  const reception = (id: string) => `${base}/transfers/${id}/reception/new`;
  const lines = await waiting(who.desk);
  expect(lines).toMatchObject([
    { tag: '快到期', title: '登记丁晓转出的回执', href: reception(leaving) },
    { tag: '有期限', title: '接收转入的党员何静', href: reception(arriving) },
  ]);
  for (const { href } of lines) expect((await who.desk.get(href)).status).toBe(200);
  // What stands in the list is not told once more as a sum.
  expect((await who.desk.get(base)).text).not.toContain('介绍信已开到本支部');
  for (const one of [who.officer, who.neighbour]) expect(await titles(one)).toEqual([]);

  clock.set('2026-06-26T10:00:00+08:00');
  const { desk, neighbour } = await signIn();
  expect(await titles(neighbour)).toEqual(['撤回何静已过期的介绍信']);
  expect(await titles(desk)).toEqual(['撤回丁晓已过期的介绍信', '接收转入的党员何静']);
  const [lapsed] = await waiting(desk);
  expect((await desk.get(lapsed?.href ?? '')).text).toContain('撤回丁晓的组织关系介绍信吗');
  expect((await desk.post(`${base}/transfers/${leaving}/cancellation`, { reason: '过期' })).status).toBe(303);
  expect(await titles(desk)).toEqual(['接收转入的党员何静']);
  // The roster goes on in an accepted branch, and so does what waits in it (R47).
  await db.$pool.query(
    `INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy", "recordedBy", "createdAt")
     SELECT "bureauId", gen_random_uuid(), id, $2, 9, 'PASSED', '通过', current_date, '自治区', '陈志远', now() FROM campaign WHERE "bureauId" = $1`,
    [bureauId, branchId],
  );
  expect(await titles(desk)).toEqual(['接收转入的党员何静']);
});

it('E2, E6: who arrived after the list was settled waits for a group, a probation that is over for the branch’s word', async () => {
  const { place, bureauId, branchId, base, members, teaching, desk, officer } = await scene();
  const here = { bureauId, id: branchId };
  const newcomer = await aMember(db, here, { name: '何静', arrivedOn: new Date('2026-06-14') });
  await aMember(db, here, { name: '失联者', arrivedOn: new Date('2026-06-14'), isLost: true });
  const probation = { memberType: 'PROBATIONARY', fullMemberOn: null } as const;
  const [over, young] = [
    await aMember(db, here, { name: '马晓明', ...probation, joinedOn: new Date('2025-06-15') }),
    await aMember(db, here, { name: '马小红', ...probation, joinedOn: new Date('2025-06-16') }),
  ];
  for (const memberId of [over.id, young.id]) await join(place, memberId, teaching);
  const lines = await waiting(desk);
  expect(lines).toMatchObject([
    {
      ...{ tag: '待办', title: '安排转入的党员何静参加功能党小组' },
      href: `${base}/enrollment/members/${newcomer.id}`,
    },
    {
      ...{ tag: '待办', title: '预备党员马晓明预备期已满一年，讨论并登记转正' },
      href: `${base}/members/${over.id}/changes/new`,
    },
  ]);
  for (const { href } of lines) expect((await desk.get(href)).status).toBe(200);
  expect(await titles(officer)).toEqual([]);
  await join(place, newcomer.id, teaching);
  const change = { kind: 'BECAME_FULL', effectiveOn: '2026-06-15', approvedOn: '2026-06-15', note: '' };
  expect((await desk.post(`${base}/members/${over.id}/changes`, change)).status).toBe(303);
  expect(await titles(desk)).toEqual([]);
  expect(members).toHaveLength(8);
});

async function join(
  place: { bureauId: string; branchId: string; campaignId: string },
  memberId: string,
  groupId: string,
) {
  const now = clock.now();
  await db.groupMembership.create({
    data: { ...place, id: newId(), memberId, groupId, source: 'ASSIGNED', startedAt: now, confirmedAt: now },
  });
}
