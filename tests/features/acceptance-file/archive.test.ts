import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { XMLValidator } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { showDay } from '../../../src/shared/dates.js';
import { newId } from '../../../src/shared/ids.js';
import { unzip, wordText } from '../../support/archives.js';
import { demoDatabase } from '../../support/demo-database.js';
import { archiveFolder, makerOn } from './built.js';

const { db, clock } = await demoDatabase();
const maker = await makerOn(db, clock, archiveFolder());
const { bureauId } = maker;

const branchId = async (shortName: string) =>
  (await db.branch.findFirstOrThrow({ where: { bureauId, shortName }, select: { id: true } })).id;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const SUMS = '00-目录/清单-SHA256.txt';

/** A program on the PATH; null when there is none. */
function programNamed(name: string): string | null {
  const places = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Everything readable in an archive: texts of its office files, pages and names. */
async function textsOf(files: Map<string, Buffer>): Promise<string> {
  const texts = await Promise.all(
    [...files].map(async ([name, bytes]) => {
      if (/\.(docx|xlsx)$/.test(name))
        return [...(await unzip(bytes)).values()].map((part) => part.toString('utf8')).join('\n');
      return bytes.toString('utf8');
    }),
  );
  return [...files.keys(), ...texts].join('\n').replace(/<[^>]+>/g, '');
}

/** The rows of a list below its title and head, as texts. */
async function rowsOf(bytes: Buffer | undefined): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow(({ values }, number) => {
    if (number > 2 && Array.isArray(values)) rows.push(Array.from(values.slice(1), (value) => String(value ?? '')));
  });
  return rows;
}

let whole: Buffer;
let files: Map<string, Buffer>;
let id: string;
beforeAll(async () => {
  id = await maker.make(null);
  whole = await maker.read(id);
  files = await unzip(whole);
}, 240_000);

describe('R47: the acceptance file of the whole bureau', () => {
  it('is ready with its size, digest, number of documents and day of removal', async () => {
    const row = await maker.row(id);
    expect(row).toMatchObject({ status: 'READY', partsDone: 8, partsTotal: 8, doing: null, failure: null });
    expect(Number(row.byteSize)).toBe(whole.length);
    expect(row.sha256).toBe(sha256(whole));
    expect(row.documentCount).toBe(files.size);
    expect(row.expiresAt?.toISOString()).toBe('2026-12-23T00:00:00.000Z');
  });

  it('has a folder for the bureau and one for each branch, numbered', () => {
    const tops = [...new Set([...files.keys()].map((name) => name.split('/')[0]))].sort();
    expect(tops.slice(0, 2)).toEqual(['00-局党委', '00-目录']);
    expect(tops.slice(2)).toHaveLength(6);
    expect(tops.slice(2).every((name, index) => name?.startsWith(`0${index + 1}-`))).toBe(true);
  });

  it('lists every document but itself with a sum that is right', () => {
    const lines = files.get(SUMS)?.toString('utf8').trimEnd().split('\n') ?? [];
    const listed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
    expect(lines.every((line) => /^[0-9a-f]{64} {2}\S/.test(line))).toBe(true);
    expect([...listed.keys()].sort()).toEqual([...files.keys()].filter((name) => name !== SUMS).sort());
    for (const [name, bytes] of files) if (name !== SUMS) expect(listed.get(name), name).toBe(sha256(bytes));
  });

  it('leads from its front page to every document', () => {
    const seen = new Set<string>();
    const follow = (page: string) => {
      const html = files.get(page)?.toString('utf8') ?? '';
      for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g)) {
        const target = decodeURIComponent(new URL(href, `http://x/${encodeURI(page)}`).pathname.slice(1));
        expect(files.has(target), `${page} → ${target}`).toBe(true);
        if (seen.has(target)) continue;
        seen.add(target);
        if (target.endsWith('.html')) follow(target);
      }
    };
    follow('00-目录/目录.html');
    const documents = [...files.keys()].filter((name) => !/^00-目录\/|\/目录\.(html|xlsx)$/.test(name));
    expect(documents.filter((name) => !seen.has(name))).toEqual([]);
    expect(documents.length).toBeGreaterThan(300);
  });

  it('holds what the plan calls for, of a branch that came to the end of its way', () => {
    const inside = [...files.keys()].filter((name) => /^\d\d-职业中专/.test(name)).map((name) => name.split('/')[1]);
    const counts = new Map<string, number>();
    for (const folder of inside) counts.set(folder ?? '', (counts.get(folder ?? '') ?? 0) + 1);
    expect([...counts.keys()].filter((name) => /^\d/.test(name)).sort()).toEqual([
      ...['01-调查摸底', '02-学习动员', '03-组建功能党小组', '04-会议记录', '05-报名定岗和名单', '06-推选组长'],
      ...['07-小组制度职责和活动', '08-三级双向承诺书', '09-承诺分解和调整', '10-践诺记录和佐证', '11-群众监督和评议'],
      ...['13-申报评选', '14-党务公开', '16-总结', '17-验收'],
    ]);
    const page = files.get([...files.keys()].find((name) => /^\d\d-职业中专[^/]*\/目录\.html$/.test(name)) ?? '');
    expect(page?.toString('utf8')).toContain('12-民主评议党员');
    expect(page?.toString('utf8')).toContain('尚无材料');
  });

  it('R47, R49: holds what inspections found and how it was mended, and the self-assessment with its points', async () => {
    const named = (part: string) => [...files.keys()].find((name) => name.includes(part)) ?? '';
    const record = await wordText(files.get(named('/15-督导检查/')) ?? Buffer.alloc(0));
    const problem = await db.rectification.findFirstOrThrow({ where: { bureauId, status: { not: 'WITHDRAWN' } } });
    expect(record).toContain('整改要求');
    const all = await Promise.all(
      [...files].filter(([name]) => /15-督导检查\/.*\.docx$/.test(name)).map(([, bytes]) => wordText(bytes)),
    );
    expect(all.join('')).toContain(problem.content);
    expect(named('/17-验收/')).toContain('验收自查表');
  });

  it('R4, R5: holds the plan of sessions and meetings with what was held against each line', async () => {
    const plans = [...files.keys()].filter((name) => /\/02-学习动员\/[^/]*学习和会议计划\.xlsx$/.test(name));
    const planned = await db.plannedEvent.findMany({ where: { bureauId }, include: { session: true } });
    expect(plans).toHaveLength(new Set(planned.map((line) => line.branchId)).size);
    const rows = await Promise.all(plans.map((name) => rowsOf(files.get(name))));
    expect(rows.flat()).toHaveLength(planned.length);
    const held = planned.find(({ session }) => session !== null);
    const heldOn = showDay(held?.session?.heldOn ?? new Date(0));
    const line = [
      showDay(held?.plannedOn ?? new Date(0)),
      '学习',
      held?.topic,
      '',
      '已开展',
      heldOn,
      held?.session?.topic,
    ];
    expect(rows.flat().map((row) => row.slice(1, 8))).toContainEqual(line);
    expect(rows.flat().map((row) => [row[2], row[5]])).toContainEqual(['会议', '计划中']);
  });

  it('holds every published letter, once for each of its two sides', async () => {
    const letters = await db.commitment.count({ where: { bureauId, status: 'PUBLISHED' } });
    const older = await db.commitmentVersion.count({ where: { bureauId } });
    const found = [...files.keys()].filter((name) => name.includes('/08-三级双向承诺书/'));
    expect(found).toHaveLength(2 * (letters + older));
    const one = found.find((name) => name.includes('/3-党员/')) ?? '';
    expect(await wordText(files.get(one) ?? Buffer.alloc(0))).toContain('共产党员承诺书');
  });

  it('holds the evidence as it lies in the store', async () => {
    const ofRecords = await db.evidence.findMany({ where: { bureauId, removedAt: null }, select: { sha256: true } });
    const ofVisits = await db.inspectionEvidence.findMany({
      where: { bureauId, removedAt: null, visit: { bureauId, status: { in: ['HANDED_OVER', 'ACKNOWLEDGED'] } } },
      select: { sha256: true },
    });
    const stored = [...ofRecords, ...ofVisits];
    const found = [...files].filter(([name]) => name.includes('/佐证/')).map(([, bytes]) => sha256(bytes));
    expect(found.sort()).toEqual(stored.map((row) => row.sha256).sort());
    expect(found.length).toBeGreaterThan(0);
  });

  it('opens in Excel and Word: every workbook is read again, every document is sound XML', async () => {
    for (const [name, bytes] of files) {
      if (name.endsWith('.xlsx')) {
        const workbook = new ExcelJS.Workbook();
        await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
        expect(workbook.worksheets.length, name).toBeGreaterThan(0);
        for (const sheet of workbook.worksheets)
          sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type, name).not.toBe(ExcelJS.ValueType.Formula)));
      } else if (name.endsWith('.docx')) {
        expect(XMLValidator.validate(await wordText(bytes)), name).toBe(true);
      }
    }
  }, 120_000);

  const soffice = programNamed('soffice');
  it(soffice
    ? 'opens in LibreOffice: samples become PDF'
    : 'was not opened in LibreOffice: no soffice on this machine', async () => {
    if (!soffice) return console.warn('Left out: no soffice on the PATH to convert samples of the acceptance file.');
    const folder = mkdtempSync(path.join(tmpdir(), 'acceptance-samples-'));
    try {
      for (const ending of ['.docx', '.xlsx']) {
        const [, bytes] = [...files].find(([name]) => name.endsWith(ending)) ?? [];
        writeFileSync(path.join(folder, `sample${ending}`), bytes ?? '');
        execFileSync(soffice, [
          '--headless',
          '--convert-to',
          'pdf',
          '--outdir',
          folder,
          path.join(folder, `sample${ending}`),
        ]);
        expect(readFileSync(path.join(folder, 'sample.pdf')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
        rmSync(path.join(folder, 'sample.pdf'));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('has names that every system can unpack', () => {
    const folded = [...files.keys()].map((name) => name.toLowerCase());
    expect(new Set(folded).size).toBe(folded.length);
    for (const name of files.keys()) {
      expect(name).toBe(name.normalize('NFC'));
      expect(name.length).toBeLessThan(200);
      for (const segment of name.split('/')) {
        expect(segment, name).not.toMatch(/[<>:"|?*\\]|\p{Cc}|^\.|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
        expect(Buffer.byteLength(segment), name).toBeLessThan(256);
      }
    }
  });

  it('marks its names as UTF-8', () => {
    const entries = whole.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    expect(whole.readUInt16LE(entries + 8) & 0x800).toBe(0x800);
  });
});

it('R47: the same data give the same bytes of every document', async () => {
  const again = await unzip(await maker.read(await maker.make(await branchId('职业中专党支部'))));
  const third = await unzip(await maker.read(await maker.make(await branchId('职业中专党支部'))));
  expect([...third.keys()]).toEqual([...again.keys()]);
  for (const [name, bytes] of again) expect(third.get(name)?.equals(bytes), name).toBe(true);
  const top = [...again.keys()].find((name) => name.startsWith('01-'))?.split('/')[0] ?? '';
  const inWhole = [...files.keys()].find((name) => name.includes('职业中专'))?.split('/')[0] ?? '';
  for (const [name, bytes] of again)
    if (name.startsWith(top) && !name.endsWith('目录.xlsx') && !name.endsWith('目录.html'))
      expect(files.get(name.replace(top, inWhole))?.equals(bytes), name).toBe(true);
}, 120_000);

describe('R54: what must not leave the portal', () => {
  it('is in no document, name or list, wherever somebody typed it', async () => {
    const own = await branchId('第一中学党支部');
    const key = { bureauId, branchId: own };
    const ID_NUMBER = '64010219800101123X';
    const PHONE = '13912345678';
    await db.member.updateMany({
      where: key,
      data: {
        ...{ phoneCipher: 'CANARY-PHONE', phoneIndex: 'CANARY-INDEX', idNumberCipher: 'CANARY-ID' },
        ...{ mobileTo: 'CANARY-PLACE', skillNote: `会摄影，电话 139 1234 5678，身份证${ID_NUMBER}` },
      },
    });
    await db.feedback.updateMany({
      where: key,
      data: { authorName: 'CANARY-AUTHOR', content: `请回电${PHONE}`, reply: `已联系139-1234-5678` },
    });
    await db.feedback.updateMany({
      where: { ...key, id: (await db.feedback.findFirstOrThrow({ where: key, select: { id: true } })).id },
      data: { status: 'HIDDEN', content: 'CANARY-HIDDEN' },
    });
    await db.branchMeeting.updateMany({
      where: key,
      data: {
        absentNote: 'CANARY-ABSENT',
        absences: [{ memberId: 'x', name: 'CANARY-NAME', reason: 'CANARY-REASON' }],
      },
    });
    await db.plannedEvent.updateMany({
      where: key,
      data: { createdByName: 'CANARY-PLANNER', topic: `请联系${PHONE}`, note: `证件${ID_NUMBER}` },
    });
    await db.plannedEvent.create({
      data: {
        ...{ ...key, campaignId: maker.campaignId, id: newId(), kind: 'MEETING', plannedOn: new Date('2026-05-20') },
        ...{ topic: '取消的会议', createdByName: 'CANARY-PLANNER', createdAt: clock.now() },
        ...{ canceledAt: clock.now(), cancelReason: `改期，详询139-1234-5678` },
      },
    });
    await db.studyNote.updateMany({ where: { bureauId }, data: { content: 'CANARY-NOTE' } });
    await db.surveyAnswer.updateMany({ where: { bureauId }, data: { word: 'CANARY-WORD' } });
    await db.memberAppraisal.updateMany({
      where: key,
      data: {
        opinion: 'CANARY-OPINION',
        selfText: 'CANARY-SELF',
        decidedOn: new Date('2026-11-01'),
        grade: 'QUALIFIED',
      },
    });
    await db.commitmentRemark.updateMany({ where: { bureauId }, data: { text: 'CANARY-REMARK' } });
    await db.objection.updateMany({
      where: { bureauId },
      data: { contentCipher: 'CANARY-OBJECTION', nameCipher: 'CANARY-WHO' },
    });
    await db.$pool.query(`UPDATE objection SET "trackingCode" = 'CANARY-CODE-' || id WHERE "bureauId" = $1`, [
      bureauId,
    ]);
    await db.commitment.updateMany({
      where: { ...key, status: 'PUBLISHED', level: 'BRANCH' },
      data: {
        frozenText: (
          await db.commitment.findFirstOrThrow({
            where: { ...key, status: 'PUBLISHED', level: 'BRANCH' },
            select: { frozenText: true },
          })
        ).frozenText?.replace('"preamble":"', `"preamble":"联系电话${PHONE}。`) as string,
      },
    });
    const branchFile = await unzip(await maker.read(await maker.make(own)));
    const bureauFile = await unzip(await maker.read(await maker.make(null)));
    for (const archive of [branchFile, bureauFile]) {
      const text = await textsOf(archive);
      expect(text).toContain('会摄影，电话 （手机号已略），身份证（身份证号已略）');
      expect(text).toContain('请回电（手机号已略）');
      expect(text).toContain('联系电话（手机号已略）');
      for (const words of ['请联系（手机号已略）', '证件（身份证号已略）', '改期，详询（手机号已略）', '已取消'])
        expect(text).toContain(words);
      expect(text.match(/CANARY[-A-Z]*/g) ?? []).toEqual([]);
      expect(text).not.toContain(ID_NUMBER);
      expect(text.replace(/[\s-]/g, '')).not.toContain(PHONE);
    }
  }, 240_000);
});

it('E41: a school that was renamed keeps its old name in letters that were published before', async () => {
  const own = await branchId('实验小学党支部');
  const before = await db.branch.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: own } } });
  await db.branch.update({
    where: { bureauId_id: { bureauId, id: own } },
    data: { name: '示范区新城小学支部委员会', shortName: '新城小学党支部', schoolName: '新城小学' },
  });
  const archive = await unzip(await maker.read(await maker.make(own)));
  expect([...archive.keys()].some((name) => name.startsWith('01-新城小学党支部/01-调查摸底/'))).toBe(true);
  const letter = [...archive.keys()].find((name) => name.includes('/08-三级双向承诺书/1-党支部/')) ?? '';
  const text = await wordText(archive.get(letter) ?? Buffer.alloc(0));
  expect(text).toContain(before.name);
  expect(text).not.toContain('新城小学');
}, 60_000);
