import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Sheet } from '../../../src/features/members/roster-cells.rules.js';
import { readWorkbook } from '../../../src/features/members/roster-workbook.js';
import { RuleViolation } from '../../../src/shared/errors.js';

type Fill = (sheet: ExcelJS.Worksheet) => void;

async function workbookOf(fill: Fill): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('花名册'));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function sheetOf(fill: Fill): Promise<Sheet> {
  const [sheet] = await readWorkbook(await workbookOf(fill));
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

/** A zip archive of one deflated entry, with whatever sizes the test declares. */
function archiveOf(name: string, content: Buffer, declaredSize = content.length): Buffer {
  const packed = deflateRawSync(content);
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declaredSize, 22);
  local.writeUInt16LE(title.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(declaredSize, 24);
  entry.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + title.length, 12);
  end.writeUInt32LE(30 + title.length + packed.length, 16);
  return Buffer.concat([local, title, packed, entry, title, end]);
}

function refusal(file: Buffer): Promise<unknown> {
  return readWorkbook(file).then(
    () => null,
    (error: unknown) => error,
  );
}

describe('what is not a roster workbook', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), '空文件'],
    ['a text file under the name .xlsx', Buffer.from('姓名,性别\n王伟,男\n'), '.csv'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), '打不开'],
    ['an old .xls file', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), '旧版的 .xls'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      '打开密码',
    ],
    ['a file over 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 1), '超过5MB'],
    ['an archive cut in the middle', Buffer.from('504b0304140000000800', 'hex'), '打不开'],
    ['an archive that is no workbook', archiveOf('readme.txt', Buffer.from('hello')), '没有任何内容'],
    ['an archive that unpacks to 200 MB', archiveOf('xl/workbook.xml', Buffer.alloc(200 * 1024 * 1024)), '展开后太大'],
    ['the same, declaring ten bytes', archiveOf('xl/workbook.xml', Buffer.alloc(200 * 1024 * 1024), 10), '展开后太大'],
    [
      'a sheet of a million formatted empty cells',
      archiveOf('xl/worksheets/sheet1.xml', Buffer.from('<c r="A1"/>'.repeat(1_000_000))),
      '展开后太大',
    ],
    [
      'a row number beyond any sheet',
      archiveOf('xl/worksheets/sheet1.xml', Buffer.from('<row r="4000000000"><c r="A4000000000"/></row>')),
      '打不开',
    ],
  ])('R55: %s is refused with what to do', async (_, file, words) => {
    const error = await refusal(file);
    expect(error).toBeInstanceOf(RuleViolation);
    expect(error).toMatchObject({ field: 'file', message: expect.stringContaining(words) });
  });

  it('R55: more than 5,000 rows, or 60 columns, are refused', async () => {
    const long = await workbookOf((sheet) => sheet.addRows(Array.from({ length: 5_001 }, (_, row) => [row])));
    expect(await refusal(long)).toMatchObject({ message: expect.stringContaining('超过5000行') });
    const wide = await workbookOf((sheet) => {
      sheet.getCell(1, 61).value = '备注';
    });
    expect(await refusal(wide)).toMatchObject({ message: expect.stringContaining('超过60列') });
  });
});

describe('cells', () => {
  it('E49: every kind of cell becomes plain text, number or day', async () => {
    const sheet = await sheetOf((sheet) => {
      sheet.getRow(3).values = ['王伟', 13956121886, new Date('1998-08-26T00:00:00Z'), true];
      sheet.getCell('F3').value = { formula: 'A1', result: '李娜' };
      sheet.getCell('G3').value = { richText: [{ text: '教务' }, { text: '处' }] };
      sheet.getCell('H3').value = { error: '#N/A' };
      sheet.getCell('I3').value = { text: 'a@b.cn', hyperlink: 'mailto:a@b.cn' };
      sheet.getCell('J3').value = '   ';
    });
    expect(sheet).toEqual({
      name: '花名册',
      rows: [
        {
          number: 3,
          cells: [
            { kind: 'text', text: '王伟' },
            { kind: 'number', number: 13956121886 },
            { kind: 'date', day: '1998-08-26' },
            { kind: 'text', text: '是' },
            null,
            { kind: 'text', text: '李娜' },
            { kind: 'text', text: '教务处' },
            { kind: 'broken', text: '#N/A' },
            { kind: 'text', text: 'a@b.cn' },
          ],
        },
      ],
    });
  });

  it('E49: a date that the sheet shows without its day has no day', async () => {
    const sheet = await sheetOf((sheet) => {
      sheet.getCell('A1').value = new Date('1980-01-01T00:00:00Z');
      sheet.getCell('A1').numFmt = 'yyyy"年"m"月"';
    });
    expect(sheet.rows[0]?.cells[0]).toEqual({ kind: 'date', day: '1980-01' });
  });

  it('E49: merged cells hold their value once, however far they reach', async () => {
    const sheet = await sheetOf((sheet) => {
      sheet.getCell('A1').value = '党员信息采集表';
      sheet.mergeCells('A1:T3');
    });
    expect(sheet.rows).toEqual([{ number: 1, cells: [{ kind: 'text', text: '党员信息采集表' }] }]);
  });
});
