import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { NotFound } from '../../shared/errors.js';
import { SCHOOLS_OF_A_PAGE, type SchoolSearch } from './schools.rules.js';

/** Bureaus that have something to show: a published campaign. */
export function listBoards(db: Db) {
  return db.bureau.findMany({
    where: { kind: 'BUREAU', campaigns: { some: { status: { in: ['PUBLISHED', 'CLOSED'] } } } },
    orderBy: { name: 'asc' },
    select: { id: true, name: true },
    take: 200,
  });
}

/** The front of a bureau's board without its branches, in one query. Throws NotFound for a bureau that does not exist. */
export async function getBoardFront(db: Db, bureauId: string) {
  const bureau = await db.bureau.findUnique({
    where: { id: bureauId, kind: 'BUREAU' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      campaigns: {
        where: { status: 'PUBLISHED' },
        orderBy: { publishedAt: 'desc' },
        take: 1,
        select: {
          id: true,
          name: true,
          purpose: true,
          theme: true,
          startYear: true,
          standardsVersion: true,
          phases: {
            select: { phase: true, title: true, requirement: true, startsOn: true, endsOn: true },
            orderBy: { startsOn: 'asc' },
          },
          leadingGroup: { select: { seat: true, name: true, post: true }, orderBy: { position: 'asc' } },
          criteria: {
            select: { version: true, award: true, title: true, description: true, isDefault: true },
            orderBy: [{ award: 'asc' }, { position: 'asc' }],
          },
          notices: {
            where: { branchId: null, withdrawnAt: null, supersededById: null },
            orderBy: { publishedAt: 'desc' },
            take: 20,
            select: { id: true, title: true, publishedAt: true },
          },
          evaluationRounds: {
            where: { status: { in: ['NOTICED', 'AWARDED'] } },
            orderBy: { createdAt: 'desc' },
            take: 10,
            select: {
              title: true,
              status: true,
              periods: { where: { status: 'RUNNING' }, select: { id: true, endsOn: true } },
            },
          },
          keyTasks: {
            where: { publishedAt: { not: null } },
            select: { year: true, title: true, description: true },
            orderBy: [{ year: 'desc' }, { position: 'asc' }],
          },
        },
      },
    },
  });
  if (!bureau) throw new NotFound();
  return bureau;
}

export interface BoardSchool {
  id: string;
  schoolName: string;
  shortName: string;
  /** The latest notice that stands; null: nothing was published yet. */
  title: string | null;
  publishedAt: Date | null;
  /** How many the search finds on all pages. */
  total: number;
}

/** One page of the bureau's branches by name, each with its latest notice: one query, one row more than a page shows. */
export function listBoardSchools(db: Db, bureauId: string, { text, after }: SchoolSearch): Promise<BoardSchool[]> {
  const found = ['schoolName', 'shortName', 'name'].map(
    (column) => Prisma.sql`position(${text} in b.${Prisma.raw(`"${column}"`)}) > 0`,
  );
  const named = text === '' ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(found, ' OR ')})`;
  const rest =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(f.name, f.id) > (SELECT a.name, a.id FROM branch a WHERE a."bureauId" = ${bureauId}::uuid AND a.id = ${after}::uuid)`;
  return db.$queryRaw<BoardSchool[]>`
    WITH found AS (SELECT b.id, b.name, b."schoolName", b."shortName" FROM branch b
      WHERE b."bureauId" = ${bureauId}::uuid AND b.status = 'ACTIVE' AND ${named}),
    page AS (SELECT * FROM found f WHERE ${rest} ORDER BY f.name, f.id LIMIT ${SCHOOLS_OF_A_PAGE + 1})
    SELECT p.id, p."schoolName", p."shortName", n.title, n."publishedAt", (SELECT count(*)::int FROM found) AS total
    FROM page p LEFT JOIN LATERAL (SELECT n.title, n."publishedAt" FROM notice n WHERE n."bureauId" = ${bureauId}::uuid
      AND n."branchId" = p.id AND n."withdrawnAt" IS NULL ORDER BY n."publishedAt" DESC LIMIT 1) n ON true
    ORDER BY p.name, p.id`;
}
