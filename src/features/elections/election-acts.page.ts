import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { nameWithPost } from './election.page.js';
import type { GroupElection } from './election-pages.queries.js';
import { bySurnameStrokes, candidatesOfRound, hasElectorRight } from './elections.rules.js';

interface ActInput {
  frame: Frame;
  branchId: string;
  group: GroupElection;
  form: FormState;
}

const baseOf = ({ branchId, group }: ActInput) => `/branches/${branchId}/groups/${group.id}`;

/** Who stands in the round at hand, by 姓氏笔画. */
export function standingCandidates(group: GroupElection) {
  if (!group.election) return [];
  const present = new Set(group.people.filter(hasElectorRight).map((person) => person.id));
  const candidates = group.election.candidates.filter((candidate) => present.has(candidate.memberId));
  return candidatesOfRound(candidates, group.election.counts).sort(bySurnameStrokes);
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
      facts: [{ label: '候选人', value: candidates.map((candidate) => candidate.name).join('、') || '没有' }],
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

/** The count of a paper vote, as it stands on the count sheet. */
export function showCountPage(data: ActInput & { today: Date }) {
  const { form, group } = data;
  const base = baseOf(data);
  const electors = group.people.filter(hasElectorRight).length;
  const number = (name: string, label: string, unit: string, options: object = {}) =>
    fieldOf(form, name, label, { width: 'short', inputmode: 'numeric', maxlength: 4, unit, ...options });
  const candidates = standingCandidates(group);
  return {
    title: `录入第${group.election?.round ?? 1}轮计票结果`,
    frame: data.frame,
    lead: `“${group.name}”应到${electors}人（有选举权的党员）。请按计票表录入，提交后不能修改；是否当选由系统按规则判定并写明理由。`,
    form: {
      action: `${base}/election/counts`,
      submit: '提交计票结果',
      errors: form.summary,
      cancel: { label: '返回', href: `${base}/election` },
      hidden: [
        { name: 'round', value: form.values['round'] ?? String(group.election?.round ?? 1) },
        ...candidates.map((candidate, index) => ({ name: `tallies.${index}.memberId`, value: candidate.memberId })),
      ],
      fields: [
        fieldOf(form, 'heldOn', '投票日期', { type: 'date', width: 'short', max: dayInput(data.today) }),
        fieldOf(form, 'place', '投票地点', { width: 'medium', maxlength: 60 }),
        number('presentCount', '实到人数', '人', { hint: `应到${electors}人；未到会的不能委托他人投票` }),
        number('issuedCount', '发出选票', '张'),
        number('returnedCount', '收回选票', '张'),
        number('invalidCount', '无效票', '张', { hint: '所选人数多于1人的选票无效；没有无效票填0' }),
        ...candidates.flatMap((candidate, index) => [
          number(`tallies.${index}.for`, `${candidate.name}：赞成`, '票'),
          number(`tallies.${index}.against`, `${candidate.name}：不赞成`, '票'),
          number(`tallies.${index}.abstain`, `${candidate.name}：弃权`, '票'),
        ]),
        fieldOf(form, 'supervisor', '监票人', { width: 'medium', maxlength: 30, hint: '候选人不能担任监票人、计票人' }),
        fieldOf(form, 'teller', '计票人', { width: 'medium', maxlength: 30 }),
      ],
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
    candidates: standingCandidates(group).map((candidate) => candidate.name),
    order: '候选人按姓氏笔画为序排列。',
    rules: [
      '本票为无记名投票，由本人填写；不能填写的，可请非候选人按本人意愿代写。未到会的，不能委托他人投票。',
      '对每名候选人在“赞成”“不赞成”“弃权”中选一项画“○”；不赞成的，可在“另选他人”栏写明姓名。',
      '赞成和另选他人合计不得多于1人，多于1人的选票无效。',
    ],
    electors: electors.map((person) => ({ name: person.name, post: person.post ?? '' })),
    eligible: `应到${electors.length}人`,
    source: '参照《中国共产党基层组织选举工作条例》办理。',
    closes: group.election ? `自荐截止：${showDay(group.election.nominationClosesOn)}` : '',
  };
}
