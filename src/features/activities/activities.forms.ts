import { z } from 'zod';
import { mustAgree, requiredDay, requiredText, rowIds, wholeNumber } from '../../web/form-fields.js';

export const activityForm = z.object({
  heldOn: requiredDay('活动日期'),
  place: requiredText('地点', 60),
  topic: requiredText('活动主题', 100),
  participantIds: rowIds('参加党员').refine((ids) => ids.length > 0, { error: '请勾选参加活动的党员' }),
  result: requiredText('活动内容和效果', 2000),
});

export const revisedActivityForm = activityForm.extend({ revision: wholeNumber('版本', 1, 1_000_000) });

/** The file itself comes beside the fields. */
export const photoForm = z.object({});

export const removalForm = z.object({ reason: requiredText('去掉的理由', 200) });
export const withdrawalForm = z.object({ reason: requiredText('撤下的理由', 200) });

export const publicationForm = z.object({
  revision: wholeNumber('版本', 1, 1_000_000),
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先完成保密审查，并勾选确认'),
});
