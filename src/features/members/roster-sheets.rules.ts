import { RuleViolation } from '../../shared/errors.js';
import type { Sheet } from './roster-cells.rules.js';
import { bareBranch } from './roster-checks.rules.js';
import { findHeaderRow } from './roster-columns.rules.js';

/**
 * The sheet to read: the one asked for, else the only one with a roster's titles, else the one named after the branch.
 * Throws RuleViolation on `sheetName`, naming the sheets there are.
 */
export function chooseSheet(sheets: readonly Sheet[], branchNames: readonly string[], wanted: string | null): Sheet {
  const rosters = sheets.filter(findHeaderRow);
  const candidates = rosters.length > 0 ? rosters : sheets;
  if (wanted !== null) return named(candidates, wanted.trim()) ?? refuse(candidates, `没有名为“${wanted}”的工作表。`);
  const [only] = candidates;
  if (only && candidates.length === 1) return only;
  const own = candidates.find((sheet) => branchNames.some((name) => bareBranch(name) === bareBranch(sheet.name)));
  return own ?? refuse(candidates, `文件里有${candidates.length}个工作表，没有一个以本支部的名称命名。`);
}

function named(sheets: readonly Sheet[], name: string): Sheet | undefined {
  return sheets.find((sheet) => sheet.name.trim() === name);
}

function refuse(sheets: readonly Sheet[], what: string): never {
  const names = sheets.map((sheet) => `“${sheet.name}”`).join('、');
  throw new RuleViolation(`${what}请在“工作表名称”中填写要导入的一个（${names}），并重新选择文件。`, 'sheetName');
}
