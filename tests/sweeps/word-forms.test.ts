import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../support/archives.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams, type PathParams, pathOf } from '../support/demo-paths.js';
import { aFormerSecretary } from '../support/former-secretary.js';
import { OFFICE_NOTE, SOFFICE, toPdf } from '../support/office.js';
import { linksIn } from '../support/page-links.js';
import { startPortal } from '../support/portal.js';
import { testCipher } from '../support/use-case.js';
import { WORD_FORMS } from './every-paper.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
/** The forms are kept here to be looked at; not in the repository. */
const LOOK = path.resolve(import.meta.dirname, '../.output/papers');
const PHONE = '19900001234';
const ID_NUMBER = '110101199003071234';

let params: PathParams;
const kept = new Map<string, Buffer>();

beforeAll(async () => {
  params = (await demoParams(db)).own;
  await db.$pool.query(
    `UPDATE member SET "phoneCipher" = $1, "idNumberCipher" = $2 WHERE "bureauId" = (SELECT "bureauId" FROM login_name WHERE username = 'ju-shuji')`,
    [testCipher.encrypt(PHONE), testCipher.encrypt(ID_NUMBER)],
  );
  await aFormerSecretary(db, 'zhongxue1-shuji');
  mkdirSync(LOOK, { recursive: true });
}, 120_000);

function keep(name: string, content: Buffer): void {
  kept.set(`${name}.docx`, content);
  writeFileSync(path.join(LOOK, `${name}.docx`), content);
}

/** The words of a Word file as a reader of XML finds them; throws on a part that is not well-formed. */
async function wordsOf(content: Buffer): Promise<string> {
  const files = await unzip(content);
  for (const [name, part] of files)
    if (/\.(xml|rels)$/.test(name)) expect([name, XMLValidator.validate(part.toString('utf8'))]).toEqual([name, true]);
  const parser = new XMLParser({ preserveOrder: true, trimValues: false });
  const words: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    for (const [name, inner] of Object.entries(node as object)) {
      if (name === '#text') words.push(String(inner));
      else if (name !== ':@') walk(inner);
    }
  };
  walk(parser.parse(files.get('word/document.xml')?.toString('utf8') ?? ''));
  return words.join('');
}

describe('Word forms', () => {
  it.each(WORD_FORMS)('R59, D1–D25: $path as $title', async (form) => {
    const browser = await portal.signIn(form.as);
    const address = pathOf(form, params);
    const link = linksIn((await browser.get(address)).text).find((href) => href === `${address}?as=${form.file}`);
    expect(link).toBeDefined();
    const answer = await browser.get(link ?? '');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('wordprocessingml');
    expect(decodeURIComponent(String(answer.headers['content-disposition']))).toMatch(/日\.docx/);
    keep(`${kept.size + 1}-${form.title}`, answer.body);
    const words = await wordsOf(answer.body);
    for (const word of [form.title, ...(form.words ?? [])]) expect(words).toContain(word);
    expect(words).not.toContain(PHONE);
    expect(words).not.toContain(ID_NUMBER);
    const parts = await unzip(answer.body);
    expect(parts.get('word/document.xml')?.toString('utf8')).toMatch(/<w:pgSz w:w="(11906|16838)"/);
    expect(parts.get('word/fontTable.xml')?.toString('utf8')).toContain('仿宋_GB2312');
  });

  it('2.8: 推荐审批表 of both honours, with what the portal knows and lines for seals', async () => {
    const { rows } = await db.$pool.query<{
      id: string;
      roundId: string;
      branchId: string;
      award: string;
      name: string;
    }>(
      `SELECT a.id, a."roundId", a."branchId", r.award::text AS award, a."candidateName" AS name FROM evaluation_application a
       JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId"
       WHERE a.status IN ('SUBMITTED', 'RECOMMENDED', 'CHOSEN') ORDER BY a.status DESC, a.id`,
    );
    const browser = await portal.signIn('ju-shuji');
    const shared = ['主要事迹', '（盖章）', '年    月    日', '备注', '承诺和践诺情况', '民主评议'];
    const fields: Record<string, readonly string[]> = {
      OUTSTANDING_MEMBER: [
        '姓名',
        '性别',
        '民族',
        '出生年月',
        '籍贯',
        '学历/学位',
        '参加工作时间',
        '入党时间',
        '转正时间',
        '单位及职务（职称）',
        '联系电话',
        '奖励、处分',
        '党小组意见',
        '党支部意见',
        '上级党组织意见',
      ],
      ADVANCED_ORGANIZATION: [
        '党组织全称',
        '类型',
        '成立时间',
        '上届换届时间',
        '书记姓名',
        '书记电话',
        '党员数',
        '党小组数',
        '所在单位',
        '曾受表彰',
        '党支部党员大会意见',
        '党委意见',
      ],
    };
    for (const [award, heads] of Object.entries(fields)) {
      const found = rows.find((row) => row.award === award);
      if (!found) throw new Error(`The demonstration has nobody recommended for ${award}.`);
      const address = `/branches/${found.branchId}/evaluations/${found.roundId}`;
      const file = `${address}?as=form-${found.id}`;
      expect(linksIn((await browser.get(address)).text)).toContain(file);
      const answer = await browser.get(file);
      keep(`form-${award}`, answer.body);
      const words = await wordsOf(answer.body);
      const known = award === 'OUTSTANDING_MEMBER' ? shared : shared.filter((word) => word !== '民主评议');
      for (const word of [found.name, ...heads, ...known]) expect(words).toContain(word);
      expect(words).not.toContain(PHONE);
    }
  });

  it('R55: private columns of the Word roster are filled for the secretary alone, and that is recorded', async () => {
    const browser = await portal.signIn('zhongxue1-shuji');
    const address = `/branches/${params['branchId']}/members`;
    const answer = await browser.post(`${address}/export`, { format: 'word' });
    expect(answer.status).toBe(200);
    keep('roster-private', answer.body);
    const words = await wordsOf(answer.body);
    expect(words).toContain(PHONE);
    expect(words).toContain(ID_NUMBER);
    const { rows } = await db.$pool.query(
      `SELECT action FROM audit_event WHERE "bureauId" = $1 ORDER BY seq DESC LIMIT 1`,
      [params['bureauId']],
    );
    expect(rows).toEqual([{ action: 'roster.export' }]);
    const inspector = await portal.signIn('dudao');
    expect((await inspector.post(`${address}/export`, { format: 'word' })).status).toBe(403);
    expect(await wordsOf((await inspector.get(`${address}?as=word`)).body)).not.toContain(ID_NUMBER);
  });

  it('R59: names of the absent are in the minutes for the officers alone', async () => {
    await db.$pool.query(`UPDATE branch_meeting SET "absentNote" = '金丝雀请假' WHERE id = $1`, [params['meetingId']]);
    const file = `/branches/${params['branchId']}/meetings/${params['meetingId']}?as=word`;
    expect(await wordsOf((await (await portal.signIn('zhongxue1-shuji')).get(file)).body)).toContain('金丝雀请假');
    expect(await wordsOf((await (await portal.signIn('ju-shuji')).get(file)).body)).not.toContain('金丝雀');
  });

  it.skipIf(SOFFICE === null)(`every form opens in LibreOffice${OFFICE_NOTE}`, { timeout: 300_000 }, async () => {
    const made = await toPdf(kept);
    expect(made.size).toBe(kept.size);
    for (const [name, content] of made) {
      expect(content.subarray(0, 5).toString()).toBe('%PDF-');
      writeFileSync(path.join(LOOK, name), content);
    }
  });
});
