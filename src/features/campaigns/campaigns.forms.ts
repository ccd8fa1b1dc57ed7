import { z } from 'zod';
import {
  checkbox,
  choice,
  mustAgree,
  optionalText,
  requiredDay,
  requiredText,
  wholeNumber,
} from '../../web/form-fields.js';

const revision = wholeNumber('版本', 1, 1_000_000);

export const newCampaignForm = z.object({
  startYear: wholeNumber('起始年份', 2000, 2100),
  name: optionalText('活动名称', 60),
});

export const textsForm = z.object({
  revision,
  name: requiredText('活动名称', 60),
  purpose: requiredText('目的和依据', 3000),
  guidance: requiredText('指导思想', 3000),
  principles: requiredText('基本原则', 3000),
  theme: requiredText('活动主题', 3000),
});

export const phasesForm = z.object({
  revision,
  reason: optionalText('调整原因', 300),
  phases: z.array(
    z.object({
      phase: choice('阶段', ['MOBILIZATION', 'IMPLEMENTATION', 'SUMMARY']),
      title: requiredText('阶段名称', 40),
      requirement: requiredText('阶段要求', 3000),
      startsOn: requiredDay('开始日期'),
      endsOn: requiredDay('结束日期'),
    }),
  ),
});

export const groupFunctionsForm = z.object({
  revision,
  functions: z.array(z.object({ name: requiredText('小组名称', 12), purpose: requiredText('围绕的工作', 60) })),
});

export const criteriaForm = z.object({
  revision,
  organization: z.array(criterion()),
  member: z.array(criterion()),
});

function criterion() {
  return z.object({
    title: requiredText('标准', 30),
    description: requiredText('内容', 500),
    points: wholeNumber('分值', 0, 100),
  });
}

export const leadingGroupForm = z.object({
  revision,
  seats: z.array(
    z.object({
      seat: choice('组内职务', ['LEADER', 'DEPUTY', 'MEMBER', 'OFFICE_DIRECTOR', 'OFFICE_CONTACT']),
      name: requiredText('姓名', 30),
      post: requiredText('单位及职务', 60),
    }),
  ),
});

const secrecy = {
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先完成保密审查，并勾选确认'),
};

export const publicationForm = z.object({ revision, ...secrecy, replaceRunning: checkbox() });

export const closureForm = z.object({ revision, reason: requiredText('结束说明', 300) });

const year = wholeNumber('年度', 2000, 2101);

export const keyTasksForm = z.object({
  year,
  tasks: z.array(z.object({ title: requiredText('重点工作', 60), description: requiredText('工作要求', 1000) })),
});

export const keyTasksPublicationForm = z.object({ year, ...secrecy });
