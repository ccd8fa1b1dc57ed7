import { addDays, daysBetween, showDay } from '../../shared/dates.js';

/** The days of a year's round: suggestions are gathered, then branch, groups and members write. */
export interface RoundDays {
  suggestionsUntil: Date;
  branchDueOn: Date;
  groupDueOn: Date;
  memberDueOn: Date;
}

/** In the order in which they follow one another (R32, R34, R37, R39). */
export const ROUND_DAYS = [
  { name: 'suggestionsUntil', label: '征求意见截止', hint: '公开栏上“提建议”开放到这一天' },
  { name: 'branchDueOn', label: '支部承诺提交', hint: '征求的意见建议答复完，才能提交' },
  { name: 'groupDueOn', label: '小组承诺提交', hint: '支部的任务分解到小组以后' },
  { name: 'memberDueOn', label: '党员承诺提交', hint: '小组细化任务以后' },
] as const satisfies readonly { name: keyof RoundDays; label: string; hint: string }[];

export interface RoundFault {
  field: keyof RoundDays;
  message: string;
}

/**
 * What is wrong with the days; null when they are in order. They follow one another and lie in the year; a new day is not
 * past; one that teachers and students were told (`standing`) is only moved back.
 */
export function roundFault(
  days: RoundDays,
  { year, today, standing }: { year: number; today: Date; standing: RoundDays | null },
): RoundFault | null {
  for (const [index, { name, label }] of ROUND_DAYS.entries()) {
    const day = days[name];
    const told = standing?.[name];
    if (told && daysBetween(told, day) < 0)
      return { field: name, message: `${label}已经告知大家是${showDay(told)}，只能往后改` };
    if (day.getUTCFullYear() !== year) return { field: name, message: `${label}应在${year}年内` };
    if (told?.getTime() !== day.getTime() && daysBetween(today, day) < 0)
      return { field: name, message: `${label}不能早于今天` };
    const before = ROUND_DAYS[index - 1];
    if (before && daysBetween(days[before.name], day) < 0)
      return { field: name, message: `${label}不能早于${before.label}（${showDay(days[before.name])}）` };
  }
  return null;
}

/** A proposal to begin with: two weeks of hearing, then a week for each level, all within the year. */
export function proposedDays(today: Date, year: number): RoundDays {
  const last = new Date(Date.UTC(year, 11, 31));
  const at = (days: number): Date => {
    const day = addDays(today, days);
    return day > last ? last : day;
  };
  return { suggestionsUntil: at(14), branchDueOn: at(21), groupDueOn: at(28), memberDueOn: at(35) };
}

/** Until the end of the day itself. */
export function isHearing({ suggestionsUntil }: Pick<RoundDays, 'suggestionsUntil'>, today: Date): boolean {
  return daysBetween(today, suggestionsUntil) >= 0;
}

/** R34: why the branch's letter cannot be submitted yet; null when everybody was heard and answered. */
export function hearingFault(
  { round, unanswered }: { round: Pick<RoundDays, 'suggestionsUntil'> | null; unanswered: number },
  today: Date,
): string | null {
  if (round && isHearing(round, today))
    return `意见建议征集到${showDay(round.suggestionsUntil)}为止，截止后再提交支部承诺。`;
  if (unanswered > 0)
    return `还有${unanswered}条意见建议没有答复。请先在“群众意见”中逐条说明采纳情况，再提交支部承诺。`;
  return null;
}
