import type pg from 'pg';

/** Tables that hold a branch, in the order their rows refer to one another, and by which column they belong to it. */
const OF_BRANCH: readonly [table: string, column: string, parent?: string][] = [
  ['branch', 'id'],
  ['branch_step', 'branchId'],
  ['member', 'branchId'],
  ['study_session', 'branchId'],
  ['branch_statement', 'branchId'],
  ['branch_meeting', 'branchId'],
  ['group_proposal', 'branchId'],
  ['proposal_version', 'proposalId', 'group_proposal'],
  ['consultation_opinion', 'proposalId', 'group_proposal'],
  ['function_group', 'branchId'],
  ['enrollment_round', 'branchId'],
  ['enrollment', 'roundId', 'enrollment_round'],
  ['membership_list_version', 'roundId', 'enrollment_round'],
  ['group_membership', 'branchId'],
  ['leader_election', 'branchId'],
  ['election_candidate', 'electionId', 'leader_election'],
  ['election_count', 'electionId', 'leader_election'],
  ['leader_term', 'branchId'],
  ['commitment', 'branchId'],
  ['commitment_item', 'commitmentId', 'commitment'],
  ['item_assignment', 'itemId', 'commitment_item'],
  ['fulfillment', 'itemId', 'commitment_item'],
  ['evidence', 'fulfillmentId', 'fulfillment'],
  ['item_extension', 'itemId', 'commitment_item'],
  ['feedback', 'branchId'],
  ['notice', 'branchId'],
];

/** The same for a member of it: his place, his letter and what he did. */
const OF_MEMBER: typeof OF_BRANCH = [
  ['member', 'id'],
  ['group_membership', 'memberId'],
  ['commitment', 'memberId'],
  ['commitment_item', 'commitmentId', 'commitment'],
  ['fulfillment', 'itemId', 'commitment_item'],
  ['evidence', 'fulfillmentId', 'fulfillment'],
];

/** Texts that must differ between copies. */
const UNIQUE: Readonly<Record<string, string>> = {
  'branch.name': `"name" || '（' || k || '）'`,
  'branch.shortName': `"shortName" || k`,
  'feedback.trackingCode': `"trackingCode" || '-' || k`,
  'member.idNumberIndex': 'NULL',
};

export interface BenchBureau {
  bureauId: string;
  campaignId: string;
  /** Bureau secretary, who orders the file. */
  accountId: string;
  /** The branch that is copied. */
  templateId: string;
}

export async function findBureau(client: pg.Client): Promise<BenchBureau> {
  const { rows } = await client.query<BenchBureau>(
    `SELECT l."bureauId", c.id AS "campaignId", l."accountId", b.id AS "templateId" FROM login_name l
     JOIN campaign c ON c."bureauId" = l."bureauId" AND c.status = 'PUBLISHED'
     JOIN branch b ON b."bureauId" = l."bureauId" AND b."shortName" = '实验小学党支部' WHERE l.username = 'ju-shuji'`,
  );
  const [found] = rows;
  if (!found) throw new Error('The demonstration has no bureau.');
  return found;
}

/** Fills the branch that is copied up to `members`, each with a letter. */
export async function fillTemplate(client: pg.Client, place: BenchBureau, members: number): Promise<void> {
  const { bureauId, templateId } = place;
  const { rows } = await client.query<{ id: string; count: number }>(
    `SELECT m.id, (SELECT count(*)::int FROM member WHERE "bureauId" = $1 AND "branchId" = $2) AS count FROM member m
     JOIN commitment c ON c."bureauId" = m."bureauId" AND c."memberId" = m.id AND c.status = 'PUBLISHED' AND c.type = 'YEARLY'
     WHERE m."bureauId" = $1 AND m."branchId" = $2 LIMIT 1`,
    [bureauId, templateId],
  );
  const [member] = rows;
  if (member) await copy(client, bureauId, OF_MEMBER, member.id, 1, members - member.count);
}

/** Copies of the template, numbered `from` to `to`: raw rows past the services, which would take hours. */
export const copyBranches = (client: pg.Client, { bureauId, templateId }: BenchBureau, from: number, to: number) =>
  copy(client, bureauId, OF_BRANCH, templateId, from, to);

async function copy(
  client: pg.Client,
  bureauId: string,
  tables: typeof OF_BRANCH,
  rootId: string,
  from: number,
  to: number,
): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SET LOCAL session_replication_role = 'replica'; SET LOCAL statement_timeout = 0`);
  await client.query('CREATE TEMP TABLE copied (kind text, id uuid) ON COMMIT DROP');
  for (const [table, column, parent] of tables) {
    const those = parent ? `IN (SELECT id FROM copied WHERE kind = '${parent}')` : '= $2';
    await client.query(
      `INSERT INTO copied SELECT '${table}', id FROM "${table}" WHERE "bureauId" = $1 AND "${column}" ${those}`,
      parent ? [bureauId] : [bureauId, rootId],
    );
  }
  for (const [table] of tables) {
    const columns = await columnsOf(client, table);
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map(({ name, type }) => UNIQUE[`${table}.${name}`] ?? copyOf(name, type)).join(', ');
    await client.query(
      `INSERT INTO "${table}" (${names}) SELECT ${values} FROM "${table}" CROSS JOIN generate_series($2::int, $3::int) k
       WHERE "bureauId" = $1 AND id IN (SELECT id FROM copied WHERE kind = '${table}')`,
      [bureauId, from, to],
    );
  }
  await client.query('COMMIT');
}

/** An id of what is copied becomes another one, the same wherever it stands. */
const copyOf = (name: string, type: string): string =>
  type === 'uuid' && name !== 'bureauId'
    ? `CASE WHEN "${name}" IN (SELECT id FROM copied) THEN md5("${name}"::text || k)::uuid ELSE "${name}" END`
    : `"${name}"`;

export async function columnsOf(client: pg.Client, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1`,
    [table],
  );
  return rows;
}
