import type pg from 'pg';
import { fillSearchTexts } from '../db/search-texts.js';
import { type BenchBureau, columnsOf, copyBranches, fillTemplate, findBureau } from './archive-data.js';

/** What a made-up branch is like; 150 of them and the six of the demonstration are a bureau of about 5,000. */
export const MEMBERS_OF_BRANCH = 33;
const DEMO_BRANCHES = 6;

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单解';
const GIVEN =
  '伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红波辉建国志文斌鹏宇浩凯俊峰婷雪梅琳晓燕春海燕云飞龙金凤宝珍翠玲美荣立新德全永成世昌庆祥家兴子涵梓轩雨欣思远佳怡一鸣天佑';

/** As many different names as a region has, by the row's id, so that every run has the same people. */
const NAME = (id: string): string => {
  const letter = (letters: string, salt: string) =>
    `substr('${letters}', 1 + (hashtext(${id}::text || '${salt}') & 2147483647) % ${letters.length}, 1)`;
  const second = `CASE WHEN hashtext(${id}::text || 'c') % 5 = 0 THEN '' ELSE ${letter(GIVEN, 'd')} END`;
  return `${letter(SURNAMES, 'a')} || ${letter(GIVEN, 'b')} || ${second}`;
};

/** Brings the bureau of the demonstration to so many branches, from `from` on, with names of their own. */
export async function growBureau(client: pg.Client, pool: pg.Pool, from: number, to: number): Promise<BenchBureau> {
  const place = await findBureau(client);
  if (from === 0) await fillTemplate(client, place, MEMBERS_OF_BRANCH);
  await copyBranches(client, place, Math.max(from, DEMO_BRANCHES) + 1, to);
  await client.query(`SET statement_timeout = 0`);
  await client.query(
    `UPDATE member m SET name = ${NAME('m.id')}, "searchText" = NULL FROM branch b
     WHERE m."bureauId" = $1 AND b."bureauId" = m."bureauId" AND b.id = m."branchId" AND b."shortName" ~ '[0-9]$'
       AND substring(b."shortName" from '[0-9]+$')::int > $2`,
    [place.bureauId, from],
  );
  await fillSearchTexts(pool);
  await client.query('VACUUM ANALYZE');
  return place;
}

/** So many further bureaus, each a copy of every row of the first with ids of its own. Past the triggers. */
export async function copyBureau(client: pg.Client, { bureauId }: BenchBureau, copies: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'bureauId'
       AND table_name NOT IN ('session', 'login_name', 'audit_event') ORDER BY table_name`,
  );
  await client.query(`BEGIN; SET LOCAL session_replication_role = 'replica'; SET LOCAL statement_timeout = 0`);
  for (const { name } of [{ name: 'bureau' }, ...rows]) {
    const columns = await columnsOf(client, name);
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const values = columns.map(({ name: column, type }) =>
      type === 'uuid' ? `md5("${column}"::text || k)::uuid` : `"${column}"`,
    );
    await client.query(
      `INSERT INTO "${name}" (${names}) SELECT ${values.join(', ')} FROM "${name}" CROSS JOIN generate_series(1, $2::int) k
       WHERE "${name === 'bureau' ? 'id' : 'bureauId'}" = $1`,
      [bureauId, copies],
    );
  }
  await client.query('COMMIT');
  await client.query('VACUUM ANALYZE');
}
