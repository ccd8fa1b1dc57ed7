import { showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import type { GroupBallots } from './ballots.queries.js';
import { BOX_LABELS, secrecyWarning, UNANIMITY_NOTICE } from './ballots.rules.js';

/** This vote is no election of the Party in the sense of the regulation, and every page of it says so. */
export const NOT_BY_REGULATION =
  '本功能只用于推选功能党小组组长，不属于《中国共产党基层组织选举工作条例》规定的党内选举。';

interface BallotPageInput {
  frame: Frame;
  branchId: string;
  group: GroupBallots;
}

const baseOf = ({ branchId, group }: BallotPageInput) => `/branches/${branchId}/groups/${group.id}/ballot`;

/** The votes of one group in the portal. How many have voted is for the branch secretary alone. */
export function showGroupBallotsPage(data: BallotPageInput & { mayManage: boolean }) {
  const { group, mayManage } = data;
  const base = baseOf(data);
  return {
    title: `“${group.name}”在本系统内投票`,
    frame: data.frame,
    lead: NOT_BY_REGULATION,
    next: nextCard(group, base, mayManage),
    boxes: group.boxes.map((box) => ({
      heading: `第${box.round}轮`,
      tag: { kind: box.status === 'COUNTED' ? 'ok' : 'warn', label: BOX_LABELS[box.status] } satisfies Tag,
      verdict: box.result?.verdictText ?? null,
      facts: [
        { label: '开始时间', value: showMoment(box.openedAt) },
        { label: '应到', value: `${box.electorCount}人` },
        { label: '候选人（按姓氏笔画排列）', value: box.candidates.map(({ name }) => name).join('、') },
        { label: '监票人', value: box.supervisors.join('、') },
        ...(mayManage && box.status !== 'CANCELLED' ? [{ label: '已投票', value: `${box.voted}人` }] : []),
      ],
      links: box.result ? [{ label: '下载核对数据', href: `/branches/${data.branchId}/ballots/${box.id}/result` }] : [],
      receipts: box.result?.receipts ?? [],
    })),
  };
}

function nextCard(group: GroupBallots, base: string, mayManage: boolean) {
  const link = (label: string, to: string): Action | null => (mayManage ? { label, href: `${base}/${to}` } : null);
  const running = group.boxes.find((box) => box.status === 'OPEN' || box.status === 'CLOSED');
  const electionHref = base.replace(/ballot$/, 'election');
  if (running?.status === 'OPEN') {
    const text = '小组党员在“我的投票”中各投一票。投票结束前，任何人看不到票数。';
    return { title: `第${running.round}轮投票进行中`, text, action: link('结束投票', 'closure/new') };
  }
  if (running) {
    const text = '请各监票人一起到场，填写各自的密钥条，当场开箱计票。';
    return { title: '由监票人共同计票', text, action: link('开箱计票', 'count/new') };
  }
  if (group.election?.status !== 'VOTING') {
    return {
      title: '目前没有等待投票的推选',
      text: '结束自荐后才能投票。',
      action: back('查看推选情况', electionHref),
    };
  }
  if (!group.allowed) {
    const text = '局党委没有开放在本系统内投票，请用纸质选票投票。';
    return { title: '用纸质选票投票', text, action: back('查看推选情况', electionHref) };
  }
  const text = '确定监票人后开始。也可以不在本系统内投票，改用纸质选票。';
  return { title: `准备第${group.election.round}轮投票`, text, action: link('开始投票', 'new') };
}

const back = (label: string, href: string): Action => ({ label, href, kind: 'quiet' });

export function showOpeningPage(data: BallotPageInput & { form: FormState; electors: number }) {
  const { form, electors } = data;
  const base = baseOf(data);
  const weak = secrecyWarning(electors);
  const supervisor = (number: number, label: string, options: object = {}) =>
    fieldOf(form, `supervisor${number}`, label, { width: 'medium', maxlength: 30, ...options });
  return {
    title: `开始“${data.group.name}”的投票`,
    frame: data.frame,
    warnings: [...(weak ? [weak] : []), UNANIMITY_NOTICE],
    confirm: {
      question: '现在开始在本系统内投票吗？',
      happens: `选举人和候选人名单确定，应到${electors}人。随后一次性显示各监票人的密钥条，请各监票人当场取走。`,
      seenBy: '本小组党员会看到选票。投票结束前，任何人看不到票数。',
      undo: `开始后不能改用纸质选票，只能作废本轮、重新投票。${NOT_BY_REGULATION}`,
      facts: [],
      action: `${base}s`,
      submit: '开始投票',
      errors: form.summary,
      hidden: [],
      fields: [
        supervisor(1, '第一监票人', { hint: '候选人不能担任监票人；与候选人同名的，请在姓名后注明出生年月' }),
        supervisor(2, '第二监票人'),
        supervisor(3, '第三监票人', { optional: true }),
        fieldOf(form, 'accepted', '已阅读以上关于保密性的提示，仍在本系统内投票', { type: 'checkbox' }),
      ],
      cancel: { label: '暂不开始', href: base },
    },
  };
}

export function showSlipsPage(data: BallotPageInput & { slips: readonly { name: string; slip: string }[] }) {
  return {
    title: '监票人密钥条',
    frame: data.frame,
    lead: '密钥条只显示这一次，系统不保存。请现在打印或抄写，由各监票人分别取走保管。缺少任何一张都不能开箱。计票后请当场销毁。',
    back: { label: '返回投票页面', href: baseOf(data) },
    heading: `${data.group.branchName} ${data.group.name}`,
    slips: data.slips,
  };
}

export function showClosurePage(data: BallotPageInput & { form: FormState }) {
  const base = baseOf(data);
  return {
    title: `结束“${data.group.name}”的投票`,
    frame: data.frame,
    warnings: [],
    confirm: {
      question: '现在结束投票吗？',
      happens: '不再接受投票。投票人数不足应到五分之四的，本轮不开箱，须重新投票。',
      seenBy: '本支部党员会看到投票已经结束。',
      undo: '不能撤回，不能重新开放。未投票的计入应到，不能委托他人补投。',
      facts: [],
      action: `${base}/closure`,
      submit: '结束投票',
      errors: data.form.summary,
      hidden: [],
      fields: [],
      cancel: { label: '暂不结束', href: base },
    },
  };
}

export function showCancellationPage(data: BallotPageInput & { form: FormState }) {
  const base = baseOf(data);
  return {
    title: `作废“${data.group.name}”的本轮投票`,
    frame: data.frame,
    warnings: [],
    confirm: {
      question: '作废本轮投票吗？',
      happens: '已投的选票不打开，直接删除。推选进入下一轮，可以重新投票或改用纸质选票。',
      seenBy: '作废原因记入推选记录，本支部党员可以看到。',
      undo: '不能撤回。',
      facts: [],
      action: `${base}/cancellation`,
      submit: '作废本轮投票',
      danger: true,
      errors: data.form.summary,
      hidden: [],
      fields: [fieldOf(data.form, 'reason', '作废原因', { type: 'textarea', rows: 3, maxlength: 200 })],
      cancel: { label: '返回', href: base },
    },
  };
}

/** The slips of all supervisors in one form; what was typed is never shown again. */
export function showCountPage(data: BallotPageInput & { form: FormState }) {
  const base = baseOf(data);
  const box = data.group.boxes.find(({ status }) => status === 'CLOSED');
  const form = { ...data.form, values: {} };
  return {
    title: `“${data.group.name}”开箱计票`,
    frame: data.frame,
    lead: '各监票人分别填写自己的密钥条。提交后立即开箱、计票并判定结果，选票和密钥随即销毁，不能重来。',
    form: {
      action: `${base}/counts`,
      submit: '开箱计票',
      errors: form.summary,
      cancel: { label: '返回', href: base },
      fields: (box?.supervisors ?? []).map((name, index) =>
        fieldOf(form, `slips.${index}.slip`, `${name}的密钥条`, {
          maxlength: 120,
          autocomplete: 'off',
          hint: '14组，每组4个字符；横线可以不填',
        }),
      ),
    },
  };
}

/** Whether the bureau lets branches vote in the portal. */
export function showPermissionPage(data: {
  frame: Frame;
  campaign: { name: string; portalBallots: boolean } | null;
  form: FormState;
}) {
  const { campaign, form } = data;
  const values = { allowed: campaign?.portalBallots ? 'on' : '', ...form.values };
  return {
    title: '推选组长的投票方式',
    frame: data.frame,
    lead: campaign ? `${campaign.name}：默认用纸质选票。${NOT_BY_REGULATION}` : '目前没有正在开展的活动。',
    form: {
      action: '/bureau/portal-ballots',
      submit: '保存',
      errors: form.summary,
      fields: campaign
        ? [
            fieldOf({ ...form, values }, 'allowed', '允许各党支部在本系统内投票推选组长', {
              type: 'checkbox',
              hint: '不勾选的，一律用纸质选票；正在进行的投票不受影响',
            }),
          ]
        : [],
    },
  };
}
