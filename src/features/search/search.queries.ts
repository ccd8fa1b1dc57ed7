import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { SKILLS } from '../../shared/skills.js';
import { type Kind, type SearchQuery, type SearchWord, skillsReadAs } from './search.rules.js';
import type { Reach, SearchReader } from './search-reader.js';

const { sql, raw, join, empty } = Prisma;

/** What was found, with all that its line needs. */
export interface Hit {
  kind: Kind;
  id: string;
  title: string;
  branchId: string | null;
  branchName: string | null;
  facts: HitFacts;
}

export interface HitFacts {
  /** A person. */
  post?: string | null;
  birthMonth?: string | null;
  groupId?: string | null;
  groupName?: string | null;
  onRoster?: boolean;
  /** The skills that hold the words, and whether the branch confirmed them. */
  skills?: readonly string[];
  confirmed?: boolean;
  /** A group: false while its proposal is not announced. */
  announced?: boolean;
  closed?: boolean;
  groupFunction?: string;
  /** A commitment or an item of one. */
  commitmentId?: string;
  item?: boolean;
  level?: 'BRANCH' | 'GROUP' | 'MEMBER';
  year?: number;
  published?: boolean;
  pledger?: string | null;
  /** A meeting or a notice; a day. */
  day?: string;
  superseded?: boolean;
}

type Table = 'member' | 'branch' | 'function_group' | 'commitment_item' | 'branch_meeting' | 'notice';

/** Which rows of a table are meant, and their rank, the first the lowest; `t` is the table's name in the statement. */
interface Match {
  of(table: Table, t: string): Prisma.Sql;
  rank(table: Table, t: string): Prisma.Sql;
}

/** The words of each table, as the reading of its rows is made (db/search-texts.ts). */
const TEXTS: Record<Exclude<Table, 'member'>, readonly string[]> = {
  branch: ['name', 'shortName', 'schoolName'],
  function_group: ['name'],
  commitment_item: ['mainTask', 'workContent'],
  branch_meeting: ['title', 'decision'],
  notice: ['title'],
};

/** Of a text that stands everywhere so many are looked at to choose the first from. */
const MOST_LOOKED_AT = 300;
const MOST_ALIKE = 20;

/** What holds the words as they were typed. A reading holds letters and digits alone, so that it is a pattern as it stands. */
function asTyped({ whole, words, forTexts }: SearchQuery): Match {
  return {
    of: (table, t) => {
      const reading = raw(`${t}."searchText"`);
      if (table === 'member') {
        const name = raw(`translate(lower(${t}.name), '·•. ', '')`);
        const typed = whole.text === null ? empty : sql` AND position(${whole.text} in ${name}) > 0`;
        return sql`(${reading} LIKE ${`% ${whole.reading}%`}${typed})`;
      }
      if (!forTexts || words.length === 0) return sql`false`;
      const text = raw(`lower(concat_ws(' ', ${TEXTS[table].map((column) => `${t}."${column}"`).join(', ')}))`);
      const holds = (word: SearchWord) =>
        sql`${reading} LIKE ${`%${word.reading}%`}${word.text === null ? empty : sql` AND position(${word.text} in ${text}) > 0`}`;
      return sql`(${join(words.map(holds), ' AND ')})`;
    },
    // A whole name before one that begins so.
    rank: (table, t) =>
      table === 'member'
        ? sql`(${raw(`${t}."searchText"`)} || ' ' NOT LIKE ${`% ${whole.reading} %`})::int::real`
        : sql`0::real`,
  };
}

/** What search_alike found. */
const ALIKE: Match = {
  of: (table, t) => sql`${raw(`${t}.id`)} IN (SELECT a.id FROM alike a WHERE a.kind = ${table})`,
  rank: (_table, t) => sql`(SELECT -a.likeness FROM alike a WHERE a.id = ${raw(`${t}.id`)} LIMIT 1)`,
};

const uuids = (ids: readonly string[]): Prisma.Sql => sql`${[...ids]}::uuid[]`;

function within(column: string, reach: Reach): Prisma.Sql {
  return reach === null ? sql`true` : sql`${raw(column)} = ANY (${uuids(reach)})`;
}

interface Search {
  reader: SearchReader;
  match: Match;
  /** To be looked for among the skills; none: nobody is found by them. */
  words: readonly SearchWord[];
  most: number;
}

const QUERIES: Record<Kind, (search: Search) => Prisma.Sql> = {
  people: ({ reader, match, most }) => sql`
    SELECT 'people' AS kind, m.id, m.name AS title, m."branchId", jsonb_build_object('post', m.post, 'onRoster', m.reached,
      'birthMonth', CASE WHEN m.reached THEN to_char(m."birthDate", 'YYYY-MM') END, 'groupId', g.id, 'groupName', g.name) AS facts
    FROM (SELECT m.*, ${within('m."branchId"', reader.rosters)} AS reached FROM member m
      WHERE m."bureauId" = ${reader.bureauId}::uuid AND m."leftOn" IS NULL AND ${match.of('member', 'm')}
        AND (${within('m."branchId"', reader.rosters)} OR (${within('m."branchId"', reader.branches)} AND EXISTS (${placeOf('m')})))
      ORDER BY ${match.rank('member', 'm')}, length(m.name), m.name, m.id LIMIT ${most}) m
    LEFT JOIN LATERAL (${placeOf('m')}) g ON true`,
  skills: ({ reader, words, most }) => sql`
    SELECT 'skills' AS kind, m.id, m.name AS title, m."branchId", jsonb_build_object('post', m.post, 'onRoster', true,
      'birthMonth', to_char(m."birthDate", 'YYYY-MM'), 'groupName', g.name, 'confirmed', m."skillsConfirmedAt" IS NOT NULL,
      'skills', ARRAY(SELECT s FROM unnest(m.told) s WHERE ${anyOf(words.map((word) => isNamed(word, 's')))})) AS facts
    FROM (SELECT m.*, o.told FROM member m CROSS JOIN LATERAL (SELECT ${TOLD} AS told) o
      WHERE m."bureauId" = ${reader.bureauId}::uuid AND m."leftOn" IS NULL AND ${within('m."branchId"', reader.rosters)}
        AND ${hasSkills(words)} LIMIT ${MOST_LOOKED_AT}) m
    LEFT JOIN LATERAL (${placeOf('m')}) g ON true
    ORDER BY m."skillsConfirmedAt" IS NULL, m.name, m.id LIMIT ${most}`,
  branches: ({ reader, match, most }) => sql`
    SELECT 'branches' AS kind, b.id, b."shortName" AS title, b.id AS "branchId", '{}'::jsonb AS facts FROM branch b
    WHERE b."bureauId" = ${reader.bureauId}::uuid AND ${reader.branches === null} AND ${match.of('branch', 'b')}
    ORDER BY ${match.rank('branch', 'b')}, b."shortName", b.id LIMIT ${most}`,
  groups: ({ reader, match, most }) => sql`
    SELECT 'groups' AS kind, g.id, g.name AS title, g."branchId", jsonb_build_object('groupFunction', g."groupFunction",
      'closed', g."closedAt" IS NOT NULL, 'announced', p.status = 'ANNOUNCED') AS facts
    FROM function_group g JOIN group_proposal p ON p."bureauId" = g."bureauId" AND p.id = g."proposalId"
    WHERE g."bureauId" = ${reader.bureauId}::uuid AND g."campaignId" = (SELECT id FROM running)
      AND ${within('g."branchId"', reader.branches)} AND ${match.of('function_group', 'g')}
      AND (p.status <> 'DRAFT' OR g."branchId" = ANY (${uuids(reader.proposalsOf)}))
    ORDER BY ${match.rank('function_group', 'g')}, g."closedAt" IS NOT NULL, g.name, g.id LIMIT ${most}`,
  commitments: ({ reader, most, ...rest }) => sql`
    SELECT 'commitments' AS kind, f.id, coalesce(f."mainTask", '承诺书') AS title, f."branchId",
      jsonb_build_object('commitmentId', f."commitmentId", 'item', f."mainTask" IS NOT NULL, 'level', f.level,
      'year', f.year, 'published', f.status = 'PUBLISHED', 'pledger', coalesce(m.name, g.name)) AS facts
    FROM (SELECT * FROM (${letters({ reader, most, ...rest })} UNION ALL ${items({ reader, most, ...rest })}) f
      ORDER BY f.rank, f."mainTask" IS NOT NULL, f.year DESC, f.level, f.id LIMIT ${most}) f
    LEFT JOIN function_group g ON f.level = 'GROUP' AND g."bureauId" = ${reader.bureauId}::uuid AND g.id = f."groupId"
    LEFT JOIN member m ON f.level = 'MEMBER' AND m."bureauId" = ${reader.bureauId}::uuid AND m.id = f."memberId"`,
  meetings: ({ reader, match, most }) => sql`
    SELECT 'meetings' AS kind, n.id, n.title, n."branchId", jsonb_build_object('day', n."heldOn") AS facts
    FROM (SELECT n.* FROM branch_meeting n WHERE n."bureauId" = ${reader.bureauId}::uuid
      AND ${within('n."branchId"', reader.meetings)} AND ${match.of('branch_meeting', 'n')} LIMIT ${MOST_LOOKED_AT}) n
    ORDER BY ${match.rank('branch_meeting', 'n')}, n."heldOn" DESC, n.id LIMIT ${most}`,
  notices: ({ reader, match, most }) => sql`
    SELECT 'notices' AS kind, n.id, n.title, n."branchId", jsonb_build_object('day', (n."publishedAt" AT TIME ZONE 'Asia/Shanghai')::date,
      'superseded', n."supersededById" IS NOT NULL) AS facts
    FROM (SELECT n.* FROM notice n WHERE n."bureauId" = ${reader.bureauId}::uuid AND n."withdrawnAt" IS NULL
      AND (n."branchId" IS NULL OR ${within('n."branchId"', reader.branches)}) AND ${match.of('notice', 'n')}
      LIMIT ${MOST_LOOKED_AT}) n
    ORDER BY ${match.rank('notice', 'n')}, n."supersededById" IS NOT NULL, n."publishedAt" DESC, n.id LIMIT ${most}`,
};

/**
 * R6: the skills by which a member is found: what the branch confirmed; before that, what he ticked in the vocabulary.
 * His own words are nobody's to find until they are confirmed.
 */
const TOLD = sql`CASE WHEN m."skillsConfirmedAt" IS NOT NULL THEN m."confirmedSkills" WHEN m."skillsFilledAt" IS NOT NULL
  THEN ARRAY(SELECT s FROM unnest(m.skills) s WHERE s = ANY (${[...SKILLS]}::text[])) END`;

/** Latin letters are known of the vocabulary alone. */
const isNamed = (word: SearchWord, skill: string): Prisma.Sql =>
  word.text === null
    ? sql`${raw(skill)} = ANY (${skillsReadAs(word)}::text[])`
    : sql`position(${word.text} in lower(${raw(skill)})) > 0`;

const isNoSkill = (word: SearchWord): boolean => word.text === null && skillsReadAs(word).length === 0;

const anyOf = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? sql`false` : sql`(${join([...conditions], ' OR ')})`;

/** Every word stands in some skill; the reading, which the index holds, leads to the rows to be looked at. */
function hasSkills(words: readonly SearchWord[]): Prisma.Sql {
  if (words.length === 0 || words.some(isNoSkill)) return sql`false`;
  const holds = (word: SearchWord) => sql`m."skillText" LIKE ${`%${word.reading}%`}
    AND EXISTS (SELECT 1 FROM unnest(o.told) s WHERE ${isNamed(word, 's')})`;
  return join(words.map(holds), ' AND ');
}

/** The group a member is placed in, in the running campaign. */
const placeOf = (m: string): Prisma.Sql => sql`
  SELECT g.id, g.name FROM group_membership k JOIN function_group g ON g."bureauId" = k."bureauId" AND g.id = k."groupId"
  WHERE k."bureauId" = ${raw(`${m}."bureauId"`)} AND k."memberId" = ${raw(`${m}.id`)} AND k."endedAt" IS NULL
    AND k."campaignId" = (SELECT id FROM running) LIMIT 1`;

/** What is still being written is found by those who may read it (isReadableBy in commitments/cascade.rules.ts). */
const readable = ({ branches, officerOf, leads, memberId }: SearchReader): Prisma.Sql => sql`
  ${within('c."branchId"', branches)} AND (c.status NOT IN ('DRAFT', 'RETURNED') OR c."branchId" = ANY (${uuids(officerOf)})
    OR (c.level = 'MEMBER' AND c."memberId" = ${memberId}::uuid)
    OR (c.level = 'GROUP' AND c."groupId" = ANY (${uuids(leads)})))`;

/** Letters, by the name of who gave them; of branches only for those who find branches. */
function letters(search: Search): Prisma.Sql {
  const { reader, match } = search;
  const of = (level: string, table: Table, key: string, name: string, reach: Prisma.Sql) => sql`
    SELECT c.id, c.id AS "commitmentId", NULL AS "mainTask", c."branchId", c.level, c.year, c.status, c."groupId", c."memberId", p.rank
    FROM (SELECT p.id, ${match.rank(table, 'p')} AS rank FROM ${raw(name)} p WHERE p."bureauId" = ${reader.bureauId}::uuid
      AND ${match.of(table, 'p')} AND ${reach} LIMIT ${MOST_LOOKED_AT}) p
    JOIN commitment c ON c."bureauId" = ${reader.bureauId}::uuid AND c."campaignId" = (SELECT id FROM running)
      AND c.level = ${level}::"CommitmentLevel" AND c.${raw(key)} = p.id
    WHERE ${readable(reader)}`;
  const inBranch = within('p."branchId"', reader.branches);
  return join(
    [
      of('MEMBER', 'member', '"memberId"', 'member', inBranch),
      of('GROUP', 'function_group', '"groupId"', 'function_group', inBranch),
      of('BRANCH', 'branch', '"branchId"', 'branch', sql`${reader.branches === null}`),
    ],
    ' UNION ALL ',
  );
}

function items({ reader, match }: Search): Prisma.Sql {
  return sql`
    (SELECT i.id, c.id, i."mainTask", c."branchId", c.level, c.year, c.status, c."groupId", c."memberId",
      ${match.rank('commitment_item', 'i')}
    FROM commitment_item i JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE i."bureauId" = ${reader.bureauId}::uuid AND ${match.of('commitment_item', 'i')} AND ${readable(reader)}
    LIMIT ${MOST_LOOKED_AT})`;
}

interface Asked {
  reader: SearchReader;
  kinds: readonly Kind[];
  /** Of each kind at most. */
  most: number;
}

/** How it is looked for; `more`: a further part of the statement, which the match needs. */
interface How extends Pick<Search, 'match' | 'words'> {
  more: Prisma.Sql;
}

/** What holds the words, in one statement. */
export function findTyped(db: Db, query: SearchQuery, asked: Asked): Promise<Hit[]> {
  return find(db, asked, { match: asTyped(query), words: query.forTexts ? query.words : [], more: empty });
}

/** What is read or typed nearly like them, in one statement; not by skills, which are few and listed in the survey. */
export function findAlike(db: Db, { whole }: SearchQuery, asked: Asked): Promise<Hit[]> {
  const { bureauId, branches } = asked.reader;
  const reach = branches === null ? sql`NULL::uuid[]` : uuids(branches);
  const alike = sql`, alike AS MATERIALIZED (SELECT * FROM search_alike(${bureauId}::uuid, ${reach}, ${whole.reading}, ${MOST_ALIKE}::int))`;
  return find(db, asked, { match: ALIKE, words: [], more: alike });
}

function find(db: Db, { reader, kinds, most }: Asked, { match, words, more }: How): Promise<Hit[]> {
  const parts = kinds.map((kind) => sql`(${QUERIES[kind]({ reader, match, words, most })})`);
  return db.$queryRaw<Hit[]>`
    WITH running AS MATERIALIZED (SELECT id FROM campaign WHERE "bureauId" = ${reader.bureauId}::uuid AND status = 'PUBLISHED'
      ORDER BY "publishedAt" DESC LIMIT 1)${more}
    SELECT h.*, b."shortName" AS "branchName" FROM (${join(parts, ' UNION ALL ')}) h
    LEFT JOIN branch b ON b."bureauId" = ${reader.bureauId}::uuid AND b.id = h."branchId"`;
}
