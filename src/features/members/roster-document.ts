import { WIDE_FORM_WIDTH, wordDocument } from '../../shared/word.js';
import { line, listTable, titleLines } from '../../shared/word-blocks.js';
import type { MemberDetails } from './member-details.rules.js';
import { columnLabel } from './roster-columns.rules.js';
import { OFFICE_COLUMNS, written } from './roster-writer.js';

const WIDTHS: Readonly<Record<string, number>> = {
  name: 8,
  branch: 14,
  idNumber: 19,
  gender: 4,
  ethnicity: 5,
  education: 8,
  memberType: 8,
  phone: 12,
  landline: 5,
  address: 5.5,
  membershipStatus: 6,
  isLost: 7,
  isMobile: 7,
  mobileTo: 8,
};
/** Days, the post. */
const USUAL_WIDTH = 10;
const MARGINS = { top: 900, bottom: 800, left: 600, right: 600 };
const WIDTH = WIDE_FORM_WIDTH + 2 * 1_400 - MARGINS.left - MARGINS.right;
/** Nineteen columns ask for small type. */
const SETTING = { size: 15, padding: 30, rowHeight: 400 };

/**
 * 党员花名册 as a Word table across, in the 19 columns of the national workbook. `withPrivate`: identity numbers and
 * phones are in; without, these columns stay empty.
 */
export function rosterDocument(
  branchName: string,
  members: readonly MemberDetails[],
  { withPrivate }: { withPrivate: boolean },
): Promise<Buffer> {
  const shown = withPrivate ? members : members.map((member) => ({ ...member, idNumber: null, phone: null }));
  const columns = OFFICE_COLUMNS.map((key) => ({
    head: columnLabel(key),
    width: WIDTHS[key] ?? USUAL_WIDTH,
    align: 'center' as const,
  }));
  return wordDocument({
    title: '党员花名册',
    creator: branchName,
    landscape: true,
    margins: MARGINS,
    children: [
      ...titleLines('党员花名册'),
      line(`填报单位：${branchName}        共${members.length}人`, { size: 21, after: 80 }),
      listTable(
        WIDTH,
        columns,
        shown.map((member) => OFFICE_COLUMNS.map((key) => narrow(written(key, member, branchName)))),
        SETTING,
      ),
    ],
  });
}

/** 1998年08月26日 as 1998.08.26, as printed rosters write it. */
const narrow = (text: string): string => text.replace(/^(\d{4})年(\d{2})月(\d{2})日$/, '$1.$2.$3');
