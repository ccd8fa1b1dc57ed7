import type pg from 'pg';
import { nameReadings, titleReadings, wordReadings } from '../shared/readings.js';

interface SearchedTable {
  table: string;
  /** What the reading is made of, texts or lists of them. They are written together or not at all. */
  columns: readonly string[];
  /** The column that holds it. */
  into: 'searchText' | 'skillText';
  read: (text: string) => string;
}

/** A text is searched by its beginning: minutes can be long. */
const MOST_LETTERS = 400;
const titlesOf = (table: string, ...columns: string[]): SearchedTable => ({
  table,
  columns,
  into: 'searchText',
  read: (text) => titleReadings(text.slice(0, MOST_LETTERS)),
});

/** By model: whose rows the search finds, and by which columns; another column of each holds how these are read. */
const SEARCHED: Readonly<Record<string, readonly SearchedTable[]>> = {
  Member: [
    { table: 'member', columns: ['name'], into: 'searchText', read: nameReadings },
    { table: 'member', columns: ['skills'], into: 'skillText', read: wordReadings },
  ],
  Branch: [titlesOf('branch', 'name', 'shortName', 'schoolName')],
  FunctionGroup: [titlesOf('function_group', 'name')],
  CommitmentItem: [titlesOf('commitment_item', 'mainTask', 'workContent')],
  BranchMeeting: [titlesOf('branch_meeting', 'title', 'decision')],
  Notice: [titlesOf('notice', 'title')],
};

type Row = Record<string, unknown>;

/**
 * The arguments of an operation with the readings added to every row that gets new words: the search is in step with what
 * it finds because nothing is written without it. Throws where a text is written without the others of its row.
 */
export function withSearchTexts(model: string, operation: string, args: unknown): unknown {
  const searched = SEARCHED[model];
  if (!searched || !/^(?:create|update|upsert)/.test(operation)) return args;
  const given = args as Row;
  const parts = operation === 'upsert' ? ['create', 'update'] : ['data'];
  return { ...given, ...Object.fromEntries(parts.map((part) => [part, readRows(searched, model, given[part])])) };
}

function readRows(searched: readonly SearchedTable[], model: string, data: unknown): unknown {
  if (Array.isArray(data)) return data.map((row: Row) => readRow(searched, model, row));
  return readRow(searched, model, data as Row);
}

function readRow(searched: readonly SearchedTable[], model: string, row: Row): Row {
  const readings: Row = {};
  for (const { columns, into, read } of searched) {
    const texts = columns.map((column) => textOf(row[column])).filter((text) => text !== null);
    if (texts.length === 0) continue;
    if (texts.length < columns.length)
      throw new Error(`${model}: write ${columns.join(', ')} together, for the search.`);
    readings[into] = read(texts.join(' '));
  }
  return { ...row, ...readings };
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : null;
}

const BATCH = 500;

/** A column as one text; the only list among them is known by its name. */
const asText = (column: string): string => (column === 'skills' ? `array_to_string("skills", ' ')` : `"${column}"`);

/**
 * Fills in the rows that came without: those of an older version of the portal, and rows put in by hand. Each batch is a
 * transaction of its own, so that it can be stopped anywhere and goes on at the next start; several processes share the
 * work. Gives how many rows were filled.
 */
export async function fillSearchTexts(pool: pg.Pool, mayGoOn: () => boolean = () => true): Promise<number> {
  let filled = 0;
  for (const searched of Object.values(SEARCHED).flat()) {
    for (let batch = BATCH; batch === BATCH && mayGoOn(); filled += batch) batch = await fillBatch(pool, searched);
  }
  return filled;
}

async function fillBatch(pool: pg.Pool, { table, columns, into, read }: SearchedTable): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ bureauId: string; id: string; text: string }>(
      `SELECT "bureauId", id, concat_ws(' ', ${columns.map(asText).join(', ')}) AS text
       FROM "${table}" WHERE "${into}" IS NULL LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`,
    );
    await client.query(
      `UPDATE "${table}" t SET "${into}" = n.text FROM unnest($1::uuid[], $2::uuid[], $3::text[]) n ("bureauId", id, text)
       WHERE t."bureauId" = n."bureauId" AND t.id = n.id`,
      [rows.map((row) => row.bureauId), rows.map((row) => row.id), rows.map((row) => read(row.text))],
    );
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
