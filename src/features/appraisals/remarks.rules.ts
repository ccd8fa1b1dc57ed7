import { isYearEnd, quarterToRemark } from '../../shared/year-seasons.js';

export type RemarkKind = 'QUARTERLY' | 'SELF' | 'PEER';

/** How a person stands to a commitment: above it, as its author, or as a fellow of the same group. */
export type RemarkRole = 'ABOVE' | 'SELF' | 'PEER';

export interface RemarkTurn {
  kind: RemarkKind;
  /** 1 to 4 of a quarterly remark, 0 at year's end. */
  quarter: number;
}

export const QUARTER_NAMES = ['', '一季度', '二季度', '三季度', '四季度'] as const;

export const KIND_WORDS: Record<RemarkKind, { title: string; hint: string }> = {
  QUARTERLY: { title: '点评', hint: '肯定做得好的，指出没做到的，说明下一步怎么做。请对事不对人。' },
  SELF: { title: '年底自评', hint: '哪些承诺做到了，哪些没有做到，原因是什么，明年怎么办。' },
  PEER: { title: '组内互评', hint: '写一两句具体的话：他做成了什么，还可以怎样做得更好。' },
};

/** What this person may write today about a commitment of `year`; null when nothing. */
export function remarkTurn(role: RemarkRole, year: number, today: Date, summingUp: boolean): RemarkTurn | null {
  if (role === 'ABOVE') {
    const quarter = quarterToRemark(year, today);
    return quarter === null ? null : { kind: 'QUARTERLY', quarter };
  }
  return isYearEnd(year, today, summingUp) ? { kind: role, quarter: 0 } : null;
}

/** 一季度点评 / 年底自评 / 组内互评 */
export const turnTitle = ({ kind, quarter }: RemarkTurn): string =>
  kind === 'QUARTERLY' ? `${QUARTER_NAMES[quarter] ?? ''}点评` : KIND_WORDS[kind].title;

/** Why nothing can be written today. */
export function waitWords(role: RemarkRole, year: number): string {
  return role === 'ABOVE' ? `${year}年的点评已经结束。` : '每年12月和次年1月写年底自评和互评。';
}
