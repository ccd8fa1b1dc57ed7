import { showDay } from '../../shared/dates.js';
import { nameWithPost } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { GroupElection } from './election-pages.queries.js';
import { bySurnameStrokes, candidatesOfRound, hasElectorRight } from './elections.rules.js';

interface ActInput {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  form: FormState;
}

const baseOf = ({ branchId, group }: ActInput) => `/branches/${branchId}/groups/${group.id}`;

/** Who stands in the round at hand, by 姓氏笔画, each told apart from others of the group (E42). */
export function standingCandidates(group: GroupElection) {
  if (!group.election) return [];
  const standing = new Set(
    candidatesOfRound(group.election.candidates, group.election.counts).map(({ memberId }) => memberId),
  );
  return group.people
    .filter((person) => hasElectorRight(person) && standing.has(person.id))
    .map(({ id, name, label }) => ({ memberId: id, name, label }))
    .sort(bySurnameStrokes);
}

export function showOpenVotingPage(data: ActInput) {
  const base = baseOf(data);
  const candidates = standingCandidates(data.group);
  return {
    title: `结束“${data.group.name}”的自荐`,
    frame: data.frame,
    warnings: [],
    confirm: {
      question: '结束自荐，准备投票吗？',
      happens: '候选人名单确定，不能再自荐或撤回。随后可以打印选票，在党小组会上投票。',
      seenBy: '本支部党员会看到候选人名单。',
      undo: '不能撤回。推选不成时可以再次投票，或由支部指定组长。',
      facts: [{ label: '候选人', value: candidates.map(({ label }) => label).join('、') || '没有' }],
      action: `${base}/election/voting`,
      submit: '结束自荐',
      errors: data.form.summary,
      cancel: { label: '暂不结束', href: `${base}/election` },
    },
  };
}

export function showAppointmentPage(data: ActInput) {
  const { form, group } = data;
  const base = baseOf(data);
  const eligible = group.people.filter(hasElectorRight).sort(bySurnameStrokes);
  return {
    title: `指定“${group.name}”组长`,
    frame: data.frame,
    warnings: eligible.length === 0 ? ['本小组没有可以担任组长的正式党员，请先调整小组成员。'] : [],
    confirm: {
      question: '由党支部指定组长吗？',
      happens: '所选党员即任本小组组长，正在进行的推选随之结束。产生方式记为“党支部指定”。',
      seenBy: '本支部党员；公布后在党务公开栏公开，指定理由不公开。',
      undo: '不能撤回。依据《中国共产党支部工作条例（试行）》第十三条，党小组组长由党支部指定，也可以由所在党小组党员推荐产生。',
      action: `${base}/appointment`,
      submit: '指定为组长',
      errors: form.summary,
      fields: [
        fieldOf(form, 'memberId', '组长人选', {
          type: 'select',
          hint: '应由支部委员会集体研究，不由个人决定',
          options: [
            { value: '', label: '请选择' },
            ...eligible.map((person) => ({ value: person.id, label: nameWithPost(person) })),
          ],
        }),
        fieldOf(form, 'reason', '指定理由', { type: 'textarea', rows: 3, maxlength: 300 }),
      ],
      cancel: { label: '返回', href: `${base}/election` },
    },
  };
}

/** Ballot, sign-in sheet and count sheet for the meeting of the group. */
export function showPapersPage(data: Omit<ActInput, 'form'>) {
  const { group } = data;
  const round = group.election?.round ?? 1;
  const electors = group.people.filter(hasElectorRight).sort(bySurnameStrokes);
  return {
    title: `“${group.name}”推选组长用表`,
    frame: data.frame,
    back: { label: '返回推选页面', href: `/branches/${data.branchId}/groups/${group.id}/election` },
    subtitle: `${group.branchName} ${group.name} 第${round}轮`,
    candidates: standingCandidates(group).map(({ label }) => label),
    order: '候选人按姓氏笔画为序排列。',
    rules: [
      '本票为无记名投票，由本人填写；不能填写的，可请非候选人按本人意愿代写。未到会的，不能委托他人投票。',
      '对每名候选人在“赞成”“不赞成”“弃权”中选一项画“○”；不赞成的，可在“另选他人”栏写明姓名。',
      '赞成和另选他人合计不得多于1人，多于1人的选票无效。',
    ],
    electors: electors.map(({ label, post }) => ({ name: label, post: post ?? '' })),
    eligible: `应到${electors.length}人`,
    source: '参照《中国共产党基层组织选举工作条例》办理。',
    closes: group.election ? `自荐截止：${showDay(group.election.nominationClosesOn)}` : '',
  };
}
