import { z } from 'zod';
import { choice, optionalText, requiredDay, requiredText, wholeNumber } from '../../web/form-fields.js';
import { MOST_SLIPS } from './surveys.rules.js';

export const surveyForm = z.object({
  title: requiredText('名称', 60),
  closesOn: requiredDay('截止日期'),
  slips: wholeNumber('评议单张数', 5, MOST_SLIPS),
});

export const closureForm = z.object({});

const grade = (label: string) => choice(label, ['1', '2', '3', '4']).transform(Number);

export const answerForm = z.object({
  overall: grade('总体评价'),
  work: grade('对履行职责的评价'),
  keeping: grade('对承诺落实的评价'),
  deeds: grade('对办实事的评价'),
  building: grade('对党员作用的评价'),
  word: optionalText('想说的话', 300),
});
