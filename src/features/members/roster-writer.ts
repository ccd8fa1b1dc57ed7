import type { MemberDetails } from './member-details.rules.js';
import { GENDER_WORDS, MEMBER_TYPE_WORDS, MEMBERSHIP_STATUS_WORDS } from './member-words.rules.js';
import { type ColumnKey, columnLabel, ROSTER_COLUMNS } from './roster-columns.rules.js';

/** The national workbook's 19 columns in their order. */
export const OFFICE_COLUMNS: readonly ColumnKey[] = ROSTER_COLUMNS.slice(0, 19).map((column) => column.key);
/** Then the Party post, which the portal keeps as well. */
const WRITTEN: readonly ColumnKey[] = [...OFFICE_COLUMNS, 'partyPost'];
const WIDE: Partial<Record<ColumnKey, number>> = {
  branch: 30,
  idNumber: 22,
  joinedOn: 18,
  fullMemberOn: 20,
  phone: 16,
  mobileTo: 20,
};
const ROWS_FOR_TYPING = 100;
const LISTS: Partial<Record<ColumnKey, string>> = {
  gender: '男,女',
  memberType: '正式党员,预备党员',
  membershipStatus: '正常,停止党籍',
  isLost: '是,否',
  isMobile: '是,否',
};

/** The empty roster file with its titles, ready to be filled in: every cell is a text cell, so that no digit is lost. */
export async function writeTemplate(branchName: string): Promise<Buffer> {
  const { workbook, sheet } = await startRoster(branchName, []);
  for (const [index, key] of WRITTEN.entries()) {
    const list = LISTS[key];
    for (let row = 5; list && row < 5 + ROWS_FOR_TYPING; row += 1) {
      sheet.getCell(row, index + 2).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${list}"`] };
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/**
 * The roster as a file that imports again without a change. Every value is written as text, never as a formula, and
 * the cells have text format, so that a text beginning with = + - @ stays text when somebody edits it (S13).
 */
export async function writeRoster(branchName: string, members: readonly MemberDetails[]): Promise<Buffer> {
  const { workbook } = await startRoster(branchName, members);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function startRoster(branchName: string, members: readonly MemberDetails[]) {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  const sheet = workbook.addWorksheet('党员花名册', { views: [{ state: 'frozen', xSplit: 2, ySplit: 4 }] });
  for (const [index, key] of (['serial', ...WRITTEN] as const).entries()) {
    const column = sheet.getColumn(index + 1);
    column.numFmt = '@';
    column.width = key === 'serial' ? 6 : (WIDE[key] ?? 12);
  }
  sheet.addRow(['党员信息采集表（花名册）']);
  sheet.addRow([`填报单位：${branchName}`]);
  sheet.addRow([
    '说明：请从第5行填起，每名党员一行。日期写成1998年8月26日的样子；固定电话、家庭住址不导入，可以不填。',
  ]);
  sheet.addRow(['序号', ...WRITTEN.map(columnLabel)]);
  sheet.getRow(1).font = { bold: true, size: 16 };
  sheet.getRow(4).font = { bold: true };
  for (const [index, member] of members.entries()) {
    sheet.addRow([String(index + 1), ...WRITTEN.map((key) => written(key, member, branchName))]);
  }
  sheet.eachRow((row) => {
    row.numFmt = '@';
  });
  return { workbook, sheet };
}

/** One field of a member as the file holds it. */
export function written(key: ColumnKey, member: MemberDetails, branchName: string): string {
  switch (key) {
    case 'branch':
      return branchName;
    case 'gender':
      return GENDER_WORDS[member.gender];
    case 'memberType':
      return MEMBER_TYPE_WORDS[member.memberType];
    case 'membershipStatus':
      return MEMBERSHIP_STATUS_WORDS[member.membershipStatus];
    case 'landline':
    case 'address':
    case 'groupName':
    case 'serial':
      return '';
    default:
      return writtenValue(member[key]);
  }
}

function writtenValue(value: string | boolean | Date | null): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return writtenDay(value);
  return value ?? '';
}

/** 1998年08月26日, as the national workbook asks. */
function writtenDay(day: Date): string {
  const [year, month, date] = day.toISOString().slice(0, 10).split('-');
  return `${year}年${month}月${date}日`;
}
