import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import { readAbsences } from './absences.rules.js';

/** Study sessions of a branch, the latest first. */
export async function listStudySessions(db: Db, { bureauId, campaignId, branchId }: StepPlace, most = 100) {
  const rows = await db.studySession.findMany({
    where: { bureauId, campaignId, branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: most,
    include: { _count: { select: { materials: { where: { removedAt: null } } } } },
  });
  return rows.map(({ absences, ...row }) => ({ ...row, absences: readAbsences(absences) }));
}

/** Members who can be ticked as present. */
export function listAttendanceChoices(db: Db | Tx, bureauId: string, branchId: string) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, isLost: false },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, post: true, birthDate: true },
    take: 500,
  });
}

/** One session with its material; `notesOf` says whose 学习心得 come with it. Null when the branch has none of this id. */
export async function findStudySession(
  db: Db | Tx,
  { bureauId, branchId }: Omit<StepPlace, 'campaignId'>,
  id: string,
  notesOf: 'all' | { memberId: string } | 'none' = 'none',
) {
  const row = await db.studySession.findFirst({
    where: { bureauId, branchId, id },
    relationLoadStrategy: 'join',
    include: {
      materials: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { id: true, title: true, href: true, fileName: true, mediaType: true, byteSize: true },
      },
      notes: {
        where: notesOf === 'all' ? {} : { memberId: notesOf === 'none' ? { in: [] } : notesOf.memberId },
        orderBy: { savedAt: 'asc' },
        select: { memberId: true, content: true, savedAt: true, member: { select: { name: true } } },
      },
    },
  });
  return row && { ...row, absences: readAbsences(row.absences) };
}
export type StudySessionRow = NonNullable<Awaited<ReturnType<typeof findStudySession>>>;

/** The names of members of the branch, for who was present. */
export function listNames(db: Db, { bureauId, branchId }: Omit<StepPlace, 'campaignId'>, ids: readonly string[]) {
  return db.member.findMany({
    where: { bureauId, branchId, id: { in: [...ids] } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { name: true },
  });
}

/** A file among the materials of the branch. */
export function findMaterial(db: Db | Tx, { bureauId, branchId }: Omit<StepPlace, 'campaignId'>, id: string) {
  return db.studyMaterial.findFirst({
    where: { bureauId, id, session: { bureauId, branchId } },
    select: { id: true, sessionId: true, fileName: true, mediaType: true, storageKey: true, removedAt: true },
  });
}
