import { showDay, showMonthDay } from '../../shared/dates.js';
import type { Action } from '../../web/frame-shape.js';
import { fittingGroups } from './fitting-groups.rules.js';
import { groupsHref, proposalHref } from './function-groups.paths.js';
import { consultationOver, oneGroupIsEnough, sizeWarnings } from './function-groups.rules.js';
import type { Proposal } from './proposal.queries.js';
import type { ProposalPageData } from './proposal-data.page.js';

export interface NextCard {
  title: string;
  text: string | null;
  action: Action | null;
  /** Stands above the title in place of 下一步. */
  eyebrow?: string;
}

/** The one next act for the proposal as it stands; for those who only read, the same sentence without a button. */
export function nextCard(data: ProposalPageData): NextCard {
  const card = data.proposal ? cardFor(data, data.proposal) : drafting(data);
  return data.may.manage || data.proposal?.status === 'ANNOUNCED' ? card : { ...card, action: null };
}

function cardFor(data: ProposalPageData, proposal: Proposal): NextCard {
  const { branchId, members } = data;
  const href = proposalHref(branchId);
  switch (proposal.status) {
    case 'DRAFT':
      if (proposal.groups.length === 0) return drafting(data);
      return {
        title: '征求党员意见',
        text: `初步意见已有${proposal.groups.length}个小组。定好截止日期后，${members}名党员可以在手机上提意见。`,
        action: { label: '开始征求意见', href: `${href}/consultation/new` },
      };
    case 'CONSULTING':
      return consulting(data, proposal);
    case 'DECIDED':
      return {
        title: '在支部大会上公布',
        text: `方案已于${proposal.decidedAt ? showDay(proposal.decisionMeeting?.heldOn ?? proposal.decidedAt) : ''}研究确定。召开支部党员大会公布，并登记会议。`,
        action: { label: '登记公布的大会', href: `${href}/announcement/new` },
      };
    case 'ANNOUNCED':
      return {
        eyebrow: '本环节已办完',
        title: '小组方案已经公布',
        text: '本步骤完成后，开放党员报名。',
        action: { label: '查看各小组', href: groupsHref(branchId), kind: 'quiet' },
      };
  }
}

function drafting({ branchId, members, catalogue, figures }: ProposalPageData): NextCard {
  const href = proposalHref(branchId);
  if (oneGroupIsEnough(members) || catalogue.length === 0) {
    return {
      title: '拟定小组',
      text: `本支部党员${members}人，人数较少，可以只设一个功能党小组。`,
      action: { label: '增加小组', href: `${href}/groups/new` },
    };
  }
  const fitting = fittingGroups(figures, catalogue);
  const names = fitting.map(({ name }) => name).join('、');
  return {
    title: '拟定小组',
    text: `本支部党员${members}人，按岗位和特长，建议设${fitting.length}个小组：${names}。采用后可以逐个修改、删减，也可以自行增加。`,
    action: { label: `采用建议的${fitting.length}个小组`, href: `${href}/fitting-groups`, method: 'post' },
  };
}

function consulting({ branchId, today, members }: ProposalPageData, proposal: Proposal): NextCard {
  const href = proposalHref(branchId);
  const opinions = proposal.opinions.length;
  const waiting = proposal.opinions.filter((opinion) => opinion.handling === null);
  const closesOn = proposal.consultationClosesOn ?? today;
  const [first] = waiting;
  if (first) {
    return {
      title: `答复${waiting.length}条意见`,
      text: `${members}名党员中已有${opinions}名提出意见。采纳的写明怎样修改，不采纳的说明理由。`,
      action: { label: '去答复', href: `#o-${first.id}` },
    };
  }
  if (!consultationOver({ closesOn, members, opinions, unanswered: 0 }, today)) {
    return {
      title: `征求意见到${showMonthDay(closesOn)}为止`,
      text: `${members}名党员中已有${opinions}名提出意见。截止后召开支部会议研究确定。`,
      action: null,
    };
  }
  const blocking = sizeWarnings(proposal.groups, members).find((warning) => warning.blocks);
  if (blocking)
    return { title: '调整小组后再研究确定', text: blocking.text, action: { label: '去调整', href: '#groups' } };
  return {
    title: '召开支部会议研究确定',
    text: opinions === 0 ? '征求意见已结束，没有收到意见。' : `征求意见已结束，${opinions}条意见已全部答复。`,
    action: { label: '登记研究确定的会议', href: `${href}/decision/new` },
  };
}
