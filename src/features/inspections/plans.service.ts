import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { ACCEPTANCE_ITEMS } from '../acceptance/index.js';
import { type ChecklistLine, inOrder, templateChecklist } from './checklist.rules.js';
import { INSPECTION_LIFE, isPlannable, ownBranchFault, VISIT_LIFE, visitDayFault } from './inspections.rules.js';
import { findInspection, type InspectionPlan, listActiveBranches, listInspectors } from './plans.queries.js';
import { settleInspection } from './settling.service.js';

/** A plan as the form gives it. */
export interface Plan {
  title: string;
  startsOn: Date;
  endsOn: Date;
  leaderId: string;
  memberIds: readonly string[];
  visits: readonly { branchId: string; visitOn: Date }[];
}

const STALE = '这次督导检查刚才已有变化，请看最新情况后再修改。';

/**
 * R49: plans an inspection, with the checklist drawn from the acceptance list; gives its id. Throws RuleViolation
 * (days, team, own branch).
 */
export async function planInspection(useCase: UseCase, campaignId: string, plan: Plan): Promise<string> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  if (actor.accountId === null) throw new Error('An inspection is planned by somebody.');
  const createdById = actor.accountId;
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const team = await checkedTeam(tx, useCase, plan);
    const { title, startsOn, endsOn } = plan;
    await tx.inspection.create({
      data: {
        ...{ bureauId, id, campaignId, title, startsOn, endsOn, createdById },
        checklist: templateChecklist(ACCEPTANCE_ITEMS) as unknown as object,
        ...{ createdByName: actor.name, createdAt: clock.now() },
      },
    });
    await tx.inspectionTeam.createMany({ data: teamRows(bureauId, id, team) });
    await tx.inspectionVisit.createMany({
      data: plan.visits.map((visit) => ({ bureauId, id: newId(), inspectionId: id, ...visit })),
    });
    record({ action: 'inspection.plan', entity: 'Inspection', entityId: id, detail: detailOf(plan) });
  });
  return id;
}

/**
 * Changes period, team and visits that have not begun; a branch that is left out is no longer visited. Throws NotFound,
 * StaleState, RuleViolation.
 */
export async function replanInspection(useCase: UseCase, id: string, plan: Plan, revision: number): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getOpenPlan(tx, bureauId, id);
    const begun = found.visits.filter(({ status }) => status !== 'PLANNED' && status !== 'CANCELED');
    const visits = [
      ...plan.visits.filter(({ branchId }) => !begun.some((visit) => visit.branchId === branchId)),
      ...begun.map(({ branchId, visitOn }) => ({ branchId, visitOn })),
    ];
    const team = await checkedTeam(tx, useCase, { ...plan, visits });
    const { title, startsOn, endsOn } = plan;
    const { count } = await tx.inspection.updateMany({
      where: { bureauId, id, revision, status: found.status },
      data: { title, startsOn, endsOn, revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState(STALE);
    await tx.inspectionTeam.deleteMany({ where: { bureauId, inspectionId: id } });
    await tx.inspectionTeam.createMany({ data: teamRows(bureauId, id, team) });
    await moveVisits(tx, bureauId, found, visits);
    await settleInspection(tx, record, { bureauId, id });
    record({ action: 'inspection.replan', entity: 'Inspection', entityId: id, detail: detailOf({ ...plan, visits }) });
  });
}

/** Visits not begun follow the plan: another day, taken back into it, or left out. */
async function moveVisits(tx: Tx, bureauId: string, found: InspectionPlan, wanted: Plan['visits']): Promise<void> {
  for (const { branchId, visitOn } of wanted) {
    const known = found.visits.find((visit) => visit.branchId === branchId);
    if (!known) {
      await tx.inspectionVisit.create({ data: { bureauId, id: newId(), inspectionId: found.id, branchId, visitOn } });
      continue;
    }
    const to = VISIT_LIFE[known.status].resume?.to ?? known.status;
    await tx.inspectionVisit.updateMany({
      where: { bureauId, id: known.id, status: known.status },
      data: { visitOn, status: to },
    });
  }
  for (const visit of found.visits) {
    const to = VISIT_LIFE[visit.status].cancel?.to;
    if (to === undefined || wanted.some(({ branchId }) => branchId === visit.branchId)) continue;
    const { count } = await tx.inspectionVisit.updateMany({
      where: { bureauId, id: visit.id, status: visit.status },
      data: { status: to },
    });
    if (count === 0) throw new StaleState(STALE);
  }
}

/** R49: the checklist before the visits; visits that have begun keep their copy. Throws NotFound, StaleState, RuleViolation. */
export async function saveChecklist(
  useCase: UseCase,
  id: string,
  lines: readonly {
    position: number;
    title: string | null;
    look: string | null;
    methods: ChecklistLine['methods'];
    source: string | null;
    drop: boolean;
  }[],
  revision: number,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const kept = inOrder(lines).flatMap(({ title, look, methods, source, drop }) =>
    drop || title === null ? [] : [{ title, look: look ?? '', methods, source: knownSource(source) }],
  );
  if (kept.length === 0) throw new RuleViolation('清单里至少要有一项检查内容。');
  await inTransaction(useCase, async (tx, record) => {
    const found = await getOpenPlan(tx, bureauId, id);
    if (!found.visits.some(({ status }) => status === 'PLANNED'))
      throw new StaleState('检查已经全部开始，清单不能再改。');
    const { count } = await tx.inspection.updateMany({
      where: { bureauId, id, revision, status: found.status },
      data: { checklist: kept as unknown as object, revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState(STALE);
    const titles = kept.map(({ title }) => title);
    record({ action: 'inspection.checklist', entity: 'Inspection', entityId: id, detail: { titles } });
  });
}

const knownSource = (source: string | null): string | null =>
  ACCEPTANCE_ITEMS.some(({ name }) => name === source) ? source : null;

/** Calls a plan off before its first visit. Throws NotFound, StaleState. */
export async function cancelInspection(useCase: UseCase, id: string, reason: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await findInspection(tx, bureauId, id);
    if (!found) throw new NotFound();
    const move = INSPECTION_LIFE[found.status].cancel;
    if (!move) throw new StaleState('检查已经开始或已经取消。');
    const { count } = await tx.inspection.updateMany({
      where: { bureauId, id, status: found.status },
      data: { status: move.to, cancelReason: reason },
    });
    if (count === 0) throw new StaleState(STALE);
    await tx.inspectionVisit.updateMany({
      where: { bureauId, inspectionId: id, status: 'PLANNED' },
      data: { status: VISIT_LIFE.PLANNED.cancel?.to ?? 'CANCELED' },
    });
    record({
      ...{ action: 'inspection.cancel', entity: 'Inspection', entityId: id, from: found.status, to: move.to },
      note: reason,
    });
  });
}

/** The plan with the visits that can still be planned: those of a branch that is no more are past (E40). */
async function getOpenPlan(tx: Tx, bureauId: string, id: string): Promise<InspectionPlan> {
  const found = await findInspection(tx, bureauId, id);
  if (!found) throw new NotFound();
  if (found.status === 'FINISHED' || found.status === 'CANCELED')
    throw new StaleState('这次督导检查已经结束或取消，不能再改。');
  return { ...found, visits: found.visits.filter(isPlannable) };
}

interface Seat {
  accountId: string;
  name: string;
  isLeader: boolean;
}

/** The team by name, once everything about the plan holds. Throws RuleViolation. */
async function checkedTeam(tx: Tx, { actor, clock }: UseCase, plan: Plan): Promise<Seat[]> {
  if (plan.endsOn < plan.startsOn) throw new RuleViolation('结束日期不能早于开始日期。', 'endsOn');
  const [people, branches] = [
    await listInspectors(tx, actor.bureauId, clock.now()),
    await listActiveBranches(tx, actor.bureauId),
  ];
  const seats = [...new Set([plan.leaderId, ...plan.memberIds])].map((accountId) => {
    const person = people.find((one) => one.accountId === accountId);
    if (!person) throw new RuleViolation('请从名单中选择督导组成员。', 'leaderId');
    return person;
  });
  const visited = plan.visits.map(({ branchId, visitOn }, index) => {
    const branch = branches.find(({ id }) => id === branchId);
    if (!branch) throw new RuleViolation('请从名单中选择党支部。', `visits.${index}.branchId`);
    if (plan.visits.findIndex((visit) => visit.branchId === branchId) !== index)
      throw new RuleViolation(
        `${branch.shortName}已经安排过，一次督导检查每个支部只去一次。`,
        `visits.${index}.branchId`,
      );
    const fault = visitDayFault(visitOn, plan);
    if (fault) throw new RuleViolation(fault, `visits.${index}.visitOn`);
    return branch;
  });
  const fault = ownBranchFault(seats, visited);
  if (fault) throw new RuleViolation(fault, 'memberIds');
  return seats.map(({ accountId, name }) => ({ accountId, name, isLeader: accountId === plan.leaderId }));
}

const teamRows = (bureauId: string, inspectionId: string, team: readonly Seat[]) =>
  team.map((seat) => ({ bureauId, id: newId(), inspectionId, ...seat }));

const detailOf = ({ leaderId, memberIds, visits }: Plan) => ({
  ...{ leaderId, memberIds: [...memberIds] },
  branchIds: visits.map(({ branchId }) => branchId),
});
