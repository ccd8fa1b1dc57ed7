import { answerSurvey, closeSurvey, openSurvey, slipToken } from '../features/appraisals/index.js';
import type { Cast } from './stage.js';

const SLIPS = 12;
const ANSWERED = 8;
const WORDS: Record<number, string> = { 2: '公开课请家长来听，很好。', 5: '希望放学时门口多一名护学老师。' };

/** R58: one survey that ended with its result, one that is open. */
export async function askThePublic({ stage, place, secretary }: Cast, daysAgo: number): Promise<void> {
  const where = { campaignId: place.campaignId, branchId: place.branchId };
  const id = await openSurvey(stage.useCase(secretary, daysAgo), where, {
    ...{ title: '年中群众评议', closesOn: stage.day(daysAgo - 7), slips: SLIPS },
  });
  const everyone = { bureauId: place.bureauId, accountId: null, name: '公众' };
  for (let number = 1; number <= ANSWERED; number += 1) {
    const useCase = stage.useCase(everyone, daysAgo - 2);
    const grade = (shift: number) => ((number + shift) % 5 === 0 ? 3 : (number + shift) % 2 === 0 ? 1 : 2);
    const grades = { overall: grade(0), work: grade(1), keeping: grade(2), deeds: grade(3), building: grade(4) };
    await answerSurvey(useCase, slipToken(stage.deps.cipher, id, number), { grades, word: WORDS[number] ?? null });
  }
  await closeSurvey(stage.useCase(secretary, daysAgo - 8), place.branchId, id);
  await openSurvey(stage.useCase(secretary, 2), where, {
    ...{ title: '年底群众评议', closesOn: stage.day(-20), slips: SLIPS },
  });
}
