import { parseDay, showDay } from '../shared/dates.js';
import { type Answer, type GuardsOf, namesOf } from './guard-answers.js';
import type { GroupRef } from './step-facts.js';

export const enrollment: GuardsOf<'ENROLLMENT'> = {
  everyMemberPlaced: {
    title: '每名党员参加一个功能党小组',
    ask: ({ members, unplaced }) => ({
      done: members > 0 && unplaced.count === 0,
      reason:
        unplaced.count > 0
          ? `还有${unplaced.count}名党员未参加任何功能党小组：${namesOf(unplaced, '名')}`
          : `${members}名党员都已参加一个功能党小组`,
      path: 'enrollment',
      access: 'members:read',
      action: unplaced.count > 0 ? '去办理' : '查看名单',
    }),
  },
  listConfirmed: {
    title: '经协商确定小组党员名单',
    ask: ({ round }) => {
      if (!round)
        return {
          done: false,
          reason: '还没有开始报名',
          path: 'enrollment',
          access: 'members:read',
          action: '开始报名',
        };
      const day = round.confirmedOn === null ? null : parseDay(round.confirmedOn);
      return round.status === 'CONFIRMED'
        ? {
            done: true,
            reason: day ? `名单已于${showDay(day)}确定` : '名单已确定',
            path: 'enrollment',
            access: 'members:read',
            action: '查看名单',
          }
        : {
            done: false,
            reason: '全体党员定岗后，由支部确定名单',
            path: 'enrollment',
            access: 'members:read',
            action: '去确定',
          };
    },
  },
  rulesLaidDown: {
    title: '各小组制定活动制度、职责',
    ask: ({ groups, withoutRules }) =>
      groupsAnswer(groups, withoutRules, '没有制定活动制度或职责', '都已制定活动制度、职责', '去制定'),
  },
  leadersChosen: {
    title: '各小组推选组长',
    ask: ({ groups, withoutLeader, onlyActing }) =>
      withoutLeader.length > 0
        ? groupsAnswer(groups, withoutLeader, '还没有组长', '', '去推选')
        : groupsAnswer(groups, onlyActing, '只有代理组长，开始补选后才能完成本步', '都有组长', '去补选'),
  },
  leadersPublished: {
    title: '在党务公开栏公布名单和组长',
    ask: ({ membershipNotice, leadersNotice }) => {
      const done = membershipNotice && leadersNotice;
      const reason = done
        ? '名单和组长已公布'
        : membershipNotice
          ? '名单已公布，组长尚未公布'
          : leadersNotice
            ? '组长已公布，名单尚未公布'
            : '名单确定、组长产生后公布';
      return { done, reason, path: 'enrollment', access: 'members:read', action: done ? '查看名单' : '去公布' };
    },
  },
};

function groupsAnswer(
  groups: number,
  lacking: readonly GroupRef[],
  lacks: string,
  fine: string,
  action: string,
): Answer {
  const [first] = lacking;
  if (groups === 0) return { done: false, reason: '还没有功能党小组', path: 'groups', action: '查看小组' };
  if (!first) return { done: true, reason: `${groups}个小组${fine}`, path: 'groups', action: '查看小组' };
  const names = lacking.map(({ name }) => `“${name}”`).join('');
  return { done: false, reason: `${groups}个小组中，${names}${lacks}`, path: `groups/${first.id}`, action };
}
