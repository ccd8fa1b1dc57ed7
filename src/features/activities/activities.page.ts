import { chinaDay, showDay } from '../../shared/dates.js';
import type { Action, Frame, Page, Tag } from '../../web/frame-shape.js';
import { activitiesHref, activityHref, newActivityHref } from './activities.paths.js';
import type { ActivityLine } from './activities.queries.js';

interface GroupRef {
  id: string;
  name: string;
  closedAt: Date | null;
}

export interface ListData {
  frame: Frame;
  branchId: string;
  groups: readonly GroupRef[];
  rows: readonly ActivityLine[];
  /** The group the list is narrowed to. */
  chosen: GroupRef | null;
  /** Groups whose activities the person writes. */
  writes: (groupId: string) => boolean;
}

/** On the notice board or not; for the branch's own pages. */
export const boardTag = (publishedAt: Date | null): Tag =>
  publishedAt ? { kind: 'ok', label: '公开栏已公布' } : { kind: 'idle', label: '支部内' };

/** 小组活动: the activities of all groups, or of one. */
export function showActivitiesPage(data: ListData) {
  const { branchId, groups, rows, chosen, writes } = data;
  const standing = rows.filter(({ removedAt }) => removedAt === null);
  const open = groups.filter((group) => group.closedAt === null && writes(group.id));
  const records = open
    .filter(({ id }) => chosen === null || id === chosen.id)
    .map((group) => recordAction(branchId, group));
  const mayWrite = groups.some(({ id }) => writes(id));
  return {
    title: '小组活动',
    frame: data.frame,
    lead: '功能党小组因地制宜开展活动。每次活动后，由组长登记时间、地点、主题、参加党员和效果，可以附照片。',
    filters:
      groups.length > 1
        ? {
            action: activitiesHref(branchId),
            fields: [
              {
                ...{ name: 'group', label: '小组', type: 'select', value: chosen?.id ?? '' },
                options: [
                  { value: '', label: '全部小组' },
                  ...groups.map(({ id, name }) => ({ value: id, label: name })),
                ],
              },
            ],
            reset: chosen ? activitiesHref(branchId) : null,
            count: `共${standing.length}次活动`,
          }
        : null,
    records: { title: '登记活动', note: '活动之后登记', actions: records },
    table: {
      caption: '小组活动',
      columns: [
        { label: '主题' },
        { label: '日期' },
        { label: '小组' },
        { label: '参加', kind: 'number' },
        { label: '照片', kind: 'number' },
        { label: '公开' },
      ],
      rows: standing.map((row) => ({
        cells: [
          { text: row.topic, href: activityHref(branchId, row.id), note: row.place },
          showDay(row.heldOn),
          row.groupName,
          `${row.participants.length}人`,
          row._count.photos > 0 ? `${row._count.photos}个` : '',
          { tag: boardTag(row.publishedAt) },
        ],
      })),
      empty: {
        title: '还没有登记活动',
        text: groups.length === 0 ? '功能党小组公布以后，由组长登记活动。' : '活动之后，由组长在这里登记。',
        action: null,
      },
    },
    removed: mayWrite
      ? rows
          .filter(({ removedAt }) => removedAt !== null)
          .map((row) => `${showDay(row.heldOn)} ${row.groupName}“${row.topic}”：${row.removeReason}`)
      : [],
  } satisfies Page & Record<string, unknown>;
}

const recordAction = (branchId: string, { id, name }: GroupRef): Action => ({
  ...{ label: `登记“${name}”的活动`, href: newActivityHref(branchId, id), kind: 'quiet' },
});

/** The day of a moment, for facts. */
export const dayOfMoment = (moment: Date): string => showDay(chinaDay(moment));
