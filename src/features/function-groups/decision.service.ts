import { type BranchInCampaign, placeFor, requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { type Minutes, type RecordedMeeting, recordMeeting, suggestAttendance } from '../meetings/index.js';
import { publishNotice } from '../notice-board/index.js';
import { consultationProblem, sizeWarnings } from './function-groups.rules.js';
import { groupsNotice } from './groups-notice.js';
import { countMembers, countOpinions, type LockedProposal, lockProposal } from './proposal.queries.js';
import { moveProposal } from './proposal-life.service.js';
import { freezeProposal } from './proposal-versions.service.js';

export const DECISION_TITLE = '研究确定功能党小组设置方案';
export const ANNOUNCEMENT_TITLE = '公布功能党小组设置方案';

/**
 * R14: keeps the meeting that studied the proposal; where its vote passed, the proposal is DECIDED, else it stays in
 * consultation and the meeting stays on record. `consultationNote` is needed where nobody gave an opinion (R13).
 */
export async function decideProposal(
  useCase: UseCase,
  place: BranchInCampaign,
  input: { meeting: Minutes; consultationNote: string | null },
): Promise<RecordedMeeting> {
  const key = placeFor(useCase, place);
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = await lockProposal(tx, key);
    if (proposal?.status !== 'CONSULTING') throw new StaleState();
    await requireReady(tx, useCase, key, proposal, input.consultationNote);
    const opened = proposal.consultationOpenedAt && chinaDay(proposal.consultationOpenedAt);
    if (opened && input.meeting.heldOn < opened) {
      throw new RuleViolation(`研究确定的会议应在征求意见之后，征求意见从${showDay(opened)}开始。`, 'heldOn');
    }
    const meeting = await recordMeeting(tx, record, useCase, {
      ...input.meeting,
      ...place,
      purpose: 'GROUP_DECISION',
      title: DECISION_TITLE,
    });
    if (meeting.verdict !== 'PASSED') return meeting;
    const move = await moveProposal(tx, key.bureauId, proposal, 'decide', {
      decisionMeetingId: meeting.id,
      decidedAt: useCase.clock.now(),
      consultationNote: input.consultationNote,
    });
    await freezeProposal(tx, useCase, proposal, 'DECIDED');
    record({
      action: 'proposal.decide',
      entity: 'GroupProposal',
      entityId: proposal.id,
      branchId: place.branchId,
      from: proposal.status,
      to: move.to,
    });
    return meeting;
  });
}

/** The consultation is over and answered, and the groups have room for everybody (R13, R17, E11). */
async function requireReady(
  tx: Tx,
  { clock }: UseCase,
  key: StepPlace,
  proposal: LockedProposal,
  note: string | null,
): Promise<void> {
  const { bureauId, branchId } = key;
  const members = await countMembers(tx, bureauId, branchId);
  const counts = await countOpinions(tx, bureauId, proposal.id);
  if (proposal.consultationClosesOn === null) throw new StaleState();
  const today = chinaDay(clock.now());
  const problem = consultationProblem({ closesOn: proposal.consultationClosesOn, members, ...counts }, note, today);
  if (problem) throw new RuleViolation(problem.message, problem.field);
  const groups = await tx.functionGroup.findMany({
    where: { bureauId, proposalId: proposal.id },
    select: { name: true, minSize: true, maxSize: true },
  });
  if (groups.length === 0) throw new RuleViolation('方案中没有小组，不能研究确定。请先拟定小组。');
  const blocking = sizeWarnings(groups, members).find((warning) => warning.blocks);
  if (blocking) throw new RuleViolation(blocking.text);
}

export interface Announcement {
  /** Always a general meeting, without a vote. */
  meeting: Omit<Minutes, 'kind' | 'votes'>;
  /** Who checked that nothing secret or private is in the notice. */
  secrecyReviewedBy: string;
}

/** R15: keeps the general meeting, makes the groups ANNOUNCED and puts them on the notice board. */
export async function announceProposal(
  useCase: UseCase,
  place: BranchInCampaign,
  input: Announcement,
): Promise<RecordedMeeting> {
  const key = placeFor(useCase, place);
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = await lockProposal(tx, key);
    if (proposal?.status !== 'DECIDED' || proposal.decisionMeetingId === null) throw new StaleState();
    const decidedOn = await decisionDay(tx, key.bureauId, proposal.decisionMeetingId);
    if (input.meeting.heldOn < decidedOn) {
      throw new RuleViolation(`公布方案的支部党员大会不能早于研究确定的会议（${showDay(decidedOn)}）。`, 'heldOn');
    }
    const meeting = await recordMeeting(tx, record, useCase, {
      ...input.meeting,
      ...place,
      kind: 'GENERAL',
      votes: null,
      purpose: 'GROUP_ANNOUNCEMENT',
      title: ANNOUNCEMENT_TITLE,
    });
    const move = await moveProposal(tx, key.bureauId, proposal, 'announce', {
      announcementMeetingId: meeting.id,
      announcedAt: useCase.clock.now(),
    });
    record({
      action: 'proposal.announce',
      entity: 'GroupProposal',
      entityId: proposal.id,
      branchId: place.branchId,
      from: proposal.status,
      to: move.to,
    });
    const notice = await noticeOf(tx, key, proposal, { decidedOn, announcedOn: input.meeting.heldOn });
    await publishNotice(tx, record, useCase, {
      ...place,
      kind: 'GROUPS',
      ...notice,
      secrecyReviewedBy: input.secrecyReviewedBy,
    });
    return meeting;
  });
}

async function decisionDay(tx: Tx, bureauId: string, meetingId: string): Promise<Date> {
  const { heldOn } = await tx.branchMeeting.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: meetingId } },
    select: { heldOn: true },
  });
  return heldOn;
}

async function noticeOf(
  tx: Tx,
  key: StepPlace,
  proposal: LockedProposal,
  days: { decidedOn: Date; announcedOn: Date },
) {
  const groups = await tx.functionGroup.findMany({
    where: { bureauId: key.bureauId, proposalId: proposal.id },
    orderBy: { position: 'asc' },
    select: {
      name: true,
      groupFunction: true,
      hostUnitType: true,
      hostUnit: true,
      duties: true,
      minSize: true,
      targetSize: true,
      maxSize: true,
    },
  });
  const branch = await tx.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId: key.bureauId, id: key.branchId } },
    select: { shortName: true },
  });
  return groupsNotice({ branchName: branch.shortName, rationale: proposal.rationale, groups, ...days });
}

/** 应到 to suggest for the meeting's form. */
export function attendanceFor(useCase: UseCase, place: BranchInCampaign) {
  return suggestAttendance(useCase.db, placeFor(useCase, place), chinaDay(useCase.clock.now()));
}
