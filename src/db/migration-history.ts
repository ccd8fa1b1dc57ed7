import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyMigrations } from './migrate.js';
import { sqlToSchema } from './migration-engine.js';
import { MIGRATIONS_FOLDER } from './migration-files.js';
import { onScratchDatabase } from './scratch-database.js';

/** A migration that waits longer than this for a table would hold up everybody who comes after it. */
const PREAMBLE = "SET lock_timeout = '5s';\n\n";

/**
 * Writes `prisma/migrations/<timestamp>_<name>/migration.sql`: the step from the existing migrations to the Prisma
 * schema. Gives the path of the file, or null when there is nothing to write. `connectionString`: a role that may create
 * a database; the database itself is not touched.
 */
export async function writeMigration(
  name: string,
  connectionString: string,
  now: Date = new Date(),
): Promise<string | null> {
  const sql = await schemaDrift(connectionString);
  if (sql === null) return null;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_FOLDER, `${stamp}_${asFolderName(name)}`);
  const file = path.join(folder, 'migration.sql');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${PREAMBLE}${sql}\n`);
  return file;
}

/** The SQL that is missing between the migrations and the Prisma schema; null when they agree. */
export function schemaDrift(connectionString: string): Promise<string | null> {
  return onScratchDatabase(connectionString, async (scratch) => {
    await applyMigrations(scratch);
    return sqlToSchema(scratch);
  });
}

function asFolderName(name: string): string {
  const safe = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (safe === '') throw new RangeError('A migration needs a name of letters and digits.');
  return safe;
}
