import { showDay, showMoment } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { RESULT_TAGS } from './checklist.rules.js';
import { RECTIFICATION_TAGS, SEVERITY_LABELS } from './rectifications.rules.js';
import type { VisitRecord } from './visits.queries.js';

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** R49: 督导检查记录 as paper looks: to read, to print and to sign. */
export function showRecordPage(data: { frame: Frame; visit: VisitRecord }) {
  const { frame, visit } = data;
  const { inspection } = visit;
  return {
    title: `督导检查记录：${inspectedOf(visit).shortName}`,
    frame,
    paper: {
      title: '督导检查记录',
      subtitle: `${inspection.title} · ${inspectedOf(visit).name}`,
      sections: [
        { heading: '一、检查基本情况', paragraphs: basics(visit) },
        { heading: '二、总体情况', paragraphs: lines(visit.summary ?? '') },
        { heading: '三、逐项检查情况', items: visit.items.map(itemWords) },
        {
          heading: '四、发现的问题和整改要求',
          ...(visit.rectifications.length === 0
            ? { paragraphs: ['没有发现需要整改的问题。'] }
            : { items: visit.rectifications.map(problemWords) }),
        },
        {
          heading: '五、支部意见',
          paragraphs: visit.statement ? lines(visit.statement) : [visit.acknowledgedAt ? '没有不同意见。' : '　'],
        },
      ],
      signatures: [
        { label: '督导组组长', name: null, date: null },
        { label: '督导组成员', name: null, date: null },
        { label: '党支部书记', name: null, date: null },
      ],
    },
  };
}

/** The branch as it was visited, also where another has taken it over since (E40). */
const inspectedOf = ({ inspected, branch }: VisitRecord) => inspected ?? branch;

function basics(visit: VisitRecord) {
  const { visitOn, inspection, handedOverAt, acknowledgedAt, acknowledgedByName } = visit;
  const [leader, ...members] = inspection.team.map(({ name }) => name);
  return [
    `被检查党支部：${inspectedOf(visit).name}${visit.inspected ? `（已并入${visit.branch.name}）` : ''}`,
    `检查时间：${showDay(visitOn)}`,
    `督导组：组长${leader ?? ''}${members.length > 0 ? `，成员${members.join('、')}` : ''}`,
    ...(handedOverAt ? [`记录交给支部：${showMoment(handedOverAt)}`] : []),
    ...(acknowledgedAt ? [`支部确认收到：${showMoment(acknowledgedAt)}，${acknowledgedByName ?? ''}`] : []),
  ];
}

function itemWords({ title, methods, result, note, evidence }: VisitRecord['items'][number]): string {
  const files = evidence.length > 0 ? `附照片或文件${evidence.length}份。` : '';
  return `${title}（${methods}）：${result ? RESULT_TAGS[result].label : '未检查'}。${note ?? ''}${files}`;
}

function problemWords({ content, severity, demand, dueOn, status }: VisitRecord['rectifications'][number]): string {
  return `${content}（${SEVERITY_LABELS[severity]}）整改要求：${demand}。时限：${showDay(dueOn)}。现状：${RECTIFICATION_TAGS[status].label}。`.replaceAll(
    '。。',
    '。',
  );
}
