import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { ActivityLine } from './activities.queries.js';

/** 小组活动台账 (R27): what the groups did, without what was taken away. */
export function activityLedger(matter: LedgerMatter, rows: readonly ActivityLine[]): Ledger {
  return ledgerOf(
    '小组活动台账',
    matter,
    [
      { head: '活动日期', kind: 'day', value: ({ heldOn }) => heldOn },
      { head: '小组', value: ({ groupName }) => groupName },
      { head: '活动主题', value: ({ topic }) => topic },
      { head: '地点', value: ({ place }) => place },
      { head: '参加人数', kind: 'number', value: ({ participants }) => participants.length },
      { head: '参加党员', value: ({ participants }) => participants.map(({ member }) => member.name).join('、') },
      { head: '活动内容和效果', value: ({ result }) => result },
      { head: '照片和附件', kind: 'number', value: ({ _count }) => _count.photos },
      { head: '登记人', value: ({ createdByName }) => createdByName },
      { head: '公开栏', value: ({ publishedAt }) => (publishedAt ? '已公布' : '') },
    ],
    rows.filter(({ removedAt }) => removedAt === null),
  );
}
