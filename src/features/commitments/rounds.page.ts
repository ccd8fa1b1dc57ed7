import { dayInput, showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Page } from '../../web/frame-shape.js';
import { cascadeHref, roundHref } from './commitments.paths.js';
import type { YearRound } from './rounds.queries.js';
import { isHearing, ROUND_DAYS, type RoundDays } from './rounds.rules.js';

/** The days as the form's values. */
export function roundValues(days: RoundDays): Record<string, string> {
  return Object.fromEntries(ROUND_DAYS.map(({ name }) => [name, dayInput(days[name])]));
}

/** The form that opens the year's round or moves its days. */
export function showRoundPage(data: {
  frame: Frame;
  branchId: string;
  year: number;
  isOpened: boolean;
  form: FormState;
  suggestHref: string;
}): Page & { lead: string; form: object; poster: object } {
  const { frame, branchId, year, isOpened, form, suggestHref } = data;
  return {
    title: `${year}年承诺的时间安排`,
    frame,
    lead: isOpened
      ? '这些日期已经告知大家，需要时可以往后改。'
      : '先征求党员群众的意见建议，再由支部、小组、党员逐级承诺。日期是建议，可以改；开始后在公开栏公布。',
    form: {
      action: roundHref(branchId),
      submit: isOpened ? '保存新的日期' : '开始征求意见',
      errors: form.summary,
      fields: ROUND_DAYS.map(({ name, label, hint }) =>
        fieldOf(form, name, label, { type: 'date', width: 'medium', hint }),
      ),
      cancel: { label: '返回承诺总览', href: cascadeHref(branchId) },
    },
    poster: {
      text: '请党员、师生和家长扫码提建议。不用登录，不留电话，称呼可以不填。',
      src: `${suggestHref}/qr.svg`,
      alt: '提建议的二维码',
      href: `${suggestHref}/new`,
      label: '打开“提建议”页面',
    },
  };
}

export interface RoundCard {
  facts: { label: string; value: string; href?: string }[];
  note: string;
  links: { label: string; href: string }[];
}

/** The year's round on the overview; null before it was opened. */
export function roundCard(
  { round, suggestions, unanswered }: YearRound,
  { branchId, today, mayArrange }: { branchId: string; today: Date; mayArrange: boolean },
): RoundCard | null {
  if (!round) return null;
  const heard = unanswered === 0 ? `${suggestions}条` : `${suggestions}条，${unanswered}条待答复`;
  return {
    note: isHearing(round, today) ? '正在征求意见' : '征求意见已截止',
    facts: [
      ...ROUND_DAYS.map(({ name, label }) => ({ label, value: showDay(round[name]) })),
      { label: '收到意见建议', value: heard, href: `/branches/${branchId}/feedback` },
    ],
    links: mayArrange ? [{ label: '改时间', href: roundHref(branchId) }] : [],
  };
}
