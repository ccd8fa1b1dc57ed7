import type { MeetingVerdict } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';
import { personOptions } from '../../shared/same-names.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Page, Tag, TagKind } from '../../web/frame-shape.js';
import type { MeetingListRow, SuggestedAttendance } from './meetings.queries.js';
import { MEETING_KIND_LABELS, MEETING_PURPOSES, MEETING_VERDICT_LABELS } from './meetings.rules.js';

const VERDICT_KINDS: Record<MeetingVerdict, TagKind> = {
  PASSED: 'ok',
  REJECTED: 'late',
  DEFERRED: 'warn',
  INQUORATE: 'late',
  NO_VOTE: 'idle',
};

export function verdictTag(verdict: MeetingVerdict): Tag {
  return { kind: VERDICT_KINDS[verdict], label: MEETING_VERDICT_LABELS[verdict] };
}

export interface MeetingsPage extends Page {
  head: { title: string; lead: string; actions: Action[] };
  table: object;
  pager: { href: string | null; shown: string | null };
}

export function showMeetingsPage(data: {
  frame: Frame;
  href: string;
  rows: readonly MeetingListRow[];
  more: boolean;
  exclusionsHref: string;
  mayRecord: boolean;
}): MeetingsPage {
  const { rows, href } = data;
  const record: Action = { label: '登记会议', href: `${href}/new` };
  return {
    title: '会议记录',
    frame: data.frame,
    head: {
      title: '会议记录',
      lead: '支部党员大会、支部委员会会议和党小组会的记录，与支部工作手册的栏目一致，可以打印存档。',
      actions: data.mayRecord
        ? [
            ...(rows.length > 0 ? [{ ...record, kind: 'primary' as const }] : []),
            { label: '不计入应到的党员', href: data.exclusionsHref, kind: 'quiet' },
          ]
        : [],
    },
    table: {
      caption: '会议记录',
      columns: [{ label: '会议' }, { label: '日期' }, { label: '到会', kind: 'number' }, { label: '结论' }],
      rows: rows.map((row) => ({
        cells: [
          {
            text: row.title,
            href: `${href}/${row.id}`,
            note: row.group ? `${row.group.name} · ${MEETING_KIND_LABELS[row.kind]}` : MEETING_KIND_LABELS[row.kind],
          },
          showDay(row.heldOn),
          `应到${row.eligibleCount}人，实到${row.presentCount}人`,
          { tag: verdictTag(row.verdict) },
        ],
      })),
      empty: {
        title: '还没有会议记录',
        text: data.mayRecord ? '会后在这里登记到会人数、议题、表决和决议。' : '本支部登记会议后在这里显示。',
        action: data.mayRecord ? record : null,
      },
    },
    pager: {
      href: data.more ? `${href}?after=${rows.at(-1)?.id}` : null,
      shown: data.more ? `本页${rows.length}条` : null,
    },
  };
}

/** 应到 as suggested, for the hint of the form. */
export function eligibleHint(suggested: SuggestedAttendance, hasCommittee: boolean): string {
  const general = suggested.basis;
  const committee = hasCommittee && suggested.committee !== null ? `；支部委员会${suggested.committee}人` : '';
  return `${general}${committee}。外出、流动党员仍计入应到。按会议当日的表决权计算。`;
}

export function showNewMeetingPage(data: {
  frame: Frame;
  href: string;
  form: FormState;
  suggested: SuggestedAttendance;
  hasCommittee: boolean;
  /** Made by web/form-minutes. */
  minutesFields: readonly object[];
}) {
  const { form, suggested, hasCommittee } = data;
  const kinds = [
    { value: 'GENERAL', label: MEETING_KIND_LABELS.GENERAL },
    ...(hasCommittee ? [{ value: 'COMMITTEE', label: MEETING_KIND_LABELS.COMMITTEE }] : []),
    ...(suggested.groups.length > 0 ? [{ value: 'GROUP', label: MEETING_KIND_LABELS.GROUP }] : []),
  ];
  const groups = [
    { value: '', label: '不是党小组会' },
    ...suggested.groups.map((group) => ({ value: group.id, label: `${group.name}（有表决权${group.voters}人）` })),
  ];
  const purposes = MEETING_PURPOSES.filter((row) => row.free).map((row) => ({ value: row.purpose, label: row.label }));
  return {
    title: '登记会议',
    frame: data.frame,
    head: { title: '登记会议', lead: '会后登记。保存后按规定算出表决结论，会议记录不能再修改。' },
    form: {
      action: data.href,
      ...{ submit: '保存会议记录', keep: true },
      errors: form.summary,
      cancel: { label: '返回', href: data.href },
      fields: [
        fieldOf(form, 'kind', '会议类型', { type: 'radios', options: kinds }),
        ...(suggested.groups.length > 0
          ? [
              fieldOf(form, 'groupId', '功能党小组', {
                type: 'select',
                width: 'medium',
                optional: true,
                hint: '党小组会才选',
                options: groups,
              }),
            ]
          : []),
        fieldOf(form, 'purpose', '会议事项', { type: 'radios', options: purposes }),
        fieldOf(form, 'title', '会议名称', { hint: '例如：讨论推荐优秀共产党员人选', maxlength: 60 }),
        ...data.minutesFields,
      ],
    },
  };
}

const ABSENCE_ROWS = [0, 1, 2, 3, 4, 5];

/** Rows for the absent, chosen from who is entitled on the day; what more there is goes into the note. */
export function absenceFields(form: FormState, voters: SuggestedAttendance['voters']) {
  const options = [{ value: '', label: '没有' }, ...personOptions(voters)];
  return ABSENCE_ROWS.filter((row) => row < voters.length).flatMap((row) => [
    fieldOf(form, `absences.${row}.memberId`, `缺席党员${row + 1}`, {
      ...{ type: 'select', width: 'medium', optional: true, options },
      ...(row === 0 ? { hint: '从应到的党员中选择；缺席的仍计入应到，不能委托他人表决' } : {}),
    }),
    fieldOf(form, `absences.${row}.reason`, `缺席原因${row + 1}`, { width: 'medium', maxlength: 60, optional: true }),
  ]);
}
