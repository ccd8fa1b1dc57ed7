import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** `prisma/` at the project's root: two levels up, from src/db and from dist/db alike. */
export const PRISMA_FOLDER = fileURLToPath(new URL('../../prisma/', import.meta.url));
export const MIGRATIONS_FOLDER = path.join(PRISMA_FOLDER, 'migrations');

export interface Migration {
  /** `20260301090000_init` */
  name: string;
  sql: string;
  /** SHA-256 of the SQL, as `prisma migrate deploy` keeps it in `_prisma_migrations`. */
  checksum: string;
}

/** Every migration, oldest first. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

/** The schema as the schema engine takes it: every file with its content. */
export function readSchema(): { path: string; content: string }[] {
  const folder = path.join(PRISMA_FOLDER, 'schema');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => ({ path: path.join(folder, file), content: readFileSync(path.join(folder, file), 'utf8') }));
}
