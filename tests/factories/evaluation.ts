import type { Db } from '../../src/db/client.js';
import type { RoundInput } from '../../src/features/evaluations/rounds.service.js';
import { newId } from '../../src/shared/ids.js';
import { CREATED_AT } from './bureau.js';

/** A round's form with every field filled. */
export const aRoundInput = (over: Partial<RoundInput> = {}): RoundInput => ({
  award: 'OUTSTANDING_MEMBER',
  title: '2026年度优秀共产党员评选',
  applyUntil: new Date('2026-12-20'),
  noticeDays: 5,
  quota: { numerator: 10, denominator: 100, rounding: 'DOWN', minimum: 1 },
  eligibility: { monthsInBranch: 12, retired: true, gradedExcellent: false },
  aggregation: 'MEAN',
  ...over,
});

/** Deeds of a length that is taken. */
export const DEEDS = '坚持每周听课评课，与青年教师结成对子。'.repeat(40);

/** The standards of both honours in a campaign. */
export async function standardsOf(db: Db, bureauId: string, campaignId: string): Promise<void> {
  const titles = {
    OUTSTANDING_MEMBER: ['带头学习提高', '带头服务群众'],
    ADVANCED_ORGANIZATION: ['领导班子好', '工作业绩好'],
  } as const;
  for (const award of ['OUTSTANDING_MEMBER', 'ADVANCED_ORGANIZATION'] as const) {
    await db.evaluationCriterion.createMany({
      data: titles[award].map((title, position) => ({
        ...{ bureauId, id: newId(), campaignId, version: 1, award, position, title, description: title, points: 50 },
        isDefault: true,
      })),
    });
  }
}

/** A general meeting of the branch that passed whom to recommend; gives its id. */
export async function aRecommendationMeeting(
  db: Db,
  { bureauId, id: branchId }: { bureauId: string; id: string },
  campaignId: string,
  createdById: string,
  over: { verdict?: 'REJECTED'; kind?: 'COMMITTEE' } = {},
): Promise<string> {
  const id = newId();
  await db.branchMeeting.create({
    data: {
      ...{ bureauId, id, branchId, campaignId, kind: 'GENERAL', purpose: 'RECOMMENDATION', title: '讨论推荐对象' },
      ...{ heldOn: new Date('2026-12-05'), place: '会议室', chair: '王秀兰', recorder: '陈建国', agenda: '讨论推荐' },
      ...{ eligibleCount: 4, presentCount: 4, forCount: 4, againstCount: 0, abstainCount: 0, decision: '同意' },
      ...{ verdict: 'PASSED', verdictText: '通过', ruleSet: '默认', createdById, createdAt: CREATED_AT },
      ...over,
    },
  });
  return id;
}
