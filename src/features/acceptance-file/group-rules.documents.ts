import { showDay } from '../../shared/dates.js';
import { type BranchSource, type Builder, evidenceDocument, keyOf, word, workbook } from './documents.js';
import { listActivities, listGroups } from './groundwork.queries.js';

/** D14: what each group has laid down, and what it was set up to do. */
export const groupRuleDocuments: Builder<BranchSource> = async function* (source) {
  for (const group of await listGroups(source.db, keyOf(source))) {
    if (group.activityRules === '' && group.duties === '') continue;
    yield word(`${group.name}-制度和职责`, {
      title: `${group.name}功能党小组活动制度和职责`,
      subtitle: source.branch.name,
      sections: [
        { heading: '职责', paragraphs: [group.duties] },
        { heading: '活动制度', paragraphs: [group.activityRules === '' ? '尚未制定。' : group.activityRules] },
        ...(group.closedAt ? [{ heading: '说明', paragraphs: [`已撤并：${group.closeReason ?? ''}`] }] : []),
      ],
    });
  }
  yield* activityDocuments(source);
};

/** R27: the ledger of activities, and their photographs by the number in it. */
const activityDocuments: Builder<BranchSource> = async function* (source) {
  const activities = await listActivities(source.db, keyOf(source));
  if (activities.length === 0) return;
  yield workbook('小组活动记录', {
    name: '小组活动',
    title: `${source.branch.shortName}功能党小组活动记录`,
    columns: [
      { label: '序号', width: 6 },
      { label: '活动日期', width: 14 },
      { label: '小组', width: 16 },
      { label: '活动主题', width: 26 },
      { label: '地点', width: 14 },
      { label: '参加党员', width: 36 },
      { label: '活动内容和效果', width: 50 },
      { label: '登记人', width: 10 },
      { label: '照片和附件', width: 10 },
    ],
    rows: activities.map((row, index) => [
      ...[index + 1, showDay(row.heldOn), row.group.name, row.topic, row.place],
      ...[
        row.participants.map(({ member }) => member.name).join('、'),
        row.result,
        row.createdByName,
        row.photos.length,
      ],
    ]),
  });
  for (const [index, { photos }] of activities.entries())
    for (const file of photos) {
      const bytes = await source.files.get(file.storageKey);
      // Taken away meanwhile, or lost by the store: the list still counts it.
      if (bytes) yield evidenceDocument(`活动照片/活动${index + 1}`, file, bytes);
    }
};
