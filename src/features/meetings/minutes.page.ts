import { showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { readAbsences, readBasis } from './attendance.rules.js';
import { EXCLUSION_GROUNDS } from './exclusions.rules.js';
import type { Minutes } from './meetings.queries.js';
import { MEETING_KIND_LABELS } from './meetings.rules.js';

/** Minutes as paper looks: to read and to print. */
export function showMinutesPage(data: { frame: Frame; meeting: Minutes; inside: boolean }) {
  return { title: data.meeting.title, frame: data.frame, paper: minutesPaper(data.meeting, data.inside) };
}

/**
 * The minutes with the columns of the branch's workbook. Names of the absent and the excluded are shown to the officers of the
 * branch only (`inside`).
 */
export function minutesPaper(meeting: Minutes, inside: boolean) {
  const kind = MEETING_KIND_LABELS[meeting.kind];
  return {
    title: `${kind}记录`,
    subtitle: meeting.group ? `${meeting.branch.name} · ${meeting.group.name}功能党小组` : meeting.branch.name,
    sections: [
      { heading: '一、会议基本情况', paragraphs: basics(meeting) },
      { heading: '二、出席情况', paragraphs: attendance(meeting, inside) },
      { heading: '三、议题', paragraphs: lines(meeting.agenda) },
      ...(meeting.discussion ? [{ heading: '四、发言要点', paragraphs: lines(meeting.discussion) }] : []),
      { heading: meeting.discussion ? '五、表决' : '四、表决', paragraphs: vote(meeting) },
      { heading: meeting.discussion ? '六、决议' : '五、决议', paragraphs: lines(meeting.decision) },
    ],
    signatures: [
      { label: '主持人', name: null, date: null },
      { label: '记录人', name: null, date: null },
    ],
  };
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

function basics(meeting: Minutes): string[] {
  return [
    `会议名称：${meeting.title}`,
    `时间：${showDay(meeting.heldOn)}`,
    `地点：${meeting.place}`,
    `主持人：${meeting.chair}`,
    `记录人：${meeting.recorder}`,
  ];
}

function attendance(meeting: Minutes, inside: boolean): string[] {
  const { eligibleCount, presentCount, absentNote, observers } = meeting;
  const absent = eligibleCount - presentCount;
  return [
    `应到${eligibleCount}人，实到${presentCount}人，缺席${absent}人（有表决权的党员）。`,
    ...basis(meeting, inside),
    ...(absent > 0 || absentNote ? [`缺席人员及原因：${inside ? absentees(meeting) : '仅在支部内记录'}`] : []),
    ...(observers ? [`列席：${observers}`] : []),
  ];
}

/** 王某（出差）；其余请假 */
export function absentees({ absences, absentNote }: Minutes): string {
  const named = readAbsences(absences).map(({ name, reason }) => `${name}（${reason}）`);
  return [...(named.length > 0 ? [named.join('、')] : []), ...(absentNote ? [absentNote] : [])].join('；') || '未填写';
}

/** R56: how 应到 came about, and who was left out on which ground. */
export function basis({ exclusions }: Minutes, inside: boolean): string[] {
  const kept = readBasis(exclusions);
  if (kept === null) return [];
  const excluded = kept.excluded.map(({ name, ground }) => `${name}（${EXCLUSION_GROUNDS[ground]}）`);
  const names = inside && excluded.length > 0 ? [`经批准不计入应到的党员：${excluded.join('、')}。`] : [];
  return [`应到的计算：${kept.basis}（按会议当日的表决权）。`, ...names];
}

const vote = (meeting: Minutes): string[] => [...countedVotes(meeting), `结论：${meeting.verdictText}`];

/** 赞成6票，不赞成1票，弃权1票。 Empty where nothing was put to the vote. */
export const countedVotes = ({ forCount, againstCount, abstainCount }: Minutes): string[] =>
  forCount === null ? [] : [`赞成${forCount}票，不赞成${againstCount ?? 0}票，弃权${abstainCount ?? 0}票。`];
