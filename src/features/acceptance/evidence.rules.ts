import type { Permission } from '../../access/permissions.js';
import type { CheckName } from '../../campaign/phases.js';
import type { MeetingPurpose, NoticeKind } from '../../generated/prisma/enums.js';
import { parseDay, showDay } from '../../shared/dates.js';
import type { FindingName, Listed } from './acceptance.rules.js';

/** Something named, with the id under which it is read. */
interface Named {
  id: string;
  name: string;
}

/** The records of a branch that can be shown to the region; lists hold the first few, counts count all. */
export interface EvidenceFacts {
  /** The bureau's titles and points; null while the default holds. */
  list: Listed[] | null;
  members: number;
  skilled: number;
  sessions: number;
  activities: number;
  opinions: number;
  listVersion: number | null;
  applications: number;
  answered: number;
  groupLetters: number;
  memberLetters: number;
  assignments: number;
  records: number;
  statements: string[];
  meetings: { id: string; purpose: MeetingPurpose; heldOn: string; verdict: string }[];
  notices: { id: string; kind: NoticeKind; title: string }[];
  groups: Named[];
  counts: Named[];
  letters: { id: string; year: number }[];
  recorded: Named[];
  extensions: Named[];
}

/** A record of the portal that shows something, and what one needs to open it; null: everybody may. */
export interface Evidence {
  label: string;
  href: string;
  access: Permission | null;
}

type Of = Record<CheckName | FindingName, (facts: EvidenceFacts, at: Address) => Evidence[]>;
interface Address {
  bureauId: string;
  /** /branches/… */
  base: string;
}

const one = (shown: boolean, label: string, href: string, access: Permission | null = 'branch:read'): Evidence[] =>
  shown ? [{ label, href, access }] : [];

const notices = ({ notices: all }: EvidenceFacts, { bureauId }: Address, kind: string): Evidence[] =>
  all
    .filter((notice) => notice.kind === kind)
    .map(({ id, title }) => ({
      ...{ label: `公开栏公告：${title}`, href: `/board/${bureauId}/notices/${id}`, access: null },
    }));

function minutes({ meetings }: EvidenceFacts, { base }: Address, purpose: string): Evidence[] {
  return meetings
    .filter((meeting) => meeting.purpose === purpose && meeting.verdict !== 'REJECTED')
    .map(({ id, heldOn }) => {
      const day = parseDay(heldOn);
      const label = `${day ? showDay(day) : ''}会议记录`;
      return { label, href: `${base}/meetings/${id}`, access: 'meetings:read' };
    });
}

const none = (): Evidence[] => [];

/** Which records show each part of the list. */
const EVIDENCE: Of = {
  rosterImported: ({ members }, { base }) =>
    one(members > 0, `党员花名册（${members}人）`, `${base}/members`, 'members:read'),
  skillsRecorded: ({ skilled }, { base }) =>
    one(skilled > 0, `能力特长登记（${skilled}人）`, `${base}/skills`, 'members:read'),
  studyHeld: ({ sessions }, { base }) => one(sessions > 0, `学习活动记录（${sessions}次）`, `${base}/study-sessions`),
  goalsPublished: (facts, at) => [
    ...one(facts.statements.includes('GOALS'), '创先争优目标任务', `${at.base}/statements/goals`),
    ...notices(facts, at, 'GOALS'),
  ],
  proposalDrafted: (facts, { base }) => one(facts.groups.length > 0, '功能党小组初步意见', `${base}/group-proposal`),
  consultationAnswered: ({ opinions }, { base }) =>
    one(opinions > 0, `党员意见和答复（${opinions}条）`, `${base}/group-proposal`),
  proposalDecided: (facts, at) => minutes(facts, at, 'GROUP_DECISION'),
  proposalAnnounced: (facts, at) => [...minutes(facts, at, 'GROUP_ANNOUNCEMENT'), ...notices(facts, at, 'GROUPS')],
  everyMemberPlaced: (facts, at) => [
    ...one(facts.groups.length > 0, '各功能党小组名单', `${at.base}/groups`),
    ...notices(facts, at, 'MEMBERSHIP'),
  ],
  listConfirmed: ({ listVersion }, { base }) =>
    one(
      ...([
        listVersion !== null,
        `确定的名单（第${listVersion}版）`,
        `${base}/enrollment/lists/${listVersion}`,
      ] as const),
      'members:read',
    ),
  rulesLaidDown: ({ groups }, { base }) =>
    groups.map(({ id, name }) => ({
      ...{ label: `“${name}”活动制度和职责`, href: `${base}/groups/${id}`, access: 'branch:read' },
    })),
  leadersChosen: ({ counts }, { base }) =>
    counts.map(({ id, name }) => ({
      ...{ label: `“${name}”组长选举计票`, href: `${base}/election-counts/${id}`, access: 'branch:read' },
    })),
  leadersPublished: (facts, at) => notices(facts, at, 'LEADERS'),
  branchCommitmentPublished: ({ letters }, { base }) =>
    letters.map(({ id, year }) => ({
      ...{ label: `${year}年党支部承诺书`, href: `${base}/commitments/${id}/letter`, access: 'branch:read' },
    })),
  itemsBrokenDown: ({ assignments }, { base }) =>
    one(assignments > 0, `承诺事项分解（${assignments}项次）`, `${base}/commitments`),
  groupCommitmentsPublished: ({ groupLetters }, { base }) =>
    one(groupLetters > 0, `小组承诺书（${groupLetters}份）`, `${base}/commitments`),
  memberCommitmentsPublished: (facts, at) => [
    ...one(facts.memberLetters > 0, `党员承诺书（${facts.memberLetters}份）`, `${at.base}/commitments`),
    ...notices(facts, at, 'COMMITMENTS'),
  ],
  recommendationDecided: (facts, at) => [
    ...minutes(facts, at, 'RECOMMENDATION'),
    ...one(
      ...([facts.applications > 0, `申报评选（${facts.applications}个对象）`, `${at.base}/evaluations`] as const),
      'meetings:read',
    ),
  ],
  summaryPublished: (facts, at) => [
    ...one(facts.statements.includes('SUMMARY'), '活动总结', `${at.base}/statements/summary`),
    ...notices(facts, at, 'SUMMARY'),
  ],
  assessmentPassedOn: none,
  selfAssessmentApproved: none,
  activitiesHeld: ({ activities }, { base }) =>
    one(activities > 0, `小组活动记录（${activities}次）`, `${base}/activities`),
  recordsKept: ({ recorded }, { base }) =>
    recorded.map(({ id, name }) => ({
      ...{ label: `践诺记录：${name}`, href: `${base}/items/${id}`, access: 'branch:read' },
    })),
  overdueExplained: ({ extensions }, { base }) =>
    extensions.map(({ id, name }) => ({
      ...{ label: `延期说明：${name}`, href: `${base}/extensions/${id}`, access: 'branch:read' },
    })),
  questionsAnswered: ({ answered }, { base }) =>
    one(answered > 0, `群众意见和答复（${answered}条）`, `${base}/feedback`),
};

/** The records that show one part of the list. */
export function evidenceOf(name: CheckName | FindingName, facts: EvidenceFacts, at: Address): Evidence[] {
  return EVIDENCE[name](facts, at);
}
