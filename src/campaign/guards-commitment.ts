import { type GuardsOf, namesOf } from './guard-answers.js';

export const commitment: GuardsOf<'COMMITMENT'> = {
  branchCommitmentPublished: {
    title: '党支部承诺经局党委审定并公布',
    ask: ({ branch }) => {
      const words: Record<NonNullable<typeof branch> | 'NONE', readonly [string, string]> = {
        NONE: ['还没有撰写党支部承诺', '去撰写'],
        DRAFT: ['党支部承诺已起草，尚未报送局党委审定', '去报送'],
        SUBMITTED: ['党支部承诺已报送，等待局党委审定', '查看'],
        RETURNED: ['局党委已退回党支部承诺，请修改后重新报送', '去修改'],
        APPROVED: ['党支部承诺已审定，尚未公布', '去公布'],
        PUBLISHED: ['党支部承诺已公布', '查看'],
      };
      const [reason, action] = words[branch ?? 'NONE'];
      return {
        done: branch === 'PUBLISHED',
        reason,
        action,
        path: 'commitments',
        awaitsBureau: branch === 'SUBMITTED',
      };
    },
  },
  itemsBrokenDown: {
    title: '承诺事项分解到各小组',
    ask: ({ items, itemsUnassigned: { count, names } }) => ({
      done: items > 0 && count === 0,
      reason:
        items === 0
          ? '党支部承诺还没有事项'
          : count > 0
            ? `${items}项承诺中，还有${count}项未分解到小组：${names.join('、')}${count > names.length ? '等' : ''}`
            : `${items}项承诺都已分解到小组`,
      path: 'commitments',
      action: count > 0 ? '去分解' : '查看承诺',
    }),
  },
  groupCommitmentsPublished: {
    title: '各小组承诺公布',
    ask: ({ groups, groupsMissing }) => ({
      done: groups > 0 && groupsMissing.count === 0,
      reason:
        groups > 0 && groupsMissing.count === 0
          ? `${groups}个小组的承诺都已公布`
          : `还有${groupsMissing.count}个小组的承诺未公布：${namesOf(groupsMissing, '个')}`,
      path: 'commitments',
      action: '查看承诺',
    }),
  },
  memberCommitmentsPublished: {
    title: '党员个人承诺公布',
    ask: ({ members, membersMissing }) => ({
      done: members > 0 && membersMissing.count === 0,
      reason:
        members > 0 && membersMissing.count === 0
          ? `${members}名党员的承诺都已公布`
          : `还有${membersMissing.count}名党员的承诺未公布：${namesOf(membersMissing, '名')}`,
      path: 'commitments',
      action: '查看承诺',
    }),
  },
};
