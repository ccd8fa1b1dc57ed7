import { z } from 'zod';
import { SKILLS } from '../../shared/skills.js';
import {
  mustAgree,
  optionalDay,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
} from '../../web/form-fields.js';

export const windowForm = z.object({ opensOn: requiredDay('开始日期'), closesOn: requiredDay('截止日期') });

/** Boxes all unticked send nothing: `skillsAsked` tells that from a form without them. */
const tickedSkills = z
  .union([z.enum(SKILLS).transform((skill) => [skill]), z.array(z.enum(SKILLS))], { error: '请重新选择特长' })
  .optional();

export const wishForm = z
  .object({
    groupId: rowId('第一志愿'),
    secondGroupId: optionalRowId('第二志愿'),
    thirdGroupId: optionalRowId('第三志愿'),
    servicePledge: requiredText('服务承诺', 200),
    seen: optionalRowId('小组'),
    skills: tickedSkills,
    skillsAsked: z.literal('1').optional(),
  })
  .transform(({ skills, skillsAsked, ...form }) => ({ ...form, skills: skillsAsked ? (skills ?? []) : null }));

/** R21: the three parts of the consultation are given together or not at all. */
export const assignmentForm = z
  .object({
    groupId: rowId('功能党小组'),
    heldOn: optionalDay('协商日期'),
    withWhom: optionalText('协商对象', 60),
    outcome: optionalText('协商结果', 300),
    reason: optionalText('调整原因', 200),
  })
  .transform(({ heldOn, withWhom, outcome, ...form }, context) => {
    if (heldOn === null && withWhom === null && outcome === null) return { ...form, consultation: null };
    if (heldOn !== null && withWhom !== null && outcome !== null) {
      return { ...form, consultation: { heldOn, withWhom, outcome } };
    }
    const missing = { heldOn, withWhom, outcome };
    const labels = { heldOn: '请选择协商日期', withWhom: '请填写与谁协商', outcome: '请填写协商结果' } as const;
    for (const name of ['heldOn', 'withWhom', 'outcome'] as const) {
      if (missing[name] === null) context.addIssue({ code: 'custom', path: [name], message: labels[name] });
    }
    return z.NEVER;
  });

export const placeForm = z.object({ groupId: rowId('功能党小组') });

export const exemptionForm = z.object({ exemptionReason: requiredText('原因', 200) });

export const postDutiesForm = z.object({
  post: optionalText('岗位', 60),
  postDuties: requiredText('岗位职责', 300),
});

export const confirmationForm = z.object({ exceptionReason: optionalText('保留理由', 300) });

export const publicationForm = z.object({
  secrecyReviewedBy: requiredText('保密审查人', 40),
  secrecyReview: mustAgree('请确认已进行保密审查'),
});

/** A form of nothing but its button. */
export const plainForm = z.object({});

export const adoptionForm = z.object({ runId: rowId('建议方案') });

/** The member's own words, and the branch's answer to them. */
export const objectionForm = z.object({ objection: requiredText('意见', 300) });

export const settlementForm = z.object({ settlement: requiredText('答复和理由', 300) });
