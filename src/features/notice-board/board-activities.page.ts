import { showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { dayOfMoment } from './board.page.js';
import type { BoardActivity } from './board-branch.queries.js';

/** R27: what the groups of a branch did, as far as the branch shows it. */
export function showBoardActivitiesPage(data: {
  frame: Frame;
  bureauId: string;
  activities: readonly BoardActivity[];
  branchHref: string;
}) {
  const { frame, bureauId, activities, branchHref } = data;
  return {
    title: '功能党小组活动',
    frame,
    back: { label: '返回党务公开栏', href: branchHref, kind: 'link' },
    activities: activities.map((activity) => ({
      id: `a-${activity.id}`,
      title: activity.topic,
      facts: [
        { label: '小组', value: activity.group.name },
        { label: '活动日期', value: showDay(activity.heldOn) },
        { label: '地点', value: activity.place },
        { label: '参加党员', value: `${activity._count.participants}人` },
        { label: '公布', value: activity.publishedAt ? dayOfMoment(activity.publishedAt) : '' },
      ],
      paragraphs: activity.result.split('\n').filter((line) => line.trim() !== ''),
      files: activity.photos.map(({ id }, index) => ({
        href: `/board/${bureauId}/activity-photos/${id}`,
        name: `“${activity.topic}”照片${index + 1}`,
        ...{ isPicture: true, actions: [] },
      })),
    })),
  };
}
