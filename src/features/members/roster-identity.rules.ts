import { cellText, type RawCell } from './roster-cells.rules.js';
import { dayInDigits } from './roster-days.rules.js';
import { withoutSpaces } from './roster-text.rules.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

export type IdentityReading = { value: string } | { problem: string };

const MEND = '请对照身份证重新填写18位号码；暂时没有的，可以清空这一格。';

/**
 * Reads a 公民身份号码 (GB 11643-1999: six digits of place, eight of birth, three of order, one check digit). A number
 * that went through a numeric cell has lost its last digits for good and is refused, never completed (E49).
 */
export function readIdNumber(cell: RawCell): IdentityReading {
  const text = withoutSpaces(cellText(cell)).replace(/^'/, '').toUpperCase();
  const lostDigits = cell.kind === 'number' ? cell.number > Number.MAX_SAFE_INTEGER : /^\d(\.\d+)?E\+?\d+$/.test(text);
  if (lostDigits) return { problem: `身份证号在表格里存成了数字，末尾几位已经丢失，无法还原。${MEND}` };
  if (/^\d{15}$/.test(text)) return { problem: `这是15位的旧号码。${MEND}` };
  if (!/^\d{17}[\dX]$/.test(text))
    return { problem: `身份证号应为18位，现在是${[...text].length}位或含有其他字符。${MEND}` };
  if (!dayInDigits(text.slice(6, 14))) return { problem: `身份证号中的出生日期“${text.slice(6, 14)}”不存在。${MEND}` };
  if (checkDigit(text) !== text[17]) {
    const lost = text.endsWith('000') ? '末尾几位可能在表格里丢失了，' : '';
    return { problem: `身份证号的校验位不对，${lost}可能有一位写错。${MEND}` };
  }
  return { value: text };
}

/** The last sign that GB 11643 asks for after the first 17 digits. */
export function checkDigit(idNumber: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(idNumber[position]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

export function birthDateOf(idNumber: string): Date | null {
  return dayInDigits(idNumber.slice(6, 14));
}

export function genderOf(idNumber: string): 'MALE' | 'FEMALE' {
  return Number(idNumber[16]) % 2 === 1 ? 'MALE' : 'FEMALE';
}

/** 640***********1234 */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 3)}${'*'.repeat(Math.max(0, idNumber.length - 7))}${idNumber.slice(-4)}`;
}

/** 138****0000 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
