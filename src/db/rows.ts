import { Unavailable } from '../shared/errors.js';
import type { Db } from './client.js';
import { isOutOfReach } from './errors.js';
import { requireBureauInSql } from './tenancy.js';

/** A statement of the busiest pages, kept prepared under its name. It names its bureau, as every one does. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Reads rows by the driver alone, each as an array of its columns: for lists of hundreds of rows, where the ORM's way from
 * value to value costs more than the query. Throws Unavailable when the database is out of reach.
 */
export async function readRows<R extends unknown[]>(
  db: Db,
  { name, text }: Statement,
  values: unknown[],
): Promise<R[]> {
  requireBureauInSql(text);
  try {
    const { rows } = await db.$pool.query<R>({ name, text, values, rowMode: 'array' });
    return rows;
  } catch (error) {
    if (isOutOfReach(error)) throw new Unavailable(undefined, { cause: error });
    throw error;
  }
}
