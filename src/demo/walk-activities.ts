import { publishActivity, recordActivity } from '../features/activities/index.js';
import { drawnPhotograph } from './pictures.js';
import type { Cast, CastMember } from './stage.js';
import { ACTIVITIES, GENERAL_ACTIVITY } from './texts.js';

interface LedGroup {
  id: string;
  groupFunction: string;
  leader: CastMember;
  members: readonly CastMember[];
}

/** R27: each leader tells of his group's first activity, with a photograph; the branch shows all but the last one. */
export async function holdActivities(cast: Cast, groups: readonly LedGroup[], daysAgo: number): Promise<void> {
  const { stage, place, secretary, officer } = cast;
  for (const [index, { id: groupId, groupFunction, leader, members }] of groups.entries()) {
    const [topic, where, result] = ACTIVITIES[groupFunction] ?? GENERAL_ACTIVITY;
    const absent = (position: number) => position % 7 === 6;
    const activity = {
      ...{ topic, place: where, result, heldOn: stage.day(daysAgo + index) },
      participantIds: members.filter((_, position) => !absent(position)).map(({ id }) => id),
    };
    const picture = { bytes: await drawnPhotograph(index), name: '活动现场.png' };
    const told = stage.useCase(leader.actor, daysAgo - 1);
    const id = await recordActivity(told, stage.deps.files, place, groupId, activity, picture);
    if (index === groups.length - 1) continue;
    const review = { revision: 1, secrecyReviewedBy: officer.name };
    await publishActivity(stage.useCase(secretary, daysAgo - 2), place, id, review);
  }
}
