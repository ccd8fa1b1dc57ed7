import type { HeldRole, Person } from '../../src/access/roles.js';
import type { Db } from '../../src/db/client.js';
import type { UseCase } from '../../src/db/transaction.js';
import {
  findingDigest,
  handOverVisit,
  noteProblem,
  planInspection,
  saveFindings,
  startVisit,
} from '../../src/features/inspections/index.js';
import type { Seat } from '../../src/features/inspections/visits.service.js';
import type { AccountModel } from '../../src/generated/prisma/models.js';
import { chinaDay } from '../../src/shared/dates.js';
import { aBranchInStep } from '../campaign/campaign-states.js';
import { testFiles } from '../support/file-store.js';
import type { TestClock } from '../support/fixed-clock.js';
import { useCaseFor } from '../support/use-case.js';
import { anAccount } from './account.js';

/** The account as somebody who acts, in these offices. */
export const personOf = (account: AccountModel, roles: readonly HeldRole[]): Person => ({
  ...{ bureauId: account.bureauId, bureauName: '', accountId: account.id, username: account.username },
  ...{
    displayName: account.displayName,
    mustChangePassword: false,
    roles,
    member: null,
    ledGroups: [],
    branchNames: {},
  },
});

/** The digest of a line nobody has filled in. */
export const UNTOUCHED = findingDigest({ result: null, note: null });

/** A bureau with its inspectors, a branch with its officers, and a visit planned for today. */
export async function aPlannedVisit({ db, clock }: { db: Db; clock: TestClock }) {
  const state = await aBranchInStep(db, 'SURVEY', clock);
  const { bureauId, branchId, campaignId, branch } = state;
  const head = await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY', displayName: '陈志远' });
  const leader = await anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER', displayName: '刘慧敏' });
  const inspector = await anAccount(db, bureauId, { role: 'INSPECTOR', displayName: '吴海涛' });
  const stranger = await anAccount(db, bureauId, { role: 'INSPECTOR', displayName: '何平' });
  const secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId, displayName: '李振华' });
  const by = (account: AccountModel) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const today = chinaDay(clock.now());
  const inspectionId = await planInspection(by(head), campaignId, {
    ...{ title: '第三季度督导检查', startsOn: today, endsOn: today, leaderId: leader.id, memberIds: [inspector.id] },
    visits: [{ branchId, visitOn: today }],
  });
  const { id: visitId } = await db.inspectionVisit.findFirstOrThrow({ where: { bureauId, inspectionId } });
  const seat = { person: personOf(inspector, [{ role: 'INSPECTOR', branchId: null }]), branchId };
  const base = `/branches/${branchId}/inspections/${visitId}`;
  const plan = `/bureau/inspections/${inspectionId}`;
  const items = () => db.inspectionItem.findMany({ where: { bureauId, visitId }, orderBy: { position: 'asc' } });
  return {
    ...{ bureauId, branchId, campaignId, branch, head, leader, inspector, stranger, secretary, by, today },
    ...{ inspectionId, visitId, seat, base, plan, items },
  };
}
export type PlannedVisit = Awaited<ReturnType<typeof aPlannedVisit>>;

/** A problem as it is noted. */
export const aProblem = (dueOn: Date) => ({
  ...({ content: '活动记录只有标题', severity: 'SERIOUS', demand: '补记活动内容', dueOn, itemId: null } as const),
});

/** Carries out a planned visit with one problem, due on a day, and hands it over; gives the problem's id. */
export async function carryOut(db: Db, useCase: UseCase, seat: Seat, visitId: string, dueOn: Date): Promise<string> {
  await startVisit(useCase, seat, visitId);
  const { bureauId } = useCase.actor;
  const lines = await db.inspectionItem.findMany({ where: { bureauId, visitId }, select: { id: true } });
  await saveFindings(
    useCase,
    seat,
    visitId,
    lines.map(({ id }) => ({ id, result: 'MET', note: null, was: UNTOUCHED })),
  );
  const problemId = await noteProblem(useCase, testFiles, seat, visitId, aProblem(dueOn), null);
  await handOverVisit(useCase, seat, visitId, '总体较好。');
  return problemId;
}

/** A visit handed over with one problem, due on a day. */
export async function aHandedOverVisit(app: { db: Db; clock: TestClock }, dueOn: Date) {
  const planned = await aPlannedVisit(app);
  const { by, inspector, seat, visitId } = planned;
  const problemId = await carryOut(app.db, by(inspector), seat, visitId, dueOn);
  const href = `/branches/${planned.branchId}/rectifications/${problemId}`;
  const row = () =>
    app.db.rectification.findUniqueOrThrow({ where: { bureauId_id: { bureauId: planned.bureauId, id: problemId } } });
  return { ...planned, problemId, href, row };
}
