import type { Person } from '../access/roles.js';
import type { Actor } from '../db/transaction.js';
import {
  acknowledgeVisit,
  findingDigest,
  handOverVisit,
  noteProblem,
  planInspection,
  recheckRectification,
  reportRectification,
  saveFindings,
  startVisit,
} from '../features/inspections/index.js';
import type { InspectionResult, ProblemSeverity } from '../generated/prisma/enums.js';
import { personAs } from './person-as.js';
import { drawnPhotograph } from './pictures.js';
import type { Cast, Stage } from './stage.js';

/** Those of the bureau who inspect. */
export interface Inspectors {
  /** Plans, and leads the team. */
  leader: Actor;
  inspector: Actor;
}

const FOUND: readonly { result: InspectionResult; note: string | null }[] = [
  { result: 'MET', note: '抽查5名党员，登记与本人所说一致。' },
  { result: 'MET', note: null },
  { result: 'MET', note: '会议记录、征求意见记录齐全。' },
  { result: 'MET', note: null },
  { result: 'MET', note: null },
  { result: 'MOSTLY_MET', note: '活动有记录，两个小组的记录过于简单，看不出做了什么。' },
  { result: 'MET', note: '承诺书已张贴在教学楼一楼。' },
  { result: 'MET', note: null },
  { result: 'NOT_MET', note: '抽查的两项承诺，一项没有践诺记录，现场也没有看到。' },
  { result: 'MOSTLY_MET', note: null },
  { result: 'MET', note: '访谈3名家长，都知道公开栏在哪里看。' },
  { result: 'NOT_CHECKED', note: '还没有到总结阶段。' },
];

const PROBLEMS: readonly { content: string; severity: ProblemSeverity; demand: string; dueIn: number; line: number }[] =
  [
    {
      content: '“课后辅导”承诺没有践诺记录，现场没有看到辅导安排。',
      ...{ severity: 'SERIOUS', demand: '公布辅导安排，补记已经做的，并说明没有记录的原因。', dueIn: 22, line: 8 },
    },
    {
      content: '两个功能党小组的活动记录只有标题，没有内容。',
      ...{ severity: 'MINOR', demand: '从下次活动起写明做了什么、谁参加、有什么结果。', dueIn: 60, line: 5 },
    },
    {
      content: '公开栏上一期承诺进度没有更新。',
      ...{ severity: 'MINOR', demand: '更新进度，明确专人每月更新。', dueIn: 12, line: 10 },
    },
  ];

const HELD = 30;

/** R49: a branch was inspected a month ago: one problem is mended, one runs, one is overdue. */
export async function inspectBranch(cast: Cast, campaignId: string, who: Inspectors): Promise<void> {
  const { stage, place, secretary } = cast;
  const { branchId } = place;
  const visitId = await plan(stage, campaignId, who, branchId, '第三季度督导检查', HELD);
  const seat = { person: leaderAs(who.leader), branchId };
  const useCase = stage.useCase(who.leader, HELD);
  await startVisit(useCase, seat, visitId);
  const items = await stage.deps.db.inspectionItem.findMany({
    where: { bureauId: place.bureauId, visitId },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  const was = findingDigest({ result: null, note: null });
  await saveFindings(
    useCase,
    seat,
    visitId,
    items.map(({ id }, index) => ({ id, was, ...(FOUND[index] ?? { result: 'NOT_CHECKED', note: null }) })),
  );
  for (const [index, { dueIn, line, ...problem }] of PROBLEMS.entries()) {
    const photograph = index === 0 ? { bytes: await drawnPhotograph(1), name: '辅导教室.png' } : null;
    const said = { ...problem, dueOn: stage.day(HELD - dueIn), itemId: items[line]?.id ?? null };
    await noteProblem(useCase, stage.deps.files, seat, visitId, said, photograph);
  }
  const summary =
    '支部按步骤推进，小组设置符合实际，党员知道自己的承诺。\n践诺记录不够及时，个别小组活动记录过于简单。';
  await handOverVisit(useCase, seat, visitId, summary);
  const word = '情况属实。课后辅导因教室调整推迟，我们尽快补上。';
  await acknowledgeVisit(stage.useCase(secretary, HELD - 1), branchId, visitId, word);
  await mendOne(cast, visitId, seat, who);
}

/** The board is brought up to date, told of with a picture, and found mended. */
async function mendOne(
  { stage, place, officer }: Cast,
  visitId: string,
  seat: { person: Person; branchId: string },
  who: Inspectors,
) {
  const { branchId, bureauId } = place;
  const { id } = await stage.deps.db.rectification.findFirstOrThrow({
    where: { bureauId, visitId, content: PROBLEMS[2]?.content ?? '' },
    select: { id: true },
  });
  const said = { doneOn: stage.day(HELD - 4), content: '已更新全部承诺进度，明确由组织委员每月5日更新。', revision: 2 };
  const photograph = { bytes: await drawnPhotograph(2), name: '公开栏.png' };
  await reportRectification(stage.useCase(officer, HELD - 5), stage.deps.files, branchId, id, said, photograph);
  await recheckRectification(stage.useCase(who.leader, HELD - 8), seat, id, {
    ...{ action: 'close', note: '现场看过，进度已更新。', newDueOn: null, revision: 3 },
  });
}

/** R49: another branch is to be visited in a week. */
export async function planNextInspection(cast: Cast, campaignId: string, who: Inspectors): Promise<void> {
  await plan(cast.stage, campaignId, who, cast.place.branchId, '年底督导检查', -7);
}

async function plan(
  stage: Stage,
  campaignId: string,
  { leader, inspector }: Inspectors,
  branchId: string,
  title: string,
  daysAgo: number,
): Promise<string> {
  const inspectionId = await planInspection(stage.useCase(leader, Math.max(daysAgo + 10, 2)), campaignId, {
    ...{ title, startsOn: stage.day(daysAgo), endsOn: stage.day(daysAgo - 4) },
    ...{ leaderId: leader.accountId ?? '', memberIds: [inspector.accountId ?? ''] },
    visits: [{ branchId, visitOn: stage.day(daysAgo) }],
  });
  const { id } = await stage.deps.db.inspectionVisit.findFirstOrThrow({
    where: { bureauId: stage.bureauId, inspectionId },
    select: { id: true },
  });
  return id;
}

const leaderAs = (actor: Actor): Person => personAs(actor, [{ role: 'COMMITTEE_MEMBER', branchId: null }]);
