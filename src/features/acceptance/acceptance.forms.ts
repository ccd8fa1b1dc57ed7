import { z } from 'zod';
import { choice, optionalText, requiredDay, requiredText, wholeNumber } from '../../web/form-fields.js';
import { MOST_POINTS } from './acceptance.rules.js';

const revision = wholeNumber('版本', 0, 1_000_000);

export const entryForm = z.object({
  points: wholeNumber('自评得分', 0, MOST_POINTS),
  reason: optionalText('理由', 300),
  remark: optionalText('说明', 500),
  revision,
});

export const submissionForm = z.object({ revision });

export const assessmentReviewForm = z.object({
  outcome: choice('审核结论', ['passOn', 'return']),
  note: optionalText('审核意见', 500),
  revision,
});

export const listForm = z.object({
  items: z.array(
    z.object({
      name: requiredText('项目', 20),
      title: requiredText('项目名称', 60),
      points: wholeNumber('分值', 1, MOST_POINTS),
    }),
    { error: '请填写清单' },
  ),
  revision,
});

export const reviewerForm = z.object({
  displayName: requiredText('姓名', 20),
  lastDay: requiredDay('最后一天'),
});

export const emptyForm = z.object({});

export const sheetForm = z.object({
  scores: z.array(
    z.object({
      points: wholeNumber('得分', 0, MOST_POINTS),
      remark: optionalText('意见', 300),
      at: wholeNumber('序号', 0, 50),
    }),
    { error: '请逐项打分' },
  ),
  remark: requiredText('总的意见', 1000),
  revision,
});

export const verdictForm = z.object({
  outcome: choice('验收结论', ['PASSED', 'AFTER_MENDING', 'NOT_PASSED']),
  text: requiredText('结论意见', 1000),
  decidedOn: requiredDay('结论日期'),
  decidedBy: requiredText('作出结论的单位和检查组', 60),
  problems: z
    .array(z.object({ text: requiredText('问题', 300), dueOn: requiredDay('整改期限') }), { error: '请填写问题' })
    .max(20, { error: '最多20个问题' }),
  number: wholeNumber('次数', 1, 100),
});

export const problemForm = z.object({ answer: requiredText('整改情况', 1000) });

export const reopeningForm = z.object({ reopeningReason: requiredText('理由', 300) });
