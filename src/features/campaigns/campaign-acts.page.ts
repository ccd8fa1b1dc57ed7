import type { FormState } from '../../web/form.js';
import { fieldOf, secrecyFields } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import { inOrder } from './campaign-notice.rules.js';
import { campaignHref, spanOf } from './campaigns.page.js';
import type { CampaignRecord } from './campaigns.queries.js';
import { phaseWarnings } from './campaigns.rules.js';

export function confirmPublicationPage(data: {
  frame: Frame;
  campaign: CampaignRecord;
  branches: number;
  running: { name: string } | null;
  form: FormState;
}) {
  const { campaign, running, form } = data;
  const warnings = phaseWarnings(inOrder(campaign.phases));
  const replace = fieldOf(form, 'replaceRunning', '由新活动接替正在进行的活动', { type: 'checkbox' });
  return {
    title: '发布活动',
    frame: data.frame,
    warnings: running
      ? [
          ...warnings,
          `${running.name}还在进行。发布后各支部转到新活动，上一届没有完成的步骤不能再办理。建议先结束上一届。`,
        ]
      : warnings,
    confirm: {
      question: `确定发布${campaign.name}吗？`,
      happens: `活动方案在党务公开栏公布，${data.branches}个党支部进入第一步“调查摸底”。`,
      seenBy: '任何人，不需要账号。',
      undo: '不能撤回。发布后名称和文本不能再改；日期可以调整，须写明原因。',
      facts: [
        { label: '起止日期', value: spanOf(campaign.phases) },
        { label: '领导小组组长', value: campaign.leadingGroup.find(({ seat }) => seat === 'LEADER')?.name ?? '' },
      ],
      action: campaignHref(campaign.id, 'publication'),
      submit: '确认发布',
      fields: [...(running ? [replace] : []), ...secrecyFields(form)],
      errors: form.summary,
      hidden: [{ name: 'revision', value: form.values['revision'] ?? String(campaign.revision) }],
      cancel: { label: '暂不发布', href: campaignHref(campaign.id) },
    },
  };
}

export function confirmClosurePage(data: { frame: Frame; campaign: CampaignRecord; form: FormState }) {
  const { campaign, form } = data;
  return {
    title: '结束活动',
    frame: data.frame,
    warnings: [],
    confirm: {
      question: `确定结束${campaign.name}吗？`,
      happens: '各支部不能再办理本届活动的事项，已有内容可以查看，公开栏的内容保留。',
      seenBy: '各支部书记和党员在工作台看到活动已结束。',
      undo: '不能撤回。',
      action: campaignHref(campaign.id, 'closure'),
      submit: '确认结束',
      danger: true,
      fields: [fieldOf(form, 'reason', '结束说明', { type: 'textarea', rows: 3, maxlength: 300 })],
      errors: form.summary,
      hidden: [{ name: 'revision', value: form.values['revision'] ?? String(campaign.revision) }],
      cancel: { label: '暂不结束', href: campaignHref(campaign.id) },
    },
  };
}
