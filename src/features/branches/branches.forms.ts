import { z } from 'zod';
import { checkbox, choice, optionalText, requiredText } from '../../web/form-fields.js';

export const branchForm = z.object({
  name: requiredText('支部全称', 60),
  shortName: requiredText('支部简称', 24),
  schoolName: requiredText('学校（单位）', 60),
  unitKind: choice('学校类别', ['KINDERGARTEN', 'PRIMARY', 'MIDDLE', 'VOCATIONAL', 'OTHER']),
  isJoint: checkbox(),
  hasCommittee: checkbox(),
});

/** User names are made of small letters, figures and hyphens, so that they can be typed on any keyboard. */
const username = (label: string) =>
  optionalText(label, 40)
    .transform((text) => text?.toLowerCase() ?? null)
    .refine((text) => text === null || /^[a-z0-9][a-z0-9-]{1,39}$/.test(text), {
      error: `${label}由小写字母、数字和短横线组成，至少2位`,
    });

export const officerForm = z
  .object({
    role: choice('职务', ['BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER']),
    kind: choice('账号', ['new', 'existing']),
    displayName: optionalText('姓名', 30),
    username: username('用户名'),
  })
  .superRefine((form, context) => {
    if (form.kind === 'new' && form.displayName === null)
      context.addIssue({ code: 'custom', message: '请填写姓名', path: ['displayName'] });
    if (form.kind === 'existing' && form.username === null)
      context.addIssue({ code: 'custom', message: '请填写已有账号的用户名', path: ['username'] });
  });

export const bureauForm = z.object({
  name: requiredText('局名称', 60),
  secretaryName: requiredText('局党委书记姓名', 30),
  secretaryUsername: username('用户名'),
});
