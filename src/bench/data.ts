import pg from 'pg';
import type { Config } from '../config.js';
import { applyMigrations } from '../db/migrate.js';
import { fillFirstData } from '../first-data.js';
import { createFieldCipher } from '../shared/cipher.js';
import { addCommitments, LARGE_BRANCH } from './large-branch.js';
import type { BenchPlace } from './pages.js';

/**
 * Fills an empty database with the demonstration, its branch of the pages with people up to `members`, and another one
 * with commitments up to the scale that is asked for.
 */
export async function fillDatabase(connectionString: string, config: Config, members: number): Promise<BenchPlace> {
  const migrate = async () => void (await applyMigrations(connectionString));
  await migrate();
  await fillFirstData({ connectionString, config, cipher: createFieldCipher(config.fieldKey), migrate });
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { bureauId, branchId } = await findBranch(client, 'zhongxue1-shuji');
    await addMembers(client, bureauId, branchId, members);
    const large = await findBranch(client, 'shiyan-shuji');
    await addMembers(client, bureauId, large.branchId, LARGE_BRANCH.members);
    await addCommitments(client, bureauId, large.branchId);
    await client.query('VACUUM ANALYZE');
    return { bureauId, branchId, largeBranchId: large.branchId };
  } finally {
    await client.end();
  }
}

export async function findBranch(
  client: pg.Client,
  secretary: string,
): Promise<{ bureauId: string; branchId: string }> {
  const { rows } = await client.query<{ bureauId: string; branchId: string }>(
    `SELECT a."bureauId", r."branchId" FROM account a
     JOIN role_assignment r ON r."bureauId" = a."bureauId" AND r."accountId" = a.id
     WHERE a.username = $1 AND r."branchId" IS NOT NULL`,
    [secretary],
  );
  const branch = rows[0];
  if (!branch) throw new Error(`The demonstration has no branch of ${secretary}`);
  return branch;
}

/** Copies of the branch's members, each in the group of the one copied. */
async function addMembers(client: pg.Client, bureauId: string, branchId: string, members: number): Promise<void> {
  const member = await columnsOf(client, 'member', ['id', 'phoneIndex', 'idNumberIndex']);
  const membership = await columnsOf(client, 'group_membership', ['id', 'memberId']);
  await client.query(
    `WITH own AS (SELECT * FROM member WHERE "bureauId" = $1 AND "branchId" = $2 AND "leftOn" IS NULL),
     copied AS MATERIALIZED (SELECT gen_random_uuid() AS copy, own.* FROM own CROSS JOIN generate_series(1, $3::int)
       LIMIT greatest(0, $3::int - (SELECT count(*) FROM own))),
     added AS (INSERT INTO member (id, ${member}) SELECT copy, ${member} FROM copied)
     INSERT INTO group_membership (id, "memberId", ${membership})
     SELECT gen_random_uuid(), copied.copy, ${membership.replaceAll(/"\w+"/g, (name) => `s.${name}`)}
     FROM copied JOIN group_membership s ON s."bureauId" = copied."bureauId" AND s."memberId" = copied.id
     WHERE s."endedAt" IS NULL`,
    [bureauId, branchId, members],
  );
}

async function columnsOf(client: pg.Client, table: string, except: string[]): Promise<string> {
  const { rows } = await client.query<{ list: string }>(
    `SELECT string_agg('"' || column_name || '"', ', ') AS list FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND column_name <> ALL ($2)`,
    [table, except],
  );
  return rows[0]?.list ?? '';
}
