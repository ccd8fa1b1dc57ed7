import { z } from 'zod';
import {
  choice,
  mustAgree,
  optionalText,
  requiredDay,
  requiredText,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';

export const studySessionForm = z.object({
  topic: requiredText('学习主题', 100),
  heldOn: requiredDay('学习日期'),
  place: requiredText('地点', 60),
  material: requiredText('学习材料', 500),
  summary: requiredText('学习情况', 2000),
  attendeeIds: rowIds('参加人员').refine((ids) => ids.length > 0, { error: '请勾选参加学习的党员' }),
});

export const statementForm = z.object({
  title: requiredText('标题', 80),
  body: requiredText('正文', 10_000),
  revision: wholeNumber('版本', 0, 1_000_000),
});

export const statementReviewForm = z.object({
  outcome: choice('审核结论', ['approve', 'return']),
  note: optionalText('审核意见', 500),
});

export const statementPublicationForm = z.object({
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先完成保密审查，并勾选确认'),
});

export const emptyForm = z.object({});
