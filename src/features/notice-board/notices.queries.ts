import type { Db } from '../../db/client.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { NAME_CHANGES, namesOn } from '../../shared/names-in-time.js';

/** Notices of a branch that stand, the latest first. */
export function listBranchNotices(db: Db, bureauId: string, branchId: string, { withOld = false, most = 100 } = {}) {
  return db.notice.findMany({
    where: { bureauId, branchId, ...(withOld ? {} : { withdrawnAt: null, supersededById: null }) },
    orderBy: { publishedAt: 'desc' },
    take: most,
    select: {
      id: true,
      kind: true,
      title: true,
      publishedAt: true,
      publishedBy: true,
      withdrawnAt: true,
      supersededById: true,
    },
  });
}

/** A notice with its newer and older version; `issuer` is the branch's name of that day (E41). Throws NotFound. */
export async function getNotice(db: Db, bureauId: string, noticeId: string) {
  const notice = await db.notice.findUnique({
    where: { bureauId_id: { bureauId, id: noticeId } },
    relationLoadStrategy: 'join',
    include: {
      branch: { select: { id: true, name: true, schoolName: true, shortName: true, changes: NAME_CHANGES } },
      campaign: { select: { bureau: { select: { name: true } } } },
      supersededBy: { select: { id: true, publishedAt: true } },
      supersedes: { select: { id: true, publishedAt: true }, orderBy: { publishedAt: 'desc' } },
    },
  });
  if (!notice) throw new NotFound();
  const { branch } = notice;
  const issuer = branch ? namesOn(branch, branch.changes, chinaDay(notice.publishedAt)).shortName : null;
  return { ...notice, issuer };
}
