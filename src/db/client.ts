import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';
import { Unavailable } from '../shared/errors.js';
import { isOutOfReach } from './errors.js';
import { withSearchTexts } from './search-texts.js';
import { statementNames } from './statement-names.js';
import { requireBureau, requireBureauInSql } from './tenancy.js';
import { noteOperation } from './write-watch.js';

export interface DbSettings {
  connectionString: string;
  /** Connections of this process at most. */
  poolSize?: number;
  /** How long a query waits for a connection before the request is answered 503. */
  waitMs?: number;
  /** Off behind a pooler in transaction mode that does not track prepared statements. */
  preparedStatements?: boolean;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void;
}

/**
 * The database of the portal: Prisma with the tenancy guard. `$pool` is the driver's pool below it, for the one query a
 * request always makes (session and account). `$disconnect()` closes both.
 */
export type Db = Omit<PrismaClient, '$on' | '$extends'> & { readonly $pool: pg.Pool };

/** The same inside a transaction. A query function that takes `Tx` takes a `Db` too. */
export type Tx = Prisma.TransactionClient;

/** No connection is made before the first query. */
export function createDb(settings: DbSettings): Db {
  const pool = openPool(settings);
  const names = settings.preparedStatements === false ? {} : { statementNameGenerator: statementNames(500) };
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, ...names });
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });
  const guarded = prisma.$extends({ client: { $pool: pool } }).$extends({
    query: {
      $allOperations({ model, operation, args, query }) {
        if (model !== undefined) requireBureau(model, operation, args);
        else requireBureauInSql(sqlOf(args));
        noteOperation(operation);
        const complete = model === undefined ? args : withSearchTexts(model, operation, args);
        return query(complete).catch(rethrow);
      },
    },
  });
  return guarded as unknown as Db;
}

/** No statement_timeout among the settings: poolers refuse startup parameters. The role carries the limits (limits.ts). */
function openPool({ connectionString, poolSize = 10, waitMs = 1500, onConnectionLost }: DbSettings): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: waitMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on('error', (error) => onConnectionLost?.(error));
  return pool;
}

/** Raw operations give their statement as Sql, as template strings with values, or as text with values. */
function sqlOf(args: unknown): string {
  if (args instanceof Prisma.Sql) return args.sql;
  const first = Array.isArray(args) ? args[0] : args;
  return Array.isArray(first) ? first.join('?') : String(first);
}

function rethrow(error: unknown): never {
  if (isOutOfReach(error)) throw new Unavailable(undefined, { cause: error });
  throw error;
}
