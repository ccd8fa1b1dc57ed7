import { Prisma } from '../../generated/prisma/client.js';
import type { DutyKind } from './duties.rules.js';

const NONE = Prisma.sql`NULL`;

interface Columns {
  id: Prisma.Sql;
  other?: Prisma.Sql;
  title?: Prisma.Sql;
  dueOn?: Prisma.Sql;
  since?: Prisma.Sql;
}

/** The columns of one kind of duty of branch `b`; the arms of the union all have the same ones. */
export function dutyOfBranch(kind: DutyKind, columns: Columns): Prisma.Sql {
  return row(kind, columns, Prisma.sql`b.id`, Prisma.sql`b."shortName"`);
}

/** The same for what belongs to no branch. */
export function dutyOfBureau(kind: DutyKind, columns: Columns): Prisma.Sql {
  return row(kind, columns, NONE, NONE);
}

function row(
  kind: DutyKind,
  { id, other = NONE, title = NONE, dueOn = NONE, since = NONE }: Columns,
  branchId: Prisma.Sql,
  branchName: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`SELECT ${kind}::text AS kind, ${id}::text AS id, ${branchId}::text AS "branchId",
    ${branchName}::text AS "branchName", ${other}::text AS other, ${title}::text AS title,
    ${dueOn}::date AS "dueOn", ${since}::timestamptz AS since`;
}

/** `b` and a table joined to it: of the same bureau and branch, and in the campaign. */
export const inCampaign = (table: string, alias: string, campaignId: string): Prisma.Sql =>
  Prisma.sql`FROM b JOIN ${Prisma.raw(`${table} ${alias}`)} ON ${Prisma.raw(`${alias}."bureauId" = b."bureauId" AND ${alias}."branchId" = b.id`)}
    AND ${Prisma.raw(`${alias}."campaignId"`)} = ${campaignId}::uuid`;

export const anyOf = (column: string, ids: readonly string[]): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(column)} = ANY(${[...ids]}::uuid[])`;
export const noneOf = (column: string, ids: readonly string[]): Prisma.Sql =>
  Prisma.sql`NOT (${Prisma.raw(column)} = ANY(${[...ids]}::uuid[]))`;
