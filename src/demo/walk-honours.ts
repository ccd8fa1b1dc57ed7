import type { Person } from '../access/roles.js';
import type { Actor } from '../db/transaction.js';
import {
  addCalendarDay,
  awardRound,
  closeSheet,
  concludeObjection,
  correctNotice,
  decideRound,
  draftRound,
  investigate,
  nameCandidate,
  openRound,
  publishNotice,
  receiveObjection,
  recommend,
  saveOwnApplication,
  saveSheet,
  startScoring,
  submitOwnApplication,
  writeGroupWord,
} from '../features/evaluations/index.js';
import { personAs } from './person-as.js';
import type { Cast, Stage } from './stage.js';

const RULES = {
  noticeDays: 5,
  quota: { numerator: 10, denominator: 100, rounding: 'DOWN', minimum: 1 },
  eligibility: { monthsInBranch: 12, retired: true, gradedExcellent: false },
  aggregation: 'MEAN',
} as const;

const DEED_PARAGRAPHS = [
  '坚持每周听课评课，与青年教师结成对子，从备课、磨课到课后反思全程陪伴，帮助他们站稳讲台。',
  '主动承担毕业班教学，建立学困生台账，利用课余时间逐个辅导，及时与家长沟通，学生成绩和信心都有明显提高。',
  '带头落实支部和小组分解的任务，按时登记践诺情况，遇到困难不推不拖，和组员一起想办法。',
  '积极参加护学岗和校园安全巡查，节假日值守从不缺席，得到家长和社区的肯定。',
  '关心同事生活，主动承担急难任务，在疫情防控、迎接检查等工作中冲在前面，发挥了党员的先锋模范作用。',
];

/** A deeds statement of the length that offices ask. */
const DEEDS = [1, 2, 3].flatMap((part) => DEED_PARAGRAPHS.map((text) => `第${part}方面，${text}`)).join('\n');

/** R43: the bureau takes applications of members. */
export async function openHonours(stage: Stage, by: Actor, campaignId: string, daysAgo: number): Promise<string> {
  const useCase = stage.useCase(by, daysAgo);
  const id = await draftRound(useCase, campaignId, {
    ...{ award: 'OUTSTANDING_MEMBER', title: '2026年度优秀共产党员评选', applyUntil: stage.day(-25), ...RULES },
  });
  await openRound(useCase, id, 1);
  await addCalendarDay(useCase, { day: stage.day(-30), kind: 'HOLIDAY', name: '校园开放日补休' });
  return id;
}

/** The branches' round of the year, whose applications ended some days ago. */
export async function openBranchHonours(stage: Stage, by: Actor, campaignId: string, daysAgo: number): Promise<string> {
  const useCase = stage.useCase(by, daysAgo);
  const id = await draftRound(useCase, campaignId, {
    ...{ award: 'ADVANCED_ORGANIZATION', title: '2026年度先进基层党组织评选', applyUntil: stage.day(8), ...RULES },
  });
  await openRound(useCase, id, 1);
  return id;
}

/** Two members apply: one hands his application to the branch, the other still writes. `spoken`: his group has met on it. */
export async function applyForHonours(
  cast: Cast,
  roundId: string,
  { daysAgo, spoken }: { daysAgo: number; spoken: boolean },
): Promise<void> {
  const { stage, place, members, officer } = cast;
  for (const [index, member] of members.slice(1, 3).entries()) {
    const useCase = stage.useCase(member.actor, daysAgo);
    const target = { roundId, memberId: member.id };
    await saveOwnApplication(useCase, place, target, { text: DEEDS, revision: 0 });
    if (index === 0) await submitOwnApplication(useCase, place, target);
  }
  const submitted = await stage.deps.db.evaluationApplication.findFirst({
    where: { bureauId: place.bureauId, roundId, branchId: place.branchId, status: 'SUBMITTED' },
    select: { id: true },
  });
  if (!spoken || !submitted) return;
  const person = personAs(officer, [{ role: 'BRANCH_COMMITTEE_MEMBER', branchId: place.branchId }]);
  const where = { branchId: place.branchId, applicationId: submitted.id };
  await writeGroupWord(stage.useCase(officer, daysAgo - 1), person, where, {
    ...{ supported: true, heldOn: stage.day(daysAgo - 1) },
    opinion: '小组成员一致认为其教学和值守都走在前面，答复群众提问及时，同意推荐。',
  });
}

/** A branch whose general meeting passed it applies for itself. */
export async function branchApplies(cast: Cast, roundId: string, daysAgo: number): Promise<void> {
  const { stage, place, secretary } = cast;
  const useCase = stage.useCase(secretary, daysAgo);
  const meeting = await stage.deps.db.branchMeeting.findFirst({
    where: { bureauId: place.bureauId, branchId: place.branchId, purpose: 'RECOMMENDATION', verdict: 'PASSED' },
    select: { id: true },
  });
  if (!meeting) return;
  const { name: branchName } = await stage.deps.db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId: place.bureauId, id: place.branchId } },
    select: { name: true },
  });
  await nameCandidate(useCase, { ...place, branchName }, roundId, { memberId: null, text: DEEDS, revision: 0 });
  const named = await stage.deps.db.evaluationApplication.findFirstOrThrow({
    where: { bureauId: place.bureauId, roundId, branchId: place.branchId },
    select: { id: true },
  });
  await recommend(useCase, place, roundId, {
    ...{ applicationIds: [named.id], meetingId: meeting.id, opinion: '同意申报，事迹属实。' },
  });
}

export interface PastRound {
  title: string;
  /** On which day before today it began. */
  daysAgo: number;
  awarded: boolean;
  /** Working days of its 公示. */
  noticeDays: number;
}

/**
 * A round of the branches that went on: decided, shown to the public, and awarded; or the 公示 still runs and somebody has
 * objected.
 */
export async function pastRound(cast: Cast, bureau: Bench, campaignId: string, past: PastRound): Promise<void> {
  const { stage } = cast;
  const { daysAgo } = past;
  const head = (day: number) => stage.useCase(bureau.head, day);
  const id = await draftRound(head(daysAgo), campaignId, {
    ...{ award: 'ADVANCED_ORGANIZATION', title: past.title, applyUntil: stage.day(daysAgo - 1), ...RULES },
    noticeDays: past.noticeDays,
  });
  await openRound(head(daysAgo), id, 1);
  await branchApplies(cast, id, daysAgo - 1);
  await startScoring(head(daysAgo - 2), id, 2);
  const reviewers = [
    { actor: bureau.head, role: 'BUREAU_SECRETARY' },
    { actor: bureau.member, role: 'COMMITTEE_MEMBER' },
  ] as const;
  for (const { actor, role } of reviewers) {
    await scoreAll(stage, personAs(actor, [{ role, branchId: null }]), actor, id, daysAgo - 3);
  }
  const { rows } = await candidatesOf(stage, id);
  await decideRound(head(daysAgo - 4), personAs(bureau.head, []) satisfies Person, id, {
    ...{ chosenIds: rows.map((row) => row.id), grounds: null, revision: 3 },
    minutes: {
      ...{ heldOn: stage.day(daysAgo - 4), place: '局机关三楼会议室', chair: '陈志远', recorder: '刘慧敏' },
      ...{ absentNote: null, observers: null, agenda: '审定先进基层党组织', discussion: null },
      decision: '同意授予“先进基层党组织”称号。',
    },
    votes: { eligible: 7, present: 7, for: 7, against: 0, abstain: 0 },
  });
  const shown = {
    ...{ contact: '局党委办公室，电话0951-0000000，示范区教育大厦301室', secrecyReviewedBy: '刘慧敏', revision: 4 },
    rows: rows.map((row) => ({
      ...{ applicationId: row.id, about: '学校党支部，现有正式党员和预备党员若干名' },
      deeds: `${DEED_PARAGRAPHS.slice(0, 3).join('')}`,
    })),
  };
  const periodId = await publishNotice(head(daysAgo - 4), id, shown);
  const [first] = rows;
  if (!first) return;
  const said = { applicationId: first.id, name: null };
  const heard = (day: number) => stage.useCase({ ...bureau.head, accountId: null, name: '公众' }, day);
  if (past.awarded) {
    await awardRound(head(daysAgo - 30), id, 5);
    const content = '表彰以后听说，学习活动有一次的照片是往年的，请核实。';
    await receiveObjection(heard(daysAgo - 40), periodId, { ...said, content });
    await complaintIsFounded(stage, bureau, daysAgo - 42);
    return;
  }
  // The first text named the school wrongly: it stands again for the whole period.
  const correctionReason = '基本情况中的学校名称写错，现予更正。';
  const corrected = await correctNotice(head(daysAgo - 5), id, { ...shown, revision: 5, correctionReason });
  const content = '事迹材料中提到的护学岗值守，本学期有两周没有安排，请核实。';
  await receiveObjection(heard(daysAgo - 6), corrected, { ...said, content });
}

/** E30: what came in after the award is found to be true; the committee has still to decide on the award. */
async function complaintIsFounded(stage: Stage, { member }: Bench, daysAgo: number): Promise<void> {
  const { id } = await stage.deps.db.objection.findFirstOrThrow({
    where: { bureauId: stage.bureauId, late: true },
    select: { id: true },
  });
  const person = personAs(member, [{ role: 'COMMITTEE_MEMBER', branchId: null }]);
  await investigate(stage.useCase(member, daysAgo), person, id, '杨国栋、孙丽娟');
  const finding = '经查，2月份一次学习活动的照片为往年所拍，活动确有开展。';
  await concludeObjection(stage.useCase(member, daysAgo - 2), person, id, { outcome: 'UPHELD', finding });
}

/** Who reviews in the demonstration. */
export interface Bench {
  head: Actor;
  member: Actor;
}

/** The committee reviews: one sheet is closed. */
export async function committeeScores(stage: Stage, by: Actor, reviewer: Actor, roundId: string): Promise<void> {
  await startScoring(stage.useCase(by, 7), roundId, 2);
  await scoreAll(stage, personAs(reviewer, [{ role: 'COMMITTEE_MEMBER', branchId: null }]), reviewer, roundId, 5);
}

async function scoreAll(stage: Stage, person: Person, by: Actor, roundId: string, daysAgo: number): Promise<void> {
  const { rows, points } = await candidatesOf(stage, roundId);
  for (const { id } of rows) {
    const scores = points.map((most) => ({ points: most - 2, reason: '材料翔实，与承诺和践诺记录一致。' }));
    await saveSheet(stage.useCase(by, daysAgo), person, id, { scores, revision: 0 });
    await closeSheet(stage.useCase(by, daysAgo - 1), person, id);
  }
}

async function candidatesOf(stage: Stage, roundId: string) {
  const round = await stage.deps.db.evaluationRound.findFirstOrThrow({
    where: { bureauId: stage.bureauId, id: roundId },
    select: { rules: true, applications: { where: { status: 'RECOMMENDED' }, select: { id: true } } },
  });
  const { criteria } = round.rules as unknown as { criteria: { points: number }[] };
  return { rows: round.applications, points: criteria.map(({ points }) => points) };
}
