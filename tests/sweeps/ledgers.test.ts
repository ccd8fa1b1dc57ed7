import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../support/archives.js';
import { ACTOR_CODES, signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import { OFFICE_NOTE, SOFFICE, toPdf } from '../support/office.js';
import { linksIn } from '../support/page-links.js';
import { startPortal } from '../support/portal.js';
import { digestOf } from '../support/table-digest.js';
import { testCipher } from '../support/use-case.js';
import { LEDGERS, type PaperCase } from './every-paper.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);

const PHONE = '19900001234';
const ID_NUMBER = '110101199003071234';
const PRIVATE = /1990000\d{4}|110101199003\d{6}/;
/** What a spreadsheet would take for a formula, put where people write. */
const LIVE = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1'] as const;
const WRITTEN: readonly [string, string][] = [
  ['member', 'post'],
  ['branch_meeting', 'title'],
  ['study_session', 'topic'],
  ['study_session', 'place'],
  ['function_group', 'hostUnit'],
  ['commitment_item', 'workContent'],
  ['feedback', 'content'],
  ['fulfillment', 'content'],
  ['item_extension', 'reason'],
  ['commitment_amendment', 'reason'],
  ['consultation_opinion', 'answer'],
  ['member_transfer', 'destination'],
  ['commitment_remark', 'text'],
  ['evaluation_application', 'deeds'],
  ['key_task', 'description'],
  ['calendar_day', 'name'],
  ['notice', 'title'],
  ['branch', 'schoolName'],
];

let params: PathParams;
let actors: Awaited<ReturnType<typeof signInActors>>;
const kept = new Map<string, Buffer>();

async function plant(): Promise<void> {
  for (const [table, column] of WRITTEN) {
    const { rows } = await db.$pool.query<{ id: string }>(`SELECT id FROM "${table}" ORDER BY id`);
    if (rows.length === 0) throw new Error(`The demonstration has no row in ${table}.`);
    for (const [index, { id }] of rows.entries()) {
      const text = `${LIVE[index % LIVE.length]}`;
      await db.$pool.query(`UPDATE "${table}" SET "${column}" = $1 WHERE id = $2`, [text, id]);
    }
  }
  await db.$pool.query(
    `UPDATE member SET "phoneCipher" = $1, "idNumberCipher" = $2 WHERE "bureauId" = (SELECT "bureauId" FROM login_name WHERE username = 'ju-shuji')`,
    [testCipher.encrypt(PHONE), testCipher.encrypt(ID_NUMBER)],
  );
}

beforeAll(async () => {
  params = (await demoParams(db)).own;
  actors = await signInActors(portal);
  await plant();
}, 120_000);

const addressOf = ({ path }: PaperCase) => pathOf({ path }, params);
const signedIn = new Map<string, ReturnType<typeof portal.signIn>>();
const browserOf = (username: string) => {
  const known = signedIn.get(username) ?? portal.signIn(username);
  signedIn.set(username, known);
  return known;
};

async function sheetOf(content: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('The file has no sheet.');
  return sheet;
}

const rowValues = (sheet: ExcelJS.Worksheet, row: number) =>
  (sheet.getRow(row).values as ExcelJS.CellValue[]).slice(1).map((value) => String(value ?? ''));

describe('ledgers', () => {
  it.each(LEDGERS)('R55: $path offers $file and it opens: $title', async (paper) => {
    const browser = await browserOf(paper.as);
    const address = addressOf(paper);
    const page = await browser.get(address);
    const link = linksIn(page.text).find((href) => href === `${address}?as=${paper.file}`);
    expect(link).toBeDefined();
    const answer = await browser.get(link ?? '');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('spreadsheetml');
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toMatch(/台账|名单/);
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toMatch(/-2026年11月23日\.xlsx/);
    kept.set(`${kept.size + 1}.xlsx`, answer.body);
    const sheet = await sheetOf(answer.body);
    expect(sheet.getCell('A1').text).toContain(paper.title);
    expect(sheet.getCell('A2').text).toMatch(/筛选条件：.+共\d+条.+2026年11月23日导出/);
    expect(rowValues(sheet, 3)).toEqual(expect.arrayContaining(['序号', ...(paper.heads ?? [])]));
    expect(Number(/共(\d+)条/.exec(sheet.getCell('A2').text)?.[1])).toBe(sheet.rowCount - 3);
    if (!paper.empty) expect(sheet.rowCount).toBeGreaterThan(3);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '3:3' });
    expect(sheet.headerFooter.oddFooter).toContain('第&P页，共&N页');
  });

  it.each(LEDGERS)('S13, S12: $path $file has no live formula and no private field', async (paper) => {
    const answer = await (await browserOf(paper.as)).get(`${addressOf(paper)}?as=${paper.file}`);
    const files = await unzip(answer.body);
    const xml = [...files.values()].map((content) => content.toString('utf8')).join('');
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).not.toMatch(PRIVATE);
    const sheet = await sheetOf(answer.body);
    sheet.eachRow((row, number) => {
      if (number <= 3) return;
      row.eachCell((cell) => {
        expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
        if (typeof cell.value === 'string') expect(cell.numFmt).toBe('@');
      });
    });
  });

  it('S13: texts that begin with = + - @ or a tab stand in the middle columns as they were typed', async () => {
    const seen = new Set<string>();
    for (const paper of LEDGERS) {
      const sheet = await sheetOf((await (await browserOf(paper.as)).get(`${addressOf(paper)}?as=${paper.file}`)).body);
      sheet.eachRow((row, number) => {
        if (number > 3)
          for (const value of (row.values as unknown[]).slice(2, -1))
            if (typeof value === 'string') seen.add(value.trim());
      });
    }
    for (const text of LIVE) expect(seen).toContain(text.trim());
  });

  it('S1: the file has the readers of its page and no others', { timeout: 240_000 }, async () => {
    const different: string[] = [];
    for (const paper of LEDGERS) {
      const address = addressOf(paper);
      for (const code of ACTOR_CODES) {
        const page = await actors[code].get(address);
        const file = await actors[code].get(`${address}?as=${paper.file}`);
        const offers = linksIn(page.text).includes(`${address}?as=${paper.file}`);
        const expected = page.status !== 200 ? page.status : offers ? 200 : 404;
        if (file.status !== expected) different.push(`${code} ${paper.path}: ${page.status}, file ${file.status}`);
      }
    }
    expect(different).toEqual([]);
  });

  it('S3: taking a ledger away writes nothing', async () => {
    const before = await digestOf(db);
    for (const paper of LEDGERS) await (await browserOf(paper.as)).get(`${addressOf(paper)}?as=${paper.file}`);
    expect(await digestOf(db)).toEqual(before);
  });

  it('E49: days are real dates, moments too, in the time of China', async () => {
    const browser = await browserOf('zhongxue1-shuji');
    const sheet = await sheetOf((await browser.get(`/branches/${params['branchId']}/meetings?as=ledger`)).body);
    const { rows } = await db.$pool.query<{ day: string }>(
      `SELECT to_char("heldOn", 'YYYY-MM-DD') AS day FROM branch_meeting WHERE "branchId" = $1 ORDER BY "heldOn" DESC, id DESC LIMIT 1`,
      [params['branchId']],
    );
    const cell = sheet.getCell('B4');
    expect(cell.value).toEqual(new Date(`${rows[0]?.day}T00:00:00Z`));
    expect(cell.numFmt).toContain('年');
  });

  it('an unknown kind of file is not found, a refused form is no file', async () => {
    const browser = await browserOf('zhongxue1-shuji');
    expect((await browser.get(`/branches/${params['branchId']}/meetings?as=pdf`)).status).toBe(404);
  });

  it('the file holds what the filter leaves, every page of it, and says so', async () => {
    const browser = await browserOf('zhongxue1-shuji');
    const base = `/branches/${params['branchId']}/members`;
    const page = await browser.get(`${base}?view=probationary&q=&after=${params['memberId']}`);
    const link = linksIn(page.text).find((href) => href.endsWith('as=ledger')) ?? '';
    expect(link).toBe(`${base}?view=probationary&q=&as=ledger`);
    const sheet = await sheetOf((await browser.get(link)).body);
    const { rows } = await db.$pool.query<{ name: string }>(
      `SELECT name FROM member WHERE "branchId" = $1 AND "memberType" = 'PROBATIONARY' AND "leftOn" IS NULL ORDER BY name, id`,
      [params['branchId']],
    );
    expect(sheet.getCell('A2').text).toContain('筛选条件：预备党员');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((_, index) => sheet.getCell(index + 4, 2).text)).toEqual(rows.map(({ name }) => name));
    expect(sheet.rowCount).toBe(rows.length + 3);
    const whole = await sheetOf((await browser.get(`${base}?as=ledger`)).body);
    expect(whole.rowCount).toBeGreaterThan(sheet.rowCount);
  });

  it('R18: the list of members is searched by a skill, and so is its ledger', async () => {
    const browser = await browserOf('zhongxue1-shuji');
    const { rows } = await db.$pool.query<{ skill: string; count: number }>(
      `SELECT s AS skill, count(*)::int FROM member, unnest(skills) s WHERE "branchId" = $1 AND "leftOn" IS NULL GROUP BY s ORDER BY 2 LIMIT 1`,
      [params['branchId']],
    );
    const [found] = rows;
    const query = new URLSearchParams({ q: found?.skill ?? '', as: 'ledger' });
    const sheet = await sheetOf((await browser.get(`/branches/${params['branchId']}/members?${query}`)).body);
    expect(sheet.rowCount - 3).toBe(found?.count);
    expect(sheet.getCell('A2').text).toContain(`姓名或特长：${found?.skill}`);
  });

  it('E47: who complained stands in no ledger', async () => {
    await db.$pool.query(`UPDATE feedback SET "authorName" = '金丝雀'`);
    await db.$pool.query(`UPDATE objection SET "nameCipher" = $1`, [testCipher.encrypt('金丝雀')]);
    for (const [path, as] of [
      [`/branches/${params['branchId']}/feedback`, 'zhongxue1-shuji'],
      ['/bureau/objections', 'ju-shuji'],
    ] as const) {
      const files = await unzip((await (await browserOf(as)).get(`${path}?as=ledger`)).body);
      expect([...files.values()].map(String).join('')).not.toContain('金丝雀');
    }
  });

  it('E43: points and ranks are in the ledger of a round once it is decided, never while it is scored', async () => {
    const browser = await browserOf('ju-shuji');
    const { rows } = await db.$pool.query<{ id: string; status: string }>(
      `SELECT id, status::text AS status FROM evaluation_round WHERE "bureauId" = $1 AND status IN ('SCORING', 'AWARDED')`,
      [params['bureauId']],
    );
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['SCORING', 'AWARDED']));
    for (const { id, status } of rows) {
      const sheet = await sheetOf((await browser.get(`/bureau/evaluations/${id}?as=ledger`)).body);
      expect(sheet.rowCount).toBeGreaterThan(3);
      const heads = rowValues(sheet, 3);
      expect(heads.includes('得分')).toBe(status === 'AWARDED');
      if (status === 'AWARDED') expect(sheet.getCell(4, heads.indexOf('得分') + 1).text).toMatch(/^\d+\.\d\d$/);
    }
  });

  it.skipIf(SOFFICE === null)(`every ledger opens in LibreOffice${OFFICE_NOTE}`, { timeout: 300_000 }, async () => {
    const made = await toPdf(kept);
    expect(made.size).toBe(LEDGERS.length);
    for (const content of made.values()) expect(content.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
