import { z } from 'zod';
import { choice, requiredDay, requiredText, wholeNumber } from '../../web/form-fields.js';
import { GRADES_OF_MEMBER } from './member-appraisals.rules.js';

const MOST_VOTES = 500;
const revision = wholeNumber('版本', 0, 100_000_000);
/** Whether a grade is wanted depends on the member; the service says so. */
const grade = (label: string) =>
  choice(label, GRADES_OF_MEMBER)
    .optional()
    .transform((code) => code ?? null);

export const selfAppraisalForm = z.object({ text: requiredText('自评', 1500), grade: grade('自评等次'), revision });

export const appraisalDecisionForm = z.object({
  EXCELLENT: wholeNumber('优秀票', 0, MOST_VOTES),
  QUALIFIED: wholeNumber('合格票', 0, MOST_VOTES),
  BASICALLY_QUALIFIED: wholeNumber('基本合格票', 0, MOST_VOTES),
  UNQUALIFIED: wholeNumber('不合格票', 0, MOST_VOTES),
  grade: grade('评定等次'),
  opinion: requiredText('支部意见', 600),
  decidedOn: requiredDay('评定日期'),
  revision,
});
