import { chinaDay, showDay } from '../../shared/dates.js';
import { KIND_WORDS, STATEMENT_STATUS_LABELS, standingOf } from '../mobilization/index.js';
import { type BranchSource, type Builder, day, evidenceDocument, isoDay, keyOf, word, workbook } from './documents.js';
import { listPlanned, listStatements, listStudySessions, type PlannedLine } from './groundwork.queries.js';
import type { Sheet } from './sheet-file.js';

/** D2: the plan of sessions and meetings; study sessions; goals and tasks. */
export const mobilizationDocuments: Builder<BranchSource> = async function* (source) {
  const plan = await listPlanned(source.db, keyOf(source));
  if (plan.length > 0) yield workbook('学习和会议计划', planSheet(source, plan));
  const sessions = await listStudySessions(source.db, keyOf(source));
  for (const { topic, heldOn, place, material, summary, attendeeIds, materials } of sessions) {
    const links = materials.flatMap(({ title, href }) => (href === null ? [] : [`${title}：${href}`]));
    yield word(`学习活动-${isoDay(heldOn)}-${topic}`, {
      title: '学习活动记录',
      subtitle: source.branch.name,
      sections: [
        {
          paragraphs: [
            ...[`主题：${topic}`, `时间：${showDay(heldOn)}`, `地点：${place}`, `参加党员：${attendeeIds.length}人`],
            ...[`学习内容：${material}`, `情况：${summary}`, ...links],
          ],
        },
      ],
    });
    for (const { fileName, mediaType, storageKey } of materials) {
      const bytes = fileName && mediaType && storageKey ? await source.files.get(storageKey) : null;
      if (bytes && fileName && mediaType)
        yield evidenceDocument(`学习材料/${isoDay(heldOn)}`, { fileName, mediaType }, bytes);
    }
  }
  yield* statementsOf(source, ['GOALS']);
};

/** R4, R5: what the branch meant to hold, and what was held against it; how it stands is as of the file's day. */
function planSheet({ branch, now }: BranchSource, plan: readonly PlannedLine[]): Sheet {
  const today = chinaDay(now);
  return {
    name: '学习和会议计划',
    title: `${branch.shortName}学习和会议计划及开展情况`,
    columns: [
      ...[
        { label: '序号', width: 6 },
        { label: '计划日期', width: 14 },
        { label: '类别', width: 8 },
        { label: '主题', width: 30 },
      ],
      ...[{ label: '说明', width: 36 }, { label: '情况', width: 12 }, { label: '开展日期' }],
      ...[
        { label: '对应的记录', width: 30 },
        { label: '取消的理由', width: 30 },
      ],
    ],
    rows: plan.map((line, index) => {
      const held = line.session ? { ...line.session, title: line.session.topic } : line.meeting;
      return [
        ...[index + 1, day(line.plannedOn), KIND_WORDS[line.kind], line.topic, line.note],
        ...[standingOf(line, today).label, day(held?.heldOn), held?.title ?? '', line.cancelReason],
      ];
    }),
  };
}

/** D23: the summary; the report of the self-assessment. */
export const summaryDocuments: Builder<BranchSource> = (source) => statementsOf(source, ['SUMMARY', 'SELF_ASSESSMENT']);

const KIND_NAMES = { GOALS: '目标任务', SUMMARY: '活动总结', SELF_ASSESSMENT: '自查报告' } as const;

async function* statementsOf(source: BranchSource, kinds: (keyof typeof KIND_NAMES)[]) {
  for (const { kind, title, body, ...rest } of await listStatements(source.db, keyOf(source), kinds)) {
    const approved = rest.approvedAt ? `，${rest.approvedBy ?? ''}于${showDay(rest.approvedAt)}审核通过` : '';
    yield word(KIND_NAMES[kind], {
      title,
      subtitle: source.branch.name,
      sections: [
        { paragraphs: body.split('\n') },
        {
          heading: '办理情况',
          paragraphs: [
            `${STATEMENT_STATUS_LABELS[rest.status]}${approved}${rest.publishedAt ? `，${showDay(rest.publishedAt)}公布` : ''}。`,
          ],
        },
      ],
    });
  }
}
