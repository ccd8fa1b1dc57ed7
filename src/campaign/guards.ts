import type { StepName } from '../generated/prisma/enums.js';
import { parseDay, showDay, showMonthDay } from '../shared/dates.js';
import { type CheckName, stepRow } from './phases.js';
import type { FactsOfStep, Named, StatementFact, StepFacts } from './step-facts.js';

/** How one check stands: done or not, why (with numbers and names), and where to see to it. */
export interface CheckOutcome {
  name: CheckName;
  title: string;
  done: boolean;
  reason: string;
  href: string;
  action: string;
  /** The branch has done its part and the committee's answer is awaited. */
  awaitsBureau: boolean;
}

interface Answer {
  done: boolean;
  reason: string;
  /** Under /branches/:branchId. */
  path: string;
  action: string;
  awaitsBureau?: boolean;
}
interface Guard<Facts> {
  title: string;
  ask: (facts: Facts, today: Date) => Answer;
}
type GuardsOf<S extends StepName> = Partial<Record<CheckName, Guard<StepFacts[S]>>>;

/** 王五、赵六、钱七 / 王五、赵六、钱七、孙八、周九等12名 */
function namesOf({ count, names }: Named, unit: string): string {
  const shown = names.join('、');
  return count > names.length ? `${shown}等${count}${unit}` : shown;
}

const survey: GuardsOf<'SURVEY'> = {
  rosterImported: {
    title: '导入党员花名册',
    ask: ({ members }) => ({
      done: members > 0,
      reason: members > 0 ? `名册上有${members}名党员` : '名册上还没有党员',
      path: 'members',
      action: members > 0 ? '查看名册' : '导入名册',
    }),
  },
  skillsRecorded: {
    title: '掌握每名党员的能力特长',
    ask: ({ members, skillsMissing, skillsUnconfirmed }) => ({
      done: members > 0 && skillsMissing.count === 0 && skillsUnconfirmed.count === 0,
      reason: skillsReason(members, skillsMissing, skillsUnconfirmed),
      path: 'members',
      action: '去登记',
    }),
  },
};

function skillsReason(members: number, missing: Named, unconfirmed: Named): string {
  if (members === 0) return '导入名册后,请党员填写能力特长';
  if (missing.count > 0) return `还有${missing.count}名党员未填写能力特长:${namesOf(missing, '名')}`;
  if (unconfirmed.count > 0) return `${unconfirmed.count}名党员填写的能力特长待支部核实:${namesOf(unconfirmed, '名')}`;
  return `${members}名党员的能力特长已登记核实`;
}

const study: GuardsOf<'STUDY'> = {
  studyHeld: {
    title: '开展学习活动',
    ask: ({ sessions }) => ({
      done: sessions > 0,
      reason: sessions > 0 ? `已登记${sessions}次学习活动` : '还没有登记学习活动',
      path: 'study-sessions',
      action: sessions > 0 ? '查看记录' : '登记学习活动',
    }),
  },
  goalsPublished: {
    title: '制定、公布创先争优目标任务',
    ask: ({ statement }) => statementAnswer(statement, 'goals', '目标任务', 'PUBLISHED'),
  },
};

/** A text the committee approves; done once it is `needed` or further. */
function statementAnswer(status: StatementFact, slug: string, what: string, needed: 'APPROVED' | 'PUBLISHED'): Answer {
  const words: Record<NonNullable<StatementFact> | 'NONE', readonly [string, string]> = {
    NONE: [`还没有撰写${what}`, '去撰写'],
    DRAFT: [`${what}已起草,尚未报送局党委`, '去报送'],
    SUBMITTED: [`${what}已报送,等待局党委审核`, '查看'],
    RETURNED: [`局党委已退回${what},请修改后重新报送`, '去修改'],
    APPROVED: needed === 'APPROVED' ? [`${what}已经局党委审核通过`, '查看'] : [`${what}已审核通过,尚未公布`, '去公布'],
    PUBLISHED: [`${what}已公布`, '查看'],
  };
  const [reason, action] = words[status ?? 'NONE'];
  const done = status === 'PUBLISHED' || status === needed;
  return { done, reason, action, path: `statements/${slug}`, awaitsBureau: status === 'SUBMITTED' };
}

const groupSetup: GuardsOf<'GROUP_SETUP'> = {
  proposalDrafted: {
    title: '研究提出功能党小组初步意见',
    ask: ({ groups }) => ({
      done: groups > 0,
      reason: groups > 0 ? `初步意见中有${groups}个小组` : '还没有拟定小组',
      path: 'group-proposal',
      action: groups > 0 ? '查看方案' : '去拟定',
    }),
  },
  consultationAnswered: {
    title: '征求党员意见并逐条答复',
    ask: (facts, today) => ({ ...consultation(facts, today), path: 'group-proposal' }),
  },
  proposalDecided: {
    title: '召开支部会议研究确定',
    ask: ({ proposal }) => {
      const done = proposal?.status === 'DECIDED' || proposal?.status === 'ANNOUNCED';
      const reason = done ? '小组方案已经会议确定' : '征求意见结束后,召开支部会议研究确定,并登记会议记录';
      return { done, reason, path: 'group-proposal', action: done ? '查看方案' : '去确定' };
    },
  },
  proposalAnnounced: {
    title: '在支部大会上公布',
    ask: ({ proposal }) => {
      const done = proposal?.status === 'ANNOUNCED';
      const reason = done ? '小组方案已在支部大会上公布' : '会议确定后,在支部党员大会上公布';
      return { done, reason, path: 'group-proposal', action: done ? '查看方案' : '去公布' };
    },
  },
};

function consultation(facts: StepFacts['GROUP_SETUP'], today: Date): Omit<Answer, 'path'> {
  const { proposal, members, opinions, unanswered } = facts;
  if (proposal?.status === 'DECIDED' || proposal?.status === 'ANNOUNCED') {
    return { done: true, reason: `收到${opinions}条意见,已全部答复`, action: '查看意见' };
  }
  if (proposal?.status !== 'CONSULTING') return { done: false, reason: '还没有开始征求意见', action: '去征求意见' };
  const closesOn = proposal.closesOn === null ? null : parseDay(proposal.closesOn);
  if (unanswered > 0)
    return { done: false, reason: `收到${opinions}条意见,其中${unanswered}条尚未答复`, action: '去答复' };
  if (closesOn && today <= closesOn && opinions < members) {
    return {
      done: false,
      reason: `征求意见至${showMonthDay(closesOn)},${members}名党员中已有${opinions}名提出意见`,
      action: '查看意见',
    };
  }
  return {
    done: true,
    reason: opinions === 0 ? '征求意见已结束,没有收到意见' : `收到${opinions}条意见,已全部答复`,
    action: '查看意见',
  };
}

const enrollment: GuardsOf<'ENROLLMENT'> = {
  everyMemberPlaced: {
    title: '每名党员参加一个功能党小组',
    ask: ({ members, unplaced }) => ({
      done: members > 0 && unplaced.count === 0,
      reason:
        unplaced.count > 0
          ? `还有${unplaced.count}名党员未参加任何功能党小组:${namesOf(unplaced, '名')}`
          : `${members}名党员都已参加一个功能党小组`,
      path: 'enrollment',
      action: unplaced.count > 0 ? '去办理' : '查看名单',
    }),
  },
  listConfirmed: {
    title: '经协商确定小组党员名单',
    ask: ({ round }) => {
      if (!round) return { done: false, reason: '还没有开始报名', path: 'enrollment', action: '开始报名' };
      const day = round.confirmedOn === null ? null : parseDay(round.confirmedOn);
      return round.status === 'CONFIRMED'
        ? {
            done: true,
            reason: day ? `名单已于${showDay(day)}确定` : '名单已确定',
            path: 'enrollment',
            action: '查看名单',
          }
        : { done: false, reason: '全体党员定岗后,由支部确定名单', path: 'enrollment', action: '去确定' };
    },
  },
  rulesLaidDown: {
    title: '各小组制定活动制度、职责',
    ask: ({ groups, withoutRules }) =>
      groupsAnswer(groups, withoutRules, '没有制定活动制度或职责', '都已制定活动制度、职责', '去制定'),
  },
  leadersChosen: {
    title: '各小组推选组长',
    ask: ({ groups, withoutLeader }) => groupsAnswer(groups, withoutLeader, '还没有组长', '都有组长', '去推选'),
  },
  leadersPublished: {
    title: '在党务公开栏公布名单和组长',
    ask: ({ membershipNotice, leadersNotice }) => {
      const done = membershipNotice && leadersNotice;
      const reason = done
        ? '名单和组长已公布'
        : membershipNotice
          ? '名单已公布,组长尚未公布'
          : leadersNotice
            ? '组长已公布,名单尚未公布'
            : '名单确定、组长产生后公布';
      return { done, reason, path: 'enrollment', action: done ? '查看名单' : '去公布' };
    },
  },
};

function groupsAnswer(
  groups: number,
  lacking: readonly { id: string; name: string }[],
  lacks: string,
  fine: string,
  action: string,
): Answer {
  const [first] = lacking;
  if (groups === 0) return { done: false, reason: '还没有功能党小组', path: 'groups', action: '查看小组' };
  if (!first) return { done: true, reason: `${groups}个小组${fine}`, path: 'groups', action: '查看小组' };
  const names = lacking.map(({ name }) => `“${name}”`).join('');
  return { done: false, reason: `${groups}个小组中,${names}${lacks}`, path: `groups/${first.id}`, action };
}

const commitment: GuardsOf<'COMMITMENT'> = {
  branchCommitmentPublished: {
    title: '党支部承诺经局党委审定并公布',
    ask: ({ branch }) => {
      const words: Record<NonNullable<typeof branch> | 'NONE', readonly [string, string]> = {
        NONE: ['还没有撰写党支部承诺', '去撰写'],
        DRAFT: ['党支部承诺已起草,尚未报送局党委审定', '去报送'],
        SUBMITTED: ['党支部承诺已报送,等待局党委审定', '查看'],
        RETURNED: ['局党委已退回党支部承诺,请修改后重新报送', '去修改'],
        APPROVED: ['党支部承诺已审定,尚未公布', '去公布'],
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
            ? `${items}项承诺中,还有${count}项未分解到小组:${names.join('、')}${count > names.length ? '等' : ''}`
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
          : `还有${groupsMissing.count}个小组的承诺未公布:${namesOf(groupsMissing, '个')}`,
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
          : `还有${membersMissing.count}名党员的承诺未公布:${namesOf(membersMissing, '名')}`,
      path: 'commitments',
      action: '查看承诺',
    }),
  },
};

const evaluation: GuardsOf<'EVALUATION'> = {
  recommendationDecided: {
    title: '支部党员大会讨论通过推荐对象',
    ask: ({ meeting }) => {
      const done = meeting?.verdict === 'PASSED';
      const heldOn = meeting ? parseDay(meeting.heldOn) : null;
      const when = heldOn ? showDay(heldOn) : '';
      const reason = done
        ? `${when}支部党员大会已通过`
        : meeting
          ? `${when}的会议没有通过推荐对象`
          : '还没有登记讨论推荐对象的支部党员大会';
      return {
        done,
        reason,
        path: done ? 'meetings' : 'meetings/new?purpose=RECOMMENDATION',
        action: done ? '查看会议' : '登记会议',
      };
    },
  },
};

const summary: GuardsOf<'SUMMARY'> = {
  summaryPublished: {
    title: '撰写、公布活动总结',
    ask: ({ statement }) => statementAnswer(statement, 'summary', '活动总结', 'PUBLISHED'),
  },
};

const acceptance: GuardsOf<'ACCEPTANCE'> = {
  selfAssessmentApproved: {
    title: '自查报告经局党委审核通过',
    ask: ({ statement }) => statementAnswer(statement, 'self-assessment', '自查报告', 'APPROVED'),
  },
};

/** Every check of every step. A step's checks and their order stand in phases.ts; a test holds both together. */
export const GUARDS: { [S in StepName]: GuardsOf<S> } = {
  SURVEY: survey,
  STUDY: study,
  GROUP_SETUP: groupSetup,
  ENROLLMENT: enrollment,
  COMMITMENT: commitment,
  EVALUATION: evaluation,
  SUMMARY: summary,
  ACCEPTANCE: acceptance,
};

/** How the checks of a step stand for a branch today, in the order of phases.ts. */
export function checkOutcomes({ branchId, step, facts }: FactsOfStep, today: Date): CheckOutcome[] {
  const guards = GUARDS[step] as Partial<Record<CheckName, Guard<typeof facts>>>;
  return stepRow(step).checks.map((name) => {
    const guard = guards[name];
    if (!guard) throw new Error(`The check ${name} of ${step} has no guard.`);
    const { path, awaitsBureau, ...answer } = guard.ask(facts, today);
    return {
      name,
      title: guard.title,
      ...answer,
      href: `/branches/${branchId}/${path}`,
      awaitsBureau: awaitsBureau === true,
    };
  });
}

/** The checks that still hold the branch back. */
export function missingChecks(outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  return outcomes.filter((outcome) => !outcome.done);
}
