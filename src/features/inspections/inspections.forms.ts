import { z } from 'zod';
import {
  checkbox,
  choice,
  choices,
  optionalDay,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';
import { RESULTS } from './checklist.rules.js';
import { SEVERITIES } from './rectifications.rules.js';

const revision = wholeNumber('版本', 1, 1_000_000);

/** Title, period, team, and which branch on which day; rows in which neither is chosen are dropped before. */
export const planForm = z.object({
  title: requiredText('督导检查名称', 60),
  startsOn: requiredDay('开始日期'),
  endsOn: requiredDay('结束日期'),
  leaderId: rowId('督导组组长'),
  memberIds: rowIds('督导组成员'),
  visits: z
    .array(z.object({ branchId: rowId('党支部'), visitOn: requiredDay('检查日期') }))
    .min(1, { error: '请至少安排一个党支部' }),
  revision: wholeNumber('版本', 0, 1_000_000),
});
export type PlanInput = z.output<typeof planForm>;

const line = z
  .object({
    position: wholeNumber('序号', 1, 99),
    title: optionalText('检查内容', 60),
    look: optionalText('检查要点', 300),
    methods: choices('方式', ['LISTEN', 'CHECK', 'LOOK', 'VISIT']),
    source: optionalText('来源', 20),
    drop: checkbox(),
  })
  .superRefine(({ title, look, methods, drop }, context) => {
    if (drop || title !== null || (look === null && methods.length === 0)) return;
    context.addIssue({ code: 'custom', path: ['title'], message: '请填写检查内容，不需要的请勾选“去掉这一项”' });
  });

/** The order, and what each line says; dropped lines and those left empty are not kept. */
export const checklistForm = z.object({
  lines: z.array(line),
  revision,
});

export const cancellationForm = z.object({ reason: requiredText('取消的原因', 300) });
export const ownActForm = z.object({});

/** What was found, line by line. */
export const findingsForm = z.object({
  items: z
    .array(
      z.object({
        id: rowId('检查内容'),
        result: z.union([z.literal(''), z.enum(RESULTS)], { error: '请选择结果' }).optional(),
        note: optionalText('记录', 1000),
        was: requiredText('原来的记录', 64),
      }),
    )
    .min(1, { error: '没有收到检查内容，请重新打开页面' }),
});
export type FindingsInput = z.output<typeof findingsForm>;

export const problemForm = z.object({
  content: requiredText('问题', 1000),
  severity: choice('程度', SEVERITIES),
  demand: requiredText('整改要求', 500),
  dueOn: requiredDay('整改时限'),
  itemId: z.union([z.literal(''), z.uuid()], { error: '请重新选择对应的检查内容' }),
  revision: wholeNumber('版本', 0, 1_000_000),
});
export type ProblemInput = z.output<typeof problemForm>;

export const handoverForm = z.object({ summary: requiredText('总体情况', 2000) });
export const acknowledgementForm = z.object({ statement: optionalText('陈述意见', 1000) });

export const reportForm = z.object({
  doneOn: requiredDay('完成日期'),
  content: requiredText('整改情况', 1000),
  revision,
});

export const recheckForm = z.object({
  action: choice('复查结果', ['close', 'return']),
  note: optionalText('说明', 500),
  newDueOn: optionalDay('新的时限'),
  revision,
});

export const extensionForm = z.object({
  reason: requiredText('理由', 500),
  newDueOn: requiredDay('新的时限'),
});

export const extensionDecisionForm = z.object({
  action: choice('意见', ['grant', 'refuse']),
  note: optionalText('说明', 300),
});

/** The file itself comes beside the fields. */
export const evidenceForm = z.object({});
