import { requireOpenStep } from '../../campaign/step-gate.js';
import {
  type MeetingRule,
  meetingVerdict,
  meetingWithoutVote,
  reaches,
  type Verdict,
} from '../../campaign/vote-rules.js';
import { findMeetingRule } from '../../campaign/vote-settings.queries.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { MeetingKind, MeetingPurpose, MeetingVerdict } from '../../generated/prisma/enums.js';
import { chinaDay } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { attendanceOf } from './attendance.service.js';
import { type MinutesNumbers, minutesProblem, purposeRow } from './meetings.rules.js';

/** Minutes as the recorder gives them: the fields of the branch's workbook. */
export interface Minutes {
  kind: MeetingKind;
  /** Only for a group's meeting. */
  groupId?: string | null;
  heldOn: Date;
  place: string;
  chair: string;
  recorder: string;
  /** 应到 and 实到 count persons with voting right. */
  eligibleCount: number;
  presentCount: number;
  /** Who of those entitled was absent, and why. */
  absences?: readonly { memberId: string; reason: string }[];
  absentNote?: string | null;
  observers?: string | null;
  agenda: string;
  discussion?: string | null;
  decision: string;
  /** Null: nothing was put to the vote. */
  votes: { for: number; against: number; abstain: number } | null;
}

export interface MeetingInput extends Minutes {
  campaignId: string;
  branchId: string;
  purpose: MeetingPurpose;
  title: string;
}

export interface RecordedMeeting {
  id: string;
  verdict: MeetingVerdict;
  verdictText: string;
}

/**
 * R59: keeps the minutes of a meeting with the verdict of its vote, in the caller's transaction. A meeting that was not
 * quorate or did not pass is kept too. Throws RuleViolation where the numbers or the kind cannot be right.
 */
export async function recordMeeting(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: UseCase,
  input: MeetingInput,
): Promise<RecordedMeeting> {
  const { bureauId, accountId } = actor;
  if (accountId === null) throw new Forbidden();
  const numbers: MinutesNumbers = { ...input, groupId: input.groupId ?? null };
  const rule = await findMeetingRule(tx, bureauId, input.kind);
  const quorate = reaches(rule.quorum, input.presentCount, input.eligibleCount);
  const problem = minutesProblem(numbers, chinaDay(clock.now()), quorate, rule.quorum.mark);
  if (problem) throw new RuleViolation(problem.message, problem.field);
  await requireConvener(tx, bureauId, input);
  const { verdict, verdictText, ruleSet } = judge(numbers, rule);
  const { absences, basis } = await attendanceOf(tx, bureauId, input);
  const id = newId();
  await tx.branchMeeting.create({
    data: {
      bureauId,
      id,
      branchId: input.branchId,
      campaignId: input.campaignId,
      groupId: numbers.groupId,
      kind: input.kind,
      purpose: input.purpose,
      title: input.title,
      heldOn: input.heldOn,
      place: input.place,
      chair: input.chair,
      recorder: input.recorder,
      eligibleCount: input.eligibleCount,
      presentCount: input.presentCount,
      absentNote: input.absentNote ?? null,
      absences: absences.map((row) => ({ ...row })),
      ...(basis === null ? {} : { exclusions: { ...basis } }),
      observers: input.observers ?? null,
      agenda: input.agenda,
      discussion: input.discussion ?? null,
      decision: input.decision,
      forCount: input.votes?.for ?? null,
      againstCount: input.votes?.against ?? null,
      abstainCount: input.votes?.abstain ?? null,
      verdict,
      verdictText,
      ruleSet,
      createdById: accountId,
      createdAt: clock.now(),
    },
  });
  record({
    action: 'meeting.record',
    entity: 'BranchMeeting',
    entityId: id,
    branchId: input.branchId,
    to: verdict,
    note: input.title,
  });
  return { id, verdict, verdictText };
}

/** A meeting recorded from the branch's meeting page. Matters with a page of their own are decided there (R14, R15). */
export async function recordBranchMeeting(useCase: UseCase, input: MeetingInput): Promise<RecordedMeeting> {
  const row = purposeRow(input.purpose);
  if (!row.free) throw new RuleViolation(`“${row.label}”请在功能党小组方案页面登记。`, 'purpose');
  const { campaignId, branchId } = input;
  return inTransaction(useCase, async (tx, record) => {
    if (row.step) await requireOpenStep(tx, { bureauId: useCase.actor.bureauId, campaignId, branchId }, row.step);
    return recordMeeting(tx, record, useCase, input);
  });
}

function judge(minutes: MinutesNumbers, rule: MeetingRule): Verdict<MeetingVerdict> {
  const { eligibleCount: eligible, presentCount: present, votes, kind } = minutes;
  if (votes === null && purposeRow(minutes.purpose).vote !== 'required')
    return meetingWithoutVote({ eligible, present }, kind, rule);
  return meetingVerdict({ eligible, present, ...(votes ?? { for: 0, against: 0, abstain: 0 }) }, kind, rule);
}

/** The committee must exist, and a group must be one of this branch and campaign. */
async function requireConvener(
  tx: Tx,
  bureauId: string,
  { kind, branchId, campaignId, groupId }: MeetingInput,
): Promise<void> {
  if (kind === 'COMMITTEE') {
    const branch = await tx.branch.findFirst({ where: { bureauId, id: branchId }, select: { hasCommittee: true } });
    if (!branch) throw new NotFound();
    if (!branch.hasCommittee) throw new RuleViolation('本支部没有设立支部委员会，请登记为支部党员大会。', 'kind');
  }
  if (kind === 'GROUP' && groupId) {
    const group = await tx.functionGroup.findFirst({
      where: { bureauId, branchId, campaignId, id: groupId, closedAt: null },
      select: { id: true },
    });
    if (!group) throw new NotFound();
  }
}
