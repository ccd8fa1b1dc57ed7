import { z } from 'zod';
import { SKILLS } from '../../shared/skills.js';
import {
  choice,
  mustAgree,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';
import { minutesShape, votesShape } from '../../web/form-minutes.js';

export const rationaleForm = z.object({ rationale: requiredText('设置说明', 1000) });

/** R10: 简单明了: letters and figures only, at most twelve. */
const groupName = requiredText('小组名称', 12).refine((name) => /^[\p{L}\p{N}·]+$/u.test(name), {
  error: '小组名称请只用文字，不用标点符号和空格，例如“教学科研”',
});

const groupShape = {
  name: groupName,
  groupFunction: optionalText('功能定位', 20),
  otherFunction: optionalText('自定的功能定位', 20),
  hostUnitType: choice('依托单位类别', ['SUBJECT_TEAM', 'GRADE_TEAM', 'ADMIN_OFFICE', 'LOGISTICS_TEAM', 'OTHER']),
  hostUnit: requiredText('依托单位', 30),
  duties: requiredText('小组职责', 500),
  activityRules: requiredText('活动制度', 1000),
  minSize: wholeNumber('人数下限', 1, 200),
  maxSize: wholeNumber('人数上限', 1, 200),
  targetSize: z.union([z.literal('').transform(() => null), wholeNumber('目标人数', 1, 200)]).optional(),
  wantedSkills: z
    .union([z.enum(SKILLS).transform((skill) => [skill]), z.array(z.enum(SKILLS))], { error: '请重新选择特长' })
    .optional()
    .transform((skills): string[] => skills ?? []),
};

interface TypedFunction {
  groupFunction: string | null;
  otherFunction: string | null;
}

/** The function from the catalogue, or the branch's own; an issue on the field when there is neither. */
function functionOf({ groupFunction, otherFunction }: TypedFunction, context: z.RefinementCtx): string {
  const chosen = groupFunction ?? otherFunction;
  if (chosen === null)
    context.addIssue({ code: 'custom', path: ['groupFunction'], message: '请选择功能定位，或在下面自定' });
  return chosen ?? '';
}

export const groupForm = z
  .object({
    ...groupShape,
    /** The revision of the proposal the editor saw; a new group has none. */
    revision: optionalText('方案版本', 9),
  })
  .transform(({ groupFunction, otherFunction, revision, targetSize = null, ...facts }, context) => {
    const seen = revision !== null && /^\d+$/.test(revision) ? Number(revision) : null;
    const chosen = functionOf({ groupFunction, otherFunction }, context);
    return { group: { ...facts, targetSize, groupFunction: chosen }, revision: seen };
  });

const decisionShape = { meetingId: rowId('支部会议'), reason: requiredText('调整理由', 300) };

export const mergerForm = z.object({
  groupIds: rowIds('小组'),
  intoId: rowId('合并后保留的小组'),
  newName: z
    .union([z.literal('').transform(() => null), groupName])
    .optional()
    .transform((name) => name ?? null),
  maxSize: z
    .union([z.literal('').transform(() => null), wholeNumber('人数上限', 1, 200)])
    .optional()
    .transform((size) => size ?? null),
  ...decisionShape,
});

export const renamingForm = z.object({ name: groupName, ...decisionShape });

/** A group made in mid-campaign: its fields, who goes to it, and the decision. */
export const newGroupForm = z
  .object({ ...groupShape, memberIds: rowIds('党员'), ...decisionShape })
  .transform(({ groupFunction, otherFunction, targetSize = null, memberIds, meetingId, reason, ...facts }, context) => {
    const chosen = functionOf({ groupFunction, otherFunction }, context);
    return { group: { ...facts, targetSize, groupFunction: chosen }, memberIds, meetingId, reason };
  });

export const dissolutionForm = z.object({
  moves: z.array(z.object({ memberId: rowId('党员'), groupId: rowId('新的小组') })),
  ...decisionShape,
});

export const consultationForm = z.object({ closesOn: requiredDay('截止日期') });

export const extensionForm = z.object({
  closesOn: requiredDay('新的截止日期'),
  reason: requiredText('延长的原因', 200),
});

export const opinionForm = z.object({
  stance: choice('您的态度', ['SUPPORT', 'SUGGEST', 'OBJECT']),
  content: optionalText('意见和理由', 500),
});

export const answerForm = z.object({
  handling: choice('是否采纳', ['ADOPTED', 'NOT_ADOPTED']),
  answer: requiredText('答复', 500),
  /** When the opinion was given, as the answerer saw it. */
  seenAt: requiredText('意见时间', 40).transform((text, context) => {
    const moment = new Date(text);
    if (!Number.isNaN(moment.getTime())) return moment;
    context.addIssue({ code: 'custom', message: '页面已过期，请刷新后再答复' });
    return z.NEVER;
  }),
});

export const decisionForm = z.object({
  kind: choice('会议类型', ['COMMITTEE', 'GENERAL']),
  consultationNote: optionalText('征求意见情况', 1000),
  ...minutesShape,
  ...votesShape,
});

export const announcementForm = z.object({
  ...minutesShape,
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先进行保密审查，确认内容可以公开'),
});
