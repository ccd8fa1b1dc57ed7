import type { Frame } from '../../web/frame-shape.js';
import { dayOfMoment } from './board.page.js';
import type { NoticeSection } from './notices.service.js';

export function showNoticePage(data: {
  frame: Frame;
  bureauId: string;
  notice: {
    title: string;
    content: unknown;
    publishedAt: Date;
    branch: { schoolName: string; shortName: string; id: string } | null;
    /** The branch's name on the day of publication; null: the bureau's own. */
    issuer: string | null;
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
    issuer: notice.issuer ?? notice.campaign.bureau.name,
    date: dayOfMoment(notice.publishedAt),
    // A withdrawn text is not shown again: it may hold what should not have been public (E52).
    sections: notice.withdrawnAt ? [] : (notice.content as NoticeSection[]),
    withdrawn: notice.withdrawnAt
      ? `本公告已于${dayOfMoment(notice.withdrawnAt)}撤回。理由：${notice.withdrawReason ?? ''}`
      : null,
    newer: notice.supersededBy ? version(notice.supersededBy) : null,
    older: notice.supersedes.map(version),
  };
}
