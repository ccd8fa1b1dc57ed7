import { yearOfWriting } from '../../campaign/commitment-year.js';
import type { BranchPlace } from '../../campaign/place.js';
import { addDays, dayInput } from '../../shared/dates.js';
import { quarterEnds, quarterOf } from '../../shared/year-seasons.js';
import type { OwnTasks } from './own-tasks.queries.js';
import { COMMITMENT_WORDS, dueWords, type Task } from './task-words.page.js';

/** What comes in again and again is a new thing each week: its Monday. */
const weekOf = (today: Date): string => dayInput(addDays(today, -((today.getUTCDay() + 6) % 7)));

/** What the leader of a group has to do besides: the group's own commitment, and those of its members to review. */
export function ledTasks(place: BranchPlace, { led, due }: OwnTasks, today: Date): Task[] {
  const base = `/branches/${place.branch.id}`;
  const year = yearOfWriting(place, today);
  const week = weekOf(today);
  return led.flatMap((group) => {
    const tasks: Task[] = [];
    if (group.toReview > 0) {
      const reason = `“${group.name}”有${group.toReview}份党员承诺等您审核`;
      tasks.push({
        state: 'todo',
        title: '审核组员的承诺',
        reason,
        link: { label: '去审核', href: `${base}/reviews` },
        thing: `review:${group.id}:${week}`,
        sum: true,
      });
    }
    if (group.toAccept > 0) {
      tasks.push({
        state: 'todo',
        title: '认可组员的践诺记录',
        reason: `“${group.name}”有${group.toAccept}条践诺记录或延期申请等您办理`,
        link: { label: '去办理', href: `${base}/fulfillments` },
        thing: `accept:${group.id}:${week}`,
        sum: true,
      });
    }
    if (group.toRemark > 0 && quarterEnds(today)) {
      tasks.push({
        state: 'todo',
        title: `点评“${group.name}”组员的承诺`,
        reason: `本季度还有${group.toRemark}名组员等您点评`,
        link: { label: '去点评', href: `${base}/remarks` },
        thing: `remark:${group.id}:${today.getUTCFullYear()}-${quarterOf(today)}`,
      });
    }
    if (group.toSpeakOf > 0) {
      tasks.push({
        state: 'todo',
        title: '提出申报评选的小组意见',
        reason: `“${group.name}”有${group.toSpeakOf}名组员申报了荣誉，先由小组讨论，再提交支部党员大会`,
        link: { label: '去填写', href: `${base}/group-words` },
        thing: `group-word:${group.id}:${week}`,
      });
    }
    const href = `${base}/groups/${group.id}/commitment`;
    const title = `“${group.name}”${year === null ? '' : `${year}年`}小组承诺`;
    const thing = `group-commitment:${group.id}:${year ?? 'last'}`;
    const by = { thing, dueOn: due?.group ?? null };
    if (group.commitment !== null) {
      const [state, reason, label] = COMMITMENT_WORDS[group.commitment];
      tasks.push({ state, title, reason, link: { label, href }, ...by });
    } else if (year !== null) {
      tasks.push({
        state: 'todo',
        title,
        reason: `请把支部分解的事项细化为小组的承诺${dueWords(due?.group, today)}`,
        link: { label: '去承诺', href },
        ...by,
      });
    }
    if (year !== null && group.withoutCommitment > 0) {
      const reason = `还有${group.withoutCommitment}名组员没有写承诺`;
      tasks.push({
        state: 'wait',
        title: `“${group.name}”组员的承诺`,
        reason,
        link: { label: '查看小组', href: `${base}/groups/${group.id}` },
        thing: `members-of:${group.id}`,
      });
    }
    return tasks;
  });
}
