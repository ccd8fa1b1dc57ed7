import type { Actor } from '../db/transaction.js';
import {
  addCalendarDay,
  draftRound,
  openRound,
  saveOwnApplication,
  submitOwnApplication,
} from '../features/evaluations/index.js';
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

/** R43: the bureau takes applications for one honour and drafts the other. Gives the id of the open round. */
export async function openHonours(stage: Stage, by: Actor, campaignId: string, daysAgo: number): Promise<string> {
  const useCase = stage.useCase(by, daysAgo);
  const id = await draftRound(useCase, campaignId, {
    ...{ award: 'OUTSTANDING_MEMBER', title: '2026年度优秀共产党员评选', applyUntil: stage.day(-25), ...RULES },
  });
  await openRound(useCase, id, 1);
  await addCalendarDay(useCase, { day: stage.day(-30), kind: 'HOLIDAY', name: '校园开放日补休' });
  await draftRound(stage.useCase(by, daysAgo - 2), campaignId, {
    ...{ award: 'ADVANCED_ORGANIZATION', title: '2026年度先进基层党组织评选', applyUntil: stage.day(-40), ...RULES },
  });
  return id;
}

/** Two members apply: one hands his application to the branch, the other still writes. */
export async function applyForHonours(cast: Cast, roundId: string, daysAgo: number): Promise<void> {
  const { stage, place, members } = cast;
  for (const [index, member] of members.slice(1, 3).entries()) {
    const useCase = stage.useCase(member.actor, daysAgo);
    const target = { roundId, memberId: member.id };
    await saveOwnApplication(useCase, place, target, { text: DEEDS, revision: 0 });
    if (index === 0) await submitOwnApplication(useCase, place, target);
  }
}
