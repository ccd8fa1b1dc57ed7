import { showDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { planHref, sessionHref, sessionsHref } from './study.paths.js';
import type { PlannedLine } from './study-plan.queries.js';
import { KIND_WORDS, standingOf } from './study-plan.rules.js';

interface PlanData {
  frame: Frame;
  branchId: string;
  rows: readonly PlannedLine[];
  today: Date;
  may: { write: boolean; readMeetings: boolean };
}

/** 学习和会议计划: what is planned, and what became of it. */
export function showPlanPage({ frame, branchId, rows, today, may }: PlanData) {
  const add: Action | null = may.write
    ? { label: '安排一次学习或会议', href: `${planHref(branchId)}/new`, kind: 'primary' }
    : null;
  return {
    title: '学习和会议计划',
    frame,
    head: {
      title: '学习和会议计划',
      lead: '先安排日期和主题；开展以后登记学习或会议记录，计划自动注明“已开展”。',
      actions: add && rows.length > 0 ? [add] : [],
    },
    table: {
      caption: '学习和会议计划',
      columns: [
        ...[{ label: '主题' }, { label: '计划日期' }, { label: '情况' }],
        ...(may.write ? [{ label: '办理', kind: 'act' }] : []),
      ],
      rows: rows.map((row) => ({
        cells: [
          { text: row.topic, note: [KIND_WORDS[row.kind], row.note].filter(Boolean).join('。') },
          showDay(row.plannedOn),
          { ...recordOf(branchId, row, may.readMeetings), tag: standingOf(row, today), note: row.cancelReason ?? '' },
          ...(may.write ? [{ actions: actsOf(branchId, row) }] : []),
        ],
      })),
      empty: { title: '还没有计划', text: '把今后的学习和会议安排在这里，党员都能看到。', action: add },
    },
  };
}

function recordOf(branchId: string, { session, meeting, sessionId, meetingId }: PlannedLine, readMeetings: boolean) {
  if (session && sessionId) return { text: showDay(session.heldOn), href: sessionHref(branchId, sessionId) };
  if (!meeting) return {};
  const text = showDay(meeting.heldOn);
  return readMeetings ? { text, href: `/branches/${branchId}/meetings/${meetingId}` } : { text };
}

function actsOf(branchId: string, { id, kind, sessionId, meetingId, canceledAt }: PlannedLine): Action[] {
  if (sessionId !== null || meetingId !== null || canceledAt !== null) return [];
  const href = `${planHref(branchId)}/${id}`;
  return [
    kind === 'STUDY'
      ? { label: '登记学习活动', href: `${sessionsHref(branchId)}/new?plan=${id}`, kind: 'link' }
      : { label: '对应会议记录', href: `${href}/meeting/new`, kind: 'link' },
    { label: '取消', href: `${href}/cancellation/new`, kind: 'link' },
  ];
}

export function showNewPlannedPage({ frame, branchId, form }: { frame: Frame; branchId: string; form: FormState }) {
  return {
    title: '安排学习或会议',
    frame,
    form: {
      action: planHref(branchId),
      ...{ submit: '保存计划', errors: form.summary, cancel: { label: '返回计划', href: planHref(branchId) } },
      fields: [
        fieldOf(form, 'kind', '类别', {
          type: 'radios',
          options: [
            { value: 'STUDY', label: '学习', hint: '学习讲话精神、会议精神等' },
            { value: 'MEETING', label: '会议', hint: '支部委员会、支部党员大会、党小组会' },
          ],
        }),
        fieldOf(form, 'plannedOn', '计划日期', { type: 'date', width: 'short' }),
        fieldOf(form, 'topic', '主题', { maxlength: 100 }),
        fieldOf(form, 'note', '说明', { optional: true, maxlength: 300, hint: '时间、地点、请党员准备什么' }),
      ],
    },
  };
}

interface OfLine {
  frame: Frame;
  branchId: string;
  row: PlannedLine;
  form: FormState;
}

/** Which minutes stand behind a planned meeting. */
export function showMeetingChoicePage({
  frame,
  branchId,
  row,
  form,
  meetings,
}: OfLine & { meetings: readonly { id: string; title: string; heldOn: Date }[] }) {
  return {
    title: `“${row.topic}”的会议记录`,
    frame,
    lead: '会议记录登记以后，在这里选出它，计划就注明“已开展”。',
    form: {
      action: `${planHref(branchId)}/${row.id}/meeting`,
      ...{ submit: '确定', errors: form.summary },
      cancel: { label: '没有召开，到计划里取消', href: planHref(branchId) },
      fields: [
        fieldOf(form, 'meetingId', '会议记录', {
          ...{ type: 'select', hint: '还没有登记的，请先到“会议记录”登记' },
          options: [
            { value: '', label: '请选择' },
            ...meetings.map(({ id, title, heldOn }) => ({ value: id, label: `${showDay(heldOn)} ${title}` })),
          ],
        }),
      ],
    },
  };
}

export function askCancellationPage({ frame, branchId, row, form }: OfLine) {
  return {
    title: '取消计划',
    frame,
    lead: `${showDay(row.plannedOn)}的“${row.topic}”。计划仍留在表中，注明取消和理由。`,
    form: {
      action: `${planHref(branchId)}/${row.id}/cancellation`,
      ...{ submit: '确认取消', errors: form.summary, cancel: { label: '不取消', href: planHref(branchId) } },
      fields: [fieldOf(form, 'reason', '取消的理由', { maxlength: 200 })],
    },
  };
}
