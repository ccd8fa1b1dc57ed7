import { wordDocument } from '../../shared/word.js';
import { line, listTable, titleLines } from '../../shared/word-blocks.js';
import type { MemberDetails } from './member-details.rules.js';
import { columnLabel } from './roster-columns.rules.js';
import { OFFICE_COLUMNS, written } from './roster-writer.js';

const WIDTHS: Readonly<Record<string, number>> = {
  name: 6,
  branch: 9,
  idNumber: 9,
  gender: 3,
  ethnicity: 3,
  memberType: 5,
  post: 7,
  phone: 7,
  membershipStatus: 4,
  isLost: 4,
  isMobile: 4,
  landline: 4,
  address: 4,
};
const USUAL_WIDTH = 6;
const SMALL_TYPE = 15;
const ROSTER_WIDTH = 16_838 - 2 * 700;

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
    margins: { top: 900, bottom: 800, left: 700, right: 700 },
    children: [
      ...titleLines('党员花名册'),
      line(`填报单位：${branchName}        共${members.length}人`, { size: 21, after: 80 }),
      listTable(
        ROSTER_WIDTH,
        columns,
        shown.map((member) => OFFICE_COLUMNS.map((key) => written(key, member, branchName))),
        SMALL_TYPE,
      ),
    ],
  });
}
