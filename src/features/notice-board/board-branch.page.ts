import type {
  BranchChangeKind,
  CommitmentLevel,
  FeedbackKind,
  LeaderMethod,
  OpinionHandling,
} from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { dayOfMoment, LEVEL_LABELS, LEVELS, noticeLink } from './board.page.js';

interface Office {
  method: LeaderMethod;
  startedAt: Date;
  /** E26: by when the by-election is held; of an acting leader. */
  actingUntil: Date | null;
  member: { name: string };
}

interface BranchData {
  frame: Frame;
  bureauId: string;
  branch: {
    id: string;
    name: string;
    schoolName: string;
    changes: readonly {
      kind: BranchChangeKind;
      effectiveOn: Date;
      shortName: string;
      schoolName: string;
      successor: { id: string; shortName: string } | null;
    }[];
    successions: readonly { kind: BranchChangeKind; effectiveOn: Date; branchId: string; shortName: string }[];
  };
  campaignName: string | null;
  groups: readonly {
    id: string;
    name: string;
    groupFunction: string;
    hostUnit: string;
    duties: string;
    leaderTerms: readonly Office[];
    memberships: readonly { member: { name: string } }[];
    activities: readonly { id: string; heldOn: Date; topic: string }[];
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

/** E26: an acting leader is called so, with both dates. */
function leaderOf({ method, startedAt, actingUntil, member }: Office) {
  const since = dayOfMoment(startedAt);
  const note = actingUntil ? `${since}起代理，${showDay(actingUntil)}前补选` : `${since}起`;
  return { label: method === 'ACTING' ? '代理组长' : '组长', name: member.name, note };
}

export function showBoardBranchPage(data: BranchData) {
  const base = `/board/${data.bureauId}/branches/${data.branch.id}`;
  const count = (level: CommitmentLevel) => data.commitmentCounts.find((row) => row.level === level)?._count ?? 0;
  const total = LEVELS.reduce((sum, level) => sum + count(level), 0);
  return {
    title: '党务公开栏',
    frame: data.frame,
    campaignName: data.campaignName,
    past: pastOf(data),
    closed: data.branch.changes.some(({ kind }) => kind === 'MERGED' || kind === 'DISSOLVED'),
    groups: data.groups.map((group) => ({
      name: group.name,
      note: group.hostUnit,
      text: group.duties,
      leader: data.published.leaders && group.leaderTerms[0] ? leaderOf(group.leaderTerms[0]) : null,
      members: data.published.members ? group.memberships.map((row) => row.member.name) : [],
      activities: group.activities.map(({ id, heldOn, topic }) => ({
        ...{ label: topic, href: `${base}/activities#a-${id}`, date: showDay(heldOn) },
      })),
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

/** E40, E41: what the branch was called, where it went, and what came to it. */
function pastOf({ bureauId, branch }: BranchData): { text: string; link: { label: string; href: string } | null }[] {
  const link = (id: string, label: string) => ({ label, href: `/board/${bureauId}/branches/${id}` });
  const own = branch.changes.map(({ kind, effectiveOn, schoolName, shortName, successor }) => {
    const day = showDay(effectiveOn);
    if (kind === 'RENAMED') return { text: `原名：${schoolName}（${shortName}），${day}更名。`, link: null };
    if (successor === null) return { text: `本支部已于${day}撤销，以下是原有内容。`, link: null };
    const text = `本支部已于${day}并入${successor.shortName}，以下是原有内容。`;
    return { text, link: link(successor.id, `看${successor.shortName}`) };
  });
  const others = branch.successions.map(({ kind, effectiveOn, branchId, shortName }) => ({
    text:
      kind === 'MERGED'
        ? `${shortName}已于${showDay(effectiveOn)}并入本支部。`
        : `本支部于${showDay(effectiveOn)}由${shortName}分设。`,
    link: link(branchId, kind === 'MERGED' ? `看${shortName}原有内容` : `看${shortName}`),
  }));
  return [...own, ...others];
}
