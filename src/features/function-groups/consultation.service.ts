import { type BranchInCampaign, placeFor, requireOpenStep } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { OpinionHandling, OpinionStance } from '../../generated/prisma/enums.js';
import { addDays, chinaDay, dayInput, showDay } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { lockProposal } from './proposal.queries.js';
import { lockConsulting, moveProposal, requireMember } from './proposal-life.service.js';
import { freezeProposal } from './proposal-versions.service.js';
import { keepReading } from './readings.service.js';

/** An approval without a suggestion asks for no answer; it is kept as taken up. */
const PLAIN_APPROVAL = '赞成初步意见，没有修改建议。';

/** R13: opens the consultation of the members until `closesOn`, that day included. */
export async function openConsultation(
  useCase: UseCase,
  place: BranchInCampaign,
  { closesOn }: { closesOn: Date },
): Promise<void> {
  const key = placeFor(useCase, place);
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = await lockProposal(tx, key);
    const groups = proposal
      ? await tx.functionGroup.count({ where: { bureauId: key.bureauId, proposalId: proposal.id } })
      : 0;
    if (!proposal || groups === 0) throw new RuleViolation('初步意见中还没有小组，请先拟定小组再征求意见。');
    if (closesOn < addDays(chinaDay(now), 1))
      throw new RuleViolation('截止日期最早为明天，请给党员留出提意见的时间。', 'closesOn');
    const move = await moveProposal(tx, key.bureauId, proposal, 'consult', {
      consultationClosesOn: closesOn,
      consultationOpenedAt: now,
    });
    await freezeProposal(tx, useCase, proposal, 'CONSULTED');
    record({
      action: 'proposal.consult',
      entity: 'GroupProposal',
      entityId: proposal.id,
      branchId: place.branchId,
      from: proposal.status,
      to: move.to,
    });
  });
}

/** R13: gives members more time, never less. Throws RuleViolation on an earlier day, and when it is over already. */
export async function extendConsultation(
  useCase: UseCase,
  place: BranchInCampaign,
  { closesOn, reason }: { closesOn: Date; reason: string },
): Promise<void> {
  const key = placeFor(useCase, place);
  const today = chinaDay(useCase.clock.now());
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const { id, consultationClosesOn: until } = await lockConsulting(tx, key);
    if (until === null) throw new NotFound();
    if (closesOn <= until)
      throw new RuleViolation(`新的截止日期应晚于原来的${showDay(until)}，只能延长，不能提前。`, 'closesOn');
    if (closesOn < today) throw new RuleViolation('新的截止日期已经过去，请选择今天或以后的日期。', 'closesOn');
    await tx.groupProposal.updateMany({
      where: { bureauId: key.bureauId, id },
      data: { consultationClosesOn: closesOn, revision: { increment: 1 } },
    });
    record({
      ...{ action: 'proposal.extend', entity: 'GroupProposal', entityId: id, branchId: place.branchId, note: reason },
      ...{ from: dayInput(until), to: dayInput(closesOn) },
    });
  });
}

export interface OpinionInput {
  memberId: string;
  stance: OpinionStance;
  content: string | null;
}

/**
 * A member's one opinion; given again before the closing day has passed it replaces the earlier one, and an answer to
 * the earlier one falls away.
 */
export async function giveOpinion(useCase: UseCase, place: BranchInCampaign, input: OpinionInput): Promise<void> {
  const key = placeFor(useCase, place);
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = await lockConsulting(tx, key);
    if (proposal.consultationClosesOn === null || chinaDay(now) > proposal.consultationClosesOn) {
      throw new RuleViolation('征求意见已经截止，不能再提交。有意见请直接向支部书记反映。');
    }
    await requireMember(tx, key, input.memberId);
    if (input.content === null && input.stance !== 'SUPPORT')
      throw new RuleViolation('请写明您的意见和理由。', 'content');
    const entityId = await keepOpinion(tx, key.bureauId, proposal.id, input, now);
    await keepReading(tx, useCase, key, { proposalId: proposal.id, memberId: input.memberId });
    record({
      action: 'opinion.give',
      entity: 'ConsultationOpinion',
      entityId,
      branchId: place.branchId,
      to: input.stance,
    });
  });
}

async function keepOpinion(
  tx: Tx,
  bureauId: string,
  proposalId: string,
  input: OpinionInput,
  now: Date,
): Promise<string> {
  const answered = input.content === null;
  const data = {
    stance: input.stance,
    content: input.content ?? '',
    createdAt: now,
    handling: answered ? ('ADOPTED' as const) : null,
    answer: answered ? PLAIN_APPROVAL : null,
    answeredAt: answered ? now : null,
  };
  const { memberId } = input;
  const given = await tx.consultationOpinion.findUnique({
    where: { bureauId_proposalId_memberId: { bureauId, proposalId, memberId } },
    select: { id: true },
  });
  if (given) {
    await tx.consultationOpinion.update({ where: { bureauId_id: { bureauId, id: given.id } }, data });
    return given.id;
  }
  const id = newId();
  await tx.consultationOpinion.create({ data: { bureauId, id, proposalId, memberId, ...data } });
  return id;
}

export interface OpinionAnswer {
  handling: OpinionHandling;
  answer: string;
  /** When the opinion was given as the answerer read it: a member may have changed it since. */
  seenAt?: Date;
}

/** The branch's answer to one opinion: adopted or not, and why. It may be changed until the proposal is decided. */
export async function answerOpinion(
  useCase: UseCase,
  place: BranchInCampaign,
  opinionId: string,
  input: OpinionAnswer,
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = await lockConsulting(tx, key);
    const opinion = await tx.consultationOpinion.findFirst({
      where: { bureauId: key.bureauId, id: opinionId, proposalId: proposal.id },
      select: { createdAt: true },
    });
    if (!opinion) throw new NotFound();
    if (input.seenAt && input.seenAt.getTime() !== opinion.createdAt.getTime()) {
      throw new RuleViolation('这名党员刚才修改了意见。您填写的答复还在，请看过新的意见后再保存。');
    }
    await tx.consultationOpinion.update({
      where: { bureauId_id: { bureauId: key.bureauId, id: opinionId } },
      data: { handling: input.handling, answer: input.answer, answeredAt: useCase.clock.now() },
    });
    record({
      action: 'opinion.answer',
      entity: 'ConsultationOpinion',
      entityId: opinionId,
      branchId: place.branchId,
      to: input.handling,
    });
  });
}
