import { findBranchPlace } from '../campaign/place.queries.js';
import { completeStep } from '../campaign/progress.service.js';
import type { Db } from '../db/client.js';
import type { Actor } from '../db/transaction.js';
import { requestFile } from '../features/acceptance-file/index.js';
import { ADMINISTRATOR, DEMO_PASSWORD, openAdministrator, openPlatform } from '../features/accounts/index.js';
import { createBureau } from '../features/branches/index.js';
import {
  openCampaign,
  publishCampaign,
  publishKeyTasks,
  replaceLeadingGroup,
  saveKeyTasks,
} from '../features/campaigns/index.js';
import { recordBranchMeeting } from '../features/meetings/index.js';
import { tellBranch } from '../features/notifications/day.service.js';
import { urge } from '../features/notifications/urging.service.js';
import { answerFeedback, receiveFeedback } from '../features/supervision/index.js';
import type { StepName } from '../generated/prisma/enums.js';
import { DEMO_BRANCHES } from './branches.js';
import { anOfficial, castBranch } from './setup.js';
import { type Cast, createStage, type DemoDeps, eachOf, type Stage } from './stage.js';
import { FEEDBACK, KEY_TASKS, SELF_ASSESSMENT } from './texts.js';
import { assessOneself, reviewForTheRegion, summarize } from './walk-acceptance.js';
import { pledgeOnThreeLevels } from './walk-commitments.js';
import { openAndEnroll, settleGroups } from './walk-enrollment.js';
import { consultOnGroups, decideOnGroups, generalMinutes } from './walk-groups.js';
import {
  applyForHonours,
  type Bench,
  branchApplies,
  committeeScores,
  openBranchHonours,
  openHonours,
  pastRound,
} from './walk-honours.js';
import { type Inspectors, inspectBranch, planNextInspection } from './walk-inspections.js';
import { publishStatementOn, studyAndSetGoals, surveySkills } from './walk-mobilization.js';
import { sendOneAway, transferOne } from './walk-roster.js';
import { planMeeting } from './walk-study.js';
import { askThePublic } from './walk-surveys.js';

const START_YEAR = 2026;
const CAMPAIGN_NAME = '2026年“功能党小组”暨“创先争优”活动';

/**
 * How far the demonstration data is in: `none` in an empty database, `half` where loading was interrupted (the
 * administrator's account comes last), else `whole`; a database that was filled otherwise is `whole` too.
 */
export async function demoState(db: Db): Promise<'none' | 'half' | 'whole'> {
  if ((await db.bureau.count()) === 0) return 'none';
  return (await db.loginName.count({ where: { username: ADMINISTRATOR } })) === 0 ? 'half' : 'whole';
}

/** Fills an empty database with the demonstration bureau, through the services themselves; leaves any other database alone. */
export async function loadDemoDataIfEmpty(deps: DemoDeps): Promise<void> {
  if ((await demoState(deps.db)) !== 'none') return;
  const platform = await openPlatform(deps);
  const { bureauId } = await createBureau(platform, {
    name: '示范区教育体育局',
    secretaryName: '陈志远',
    secretaryUsername: 'ju-shuji',
    secretaryPassword: DEMO_PASSWORD,
  });
  const stage = createStage(deps, bureauId);
  const account = await deps.db.account.findFirstOrThrow({
    where: { bureauId, username: 'ju-shuji' },
    select: { id: true },
  });
  const secretary: Actor = { bureauId, accountId: account.id, name: '陈志远' };
  const { reviewer, inspectors } = await appointCommittee(stage, secretary);
  const campaignId = await startCampaign(stage, secretary, reviewer);
  const ofMembers = await openHonours(stage, secretary, campaignId, 25);
  const casts = new Map<StepName, Cast>();
  await eachOf(
    DEMO_BRANCHES,
    async (branch) => {
      const cast = await castBranch(stage, secretary, branch, { id: campaignId, startYear: START_YEAR });
      casts.set(branch.at, cast);
      await WALKS[branch.at]?.(cast, reviewer);
      if (branch.at !== 'ACCEPTANCE') await planMeeting(cast);
      if (branch.at === 'COMMITMENT' || branch.at === 'EVALUATION') {
        await applyForHonours(cast, ofMembers, { daysAgo: 6, spoken: branch.at === 'EVALUATION' });
      }
      if (branch.at === 'COMMITMENT') await inspectBranch(cast, campaignId, inspectors);
      if (branch.at === 'EVALUATION') await planNextInspection(cast, campaignId, inspectors);
      await tellOf(cast, branch.at === 'ENROLLMENT' ? 'enrollment' : null);
      if (branch.at !== 'ACCEPTANCE') return;
      await honourBranch(cast, { head: secretary, member: reviewer }, campaignId);
      await reviewForTheRegion(cast, secretary, 2);
      // Made in the background once the portal serves.
      const { bureauId, branchId } = cast.place;
      await requestFile(stage.useCase(cast.secretary, 0), { bureauId, branchId }, campaignId);
    },
    1,
  );
  const [leaves, receives] = [casts.get('GROUP_SETUP'), casts.get('COMMITMENT')];
  if (leaves && receives) await transferOne(leaves, receives, 3);
  await openAdministrator(platform, DEMO_PASSWORD);
}

/** What the portal tells everybody in the morning, and the secretary's word to those who have not done `thing`. */
async function tellOf({ stage, place, secretary }: Cast, thing: string | null): Promise<void> {
  const { bureauId, branchId } = place;
  await tellBranch(stage.useCase({ bureauId, accountId: null, name: '系统' }, 0), { bureauId, branchId });
  const at = thing && (await findBranchPlace(stage.deps.db, bureauId, branchId));
  if (thing && at) await urge(stage.useCase(secretary, 0), at, { thing, memberId: null });
}

/** A branch at the end of its way: honoured once, shown for objections now, and under review for the year. */
async function honourBranch(cast: Cast, bureau: Bench, campaignId: string): Promise<void> {
  await pastRound(cast, bureau, campaignId, {
    title: '2026年第一季度先进基层党组织评选',
    daysAgo: 80,
    noticeDays: 5,
    awarded: true,
  });
  await pastRound(cast, bureau, campaignId, {
    title: '2026年第三季度先进基层党组织评选',
    daysAgo: 14,
    noticeDays: 15,
    awarded: false,
  });
  const year = await openBranchHonours(cast.stage, bureau.head, campaignId, 11);
  await branchApplies(cast, year, 10);
  await committeeScores(cast.stage, bureau.head, bureau.member, year);
}

/** Committee, inspector and the region's reviewer; gives the committee member who reviews and those who inspect. */
async function appointCommittee(stage: Stage, by: Actor): Promise<{ reviewer: Actor; inspectors: Inspectors }> {
  const reviewer = await anOfficial(stage, by, { username: 'ju-weiyuan1', name: '刘慧敏', role: 'COMMITTEE_MEMBER' });
  await anOfficial(stage, by, { username: 'ju-weiyuan2', name: '杨国栋', role: 'COMMITTEE_MEMBER' });
  await anOfficial(stage, by, { username: 'ju-weiyuan3', name: '孙丽娟', role: 'COMMITTEE_MEMBER' });
  const inspector = await anOfficial(stage, by, { username: 'dudao', name: '吴海涛', role: 'INSPECTOR' });
  await anOfficial(stage, by, {
    username: 'yanshou',
    name: '郑文博',
    role: 'ACCEPTANCE_REVIEWER',
    validUntil: stage.day(-90),
  });
  return { reviewer, inspectors: { leader: reviewer, inspector } };
}

async function startCampaign(stage: Stage, by: Actor, reviewer: Actor): Promise<string> {
  const useCase = stage.useCase(by, 235);
  const campaignId = await openCampaign(useCase, { name: CAMPAIGN_NAME, startYear: START_YEAR });
  const revision = async () =>
    (
      await stage.deps.db.campaign.findUniqueOrThrow({
        where: { bureauId_id: { bureauId: stage.bureauId, id: campaignId } },
        select: { revision: true },
      })
    ).revision;
  await replaceLeadingGroup(useCase, campaignId, await revision(), [
    { seat: 'LEADER', name: by.name, post: '教育体育局党委书记' },
    { seat: 'DEPUTY', name: reviewer.name, post: '教育体育局党委委员、副局长' },
    { seat: 'MEMBER', name: '杨国栋', post: '教育体育局党委委员' },
    { seat: 'MEMBER', name: '孙丽娟', post: '教育体育局党委委员' },
    { seat: 'OFFICE_DIRECTOR', name: '吴海涛', post: '党建办公室主任' },
  ]);
  await saveKeyTasks(useCase, campaignId, START_YEAR, KEY_TASKS);
  await publishCampaign(useCase, campaignId, {
    revision: await revision(),
    secrecyReviewedBy: reviewer.name,
    replaceRunning: false,
  });
  await publishKeyTasks(useCase, campaignId, { year: START_YEAR, secrecyReviewedBy: reviewer.name });
  return campaignId;
}

type Walk = (cast: Cast, reviewer: Actor) => Promise<void>;

const throughMobilization: Walk = async (cast, reviewer) => {
  await surveySkills(cast, 220);
  await studyAndSetGoals(cast, reviewer, 205);
};

const throughGroups: Walk = async (cast, reviewer) => {
  await throughMobilization(cast, reviewer);
  await consultOnGroups(cast, 180, 172);
  await decideOnGroups(cast, 168);
};

const throughEnrollment: Walk = async (cast, reviewer) => {
  await throughGroups(cast, reviewer);
  await openAndEnroll(cast, 158, 150, cast.members.length);
  await settleGroups(cast, 148);
};

const throughCommitments: Walk = async (cast, reviewer) => {
  await throughEnrollment(cast, reviewer);
  await pledgeOnThreeLevels(cast, reviewer, 125, 'all');
  await hearThePublic(cast, 60);
};

const throughEvaluation: Walk = async (cast) => {
  const { stage, place, secretary } = cast;
  const minutes = generalMinutes(cast, 45, '讨论推荐优秀共产党员和先进基层党组织', '同意推荐名单，报局党委。');
  await recordBranchMeeting(stage.useCase(secretary, 45), {
    ...minutes,
    kind: 'GENERAL',
    campaignId: place.campaignId,
    branchId: place.branchId,
    purpose: 'RECOMMENDATION',
    title: '讨论推荐对象',
    votes: { for: minutes.presentCount - 1, against: 0, abstain: 1 },
  });
  await completeStep(stage.useCase(secretary, 44), place, 'EVALUATION');
};

/** How each branch comes to the step it stands in. */
const WALKS: Partial<Record<(typeof DEMO_BRANCHES)[number]['at'], Walk>> = {
  SURVEY: (cast) => surveySkills(cast, 20, 0.7),
  GROUP_SETUP: async (cast, reviewer) => {
    await throughMobilization(cast, reviewer);
    await consultOnGroups(cast, 5, -4);
  },
  ENROLLMENT: async (cast, reviewer) => {
    await throughGroups(cast, reviewer);
    await openAndEnroll(cast, 6, -3, cast.members.length - 5);
  },
  COMMITMENT: async (cast, reviewer) => {
    await throughEnrollment(cast, reviewer);
    await pledgeOnThreeLevels(cast, reviewer, 60, { groups: 4, members: 0.6 });
    await hearThePublic(cast, 30);
    await sendOneAway(cast, 40);
  },
  EVALUATION: throughCommitments,
  ACCEPTANCE: async (cast, reviewer) => {
    await throughCommitments(cast, reviewer);
    await throughEvaluation(cast, reviewer);
    await summarize(cast, reviewer, 20);
    await completeStep(cast.stage.useCase(cast.secretary, 16), cast.place, 'SUMMARY');
    await publishStatementOn(cast, reviewer, 'SELF_ASSESSMENT', SELF_ASSESSMENT, 8);
    await assessOneself(cast, reviewer, 7);
  },
};

/** Words of parents on the branch's board; the last one still waits for an answer. */
async function hearThePublic(cast: Cast, daysAgo: number): Promise<void> {
  const { stage, place, officer } = cast;
  const everyone: Actor = { bureauId: place.bureauId, accountId: null, name: '公众' };
  await askThePublic(cast, daysAgo + 10);
  for (const [index, word] of FEEDBACK.entries()) {
    const at = daysAgo - index * 3;
    const code = await receiveFeedback(stage.useCase(everyone, at), place.branchId, {
      kind: word.kind,
      content: word.content,
      authorName: null,
    });
    if (word.reply === null) continue;
    const { id } = await stage.deps.db.feedback.findUniqueOrThrow({
      where: { bureauId_trackingCode: { bureauId: place.bureauId, trackingCode: code } },
      select: { id: true },
    });
    await answerFeedback(stage.useCase(officer, at - 2), place.branchId, id, {
      handling: 'ADOPTED',
      reply: word.reply,
    });
  }
}
