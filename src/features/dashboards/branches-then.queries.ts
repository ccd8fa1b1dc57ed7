import { Prisma } from '../../generated/prisma/client.js';

const { raw, sql } = Prisma;

/** The changes recorded of branch `alias` after a moment. */
const changesAfter = (alias: string, end: Date): Prisma.Sql =>
  sql`FROM branch_change h WHERE h."bureauId" = ${raw(`${alias}."bureauId" AND h."branchId" = ${alias}.id`)} AND h."createdAt" >= ${end}`;

/** E40: whether branch `alias` was set up and not yet merged or dissolved at a moment. */
export const inBeingAt = (alias: string, end: Date): Prisma.Sql =>
  sql`(${raw(`${alias}."createdAt"`)} < ${end} AND (${raw(`${alias}.status`)} = 'ACTIVE'
    OR EXISTS (SELECT 1 ${changesAfter(alias, end)} AND h.kind IN ('MERGED', 'DISSOLVED'))))`;

/** E41: what branch `alias` was called at a moment: each change keeps the name until then. */
export const nameAt = (alias: string, end: Date): Prisma.Sql =>
  sql`coalesce((SELECT h."shortName" ${changesAfter(alias, end)} ORDER BY h."createdAt", h.id LIMIT 1), ${raw(`${alias}."shortName"`)})`;
