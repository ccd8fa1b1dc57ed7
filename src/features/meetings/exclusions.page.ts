import { dayInput, showDay } from '../../shared/dates.js';
import { type NamedPerson, personOptions } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame } from '../../web/frame-shape.js';
import type { ExclusionRow } from './exclusions.queries.js';
import { EXCLUSION_GROUNDS, GROUND_CODES } from './exclusions.rules.js';

interface Place {
  frame: Frame;
  href: string;
}

export function showExclusionsPage({ frame, href, rows, today }: Place & { rows: ExclusionRow[]; today: Date }) {
  const add = { label: '登记不计入应到', href: `${href}/new` };
  return {
    title: '不计入应到的党员',
    frame,
    head: {
      title: '不计入应到的党员',
      lead: '只有符合规定情形，经上级党组织同意，并经党员大会通过的，才不计入应到。其他因故不能到会的党员仍计入应到，也不能委托他人投票。',
      actions: rows.length > 0 ? [{ ...add, kind: 'primary' }] : [],
    },
    table: {
      caption: '不计入应到的党员',
      columns: [
        { label: '党员' },
        { label: '情形' },
        { label: '上级党组织同意' },
        { label: '党员大会通过' },
        { label: '期间' },
        { label: '操作', kind: 'act' },
      ],
      rows: rows.map((row) => ({
        cells: [
          { text: row.member.name, note: row.note },
          EXCLUSION_GROUNDS[row.ground],
          showDay(row.superiorAgreedOn),
          showDay(row.approvedOn),
          { text: periodOf(row), tag: tagOf(row, today) },
          {
            actions: row.endsOn === null ? [{ label: '恢复计入', href: `${href}/ending/new?exclusion=${row.id}` }] : [],
          },
        ],
      })),
      empty: {
        title: '没有不计入应到的党员',
        text: '名册上有表决权的党员全部计入应到。',
        action: add,
      },
    },
    pager: { href: null, shown: null },
  };
}

const periodOf = ({ startsOn, endsOn }: ExclusionRow): string =>
  endsOn === null ? `${showDay(startsOn)}起` : `${showDay(startsOn)}起，${showDay(endsOn)}恢复`;

function tagOf({ startsOn, endsOn }: ExclusionRow, today: Date) {
  if (endsOn !== null && endsOn <= today) return { kind: 'idle', label: '已恢复' };
  return startsOn > today ? { kind: 'idle', label: '尚未开始' } : { kind: 'warn', label: '不计入' };
}

export function showNewExclusionPage(data: Place & { form: FormState; people: NamedPerson[]; today: Date }) {
  const { form, href, today } = data;
  const day = { type: 'date', width: 'short' };
  return {
    title: '登记不计入应到',
    frame: data.frame,
    lead: '须先经上级党组织同意，再经党员大会通过。两步办完以后再登记。',
    form: {
      action: href,
      submit: '登记',
      errors: form.summary,
      cancel: { label: '返回', href },
      fields: [
        fieldOf(form, 'memberId', '党员', {
          type: 'select',
          width: 'medium',
          hint: '只列出现在计入应到的党员',
          options: [{ value: '', label: '请选择' }, ...personOptions(data.people)],
        }),
        fieldOf(form, 'ground', '情形', {
          type: 'radios',
          options: GROUND_CODES.map((value) => ({ value, label: EXCLUSION_GROUNDS[value] })),
        }),
        fieldOf(form, 'superiorAgreedOn', '上级党组织同意的日期', { ...day, max: dayInput(today) }),
        fieldOf(form, 'approvedOn', '党员大会通过的日期', { ...day, max: dayInput(today) }),
        fieldOf(form, 'startsOn', '开始日期', { ...day, hint: '从这一天起不计入应到，不早于党员大会通过的日期' }),
        fieldOf(form, 'note', '备注', { optional: true, maxlength: 100, hint: '例如批复文号，不写病情等个人隐私' }),
      ],
    },
  };
}

export function showEndingPage(data: Place & { form: FormState; rows: ExclusionRow[] }) {
  const { form, href, rows } = data;
  return {
    title: '恢复计入应到',
    frame: data.frame,
    lead: '从恢复日期起，该党员重新计入应到。已经保存的会议记录和选举记录不变。',
    form: {
      action: `${href}/ending`,
      submit: '恢复计入',
      errors: form.summary,
      cancel: { label: '返回', href },
      fields: [
        fieldOf(form, 'exclusionId', '党员', {
          type: 'select',
          width: 'medium',
          options: rows.map((row) => ({ value: row.id, label: `${row.member.name}（${periodOf(row)}）` })),
        }),
        fieldOf(form, 'endsOn', '恢复日期', { type: 'date', width: 'short' }),
      ],
    },
  };
}
