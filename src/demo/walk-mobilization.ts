import { completeStep } from '../campaign/progress.service.js';
import type { Actor } from '../db/transaction.js';
import { confirmSkills, saveOwnSkills } from '../features/members/index.js';
import {
  publishStatement,
  recordStudySession,
  reviewStatement,
  saveStatement,
  submitStatement,
} from '../features/mobilization/index.js';
import type { StatementKind } from '../generated/prisma/enums.js';
import { type Cast, eachOf } from './stage.js';
import { GOALS, STUDY_SESSIONS } from './texts.js';
import { deepenStudy, planStudy } from './walk-study.js';

const SKILLS_BY_POST: readonly [RegExp, string[]][] = [
  [/语文|大班|中班|小班/, ['课堂教学', '文字写作']],
  [/数学|物理|英语|教研/, ['课堂教学', '教学研究']],
  [/班主任|德育|心理/, ['班级管理', '心理辅导']],
  [/体育/, ['体育运动', '活动策划']],
  [/音乐|美术/, ['音乐舞蹈', '书法美术']],
  [/信息/, ['信息技术', '摄影摄像']],
  [/总务|后勤|保育/, ['后勤保障', '志愿服务']],
  [/安全/, ['安全管理', '应急救护']],
  [/校医|保健/, ['应急救护', '志愿服务']],
];

const WISHES: readonly [RegExp, string][] = [
  [/语文|数学|物理|英语|教研/, '教学科研'],
  [/班主任|德育|心理/, '德育工作'],
  [/体育|音乐|美术/, '文体活动'],
  [/安全|总务|后勤/, '校园平安'],
];

/** The members fill in their skills and the branch confirms them; `share` of them, for a branch still at it. */
export async function surveySkills(cast: Cast, daysAgo: number, share = 1): Promise<void> {
  const { stage, place } = cast;
  const asked = cast.members.slice(0, Math.round(cast.members.length * share));
  await eachOf(asked, async (member) => {
    const skills = SKILLS_BY_POST.find(([pattern]) => pattern.test(member.post))?.[1] ?? ['组织协调', '志愿服务'];
    const survey = {
      experience: `在“${member.post}”岗位工作多年。`,
      wishedFunctions: [WISHES.find(([pattern]) => pattern.test(member.post))?.[1] ?? '校园建设'],
      willingTasks: '愿意参加小组安排的志愿服务。',
    };
    const filled = { skills, note: null, survey };
    await saveOwnSkills(stage.useCase(member.actor, daysAgo), place.branchId, member.id, filled);
  });
  if (share < 1) return;
  const filled = await stage.deps.db.member.findMany({
    where: { bureauId: place.bureauId, branchId: place.branchId, skillsFilledAt: { not: null } },
    select: { id: true, skillsFilledAt: true },
  });
  const seen = filled.flatMap(({ id, skillsFilledAt }) =>
    skillsFilledAt ? [{ memberId: id, filledAt: skillsFilledAt }] : [],
  );
  await confirmSkills(stage.useCase(cast.secretary, daysAgo - 3), place, seen);
  await completeStep(stage.useCase(cast.secretary, daysAgo - 4), place, 'SURVEY');
}

/** Writes a statement and takes it through the committee's review to the notice board, on three days in a row. */
export async function publishStatementOn(
  cast: Cast,
  reviewer: Actor,
  kind: StatementKind,
  text: { title: string; body: string },
  daysAgo: number,
): Promise<void> {
  const { stage, place, secretary } = cast;
  const at = { campaignId: place.campaignId, branchId: place.branchId };
  await saveStatement(stage.useCase(secretary, daysAgo), at, kind, { ...text, revision: 0 });
  if (kind !== 'SELF_ASSESSMENT') return reviewAndPublish(cast, reviewer, kind, daysAgo);
  await submitStatement(stage.useCase(secretary, daysAgo), at, kind);
}

/** Hands in a text that is written, has it approved and publishes it. */
export async function reviewAndPublish(
  cast: Cast,
  reviewer: Actor,
  kind: StatementKind,
  daysAgo: number,
): Promise<void> {
  const { stage, place, secretary } = cast;
  const at = { campaignId: place.campaignId, branchId: place.branchId };
  await submitStatement(stage.useCase(secretary, daysAgo), at, kind);
  const statement = await stage.deps.db.branchStatement.findFirstOrThrow({
    where: { bureauId: place.bureauId, ...at, kind },
    select: { id: true },
  });
  await reviewStatement(stage.useCase(reviewer, daysAgo - 1), statement.id, {
    outcome: 'approve',
    note: null,
    ownBranches: [],
  });
  await publishStatement(stage.useCase(secretary, daysAgo - 2), at, kind, cast.officer.name);
}

/** Study sessions, goals and tasks: the branch finishes phase 1. */
export async function studyAndSetGoals(cast: Cast, reviewer: Actor, daysAgo: number): Promise<void> {
  const { stage, place, secretary } = cast;
  for (const [index, session] of STUDY_SESSIONS.entries()) {
    const absent = (position: number) => position % 11 === 10;
    const held = {
      ...session,
      heldOn: stage.day(daysAgo - index * 2),
      attendeeIds: cast.members.filter((_, position) => !absent(position)).map(({ id }) => id),
    };
    const plannedId = await planStudy(cast, session.topic, daysAgo - index * 2);
    const told = stage.useCase(secretary, daysAgo - index * 2);
    await deepenStudy(cast, await recordStudySession(told, place, held, plannedId), daysAgo - index * 2);
  }
  await publishStatementOn(cast, reviewer, 'GOALS', GOALS, daysAgo - 5);
  await completeStep(stage.useCase(secretary, daysAgo - 8), place, 'STUDY');
}
