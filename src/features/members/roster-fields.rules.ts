import { cellText, type RawCell } from './roster-cells.rules.js';
import type { ImportedKey } from './roster-columns.rules.js';
import { type RosterDay, readDay } from './roster-days.rules.js';
import { readIdNumber } from './roster-identity.rules.js';
import {
  EDUCATION_ALIASES,
  EDUCATIONS,
  ETHNICITIES,
  GENDERS,
  MEMBER_TYPES,
  MEMBERSHIP_STATUSES,
  NOT_YET_MEMBERS,
  YES_OR_NO,
} from './roster-terms.rules.js';
import { cleanName, cleanText, withoutSpaces } from './roster-text.rules.js';

/** What a row says about a member, in the portal's terms; null where the sheet is silent or cannot be read. */
export interface RosterValues {
  name: string | null;
  branch: string | null;
  idNumber: string | null;
  gender: 'MALE' | 'FEMALE' | null;
  ethnicity: string | null;
  birthDate: RosterDay | null;
  education: string | null;
  memberType: 'FULL' | 'PROBATIONARY' | null;
  joinedOn: RosterDay | null;
  fullMemberOn: RosterDay | null;
  post: string | null;
  phone: string | null;
  membershipStatus: 'NORMAL' | 'SUSPENDED' | null;
  isLost: boolean | null;
  lostOn: RosterDay | null;
  isMobile: boolean | null;
  mobileTo: string | null;
  partyPost: string | null;
}

/** One cell judged by itself. An error carries no value: nothing is guessed. */
export interface Reading<T> {
  value: T | null;
  error?: string;
  warning?: string;
}

export interface FieldContext {
  today: Date;
}

export type FieldReaders = {
  [K in ImportedKey]: (cell: RawCell, context: FieldContext) => Reading<NonNullable<RosterValues[K]>>;
};

/** How each column is read, given a cell that holds something. */
export const FIELD_READERS: FieldReaders = {
  name: readName,
  branch: (cell) => readText(cell, 100),
  idNumber: (cell) => {
    const reading = readIdNumber(cell);
    return 'value' in reading ? { value: reading.value } : { value: null, error: reading.problem };
  },
  gender: (cell) => readTerm(cell, GENDERS, '请填“男”或“女”。'),
  ethnicity: readEthnicity,
  birthDate: (cell, context) => readPastDay(cell, context, '只填到月，按1日保存；有准确日期的请补上。'),
  education: readEducation,
  memberType: readMemberType,
  joinedOn: (cell, context) => readPastDay(cell, context, '只填到月，按1日保存；请按入党材料补上日期。'),
  fullMemberOn: (cell, context) => readPastDay(cell, context, '只填到月，按1日保存；请按入党材料补上日期。'),
  post: (cell) => readText(cell, 50),
  phone: readPhone,
  membershipStatus: (cell) => readTerm(cell, MEMBERSHIP_STATUSES, '请填“正常”或“停止党籍”。'),
  isLost: (cell) => readTerm(cell, YES_OR_NO, '请填“是”或“否”。'),
  lostOn: (cell, context) => readPastDay(cell, context, '只填到月，按1日保存。'),
  isMobile: (cell) => readTerm(cell, YES_OR_NO, '请填“是”或“否”。'),
  mobileTo: (cell) => readText(cell, 100),
  partyPost: (cell) => readText(cell, 50),
};

function readName(cell: RawCell): Reading<string> {
  const { name, spacesRemoved } = cleanName(cellText(cell));
  if (!/^[\p{Script=Han}A-Za-z· ]{1,40}$/u.test(name)) {
    return { value: null, error: '姓名中有数字或其他符号。请按身份证上的姓名填写。' };
  }
  if (spacesRemoved) return { value: name, warning: `已去掉姓名中的空格，按“${name}”保存。` };
  return [...name].length < 2 ? { value: name, warning: '姓名只有一个字，请核对是否漏字。' } : { value: name };
}

function readText(cell: RawCell, longest: number): Reading<string> {
  const text = cleanText(cellText(cell));
  if ([...text].length > longest) return { value: null, error: `超过${longest}个字，请缩短。` };
  return { value: text };
}

function readTerm<T>(cell: RawCell, terms: ReadonlyMap<string, T>, mend: string): Reading<NonNullable<T>> {
  const text = withoutSpaces(cellText(cell));
  const value = terms.get(text.toUpperCase());
  return value === undefined || value === null ? { value: null, error: `不认识“${text}”。${mend}` } : { value };
}

function readMemberType(cell: RawCell): Reading<'FULL' | 'PROBATIONARY'> {
  const text = withoutSpaces(cellText(cell));
  if (NOT_YET_MEMBERS.includes(text)) {
    return {
      value: null,
      error: `“${text}”还不是党员，不列入党员花名册。填错的请改为“正式党员”或“预备党员”，否则请选择不导入此行。`,
    };
  }
  return readTerm(cell, MEMBER_TYPES, '请填“正式党员”或“预备党员”。');
}

function readEthnicity(cell: RawCell): Reading<string> {
  const text = withoutSpaces(cellText(cell));
  if (ETHNICITIES.includes(text)) return { value: text };
  if (ETHNICITIES.includes(`${text}族`)) return { value: `${text}族`, warning: `按“${text}族”保存。` };
  return readUnknownTerm(cell, '不在56个民族的名称之中，请核对。');
}

function readEducation(cell: RawCell): Reading<string> {
  const text = withoutSpaces(cellText(cell));
  if (EDUCATIONS.includes(text)) return { value: text };
  const usual = EDUCATION_ALIASES.get(text);
  if (usual) return { value: usual, warning: `按“${usual}”保存。` };
  return readUnknownTerm(cell, '不是常用的学历名称，请核对。');
}

/** Kept as it is written, with a word of doubt. */
function readUnknownTerm(cell: RawCell, doubt: string): Reading<string> {
  const reading = readText(cell, 30);
  return reading.error ? reading : { value: reading.value, warning: `“${reading.value}”${doubt}` };
}

function readPhone(cell: RawCell): Reading<string> {
  const text = withoutSpaces(cellText(cell))
    .replace(/^(\+|00)86/, '')
    .replace(/[-—.]/g, '');
  if (/^1[3-9]\d{9}$/.test(text)) return { value: text };
  const digits = text.replace(/\D/g, '').length;
  return {
    value: null,
    error: `手机号应为11位数字，现在是${digits}位或含有其他字符。请填写一个手机号；暂时没有的，可以清空这一格。`,
  };
}

function readPastDay(cell: RawCell, context: FieldContext, monthWarning: string): Reading<RosterDay> {
  const reading = readDay(cell);
  if ('problem' in reading) return { value: null, error: reading.problem };
  if (reading.value.day > context.today) return { value: null, error: '这个日期还没有到。请核对后重新填写。' };
  return reading.value.monthOnly ? { value: reading.value, warning: monthWarning } : { value: reading.value };
}
