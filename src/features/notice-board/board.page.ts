import { CAMPAIGN_PHASES } from '../../campaign/phases.js';
import type {
  AwardType,
  CommitmentLevel,
  FeedbackKind,
  LeadingGroupRole,
  OpinionHandling,
  PhaseName,
} from '../../generated/prisma/enums.js';
import { chinaDay, daysBetween, showDay } from '../../shared/dates.js';
import type { BoardHead, Frame, Tag } from '../../web/frame-shape.js';
import type { NoticeSection } from './notices.service.js';

export const LEADING_GROUP_LABELS: Record<LeadingGroupRole, string> = {
  LEADER: '组长',
  DEPUTY: '副组长',
  MEMBER: '成员',
  OFFICE_DIRECTOR: '办公室主任',
  OFFICE_CONTACT: '办公室联系人',
};

export const AWARD_LABELS: Record<AwardType, string> = {
  OUTSTANDING_MEMBER: '优秀共产党员',
  ADVANCED_ORGANIZATION: '先进基层党组织',
};

const LEVEL_LABELS: Record<CommitmentLevel, string> = {
  BRANCH: '党支部承诺',
  GROUP: '功能党小组承诺',
  MEMBER: '党员承诺',
};
const LEVELS: readonly CommitmentLevel[] = ['BRANCH', 'GROUP', 'MEMBER'];

/** 2026年11月20日, of a moment. */
const dayOfMoment = (moment: Date): string => showDay(chinaDay(moment));

/** The masthead of the bureau's board. */
export function bureauHead(bureau: { id: string; name: string }): BoardHead {
  return { name: bureau.name, note: '功能党小组 · 创先争优', homeHref: `/board/${bureau.id}`, feedbackHref: null };
}

/** The masthead of a branch's part: the school's name, and the way to say something. */
export function branchHead(bureauId: string, branch: { id: string; schoolName: string; name: string }): BoardHead {
  return {
    name: branch.schoolName,
    note: branch.name,
    homeHref: `/board/${bureauId}`,
    feedbackHref: `/board/${bureauId}/branches/${branch.id}/suggestions/new`,
  };
}

export function showBoardChoice(data: { frame: Frame; boards: readonly { id: string; name: string }[] }) {
  return {
    title: '党务公开栏',
    frame: data.frame,
    boards: data.boards.map((board) => ({ name: board.name, href: `/board/${board.id}` })),
  };
}

interface FrontData {
  id: string;
  name: string;
  campaigns: readonly {
    name: string;
    purpose: string;
    theme: string;
    standardsVersion: number;
    phases: readonly { phase: PhaseName; title: string; requirement: string; startsOn: Date; endsOn: Date }[];
    leadingGroup: readonly { seat: LeadingGroupRole; name: string; post: string }[];
    criteria: readonly { version: number; award: AwardType; title: string; description: string; isDefault: boolean }[];
    keyTasks: readonly { year: number; title: string; description: string }[];
    notices: readonly { id: string; title: string; publishedAt: Date }[];
  }[];
  branches: readonly {
    id: string;
    schoolName: string;
    shortName: string;
    notices: readonly { title: string; publishedAt: Date }[];
  }[];
}

export function showBoardFrontPage(data: { frame: Frame; front: FrontData; today: Date }) {
  const { front, today } = data;
  const campaign = front.campaigns[0];
  return {
    title: '党务公开栏',
    frame: data.frame,
    campaign: campaign
      ? {
          name: campaign.name,
          paragraphs: campaign.purpose.split('\n'),
          phases: campaign.phases.map((phase) => phaseView(phase, today)),
          leadingGroup: campaign.leadingGroup.map((seat) => ({
            label: LEADING_GROUP_LABELS[seat.seat],
            value: `${seat.name} ${seat.post}`.trim(),
          })),
          standards: standardsView(campaign),
          keyTasks: campaign.keyTasks.map((task) => ({
            title: `${task.year}年:${task.title}`,
            text: task.description,
          })),
        }
      : null,
    branches: front.branches.map((branch) => ({
      name: branch.schoolName,
      note: branch.shortName,
      href: `/board/${front.id}/branches/${branch.id}`,
      latest: branch.notices[0]
        ? `${dayOfMoment(branch.notices[0].publishedAt)} ${branch.notices[0].title}`
        : '还没有公布的内容',
    })),
    notices: (campaign?.notices ?? []).map((notice) => noticeLink(front.id, notice)),
  };
}

function phaseView(phase: FrontData['campaigns'][number]['phases'][number], today: Date) {
  const numeral = CAMPAIGN_PHASES.find((row) => row.phase === phase.phase)?.numeral ?? '';
  const over = daysBetween(today, phase.endsOn) < 0;
  const begun = daysBetween(today, phase.startsOn) <= 0;
  const tag: Tag = over
    ? { kind: 'ok', label: '已结束' }
    : begun
      ? { kind: 'warn', label: '进行中' }
      : { kind: 'idle', label: '未开始' };
  return {
    title: `第${numeral}阶段 ${phase.title}`,
    dates: `${showDay(phase.startsOn)}至${showDay(phase.endsOn)}`,
    text: phase.requirement,
    tag,
  };
}

function standardsView(campaign: FrontData['campaigns'][number]) {
  const current = campaign.criteria.filter((criterion) => criterion.version === campaign.standardsVersion);
  return (['ADVANCED_ORGANIZATION', 'OUTSTANDING_MEMBER'] as const).map((award) => {
    const rows = current.filter((criterion) => criterion.award === award);
    return {
      title: AWARD_LABELS[award],
      note: rows.some((row) => row.isDefault) ? '默认标准(可替换)' : '',
      items: rows.map((row) => `${row.title}:${row.description}`),
    };
  });
}

const noticeLink = (bureauId: string, notice: { id: string; title: string; publishedAt: Date }) => ({
  title: notice.title,
  href: `/board/${bureauId}/notices/${notice.id}`,
  date: dayOfMoment(notice.publishedAt),
});

interface BranchData {
  frame: Frame;
  bureauId: string;
  branch: { id: string; name: string; schoolName: string };
  campaignName: string | null;
  groups: readonly {
    id: string;
    name: string;
    groupFunction: string;
    hostUnit: string;
    duties: string;
    leaderTerms: readonly { member: { name: string } }[];
    memberships: readonly { member: { name: string } }[];
  }[];
  commitmentCounts: readonly { level: CommitmentLevel; _count: number }[];
  notices: readonly { id: string; title: string; publishedAt: Date }[];
  feedback: readonly {
    kind: FeedbackKind;
    content: string;
    handling: OpinionHandling | null;
    reply: string | null;
    createdAt: Date;
    repliedAt: Date | null;
  }[];
  /** Membership and leaders are shown once they were published (R25). */
  published: { members: boolean; leaders: boolean };
}

export function showBoardBranchPage(data: BranchData) {
  const base = `/board/${data.bureauId}/branches/${data.branch.id}`;
  const count = (level: CommitmentLevel) => data.commitmentCounts.find((row) => row.level === level)?._count ?? 0;
  const total = LEVELS.reduce((sum, level) => sum + count(level), 0);
  return {
    title: '党务公开栏',
    frame: data.frame,
    campaignName: data.campaignName,
    groups: data.groups.map((group) => ({
      name: group.name,
      note: group.hostUnit,
      text: group.duties,
      leader: data.published.leaders ? (group.leaderTerms[0]?.member.name ?? null) : null,
      members: data.published.members ? group.memberships.map((row) => row.member.name) : [],
    })),
    commitments:
      total === 0
        ? null
        : {
            href: `${base}/commitments`,
            figures: LEVELS.map((level) => ({ value: String(count(level)), unit: '份', label: LEVEL_LABELS[level] })),
          },
    notices: data.notices.map((notice) => noticeLink(data.bureauId, notice)),
    feedback: data.feedback.map((word) => ({
      kind: word.kind === 'SUGGESTION' ? '意见建议' : '监督提问',
      content: word.content,
      reply: word.reply ?? '',
      handling: word.handling === 'ADOPTED' ? '已采纳' : '已答复',
      date: word.repliedAt ? dayOfMoment(word.repliedAt) : '',
    })),
    suggestHref: `${base}/suggestions/new`,
    qr: { src: `${base}/qr.svg`, alt: `${data.branch.schoolName}党务公开栏的二维码` },
  };
}

interface BoardCommitment {
  id: string;
  year: number;
  level: CommitmentLevel;
  organizationSide: string;
  peopleSide: string;
  publishedAt: Date | null;
  group: { name: string } | null;
  member: { name: string } | null;
  items: readonly { mainTask: string; workContent: string; dueDate: Date; responsiblePerson: string | null }[];
}

export function showBoardCommitmentsPage(data: {
  frame: Frame;
  branch: { schoolName: string; name: string };
  commitments: readonly BoardCommitment[];
  today: Date;
}) {
  return {
    title: '三级双向承诺',
    frame: data.frame,
    levels: LEVELS.map((level) => ({
      title: LEVEL_LABELS[level],
      letters: data.commitments
        .filter((commitment) => commitment.level === level)
        .map((commitment) => ({
          name: pledgerOf(commitment, data.branch.name),
          sides: `向${commitment.organizationSide}和${commitment.peopleSide}承诺`,
          date: commitment.publishedAt
            ? `${commitment.year}年度,${dayOfMoment(commitment.publishedAt)}公布`
            : `${commitment.year}年度`,
          items: commitment.items.map((item) => ({
            title: item.mainTask,
            text: item.workContent,
            due: `办结时限 ${showDay(item.dueDate)}`,
            person: item.responsiblePerson,
            tag: dueTag(item.dueDate, data.today),
          })),
        })),
    })).filter((level) => level.letters.length > 0),
  };
}

function pledgerOf(commitment: BoardCommitment, branchName: string): string {
  if (commitment.level === 'BRANCH') return branchName;
  const group = commitment.group?.name ?? '';
  return commitment.level === 'GROUP' ? `${group}功能党小组` : `${commitment.member?.name ?? ''}(${group}功能党小组)`;
}

/** R42: overdue is computed from the day, not stored. */
function dueTag(due: Date, today: Date): Tag {
  const days = daysBetween(today, due);
  if (days < 0) return { kind: 'late', label: `逾期${-days}天` };
  return days <= 30
    ? { kind: 'warn', label: days === 0 ? '今天到期' : `还有${days}天` }
    : { kind: 'idle', label: '进行中' };
}

export function showNoticePage(data: {
  frame: Frame;
  bureauId: string;
  notice: {
    title: string;
    content: unknown;
    publishedAt: Date;
    branch: { schoolName: string; shortName: string; id: string } | null;
    campaign: { bureau: { name: string } };
    withdrawnAt: Date | null;
    withdrawReason: string | null;
    supersededBy: { id: string; publishedAt: Date } | null;
    supersedes: readonly { id: string; publishedAt: Date }[];
  };
}) {
  const { notice } = data;
  const version = (row: { id: string; publishedAt: Date }) => ({
    href: `/board/${data.bureauId}/notices/${row.id}`,
    date: dayOfMoment(row.publishedAt),
  });
  return {
    title: notice.title,
    frame: data.frame,
    issuer: notice.branch?.shortName ?? notice.campaign.bureau.name,
    date: dayOfMoment(notice.publishedAt),
    // A withdrawn text is not shown again: it may hold what should not have been public (E52).
    sections: notice.withdrawnAt ? [] : (notice.content as NoticeSection[]),
    withdrawn: notice.withdrawnAt
      ? `本公告已于${dayOfMoment(notice.withdrawnAt)}撤回。理由:${notice.withdrawReason ?? ''}`
      : null,
    newer: notice.supersededBy ? version(notice.supersededBy) : null,
    older: notice.supersedes.map(version),
  };
}
