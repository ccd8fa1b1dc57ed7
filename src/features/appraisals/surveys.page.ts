import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { listSurveys, SurveyWithAnswers } from './surveys.queries.js';
import { FEWEST_ANSWERS, GRADES, MOST_SLIPS, QUESTIONS, surveyResult } from './surveys.rules.js';

export const surveysHref = (branchId: string): string => `/branches/${branchId}/surveys`;

const TAGS = { OPEN: { kind: 'warn', label: '正在评议' }, CLOSED: { kind: 'ok', label: '已结束' } } as const;

/** The surveys of a branch and the form of a new one. */
export function showSurveysPage(data: {
  frame: Frame;
  branchId: string;
  surveys: Awaited<ReturnType<typeof listSurveys>>;
  form: FormState;
}) {
  const { frame, branchId, surveys, form } = data;
  return {
    title: '群众评议',
    frame,
    lead: '请师生和家长用一次性的评议单评价支部工作。不记名，不记时间；结束以后才能看结果。',
    table: {
      caption: '历次评议',
      columns: [{ label: '名称' }, { label: '状态' }, { label: '截止' }, { label: '收到', kind: 'number' }],
      rows: surveys.map((survey) => ({
        cells: [
          { text: survey.title, href: `${surveysHref(branchId)}/${survey.id}` },
          { tag: TAGS[survey.status] },
          showDay(survey.closesOn),
          `${survey._count.answers} / ${survey._count.tokens}`,
        ],
      })),
      empty: { title: '还没有评议', text: '年底前开展一次，请师生和家长评价支部工作。' },
    },
    form: {
      ...{ action: surveysHref(branchId), submit: '开始评议', errors: form.summary },
      fields: [
        fieldOf(form, 'title', '名称', { maxlength: 60, hint: '例如：2026年底群众评议' }),
        fieldOf(form, 'closesOn', '截止日期', { type: 'date', width: 'medium' }),
        fieldOf(form, 'slips', '评议单张数', {
          ...{ type: 'number', width: 'short', unit: '张', min: FEWEST_ANSWERS, max: MOST_SLIPS, inputmode: 'numeric' },
        }),
      ],
    },
  };
}

/** One survey: slips to print while it is open, the result once it has ended. */
export function showSurveyPage({
  frame,
  branchId,
  survey,
}: {
  frame: Frame;
  branchId: string;
  survey: SurveyWithAnswers;
}) {
  const href = `${surveysHref(branchId)}/${survey.id}`;
  const open = survey.status === 'OPEN';
  const result = open ? null : surveyResult(survey.answers.map(({ grades }) => grades));
  const words = survey.answers.flatMap(({ word }) => word ?? []);
  return {
    title: survey.title,
    frame,
    tag: TAGS[survey.status],
    lead: `${showDay(survey.closesOn)}截止，发出${survey._count.tokens}张评议单，收到${survey.answers.length}份。`,
    slips: open ? { label: '打印评议单', href: `${href}/slips`, kind: 'primary' as const } : null,
    close: open
      ? { label: '结束评议', href: `${href}/closure`, method: 'post' as const, kind: 'quiet' as const }
      : null,
    note: open
      ? '结果在结束以后显示。'
      : result === null
        ? `收到的评议不足${FEWEST_ANSWERS}份，为了不让人看出是谁写的，不显示分项结果。`
        : null,
    table: result && {
      caption: '各项评价',
      columns: [
        { label: '内容' },
        ...GRADES.map((label) => ({ label, kind: 'number' })),
        { label: '满意率', kind: 'number' },
      ],
      rows: result.map(({ label, counts, satisfied }) => ({ cells: [label, ...counts.map(String), `${satisfied}%`] })),
      empty: { title: '没有结果' },
    },
    words: result === null ? [] : words,
  };
}

export interface PrintedSlip {
  number: number;
  address: string;
  /** The QR code as a `data:` address. */
  code: string;
}

/** The slips to cut apart, on A4. */
export function showSlipsPage(data: {
  frame: Frame;
  survey: SurveyWithAnswers;
  schoolName: string;
  slips: PrintedSlip[];
}) {
  const { frame, survey, schoolName, slips } = data;
  return {
    title: `${survey.title}：评议单`,
    frame,
    lead: '沿线剪开，每人一张。扫码打开，只能用一次；不记名。',
    heading: `${schoolName} ${survey.title}`,
    until: `${showDay(survey.closesOn)}前有效`,
    slips,
  };
}

/** The form behind a slip; `refusal`: why it cannot be used. */
export function showAnswerPage(data: {
  frame: Frame;
  title: string;
  schoolName: string;
  refusal: string | null;
  form: FormState;
  action: string;
}) {
  const { frame, title, schoolName, refusal, form, action } = data;
  const options = GRADES.map((label, index) => ({ value: String(index + 1), label }));
  return {
    title,
    frame,
    lead: `请您评价${schoolName}党支部的工作。不用登录，不记名，也不记时间。`,
    refusal,
    form: {
      ...{ action, submit: '提交评议', errors: form.summary },
      fields: [
        ...QUESTIONS.map(({ name, label }) => fieldOf(form, name, label, { type: 'radios', options })),
        fieldOf(form, 'word', '想说的话', {
          ...{ type: 'textarea', rows: 3, maxlength: 300, optional: true },
          hint: '只有支部能看到，请不要写能看出您是谁的话',
        }),
      ],
    },
  };
}
