import { RuleViolation } from '../../shared/errors.js';
import { cellText, columnLetter, type Sheet, type SheetRow } from './roster-cells.rules.js';
import { withoutSpaces } from './roster-text.rules.js';

/** The 19 columns of the national roster workbook in its order (党员信息采集表), then others in use. */
export const ROSTER_COLUMNS = [
  { key: 'name', label: '姓名', aliases: ['党员姓名'] },
  { key: 'branch', label: '所在党支部', aliases: ['所在支部', '党支部', '支部名称', '所属党支部', '所在党组织'] },
  {
    key: 'idNumber',
    label: '公民身份证号',
    aliases: ['身份证号', '身份证号码', '公民身份号码', '公民身份证号码', '身份证'],
  },
  { key: 'gender', label: '性别', aliases: [] },
  { key: 'ethnicity', label: '民族', aliases: [] },
  { key: 'birthDate', label: '出生日期', aliases: ['出生年月', '出生年月日', '出生时间', '生日'] },
  { key: 'education', label: '学历', aliases: ['文化程度', '最高学历'] },
  { key: 'memberType', label: '人员类别', aliases: ['党员类别', '党员类型', '类别'] },
  { key: 'joinedOn', label: '加入党组织日期', aliases: ['入党时间', '入党日期', '加入党组织时间', '入党年月'] },
  { key: 'fullMemberOn', label: '转为正式党员日期', aliases: ['转正时间', '转正日期', '转为正式党员时间', '转正年月'] },
  { key: 'post', label: '工作岗位', aliases: ['岗位', '任教学科', '工作岗位及职务'] },
  { key: 'phone', label: '手机号', aliases: ['联系电话', '手机号码', '手机', '联系方式', '电话'] },
  { key: 'landline', label: '固定电话', aliases: ['办公电话', '座机', '家庭电话'] },
  { key: 'address', label: '家庭住址', aliases: ['住址', '现住址', '家庭地址', '家庭详细住址'] },
  { key: 'membershipStatus', label: '党籍状态', aliases: ['党籍'] },
  { key: 'isLost', label: '是否为失联党员', aliases: ['是否失联', '是否失联党员', '失联党员'] },
  { key: 'lostOn', label: '失去联系日期', aliases: ['失联日期', '失去联系时间', '失联时间'] },
  { key: 'isMobile', label: '是否为流动党员', aliases: ['是否流动', '是否流动党员', '流动党员'] },
  { key: 'mobileTo', label: '外出流向', aliases: ['流动去向', '外出地点', '流向'] },
  { key: 'partyPost', label: '党内职务', aliases: ['职务', '党内任职'] },
  { key: 'groupName', label: '所在党小组', aliases: ['党小组'] },
  { key: 'serial', label: '序号', aliases: ['编号', '行号', '顺序号'] },
] as const;

export type ColumnKey = (typeof ROSTER_COLUMNS)[number]['key'];

/** Columns that are recognised and left out on purpose, with the reason the person reads. */
const LEFT_OUT = {
  landline: '活动用不到，不收集',
  address: '活动用不到，不收集',
  groupName: '党小组在报名、确定名单时产生，不从花名册导入',
} as const;
type LeftOutKey = keyof typeof LEFT_OUT | 'serial';
export type ImportedKey = Exclude<ColumnKey, LeftOutKey>;

export const IMPORTED_COLUMNS: readonly ImportedKey[] = ROSTER_COLUMNS.map((column) => column.key).filter(isImported);

const LABELS = new Map<ColumnKey, string>(ROSTER_COLUMNS.map((column) => [column.key, column.label]));
const BY_TITLE = new Map<string, ColumnKey>(
  ROSTER_COLUMNS.flatMap((column) => [column.label, ...column.aliases].map((title) => [title, column.key] as const)),
);
const LAST_TITLE_ROW = 40;

export interface IgnoredColumn {
  letter: string;
  title: string;
  reason: string;
}

export interface RosterHeader {
  row: SheetRow;
  columns: { key: ImportedKey; index: number }[];
  ignored: IgnoredColumn[];
}

export function columnLabel(key: ColumnKey): string {
  return LABELS.get(key) ?? key;
}

/** The column that a title names; null for a title the portal does not know. 姓 名, 姓名* and 出生年月(公历) are all understood. */
export function columnOfTitle(title: string): ColumnKey | null {
  const bare = withoutSpaces(title).replace(/\(.*?\)|[*:#]/g, '');
  return BY_TITLE.get(bare) ?? null;
}

/** The row of column titles: the one among the first rows that names most columns, 姓名 among them. */
export function findHeaderRow(sheet: Sheet): SheetRow | null {
  let best: SheetRow | null = null;
  let bestCount = 2;
  for (const row of sheet.rows) {
    if (row.number > LAST_TITLE_ROW) break;
    const keys = new Set(row.cells.map((cell) => columnOfTitle(cellText(cell))).filter((key) => key !== null));
    if (keys.has('name') && keys.size > bestCount) {
      best = row;
      bestCount = keys.size;
    }
  }
  return best;
}

/** Which column stands where. Throws RuleViolation when titles are missing without which no member can be told. */
export function readHeader(sheet: Sheet): RosterHeader {
  const row = findHeaderRow(sheet);
  if (!row) {
    throw new RuleViolation(
      `工作表“${sheet.name}”中没有找到表头。表头一行应有“姓名”“性别”“人员类别”等列名，请对照模板补上后重新上传。`,
      'file',
    );
  }
  const header: RosterHeader = { row, columns: [], ignored: [] };
  row.cells.forEach((cell, index) => {
    placeColumn(header, withoutSpaces(cellText(cell)), index);
  });
  refuseMissing(sheet.name, new Set(header.columns.map((column) => column.key)));
  return header;
}

function placeColumn(header: RosterHeader, title: string, index: number): void {
  if (title === '') return;
  const key = columnOfTitle(title);
  if (key === 'serial') return;
  const letter = columnLetter(index);
  if (key === null) header.ignored.push({ letter, title, reason: '花名册没有这一项' });
  else if (!isImported(key)) header.ignored.push({ letter, title, reason: LEFT_OUT[key] });
  else if (header.columns.some((column) => column.key === key))
    header.ignored.push({ letter, title, reason: '与前面的列重复' });
  else header.columns.push({ key, index });
}

function refuseMissing(sheetName: string, keys: Set<ImportedKey>): void {
  const missing: string[] = [];
  if (!keys.has('memberType')) missing.push('人员类别');
  if (!keys.has('gender') && !keys.has('idNumber')) missing.push('性别');
  if (missing.length > 0) {
    throw new RuleViolation(`工作表“${sheetName}”缺少“${missing.join('”“')}”列，请对照模板补上后重新上传。`, 'file');
  }
}

function isImported(key: ColumnKey): key is ImportedKey {
  return key !== 'serial' && !(key in LEFT_OUT);
}
