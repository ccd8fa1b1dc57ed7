import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type CheckedRoster, checkDraft, placedMessages } from '../../../src/features/members/roster-check.rules.js';
import { readDraft } from '../../../src/features/members/roster-draft.rules.js';
import { readWorkbook } from '../../../src/features/members/roster-workbook.js';

/** The two files as offices send them; what each row must yield was written down by looking at the sheets. */
const TODAY = new Date('2026-03-05T00:00:00Z');

async function checkedSheets(file: string): Promise<{ name: string; roster: CheckedRoster }[]> {
  const sheets = await readWorkbook(await readFile(new URL(`../../fixtures/${file}`, import.meta.url)));
  return sheets.map((sheet) => ({
    name: sheet.name,
    roster: checkDraft(readDraft(sheet), { today: TODAY, branches: { own: [sheet.name], others: [] } }),
  }));
}

function rowNumbers(roster: CheckedRoster, state: 'ok' | 'warning' | 'error'): number[] {
  return roster.rows.filter((row) => row.state === state).map((row) => row.number);
}

function messagesOf(roster: CheckedRoster, number: number): string[] {
  return roster.rows.filter((row) => row.number === number).flatMap(placedMessages);
}

function range(first: number, last: number, ...without: number[]): number[] {
  return Array.from({ length: last - first + 1 }, (_, step) => first + step).filter((n) => !without.includes(n));
}

const SHEETS = await checkedSheets('roster-three-branches.xlsx');
const [primary, middle, kindergarten] = SHEETS.map((sheet) => sheet.roster) as [
  CheckedRoster,
  CheckedRoster,
  CheckedRoster,
];

describe('the roster without flaws', () => {
  it('R55: gives its 24 members, every one sound', async () => {
    const [sheet] = await checkedSheets('roster-clean.xlsx');
    expect(sheet?.name).toBe('示范区第三小学支部委员会');
    expect(rowNumbers(sheet?.roster ?? primary, 'ok')).toEqual(range(5, 28));
    expect(sheet?.roster.notes).toEqual([]);
  });

  it('R55, E49: reads texts, dates and phone numbers in every style the sheet mixes', async () => {
    const [sheet] = await checkedSheets('roster-clean.xlsx');
    const values = new Map(sheet?.roster.rows.map((row) => [row.number, row.values]));
    expect(values.get(5)).toMatchObject({
      name: '孔志国',
      gender: 'MALE',
      idNumber: '640104199808260579',
      memberType: 'FULL',
    });
    expect(values.get(5)?.birthDate?.day).toEqual(new Date('1998-08-26'));
    expect(values.get(6)).toMatchObject({ phone: '13956121886', post: '安全保卫', ethnicity: '回族', isLost: false });
    expect(values.get(6)?.joinedOn?.day).toEqual(new Date('2022-10-03'));
    expect(values.get(7)).toMatchObject({ memberType: 'PROBATIONARY', fullMemberOn: null, education: '大专' });
    expect(values.get(12)?.birthDate).toEqual({ day: new Date('1984-01-15'), monthOnly: false });
    expect(values.get(12)?.fullMemberOn?.day).toEqual(new Date('2005-12-07'));
    expect(values.get(19)).toMatchObject({
      name: '卢俊勇',
      isMobile: true,
      mobileTo: null,
      membershipStatus: 'NORMAL',
    });
  });
});

describe('the workbook of three branches', () => {
  it('R55: has one sheet a branch', () => {
    expect(SHEETS.map((sheet) => sheet.name)).toEqual([
      '示范区实验小学支部委员会',
      '示范区第一中学第一支部委员会',
      '示范区机关幼儿园支部委员会',
    ]);
  });

  it('E49: every sound row arrives, blank rows and totals do not', () => {
    expect(rowNumbers(primary, 'ok')).toEqual(range(5, 51, 32));
    expect(rowNumbers(middle, 'ok')).toEqual(range(5, 43, 18));
    expect(rowNumbers(kindergarten, 'ok')).toEqual(range(5, 13));
  });

  it('E49: every flawed row is an error', () => {
    expect(rowNumbers(primary, 'error')).toEqual([52, 53, 54, 55]);
    expect(rowNumbers(middle, 'error')).toEqual([44, 45, 46, 47]);
    expect(rowNumbers(kindergarten, 'error')).toEqual([14, 15, 16, 17]);
    expect(SHEETS.map((sheet) => rowNumbers(sheet.roster, 'warning'))).toEqual([[], [], []]);
  });

  it('E49: says that the total row and the rows do not agree', () => {
    expect(SHEETS.map((sheet) => sheet.roster.notes)).toEqual([
      ['表中的合计写的是46人，实际读到50行，请核对。'],
      ['表中的合计写的是38人，实际读到42行，请核对。'],
      ['表中的合计写的是9人，实际读到13行，请核对。'],
    ]);
  });

  it.each([
    ['实验小学', primary, 52],
    ['第一中学', middle, 44],
    ['机关幼儿园', kindergarten, 14],
  ])('E49: %s: an identity number that lost its last digits, months without a day, a spaced name', (_, roster, row) => {
    expect(messagesOf(roster, row)).toEqual([
      `第${row}行“姓名”：已去掉姓名中的空格，按“王伟”保存。`,
      `第${row}行“公民身份证号”：身份证号在表格里存成了数字，末尾几位已经丢失，无法还原。请对照身份证重新填写18位号码；暂时没有的，可以清空这一格。`,
      `第${row}行“民族”：按“汉族”保存。`,
      `第${row}行“出生日期”：只填到月，按1日保存；有准确日期的请补上。`,
      `第${row}行“学历”：按“大学本科”保存。`,
      `第${row}行“加入党组织日期”：只填到月，按1日保存；请按入党材料补上日期。`,
      `第${row}行“转为正式党员日期”：只填到月，按1日保存；请按入党材料补上日期。`,
    ]);
    const values = roster.rows.find(({ number }) => number === row)?.values;
    expect(values).toMatchObject({ name: '王伟', idNumber: null, phone: '13800000000' });
    expect(values?.birthDate).toEqual({ day: new Date('1980-01-01'), monthOnly: true });
    expect(values?.joinedOn).toEqual({ day: new Date('2005-07-01'), monthOnly: true });
  });

  it.each([
    ['实验小学', primary, 53],
    ['第一中学', middle, 45],
    ['机关幼儿园', kindergarten, 15],
  ])('E49: %s: no name, a day that does not exist, half a phone number', (_, roster, row) => {
    expect(messagesOf(roster, row)).toEqual([
      `第${row}行“姓名”：没有填写姓名。请补填，或选择不导入此行。`,
      `第${row}行“公民身份证号”：身份证号中的出生日期“19850230”不存在。请对照身份证重新填写18位号码；暂时没有的，可以清空这一格。`,
      `第${row}行“出生日期”：没有“1985-02-30”这一天。请核对后重新填写。`,
      `第${row}行“学历”：按“大学本科”保存。`,
      `第${row}行“手机号”：手机号应为11位数字，现在是3位或含有其他字符。请填写一个手机号；暂时没有的，可以清空这一格。`,
    ]);
  });

  it.each([
    ['实验小学', primary, 54],
    ['第一中学', middle, 46],
    ['机关幼儿园', kindergarten, 16],
  ])('E49: %s: an applicant who is no member yet, dates in the wrong order, a wrong check digit', (_, roster, row) => {
    expect(messagesOf(roster, row)).toEqual([
      `第${row}行“公民身份证号”：身份证号的校验位不对，可能有一位写错。请对照身份证重新填写18位号码；暂时没有的，可以清空这一格。`,
      `第${row}行“学历”：按“硕士研究生”保存。`,
      `第${row}行“人员类别”：“入党积极分子”还不是党员，不列入党员花名册。填错的请改为“正式党员”或“预备党员”，否则请选择不导入此行。`,
      `第${row}行“转为正式党员日期”：转正日期早于加入党组织日期2015年6月1日，请核对两项。`,
    ]);
  });

  it.each([
    ['实验小学', primary, 55, '第5行（顾玉然）'],
    ['第一中学', middle, 47, '第5行（崔娟远）'],
    ['机关幼儿园', kindergarten, 17, '第5行（程涛）'],
  ])('E49: %s: a row that stands there twice names the other one', (_, roster, row, other) => {
    expect(messagesOf(roster, row)).toEqual([
      `第${row}行“公民身份证号”：身份证号与${other}相同。是同一人的，请选择不导入此行；不是的，请改正身份证号。`,
    ]);
  });
});
