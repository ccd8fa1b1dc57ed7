import { parseDay, showDay } from '../../shared/dates.js';
import { calendarWith, KNOWN_HOLIDAYS, noticePeriod, type SpecialDay } from '../../shared/working-days.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import type { OwnDay } from './calendar.queries.js';
import { ROUNDS } from './evaluations.paths.js';
import { FEWEST_NOTICE_DAYS } from './rounds.rules.js';

export const CALENDAR = '/bureau/calendar';

const KINDS = { HOLIDAY: '放假', WORKDAY: '上班' } as const;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

/** E32: the days from which 公示 periods are counted, this year's and next year's. */
export function showCalendarPage(data: { frame: Frame; own: readonly OwnDay[]; today: Date; form: FormState }) {
  const { frame, own, today, form } = data;
  const calendar = calendarWith(own);
  const years = shownYears(today);
  const missing = years.filter((year) => !calendar.years.has(year));
  const { endsOn } = noticePeriod(today, FEWEST_NOTICE_DAYS, calendar);
  return {
    title: '工作日历',
    frame,
    lead: `公示按工作日计算，放假和调休以国务院办公厅的通知为准。今天公布、公示${FEWEST_NOTICE_DAYS}个工作日的，到${showDay(endsOn)}结束。`,
    warning:
      missing.length === 0
        ? fewDaysWarning(years, own)
        : `${missing.join('、')}年的放假安排还没有登记，公示暂按自然日计算。通知公布后，请在这里登记放假和调休上班的日子。`,
    years: years.map((year) => ({
      title: `${year}年`,
      table: yearTable(year, own),
    })),
    form: {
      ...{ action: CALENDAR, submit: '登记这一天', errors: form.summary },
      cancel: { label: '返回评选表彰', href: ROUNDS },
      fields: [
        fieldOf(form, 'day', '日期', { type: 'date', width: 'medium' }),
        fieldOf(form, 'kind', '这一天', {
          type: 'radios',
          options: [
            { value: 'HOLIDAY', label: KINDS.HOLIDAY, hint: '不计入工作日' },
            { value: 'WORKDAY', label: KINDS.WORKDAY, hint: '周末调休上班，计入工作日' },
          ],
        }),
        fieldOf(form, 'name', '说明', { width: 'medium', maxlength: 30, hint: '例如：春节、国庆节调休' }),
      ],
    },
  };
}

/** 全国年节及纪念日放假办法 as amended for 2025. */
const STATUTORY_DAYS = 13;

/** A year of which the bureau has begun to lay down the days, but not all of them. */
function fewDaysWarning(years: readonly number[], own: readonly OwnDay[]): string | null {
  const ofYear = (days: readonly SpecialDay[], year: number) =>
    days.filter(({ day, kind }) => kind === 'HOLIDAY' && day.startsWith(`${year}-`)).length;
  const few = years.find((year) => ofYear(KNOWN_HOLIDAYS, year) === 0 && ofYear(own, year) < STATUTORY_DAYS);
  return few === undefined
    ? null
    : `${few}年只登记了${ofYear(own, few)}天放假，法定节假日全年共${STATUTORY_DAYS}天。请把放假和调休上班的日子登记齐，否则公示的日子会算错。`;
}

/** The years on the page: this one and the next. */
export const shownYears = (today: Date): number[] => [today.getUTCFullYear(), today.getUTCFullYear() + 1];

/** The special days of a year in their order; own days go before the shipped ones of the same date. */
export function daysOf(year: number, own: readonly OwnDay[]): (SpecialDay | OwnDay)[] {
  const mine = new Map(own.map((day) => [day.day, day]));
  const shipped = KNOWN_HOLIDAYS.filter(({ day }) => !mine.has(day));
  return [...shipped, ...own]
    .filter(({ day }) => day.startsWith(`${year}-`))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

function yearTable(year: number, own: readonly OwnDay[]) {
  return {
    caption: `${year}年的放假和调休`,
    columns: [{ label: '日期' }, { label: '安排' }, { label: '说明' }, { label: '操作', kind: 'act' }],
    rows: daysOf(year, own).map(dayRow),
    empty: { title: '还没有登记' },
  };
}

function dayRow(special: SpecialDay | OwnDay) {
  const day = parseDay(special.day);
  const when = day ? `${showDay(day)} ${WEEKDAYS[day.getUTCDay()] ?? ''}` : special.day;
  const remove: Action[] =
    'id' in special ? [{ label: '删去', href: `${CALENDAR}/${special.id}/removal`, method: 'post', kind: 'link' }] : [];
  return {
    cells: [when, KINDS[special.kind], special.name, remove.length > 0 ? { actions: remove } : '国务院办公厅通知'],
  };
}
