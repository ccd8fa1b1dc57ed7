import { describe, expect, it } from 'vitest';
import type { RawCell, Sheet } from '../../../src/features/members/roster-cells.rules.js';
import { columnLetter } from '../../../src/features/members/roster-cells.rules.js';
import { checkDraft, placedMessages } from '../../../src/features/members/roster-check.rules.js';
import { columnOfTitle, readHeader } from '../../../src/features/members/roster-columns.rules.js';
import { readDay } from '../../../src/features/members/roster-days.rules.js';
import { correctDraft, readDraft } from '../../../src/features/members/roster-draft.rules.js';
import {
  checkDigit,
  maskIdNumber,
  maskPhone,
  readIdNumber,
} from '../../../src/features/members/roster-identity.rules.js';

const TODAY = new Date('2026-03-05T00:00:00Z');
const OWN = '示范区第二中学支部委员会';

function cell(value: string | number | null): RawCell | null {
  if (value === null) return null;
  return typeof value === 'number' ? { kind: 'number', number: value } : { kind: 'text', text: value };
}

function sheetOf(...rows: (string | number | null)[][]): Sheet {
  return { name: '花名册', rows: rows.map((values, index) => ({ number: index + 1, cells: values.map(cell) })) };
}

const TITLES = ['姓名', '性别', '人员类别', '出生日期', '入党时间', '转正时间', '身份证号', '联系电话'];
const SOUND = ['李敏', '女', '正式党员', '1985-06-01', '2008-07-01', '2009-07-01', null, null];

/** The findings of one row below the usual titles, some of its cells changed. */
function findings(
  changes: Record<string, string | number | null>,
  more: Record<string, string | number | null> = {},
): string[] {
  const titles = [...TITLES, ...Object.keys(more)];
  const values = TITLES.map((title, index) => (title in changes ? (changes[title] ?? null) : (SOUND[index] ?? null)));
  return checked(titles, [...values, ...Object.values(more)]).flatMap(placedMessages);
}

function checked(...rows: (string | number | null)[][]) {
  const context = { today: TODAY, branches: { own: [OWN, '第二中学党支部'], others: ['示范区第一中学支部委员会'] } };
  return checkDraft(readDraft(sheetOf(...rows)), context).rows;
}

describe('days', () => {
  it.each([
    ['1998年08月26日', '1998-08-26', false],
    ['1998年8月26', '1998-08-26', false],
    ['1987-06-05', '1987-06-05', false],
    ['1984.1.15', '1984-01-15', false],
    ['1984。1。15', null, false],
    ['2005/7', '2005-07-01', true],
    ['1980.1', '1980-01-01', true],
    ['1980年12月', '1980-12-01', true],
    ['19980826', '1998-08-26', false],
    ['199808', '1998-08-01', true],
    ['1998 年 8 月 26 日', '1998-08-26', false],
    ['1998/8/26', '1998-08-26', false],
    ['1998-08-26 00:00:00', '1998-08-26', false],
    [36033, '1998-08-26', false],
    [19980826, '1998-08-26', false],
    [1980.05, '1980-05-01', true],
    [1980.12, '1980-12-01', true],
    [1980.1, null, false],
    ['1985-02-30', null, false],
    ['2023-02-29', null, false],
    ['2024-02-29', '2024-02-29', false],
    ['85.6.1', null, false],
    ['1985-13', null, false],
    ['不详', null, false],
    ['0085-06-01', null, false],
  ])('E49: %s', (value, day, monthOnly) => {
    const reading = readDay(cell(value) ?? { kind: 'text', text: '' });
    if (day === null) expect(reading).toHaveProperty('problem');
    else expect(reading).toEqual({ value: { day: new Date(day), monthOnly } });
  });
});

describe('identity numbers', () => {
  it('GB 11643: works out the check digit of the standard’s own examples', () => {
    expect(checkDigit('11010519491231002')).toBe('X');
    expect(checkDigit('44052418800101001')).toBe('4');
  });

  it.each([
    ['11010519491231002X', '11010519491231002X'],
    [' 11010519491231002x ', '11010519491231002X'],
    ['110105 19491231 002X', '11010519491231002X'],
    ["'440524198001010013", '440524198001010013'],
  ])('reads %s', (text, value) => {
    expect(readIdNumber({ kind: 'text', text })).toEqual({ value });
  });

  it.each([
    [6.40104198001011e17, '已经丢失'],
    ['6.40104E+17', '已经丢失'],
    ['640104198001011000', '可能在表格里丢失'],
    ['110105194912310021', '校验位不对'],
    ['110105194913310021', '不存在'],
    ['110105491231002', '15位'],
    ['11010519491231', '应为18位'],
  ])('E49: refuses %s', (value, words) => {
    const reading = readIdNumber(cell(value) ?? { kind: 'text', text: '' });
    expect(reading).toMatchObject({ problem: expect.stringContaining(words) });
  });

  it('R54: masks', () => {
    expect(maskIdNumber('640104198001011234')).toBe('640***********1234');
    expect(maskPhone('13800000000')).toBe('138****0000');
  });
});

describe('titles', () => {
  it.each([
    ['姓 名', 'name'],
    ['*姓名', 'name'],
    ['入党时间', 'joinedOn'],
    ['入党日期', 'joinedOn'],
    ['转正日期', 'fullMemberOn'],
    ['公民身份号码', 'idNumber'],
    ['联系电话', 'phone'],
    ['出生年月（公历）', 'birthDate'],
    ['文化程度', 'education'],
    ['职务', 'partyPost'],
    ['所在党小组', 'groupName'],
    ['籍贯', null],
  ])('R55: %s is %s', (title, key) => {
    expect(columnOfTitle(title)).toBe(key);
  });

  it('R55: finds the titles below other rows and names the columns it leaves out', () => {
    const header = readHeader(
      sheetOf(
        ['党员花名册'],
        ['填报单位：某校', '姓名：'],
        ['序号', '姓名', '性别', '人员类别', '籍贯', '家庭住址', '姓名', '党小组'],
      ),
    );
    expect(header.row.number).toBe(3);
    expect(header.columns).toEqual([
      { key: 'name', index: 1 },
      { key: 'gender', index: 2 },
      { key: 'memberType', index: 3 },
    ]);
    expect(header.ignored.map(({ letter, title }) => letter + title)).toEqual([
      'E籍贯',
      'F家庭住址',
      'G姓名',
      'H党小组',
    ]);
  });

  it.each([
    [['序号', '备注', '电话'], '没有找到表头'],
    [['姓名', '性别', '民族'], '缺少“人员类别”列'],
    [['姓名', '人员类别', '民族'], '缺少“性别”列'],
  ])('R55: %s says what is missing', (titles, words) => {
    expect(() => readHeader(sheetOf(titles))).toThrow(words);
  });

  it('numbers columns as the sheet does', () => {
    expect([0, 25, 26, 59].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'BH']);
  });
});

describe('rows', () => {
  it('E49: passes over blank and pre-numbered rows, repeated titles, totals and signatures', () => {
    const titles = ['序号', '姓名', '性别', '人员类别', '所在党支部'];
    const draft = readDraft(
      sheetOf(
        titles,
        [1, '李敏', '女', '正式党员'],
        [2, null, null, null, OWN],
        titles,
        [3, '王伟', '男', '正式党员'],
        ['合 计', null, '5人'],
        [null, '填表人：', null, '审核人：'],
      ),
    );
    expect(draft.rows.map((row) => row.number)).toEqual([2, 5]);
    expect(draft.declaredTotal).toBe(5);
  });

  it('R54: keeps nothing of the columns it does not import', () => {
    const draft = readDraft(
      sheetOf(['姓名', '性别', '人员类别', '家庭住址', '固定电话'], ['李敏', '女', '正式党员', '文化街1号', '0951-1']),
    );
    expect(JSON.stringify(draft.rows)).not.toMatch(/文化街|0951/);
  });

  it('E49: a sound row has no finding', () => {
    expect(findings({})).toEqual([]);
    expect(
      findings({ 身份证号: '64010419690707361X', 性别: '男', 出生日期: '1969-07-07', 联系电话: 13822618881 }),
    ).toEqual([]);
  });

  it.each<[string, Record<string, string | number | null>, Record<string, string | number | null>, string]>([
    ['no member type', { 人员类别: null }, {}, '没有填写人员类别'],
    ['an unknown gender', { 性别: '1' }, {}, '不认识“1”'],
    ['no gender, no number', { 性别: null }, {}, '没有填写性别'],
    [
      'no gender, but a number',
      { 性别: null, 身份证号: '64010419690707361X', 出生日期: '1969-07-07' },
      {},
      '按身份证号填为“男”',
    ],
    ['gender against number', { 身份证号: '64010419690707361X', 出生日期: '1969-07-07' }, {}, '第17位不一致'],
    [
      'birth against number',
      { 性别: '男', 身份证号: '64010419690707361X', 出生日期: '1969-07-08' },
      {},
      '身份证号中的出生日期1969年7月7日',
    ],
    ['a probationary member with a full date', { 人员类别: '预备党员' }, {}, '预备党员填了转正日期'],
    ['a full member without a full date', { 转正时间: null }, {}, '没有填写转正日期'],
    ['full before joining', { 转正时间: '2008-06-30' }, {}, '早于加入党组织日期2008年7月1日'],
    ['full after half a year', { 转正时间: '2009-01-01' }, {}, '不满一年'],
    ['joined at seventeen', { 出生日期: '1991-01-01' }, {}, '不满18周岁'],
    ['a day to come', { 转正时间: '2026-03-06' }, {}, '还没有到'],
    ['a landline', { 联系电话: '0951-6738670' }, {}, '手机号应为11位'],
    ['digits in a name', { 姓名: '王伟2' }, {}, '姓名中有数字'],
    ['another branch', {}, { 所在党支部: '中共示范区第一中学支部委员会' }, '不是本支部'],
    ['a branch nobody knows', {}, { 所在党支部: '示范区第九中学党支部' }, '与本支部“示范区第二中学支部委员会”不一致'],
    ['an unknown status', {}, { 党籍状态: '出党' }, '不认识“出党”'],
    ['lost since nobody knows when', {}, { 是否失联: '是' }, '没有填写失去联系日期'],
    ['a day of losing somebody not lost', {}, { 是否失联: '否', 失去联系日期: '2025-01-01' }, '没有填为失联党员'],
    ['a place abroad of one not mobile', {}, { 外出流向: '西安' }, '没有填为流动党员'],
    ['an education nobody knows', {}, { 学历: '私塾' }, '不是常用的学历名称'],
    ['an ethnicity nobody knows', {}, { 民族: '火星' }, '56个民族'],
    ['a post of sixty signs', {}, { 工作岗位: '长'.repeat(51) }, '超过50个字'],
  ])('E49: %s', (_, changes, more, words) => {
    const messages = findings(changes, more);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(words);
  });

  it.each([
    '示范区第二中学支部委员会',
    '中共示范区第二中学支部委员会',
    '示范区第二中学党支部',
    '第二中学党支部',
    '第二中学',
  ])('knows its own branch as %s', (name) => {
    expect(findings({}, { 所在党支部: name })).toEqual([]);
  });

  it('E49: names of one month and no number cannot be told apart; other months can (E42)', () => {
    const row = (birth: string | null) => ['李敏', '女', '正式党员', birth, '2008-07-01', '2009-07-01', null, null];
    const states = (...births: (string | null)[]) =>
      checked(TITLES, ...births.map(row)).map(
        (each) => each.cells.find(({ column }) => column === 'name')?.messages.length,
      );
    expect(states('1985-06-01', '1985.6')).toEqual([0, 1]);
    expect(states('1985-06-01', null)).toEqual([0, 1]);
    expect(states('1985-06-01', '1986-06-01')).toEqual([0, 0]);
  });

  it('E49: a birth month is held against the number, too', () => {
    const typed = { 性别: '男', 身份证号: '64010419690707361X' };
    expect(findings({ ...typed, 出生日期: '1969.7' })).toHaveLength(1);
    expect(findings({ ...typed, 出生日期: '1969.8' })[1]).toContain('身份证号中的出生日期1969年7月7日');
  });

  it('E49: a row that is not to be imported is nobody’s double', () => {
    const draft = readDraft(sheetOf(TITLES, SOUND, SOUND));
    const corrected = correctDraft(draft, [{ number: 2, excluded: true }]);
    const context = { today: TODAY, branches: { own: [OWN], others: [] } };
    expect(checkDraft(draft, context).rows.map((row) => row.state)).toEqual(['ok', 'error']);
    expect(checkDraft(corrected, context).rows.map((row) => row.state)).toEqual(['ok', 'ok']);
  });

  it('E49: a correction replaces the cell, an untouched field leaves it as it came', () => {
    const draft = readDraft(
      sheetOf(TITLES, ['李敏', '女', '正式党员', 36033, '2008-07-01', '2009-07-01', 6.4e17, '139']),
    );
    const corrected = correctDraft(draft, [
      { number: 2, cells: { birthDate: '36033', idNumber: '', phone: '13900000000' } },
    ]);
    expect(corrected.rows[0]?.cells).toMatchObject({
      birthDate: { kind: 'number', number: 36033 },
      phone: { kind: 'text', text: '13900000000' },
    });
    expect(corrected.rows[0]?.cells.idNumber).toBeUndefined();
  });
});
