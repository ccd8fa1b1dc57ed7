import { showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import type { Minutes } from './meetings.queries.js';
import { MEETING_KIND_LABELS } from './meetings.rules.js';

/** Minutes as paper looks, with the columns of the branch's workbook: to read and to print. */
export function showMinutesPage(data: { frame: Frame; meeting: Minutes }) {
  const { meeting } = data;
  const kind = MEETING_KIND_LABELS[meeting.kind];
  return {
    title: meeting.title,
    frame: data.frame,
    paper: {
      title: `${kind}记录`,
      subtitle: meeting.group ? `${meeting.branch.name} · ${meeting.group.name}功能党小组` : meeting.branch.name,
      sections: [
        { heading: '一、会议基本情况', paragraphs: basics(meeting) },
        { heading: '二、出席情况', paragraphs: attendance(meeting) },
        { heading: '三、议题', paragraphs: lines(meeting.agenda) },
        ...(meeting.discussion ? [{ heading: '四、发言要点', paragraphs: lines(meeting.discussion) }] : []),
        { heading: meeting.discussion ? '五、表决' : '四、表决', paragraphs: vote(meeting) },
        { heading: meeting.discussion ? '六、决议' : '五、决议', paragraphs: lines(meeting.decision) },
      ],
      signatures: [
        { label: '主持人', name: null, date: null },
        { label: '记录人', name: null, date: null },
      ],
    },
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

function attendance(meeting: Minutes): string[] {
  const absent = meeting.eligibleCount - meeting.presentCount;
  return [
    `应到${meeting.eligibleCount}人，实到${meeting.presentCount}人，缺席${absent}人（有表决权的党员）。`,
    ...(absent > 0 || meeting.absentNote ? [`缺席人员及原因：${meeting.absentNote ?? '未填写'}`] : []),
    ...(meeting.observers ? [`列席：${meeting.observers}`] : []),
  ];
}

function vote(meeting: Minutes): string[] {
  const { forCount, againstCount, abstainCount } = meeting;
  const counted =
    forCount === null ? [] : [`赞成${forCount}票，不赞成${againstCount ?? 0}票，弃权${abstainCount ?? 0}票。`];
  return [...counted, `结论：${meeting.verdictText}`];
}
