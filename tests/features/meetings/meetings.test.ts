import { describe, expect, it } from 'vitest';
import { addGroup } from '../../../src/features/function-groups/index.js';
import { findMeeting, listMeetings, suggestAttendance } from '../../../src/features/meetings/meetings.queries.js';
import {
  MEETING_PURPOSES,
  MEETING_VERDICT_LABELS,
  minutesProblem,
} from '../../../src/features/meetings/meetings.rules.js';
import { type MeetingInput, recordBranchMeeting } from '../../../src/features/meetings/meetings.service.js';
import { showMinutesPage } from '../../../src/features/meetings/minutes.page.js';
import { Forbidden, NotFound, StepNotOpen } from '../../../src/shared/errors.js';
import type { Frame } from '../../../src/web/frame-shape.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, GROUP_INPUT, someMinutes } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const clock = testClock('2026-06-09T16:00:00+08:00');

async function aBranchThatMeets(wish: Parameters<typeof aBranchInGroupSetup>[2] = {}) {
  const setup = await aBranchInGroupSetup(db, clock, { members: 4, ...wish });
  const input = (over: Partial<MeetingInput> = {}): MeetingInput => ({
    ...someMinutes('2026-06-09'),
    ...setup.place,
    purpose: 'OTHER',
    title: '研究日常工作',
    ...over,
  });
  const scope = { bureauId: setup.bureauId, branchId: setup.branch.id };
  return { ...setup, input, scope };
}

describe('rules of minutes', () => {
  it('R59: every purpose names its kinds and every verdict its label', () => {
    expect(MEETING_PURPOSES.map((row) => row.purpose)).toHaveLength(5);
    expect(MEETING_PURPOSES.every((row) => row.kinds.length > 0)).toBe(true);
    expect(Object.values(MEETING_VERDICT_LABELS).every((label) => label !== '')).toBe(true);
  });

  it.each([
    ['a recommendation by the committee', { purpose: 'RECOMMENDATION', kind: 'COMMITTEE' }, 'kind'],
    ['a group meeting without a group', { kind: 'GROUP' }, 'groupId'],
    ['a general meeting of a group', { kind: 'GENERAL', groupId: 'g' }, 'groupId'],
    ['a day to come', { heldOn: new Date('2026-06-10') }, 'heldOn'],
    ['more present than eligible', { presentCount: 9 }, 'presentCount'],
    ['votes where none are taken', { purpose: 'ENROLLMENT_MOBILIZATION', kind: 'GENERAL' }, 'forCount'],
  ] as const)('R59: refuses %s', (_, over, field) => {
    const minutes = {
      kind: 'COMMITTEE' as const,
      purpose: 'OTHER' as const,
      groupId: null,
      heldOn: new Date('2026-06-09'),
      eligibleCount: 5,
      presentCount: 5,
      votes: { for: 5, against: 0, abstain: 0 },
      ...over,
    };
    expect(minutesProblem(minutes, new Date('2026-06-09'), true)?.field).toBe(field);
  });
});

describe('recording a meeting', () => {
  it('R59: keeps every column of the workbook, the verdict and who entered it', async () => {
    const { useCase, input, scope, secretary } = await aBranchThatMeets();
    const { id, verdictText } = await recordBranchMeeting(
      useCase,
      input({ absentNote: '无', observers: '张校长', discussion: '讨论要点' }),
    );
    const meeting = await findMeeting(db, scope, id);
    expect(meeting).toMatchObject({
      verdict: 'PASSED',
      verdictText,
      createdById: secretary.id,
      observers: '张校长',
      ruleSet: 'BRANCH_WORK_2018_COMMITTEE',
    });
    const events = await db.auditEvent.findMany({ where: { bureauId: scope.bureauId } });
    expect(events).toMatchObject([{ action: 'meeting.record', entityId: id, toState: 'PASSED' }]);
  });

  it('R59: the minutes to print name attendance, agenda, vote and resolution', async () => {
    const { useCase, input, scope } = await aBranchThatMeets();
    const { id } = await recordBranchMeeting(useCase, input({ eligibleCount: 6, absentNote: '李明，出差' }));
    const meeting = await findMeeting(db, scope, id);
    if (!meeting) throw new Error('no meeting');
    const text = JSON.stringify(showMinutesPage({ frame: {} as Frame, meeting, inside: true }).paper);
    for (const words of [
      '应到6人，实到5人，缺席1人',
      '李明，出差',
      '赞成5票',
      '同意设立',
      '主持人：王建国',
      '研究功能党小组方案',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('R59: a matter without a vote has no verdict; matters of the proposal are decided on their own page', async () => {
    const { useCase, input } = await aBranchThatMeets();
    expect((await recordBranchMeeting(useCase, input({ votes: null }))).verdict).toBe('NO_VOTE');
    await expect(recordBranchMeeting(useCase, input({ purpose: 'GROUP_DECISION' }))).rejects.toMatchObject({
      field: 'purpose',
    });
  });

  it('R3: a meeting of a later step is refused before the branch stands there', async () => {
    const { useCase, input, scope } = await aBranchThatMeets();
    const recommendation = input({ purpose: 'RECOMMENDATION', kind: 'GENERAL' });
    await expect(recordBranchMeeting(useCase, recommendation)).rejects.toBeInstanceOf(StepNotOpen);
    expect(await db.branchMeeting.count({ where: { bureauId: scope.bureauId } })).toBe(0);
    const there = await aBranchThatMeets({ step: 'EVALUATION' });
    const kept = await recordBranchMeeting(there.useCase, there.input({ purpose: 'RECOMMENDATION', kind: 'GENERAL' }));
    expect(kept.verdict).toBe('PASSED');
  });

  it('R52: a group of another branch and an actor without an account are refused', async () => {
    const { useCase, input, bureauId, campaignId } = await aBranchThatMeets();
    const other = await aBranchThatMeets({ beside: { bureauId, campaignId } });
    const groupId = await addGroup(other.useCase, other.place, GROUP_INPUT);
    await expect(recordBranchMeeting(useCase, input({ kind: 'GROUP', groupId }))).rejects.toBeInstanceOf(NotFound);
    const nobody = { ...useCase, actor: { ...useCase.actor, accountId: null } };
    await expect(recordBranchMeeting(nobody, input())).rejects.toBeInstanceOf(Forbidden);
  });

  it('R52: a meeting of another branch is not found', async () => {
    const { useCase, input, scope, bureauId, campaignId } = await aBranchThatMeets();
    const sibling = await aBranchThatMeets({ beside: { bureauId, campaignId } });
    const { id } = await recordBranchMeeting(useCase, input());
    expect(await findMeeting(db, scope, id)).not.toBeNull();
    expect(await findMeeting(db, sibling.scope, id)).toBeNull();
    expect((await listMeetings(db, sibling.scope, null)).rows).toEqual([]);
  });
});

describe('应到 as suggested', () => {
  it('R56, E5, E7: counts full members with voting right, and the officers of the branch', async () => {
    const { branch, scope, place } = await aBranchThatMeets();
    await aMember(db, branch, { memberType: 'PROBATIONARY', fullMemberOn: null });
    await aMember(db, branch, { rightsSuspended: true });
    await aMember(db, branch, { membershipStatus: 'SUSPENDED' });
    await aMember(db, branch, { leftOn: new Date('2026-05-01') });
    await aMember(db, branch, { isMobile: true });
    await anAccount(db, scope.bureauId, { role: 'BRANCH_COMMITTEE_MEMBER', branchId: branch.id });
    const suggest = () => suggestAttendance(db, { ...scope, campaignId: place.campaignId }, new Date('2026-06-09'));
    expect(await suggest()).toMatchObject({ general: 5, committee: null, groups: [] });
    await anAccount(db, scope.bureauId, { role: 'BRANCH_COMMITTEE_MEMBER', branchId: branch.id });
    expect(await suggest()).toMatchObject({ committee: 3 });
  });
});
