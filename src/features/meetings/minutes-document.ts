import { showDay } from '../../shared/dates.js';
import { FORM_WIDTH, wordDocument } from '../../shared/word.js';
import { centered, type FormRow, field, formTable, label, line, titleLines } from '../../shared/word-blocks.js';
import type { Minutes } from './meetings.queries.js';
import { MEETING_KIND_LABELS } from './meetings.rules.js';
import { absentees, basis, countedVotes } from './minutes.page.js';

const COLUMNS = [16, 34, 16, 34];
const SIGN_COLUMNS = 4;
/** More lines than this are signed on a sheet of their own. */
const MOST_LINES = 60;

/** R59: the minutes as a form with the columns of the branch's workbook. `inside`: names of the absent are in. */
export function meetingMinutesDocument(meeting: Minutes, inside: boolean): Promise<Buffer> {
  const kind = MEETING_KIND_LABELS[meeting.kind];
  const place = meeting.group ? `${meeting.branch.name}  ${meeting.group.name}功能党小组` : meeting.branch.name;
  return wordDocument({
    title: `${kind}记录`,
    creator: meeting.branch.name,
    children: [
      ...titleLines(`${kind}记录`, place),
      formTable(FORM_WIDTH, COLUMNS, rowsOf(meeting, inside)),
      line('到会人员签到', { bold: true, align: 'center', fresh: false, after: 120, height: 600 }),
      formTable(
        FORM_WIDTH,
        Array.from({ length: SIGN_COLUMNS }, () => 1),
        signRows(meeting.presentCount),
      ),
    ],
  });
}

function rowsOf(meeting: Minutes, inside: boolean): FormRow[] {
  const { eligibleCount, presentCount, absentNote } = meeting;
  const absent = eligibleCount - presentCount;
  const missing =
    absent > 0 || absentNote ? `缺席${absent}人。${inside ? absentees(meeting) : '名单仅在支部内记录'}` : '无';
  const wide = (name: string, text: string, height?: number): FormRow => ({
    cells: [label(name), field(text, 3)],
    splits: true,
    ...(height ? { height } : {}),
  });
  return [
    { cells: [label('会议名称'), field(meeting.title, 3)] },
    { cells: [label('时间'), centered(showDay(meeting.heldOn)), label('地点'), centered(meeting.place)] },
    { cells: [label('主持人'), centered(meeting.chair), label('记录人'), centered(meeting.recorder)] },
    { cells: [label('应到'), centered(`${eligibleCount}人`), label('实到'), centered(`${presentCount}人`)] },
    wide('列席', meeting.observers ?? '无'),
    wide('缺席及原因', missing),
    ...basis(meeting, inside).map((text, index) => wide(index === 0 ? '应到的计算' : '不计入应到', text)),
    wide('议题', meeting.agenda, 700),
    wide('发言要点', meeting.discussion ?? '', 2_200),
    wide('表决', [...countedVotes(meeting), `结论：${meeting.verdictText}`].join('\n'), 900),
    wide('决议', meeting.decision, 1_200),
    { cells: [label('主持人签名'), field(''), label('记录人签名'), field('')], height: 640 },
  ];
}

/** A line for everybody who came. */
function signRows(present: number): FormRow[] {
  const rows = Math.max(1, Math.ceil(Math.min(present, MOST_LINES) / SIGN_COLUMNS));
  return Array.from({ length: rows }, () => ({
    cells: Array.from({ length: SIGN_COLUMNS }, () => field('')),
    height: 560,
  }));
}
