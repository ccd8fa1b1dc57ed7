import { Prisma } from '../generated/prisma/client.js';

/** The tables that belong to no bureau, or are the bureau itself. Every other table is a tenant table. */
export const GLOBAL_MODELS: ReadonlySet<string> = new Set(['Bureau', 'LoginName', 'Session', 'RateLimit']);

/** Thrown when code asks for rows of a tenant table without naming the bureau: a mistake of the developer. */
export class BureauNotNamed extends Error {
  override readonly name = 'BureauNotNamed';
}

type Args = Record<string, unknown>;

/**
 * Refuses a query on a tenant table that names no single bureau.
 * `operation` is Prisma's name of it, `args` what it was called with. Throws BureauNotNamed.
 */
export function requireBureau(model: string, operation: string, args: unknown): void {
  if (GLOBAL_MODELS.has(model)) return;
  const given = isRecord(args) ? args : {};
  for (const [part, named] of partsToCheck(operation, given)) {
    if (!named) throw new BureauNotNamed(`${model}.${operation}: \`${part}\` names no bureauId.`);
  }
  if (movesToOtherBureau(operation, given)) {
    throw new BureauNotNamed(
      `${model}.${operation}: a row cannot move to another bureau; leave bureauId out of its data.`,
    );
  }
}

function partsToCheck(operation: string, args: Args): [string, boolean][] {
  switch (operation) {
    case 'create':
      return [['data', dataNamesBureau(args['data'])]];
    case 'createMany':
    case 'createManyAndReturn':
      return [['data', [args['data']].flat().every(dataNamesBureau)]];
    case 'upsert':
      return [
        ['where', whereNamesBureau(args['where'])],
        ['create', dataNamesBureau(args['create'])],
      ];
    default:
      return [['where', whereNamesBureau(args['where'])]];
  }
}

function dataNamesBureau(data: unknown): boolean {
  return isRecord(data) && isOneBureau(data['bureauId']);
}

/** By the column itself, by a compound key (`bureauId_id: { bureauId, id }`), or in one branch of an AND. */
function whereNamesBureau(where: unknown): boolean {
  if (!isRecord(where)) return false;
  return Object.entries(where).some(([key, value]) => {
    if (key === 'bureauId') return isOneBureau(value);
    if (key === 'AND') return [value].flat().some(whereNamesBureau);
    return key.startsWith('bureauId_') && dataNamesBureau(value);
  });
}

function isOneBureau(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return isRecord(value) && Object.keys(value).length === 1 && typeof value['equals'] === 'string';
}

function movesToOtherBureau(operation: string, args: Args): boolean {
  const data = operation === 'upsert' ? args['update'] : operation.startsWith('update') ? args['data'] : null;
  return isRecord(data) && 'bureauId' in data;
}

function isRecord(value: unknown): value is Args {
  return typeof value === 'object' && value !== null;
}

/** `leading_group_seat` of `LeadingGroupSeat`: how the schema maps every model to its table (checked by a test). */
export function tableOf(model: string): string {
  return model.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
}

const TENANT_TABLES = Object.values(Prisma.ModelName)
  .filter((model) => !GLOBAL_MODELS.has(model))
  .map(tableOf);
const READS_TENANT_TABLE = new RegExp(
  `\\b(?:from|join|into|update)\\s+(?:only\\s+)?"?(?:${TENANT_TABLES.join('|')})\\b`,
  'i',
);

/** The same for raw SQL: a statement on a tenant table must speak of bureauId. Throws BureauNotNamed. */
export function requireBureauInSql(sql: string): void {
  if (READS_TENANT_TABLE.test(sql) && !sql.includes('"bureauId"')) {
    throw new BureauNotNamed(`Raw SQL on a tenant table without "bureauId": ${sql.slice(0, 200)}`);
  }
}
