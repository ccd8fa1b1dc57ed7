import { describe, expect, it } from 'vitest';
import { GLOBAL_MODELS, tableOf } from '../../src/db/tenancy.js';
import { Prisma } from '../../src/generated/prisma/client.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();
const models = Object.values(Prisma.ModelName);
const globalTables = [...GLOBAL_MODELS].map(tableOf);

interface IndexRow {
  table: string;
  name: string;
  isKey: boolean;
  columns: string[];
}

interface ReferenceRow {
  table: string;
  name: string;
  target: string;
  columns: string[];
  onUpdate: string;
  onDelete: string;
}

const { rows: indexes } = await db.$pool.query<IndexRow>(`
  SELECT t.relname AS "table", i.relname AS name, x.indisunique AS "isKey",
    ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, true) FROM generate_series(1, x.indnkeyatts) k) AS columns
  FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
  WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> '_prisma_migrations'`);

const { rows: references } = await db.$pool.query<ReferenceRow>(`
  SELECT t.relname AS "table", c.conname AS name, f.relname AS target, c.confupdtype AS "onUpdate", c.confdeltype AS "onDelete",
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, o)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o) AS columns
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
  WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace`);

const { rows: idColumns } = await db.$pool.query<{ table: string; column: string }>(`
  SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
  WHERE table_schema = 'public' AND udt_name = 'uuid' AND column_name LIKE '%Id' AND column_name <> 'bureauId'`);

const tenantOnly = <T extends { table: string }>(rows: T[]): T[] =>
  rows.filter(({ table }) => !globalTables.includes(table));

describe('R12: every tenant table belongs to its bureau', () => {
  it('has a table of the expected name for each model, and no other', async () => {
    const { rows } = await db.$pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(models.map(tableOf).sort());
  });

  it('begins every index and key with bureauId', () => {
    const wrong = tenantOnly(indexes).filter(({ columns }) => columns[0] !== '"bureauId"');
    expect(wrong).toEqual([]);
    expect(indexes.length).toBeGreaterThan(models.length);
  });

  it('has a primary key on every tenant table', () => {
    const keyed = new Set(
      indexes.filter(({ isKey, name }) => isKey && name.endsWith('_pkey')).map(({ table }) => table),
    );
    expect(models.map(tableOf).filter((table) => !keyed.has(table))).toEqual([]);
  });

  it('begins every foreign key with bureauId', () => {
    const wrong = tenantOnly(references).filter(({ columns }) => columns[0] !== 'bureauId');
    expect(wrong).toEqual([]);
  });

  it('refers to a global table only when that is the bureau itself', () => {
    const wrong = references.filter(({ target }) => globalTables.includes(target) && target !== 'bureau');
    expect(wrong).toEqual([]);
  });

  it('restricts updates and deletions everywhere; only assignments go with their item', () => {
    expect(references.filter(({ onUpdate }) => onUpdate !== 'r')).toEqual([]);
    const loose = references
      .filter(({ onDelete }) => onDelete !== 'r')
      .map(({ name, onDelete }) => `${name} ${onDelete}`);
    expect(loose).toEqual(['item_assignment_bureauId_itemId_fkey c']);
  });
});

/** Columns that name a row without holding it: the audit trail outlives what it speaks of. */
const WITHOUT_REFERENCE = ['audit_event.accountId', 'audit_event.branchId'];

it('declares a foreign key for every column that names another row', () => {
  const covered = new Set(references.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)));
  const named = tenantOnly(idColumns).map(({ table, column }) => `${table}.${column}`);
  expect(named.filter((column) => !covered.has(column)).sort()).toEqual(WITHOUT_REFERENCE);
});
