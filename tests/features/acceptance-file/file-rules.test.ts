import { describe, expect, it } from 'vitest';
import {
  FILE_LIFE,
  FILE_TAGS,
  failureWords,
  showBytes,
  statesBefore,
} from '../../../src/features/acceptance-file/acceptance-file.rules.js';
import { NamesOfFolder, safeName } from '../../../src/features/acceptance-file/file-tree.rules.js';
import { withoutPrivateNumbers } from '../../../src/features/acceptance-file/private-words.rules.js';

describe('R54: numbers of people in free text', () => {
  it.each([
    ['电话13912345678。', '电话（手机号已略）。'],
    ['139 1234 5678', '（手机号已略）'],
    ['139-1234-5678转', '（手机号已略）转'],
    ['身份证64010219800101123X', '身份证（身份证号已略）'],
    ['64010219800101123x、640102198001011234', '（身份证号已略）、（身份证号已略）'],
  ])('%s', (text, shown) => expect(withoutPrivateNumbers(text)).toBe(shown));

  it.each(['2026年7月5日', '办公电话0951-0000000', '第1391234567号文', '编号640102999901011234', '共13912人'])(
    'leaves %s',
    (text) => expect(withoutPrivateNumbers(text)).toBe(text),
  );
});

describe('names that every system can unpack', () => {
  it.each([
    ['../../etc/passwd', 'etcpasswd'],
    ['a<b>c:d"e|f?g*h\\i', 'abcdefghi'],
    ['  第一 小组. ', '第一 小组'],
    ['CON', '_CON'],
    ['com1.txt', '_com1.txt'],
    ['concert', 'concert'],
    ['\u202e反向\u0000', '反向'],
    ['...', '未命名'],
    ['', '未命名'],
  ])('%j becomes %j', (given, name) => expect(safeName(given)).toBe(name));

  it('are at most 48 characters, also of those outside the basic plane', () => {
    expect([...safeName('𠀀'.repeat(100))]).toHaveLength(48);
  });

  it('are never the same twice in a folder, whatever their case', () => {
    const names = new NamesOfFolder();
    expect([names.take('Wang', '.docx'), names.take('wang', '.docx'), names.take('wang', '.xlsx')]).toEqual([
      ...['Wang.docx', 'wang(2).docx', 'wang.xlsx'],
    ]);
    const long = '很'.repeat(60);
    expect(names.take(long, '.docx')).toHaveLength(53);
    expect(names.take(long, '.docx')).toBe(`${'很'.repeat(45)}(2).docx`);
  });
});

describe('R47: the life of an acceptance file', () => {
  it('has a label for every state, and a way into each but the first', () => {
    const states = Object.keys(FILE_LIFE);
    expect(Object.keys(FILE_TAGS).sort()).toEqual(states.sort());
    const reached = new Set(
      Object.values(FILE_LIFE).flatMap((acts) => Object.values(acts).map(({ to }) => to as string)),
    );
    expect(states.filter((state) => !reached.has(state))).toEqual([]);
  });

  it('is cancelled only while it waits or is made', () => {
    expect(statesBefore('cancel')).toEqual(['QUEUED', 'BUILDING']);
    expect(statesBefore('retry')).toEqual(['FAILED']);
  });
});

it.each([
  [{ code: 'ENOSPC' }, '磁盘空间不足'],
  [{ code: 'EDQUOT' }, '磁盘空间不足'],
  [{ code: 'EROFS' }, '不能写入'],
])('says what is wrong: %j', (error, words) => expect(failureWords(error)).toContain(words));

it('leaves everything else to another try', () => {
  expect(failureWords(new Error('connection lost'))).toBeNull();
  expect(failureWords(null)).toBeNull();
});

it.each([
  [10, '1千字节'],
  [204_800, '200千字节'],
  [3_355_443, '3.2MB'],
  [2_147_483_648n, '2048.0MB'],
])('%s bytes are %s', (bytes, shown) => expect(showBytes(bytes)).toBe(shown));
