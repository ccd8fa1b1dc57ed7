import type { Db } from '../../src/db/client.js';
import { reviewAssessment, submitAssessment } from '../../src/features/acceptance/index.js';
import { newId } from '../../src/shared/ids.js';
import { testAppOn } from '../support/app.js';
import { type TestClock, testClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';
import { CREATED_AT } from './bureau.js';
import { publishedLetters } from './published-letters.js';

/** A branch that has come to its acceptance, with the bureau's committee and two reviewers of the region. */
export async function aBranchAtAcceptance(db: Db, clock: TestClock = testClock('2026-12-01T10:00:00+08:00')) {
  const built = await publishedLetters({ db, clock });
  const { bureauId, branch, campaignId } = built;
  const place = { bureauId, campaignId, branchId: branch.id };
  for (const step of ['SUMMARY', 'ACCEPTANCE'] as const) {
    await db.branchStep.create({ data: { ...place, id: newId(), step, openedAt: CREATED_AT } });
  }
  const person = (displayName: string, role: 'BUREAU_SECRETARY' | 'COMMITTEE_MEMBER' | 'ACCEPTANCE_REVIEWER') =>
    anAccount(db, bureauId, { displayName, role });
  const head = await person('陈志远', 'BUREAU_SECRETARY');
  const member = await person('刘慧敏', 'COMMITTEE_MEMBER');
  const region = await person('郑文博', 'ACCEPTANCE_REVIEWER');
  const colleague = await person('何雪梅', 'ACCEPTANCE_REVIEWER');
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const app = testAppOn(db, clock);
  return { ...built, place, clock, head, member, region, colleague, by, app };
}

export type AtAcceptance = Awaited<ReturnType<typeof aBranchAtAcceptance>>;

/** The branch hands in and the committee passes on. */
export async function passOn({ by, secretary, member, place }: AtAcceptance, revision = 0): Promise<void> {
  await submitAssessment(by(secretary), place, revision);
  const next = revision === 0 ? 2 : revision + 1;
  await reviewAssessment(by(member), place, { outcome: 'passOn', note: null, revision: next, ownBranches: [] });
}

export const aVerdict = (over: object = {}) => ({
  ...{ outcome: 'PASSED' as const, text: '资料齐全，予以通过', decidedOn: new Date('2026-12-01') },
  ...{ decidedBy: '自治区教育厅检查组', problems: [] as { text: string; dueOn: Date }[], number: 1 },
  ...over,
});
