import { z } from 'zod';
import {
  checkbox,
  choice,
  mustAgree,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
} from '../../web/form-fields.js';
import { minutesShape, votesOf, votesShape } from '../../web/form-minutes.js';
import { investigatorsFault } from './public-notices.rules.js';
import { AGGREGATION_CODES, FEWEST_NOTICE_DAYS, QUOTA_BASE_CODES, ROUNDING_CODES } from './rounds.rules.js';

const MOST_NOTICE_DAYS = 30;
const revision = wholeNumber('版本', 0, 100_000_000);

export const roundForm = z
  .object({
    award: choice('荣誉', ['OUTSTANDING_MEMBER', 'ADVANCED_ORGANIZATION']),
    title: requiredText('名称', 60),
    applyUntil: requiredDay('申报截止日期'),
    noticeDays: wholeNumber('公示工作日', FEWEST_NOTICE_DAYS, MOST_NOTICE_DAYS),
    base: choice('名额的基数', QUOTA_BASE_CODES).default('FULL'),
    percent: wholeNumber('名额比例', 1, 100),
    rounding: choice('小数的处理', ROUNDING_CODES),
    minimum: wholeNumber('最少名额', 0, 50),
    monthsInBranch: wholeNumber('在支部的时间', 0, 60),
    retired: checkbox(),
    gradedExcellent: checkbox(),
    aggregation: choice('计分办法', AGGREGATION_CODES),
    revision: revision.default(0),
  })
  .transform(({ base, percent, rounding, minimum, monthsInBranch, retired, gradedExcellent, ...rest }) => ({
    ...rest,
    quota: { base, numerator: percent, denominator: 100, rounding, minimum },
    eligibility: { monthsInBranch, retired, gradedExcellent },
  }));

export const calendarDayForm = z.object({
  day: requiredDay('日期'),
  kind: choice('放假或上班', ['HOLIDAY', 'WORKDAY']),
  name: requiredText('说明', 30),
});

export const openingForm = z.object({ revision });

/** The length is checked when it is handed in: a draft may be shorter. */
export const deedsForm = z.object({
  text: requiredText('事迹材料', 3000),
  revision,
});

const MOST_POINTS = 100;

export const sheetForm = z.object({
  revision,
  scores: z.array(
    z.object({
      /** Which criterion it is: a row left empty must not let the next one take its place. */
      at: wholeNumber('标准', 0, MOST_POINTS),
      points: wholeNumber('分数', 0, MOST_POINTS),
      reason: optionalText('理由', 300).transform((text) => text ?? ''),
    }),
  ),
});

export const recusalForm = z.object({ recusalReason: requiredText('回避的理由', 200) });
export const explanationForm = z.object({ explanation: requiredText('说明', 500) });

export const ownActForm = z.object({});

export const candidateForm = z.object({
  memberId: optionalRowId('党员'),
  text: requiredText('事迹材料', 3000),
  revision: revision.default(0),
});

export const recommendationForm = z.object({
  applicationIds: rowIds('推荐对象'),
  meetingId: rowId('讨论通过推荐对象的支部党员大会'),
  opinion: requiredText('支部意见', 600),
});

export const groupWordForm = z.object({
  supported: choice('小组意见', ['yes', 'no']).transform((answer) => answer === 'yes'),
  heldOn: requiredDay('小组讨论日期'),
  opinion: requiredText('小组的意见', 300),
});

export const decisionForm = z.object({
  ...minutesShape,
  ...votesShape,
  chosenIds: rowIds('表彰对象'),
  grounds: optionalText('理由', 600),
  revision,
});

const meetingForm = z.object({ ...minutesShape, ...votesShape });

/** The committee's meeting out of a form's data. */
export function meetingOf(data: z.output<typeof meetingForm>) {
  const { heldOn, place, chair, recorder, absentNote, observers, agenda, discussion, decision } = data;
  const { forCount, againstCount, abstainCount } = data;
  const votes = votesOf({ forCount, againstCount, abstainCount }) ?? { for: 0, against: 0, abstain: 0 };
  return {
    minutes: { heldOn, place, chair, recorder, absentNote, observers, agenda, discussion, decision },
    votes: { eligible: data.eligibleCount, present: data.presentCount, ...votes },
  };
}

export const revocationForm = z.object({
  ...minutesShape,
  ...votesShape,
  reason: requiredText('撤销的原因', 200),
});

export const reopeningForm = z.object({ reopeningReason: requiredText('重新评审的理由', 300) });

const candidateShown = z.object({
  applicationId: rowId('公示对象'),
  about: requiredText('基本情况', 200),
  deeds: requiredText('主要事迹', 600),
});

export const publicNoticeForm = z.object({
  contact: requiredText('监督电话和地址', 120),
  rows: z.array(candidateShown),
  secrecyReviewedBy: requiredText('保密审查人', 30),
  secrecyReview: mustAgree('请先完成保密审查，并勾选确认'),
  revision,
});

export const correctionForm = publicNoticeForm.extend({ correctionReason: requiredText('更正的原因', 300) });

export const objectionForm = z.object({
  applicationId: rowId('公示对象'),
  content: requiredText('反映的情况', 2000),
  name: optionalText('姓名和联系方式', 100),
});

export const investigationForm = z.object({
  investigators: requiredText('核查人', 100).superRefine((named, context) => {
    const message = investigatorsFault(named);
    if (message) context.addIssue({ code: 'custom', message });
  }),
});

export const findingForm = z.object({
  outcome: choice('核查结论', ['UPHELD', 'REJECTED']),
  finding: requiredText('结论和依据', 1000),
});
