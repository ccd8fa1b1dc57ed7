import { Prisma } from '../generated/prisma/client.js';
import { DomainError, NotFound, StaleState, Unavailable } from '../shared/errors.js';

const MUST_RUN_AGAIN = new Set(['40001', '40P01']);
const PRISMA_OUT_OF_REACH = new Set(['P1001', 'P1002', 'P1003', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Lock timeout, statement timeout, shut down, starting up, database dropped, too many connections, connection lost. */
const SQL_OUT_OF_REACH = new Set([
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '3D000',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
]);
const DRIVER_OUT_OF_REACH = new Set([
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const SOCKET_OUT_OF_REACH = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ENOENT',
]);
/** The pool and the driver throw bare errors without any code. */
const MESSAGE_OUT_OF_REACH =
  /timeout exceeded when trying to connect|\bconnect E[A-Z]+ |connection terminated|connection timeout|can't reach database server|server has closed the connection|client has encountered a connection error|not queryable|after calling end on the pool/i;

/** A serialization failure or deadlock, through the ORM (P2034) or through raw SQL (P2010): run the transaction again. */
export function mustRunAgain(error: unknown): boolean {
  return chain(error).some(
    (link) => link['code'] === 'P2034' || codesOf(link).some((code) => MUST_RUN_AGAIN.has(code)),
  );
}

/** The database is out of reach or its pool is exhausted: nothing is wrong with the request itself. */
export function isOutOfReach(error: unknown): boolean {
  return chain(error).some(
    (link) =>
      codesOf(link).some(
        (code) =>
          PRISMA_OUT_OF_REACH.has(code) ||
          SQL_OUT_OF_REACH.has(code) ||
          DRIVER_OUT_OF_REACH.has(code) ||
          (SOCKET_OUT_OF_REACH.has(code) && 'syscall' in link),
      ) || MESSAGE_OUT_OF_REACH.test(String(link['message'] ?? '')),
  );
}

/**
 * Whether a unique constraint or index refused the row.
 * `constraint`: the name of the index (`group_membership_one_active`), or the columns of the key in their order.
 */
export function isUniqueViolation(error: unknown, constraint?: string | readonly string[]): boolean {
  const broken = chain(error).flatMap(constraintsOf);
  if (broken.length === 0) return false;
  if (constraint === undefined) return true;
  const wanted = typeof constraint === 'string' ? constraint : `_${constraint.join('_')}_key`;
  return broken.some((name) => (typeof constraint === 'string' ? name === wanted : name.endsWith(wanted)));
}

/**
 * What the rest of the portal understands of a database error: the domain errors it has a page for. Anything else,
 * and what is a domain error already, comes back as it is.
 */
export function asDomainError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isOutOfReach(error) || mustRunAgain(error)) return new Unavailable(undefined, { cause: error });
  if (isUniqueViolation(error)) return withCause(new StaleState(), error);
  const code = error instanceof Prisma.PrismaClientKnownRequestError ? error.code : null;
  return code === 'P2025' || code === 'P2003' ? withCause(new NotFound(), error) : error;
}

/** For the `catch` of a query that goes past Prisma: throws what `asDomainError` makes of the error. */
export function throwAsDomainError(error: unknown): never {
  throw asDomainError(error);
}

type Link = Record<string, unknown>;

/** The error and what caused it, whichever way the driver, the adapter or Prisma tucked it away. */
function chain(error: unknown, depth = 0): Link[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const link = error as Link;
  const meta = link['meta'] as Link | undefined;
  // A host name with several addresses fails with one error for each.
  const tried = error instanceof AggregateError ? error.errors : [];
  return [
    link,
    ...[link['cause'], meta?.['driverAdapterError'], link['error'], ...tried].flatMap((next) => chain(next, depth + 1)),
  ];
}

function codesOf(link: Link): string[] {
  return ['code', 'originalCode', 'errorCode', 'kind']
    .map((key) => link[key])
    .filter((code) => typeof code === 'string');
}

function constraintsOf(link: Link): string[] {
  if (link['kind'] !== 'UniqueConstraintViolation' && link['originalCode'] !== '23505' && link['code'] !== '23505')
    return [];
  const constraint = link['constraint'];
  if (typeof constraint === 'string') return [constraint];
  const { index, fields } = (constraint ?? {}) as { index?: string; fields?: string[] };
  return [index ?? `_${(fields ?? []).join('_')}_key`];
}

function withCause(error: DomainError, cause: unknown): DomainError {
  error.cause = cause;
  return error;
}
