import { beforeAll, describe, expect, it } from 'vitest';
import { fillSearchTexts } from '../../../src/db/search-texts.js';
import { findAlike, findTyped } from '../../../src/features/search/search.queries.js';
import { FEW, KINDS, readSearch } from '../../../src/features/search/search.rules.js';
import type { SearchReader } from '../../../src/features/search/search-reader.js';
import { SKILLS } from '../../../src/shared/skills.js';
import { aBranchToSearch, aBureauToSearch } from '../../factories/search-scene.js';
import { recordStatements, type Statement } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const place = await aBureauToSearch(db);
const scene = await aBranchToSearch(db, place, '青松');

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

async function planOf({ text, values }: Statement): Promise<Plan[]> {
  const { rows } = await db.$pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
  const nodesOf = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)));
}

/** A secretary of the bureau, who reads all branches. */
const reader: SearchReader = {
  ...{ bureauId: place.bureauId, branches: null, rosters: null, meetings: null },
  ...{ proposalsOf: [], officerOf: [], leads: [], memberId: null },
};
const asked = { reader, kinds: KINDS, most: FEW + 1 };

function queryOf(typed: string) {
  const read = readSearch(typed);
  if (read.state !== 'ready') throw new Error(read.state);
  return read.query;
}

beforeAll(async () => {
  const many = `CROSS JOIN generate_series(1, 10000) k`;
  const copies = async (table: string, id: string, columns: string, values: string) => {
    const { rows } = await db.$pool.query<{ list: string }>(
      `SELECT string_agg('"' || column_name || '"', ', ') AS list FROM information_schema.columns
       WHERE table_name = $1 AND table_schema = 'public' AND column_name NOT IN ('id', 'searchText', ${columns})`,
      [table],
    );
    const rest = rows[0]?.list ?? '';
    await db.$pool.query(
      `INSERT INTO ${table} (id, ${columns.replaceAll("'", '"')}, ${rest})
       SELECT gen_random_uuid(), ${values}, ${rest} FROM ${table} ${many} WHERE "bureauId" = $1 AND id = $2`,
      [place.bureauId, id],
    );
  };
  const skills = `ARRAY[('{${SKILLS.join()}}'::text[])[1 + k % ${SKILLS.length}], chr(30000 + k % 800) || '指挥']`;
  await copies(
    'member',
    scene.member.id,
    `'name', 'skills', 'confirmedSkills', 'skillsFilledAt', 'skillsConfirmedAt', 'skillText'`,
    `chr(20000 + k % 900) || chr(22000 + k % 700) || chr(25000 + k % 1100), ${skills}, ${skills}, now(), now(), NULL`,
  );
  await copies(
    'commitment_item',
    scene.published.itemId,
    `'mainTask'`,
    `chr(20000 + k % 900) || chr(22000 + k % 700) || '事项'`,
  );
  expect(await fillSearchTexts(db.$pool), 'names, skills and items').toBe(30_000);
  await db.$pool.query('VACUUM ANALYZE member, commitment_item');
}, 120_000);

describe('P4: the search goes by its indexes', () => {
  it.each(['张三', 'zhangsan', 'zs', '王小明', '师德 师风'])('“%s”', async (typed) => {
    const { statements } = await recordStatements(db, () => findTyped(db, queryOf(typed), asked));
    expect(statements).toHaveLength(1);
    const plan = await planOf(statements[0] as Statement);
    expect(plan.map((node) => node['Index Name'])).toContain('member_search');
    const read = plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
    expect(read).not.toContain('member');
    expect(read).not.toContain('commitment_item');
  });

  it.each(['心理辅导', 'xinlifudao', '心理'])('R6: the skill “%s” by the index of the skills', async (typed) => {
    const skilled = { ...asked, kinds: ['skills'] as const };
    const { result, statements } = await recordStatements(db, () => findTyped(db, queryOf(typed), skilled));
    expect(result).toHaveLength(FEW + 1);
    const plan = await planOf(statements[0] as Statement);
    expect(plan.map((node) => node['Index Name'])).toContain('member_skill_search');
    const read = plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
    expect(read).not.toContain('member');
  });

  it('what is alike goes by them too, with the threshold of its function', async () => {
    const { statements } = await recordStatements(db, () => findAlike(db, queryOf('qingsnogyuan'), asked));
    expect(statements).toHaveLength(1);
    const inner = `SELECT id FROM member t WHERE t."bureauId" = $1::uuid AND $2::text <% t."searchText"`;
    const plan = await planOf({ text: inner, values: [place.bureauId, 'qingsnogyuan'] });
    expect(plan.map((node) => node['Index Name'])).toContain('member_search');
    const { rows } = await db.$pool.query<{ name: string; setting: string[] }>(
      `SELECT proname AS name, proconfig AS setting FROM pg_proc WHERE proname LIKE 'search\\_alike%' ORDER BY 1`,
    );
    expect(rows.map(({ name, setting }) => `${name}: ${setting.join()}`)).toEqual([
      'search_alike: pg_trgm.word_similarity_threshold=0.6',
      'search_alike_names: pg_trgm.word_similarity_threshold=0.45',
    ]);
  });
});
