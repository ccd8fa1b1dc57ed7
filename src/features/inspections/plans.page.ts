import { ROLE_LABELS, type Role } from '../../access/roles.js';
import { dayInput, showDay, showMonthDay } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { INSPECTIONS, inspectionHref, rectificationHref, visitHref } from './inspections.paths.js';
import { INSPECTION_TAGS, isPlannable, VISIT_TAGS } from './inspections.rules.js';
import type { InspectionPlan, ListedInspection, ListedInspector } from './plans.queries.js';
import { isOverdue, isRunning, rectificationTag, SEVERITY_LABELS } from './rectifications.rules.js';

const period = ({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }): string =>
  `${showDay(startsOn)}到${startsOn.getUTCFullYear() === endsOn.getUTCFullYear() ? showMonthDay(endsOn) : showDay(endsOn)}`;

/** R49: all inspections of the campaign, and what is still to be mended anywhere. */
export function showInspectionsPage(data: {
  frame: Frame;
  inspections: readonly ListedInspection[];
  today: Date;
  accountId: string;
  mayPlan: boolean;
}) {
  const { frame, inspections, today, mayPlan } = data;
  const plan: Action = { label: '安排督导检查', href: `${INSPECTIONS}/new`, kind: 'quiet' };
  const open = openRows(inspections);
  return {
    title: '督导检查',
    frame,
    lead: '及时督导检查：按清单到支部听、查、看、访，发现问题限期整改、逐项复查。不打分、不排名。',
    actions: mayPlan ? [plan] : [],
    next: nextFor(data, open),
    table: {
      caption: '督导检查',
      columns: [{ label: '名称' }, { label: '时间' }, { label: '督导组' }, { label: '支部' }, { label: '状态' }],
      rows: inspections.map((row) => ({
        cells: [
          { text: row.title, href: inspectionHref(row.id) },
          period(row),
          row.team.map(({ name }) => name).join('、'),
          row.visits.map(({ branch }) => branch.shortName).join('、'),
          { tag: INSPECTION_TAGS[row.status] },
        ],
      })),
      empty: { title: '还没有督导检查', text: '安排后，督导组按清单到支部检查。' },
    },
    open: {
      caption: '正在整改的问题',
      columns: [{ label: '问题' }, { label: '党支部' }, { label: '程度' }, { label: '时限' }, { label: '状态' }],
      rows: open.map(({ visit, row }) => ({
        cells: [
          { text: row.content, href: rectificationHref(visit.branchId, row.id) },
          visit.branch.shortName,
          SEVERITY_LABELS[row.severity],
          showDay(row.dueOn),
          { tag: rectificationTag(row, today), note: row.extensions.length > 0 ? '支部申请延期' : null },
        ],
      })),
      empty: { title: '没有正在整改的问题' },
    },
    openNote: `${open.length}项，逾期${open.filter(({ row }) => isOverdue(row, today)).length}项`,
  };
}

type OpenRow = {
  inspection: ListedInspection;
  visit: ListedInspection['visits'][number];
  row: ListedInspection['visits'][number]['rectifications'][number];
};

/** What runs longest first. */
function openRows(inspections: readonly ListedInspection[]): OpenRow[] {
  const rows = inspections.flatMap((inspection) =>
    inspection.visits.flatMap((visit) => visit.rectifications.map((row) => ({ inspection, visit, row }))),
  );
  return rows.toSorted((a, b) => a.row.dueOn.getTime() - b.row.dueOn.getTime());
}

/** What waits for this person: a visit whose day has come, then an answer or a request to look at. */
function nextFor(
  { inspections, today, accountId }: { inspections: readonly ListedInspection[]; today: Date; accountId: string },
  open: readonly OpenRow[],
) {
  const own = inspections.filter(({ team }) => team.some((seat) => seat.accountId === accountId));
  const visits = own.flatMap((plan) => plan.visits.map((visit) => ({ plan, visit })));
  const running =
    visits.find(({ visit }) => visit.status === 'UNDERWAY') ??
    visits.find(({ visit }) => visit.status === 'PLANNED' && visit.visitOn <= today);
  if (running) {
    const { plan, visit } = running;
    const begun = visit.status === 'UNDERWAY';
    return {
      title: begun ? `继续检查${visit.branch.shortName}` : `到${visit.branch.shortName}检查`,
      text: `${plan.title}，${showDay(visit.visitOn)}。`,
      action: { label: begun ? '继续检查' : '去检查', href: visitHref(visit.branchId, visit.id) },
    };
  }
  const waiting = open.filter(
    ({ inspection, row }) => own.includes(inspection) && (row.status === 'REPORTED' || row.extensions.length > 0),
  );
  const [first] = waiting;
  if (first)
    return {
      title: `复查${waiting.length}项整改`,
      text: `${first.visit.branch.shortName}：${first.row.content}`,
      action: { label: '去复查', href: rectificationHref(first.visit.branchId, first.row.id) },
    };
  const [coming] = visits.filter(({ visit }) => visit.status === 'PLANNED');
  return {
    title: '没有等待您办理的检查',
    text: coming ? `下一次：${showDay(coming.visit.visitOn)}，${coming.visit.branch.shortName}。` : null,
    action: null,
  };
}

/** One plan: team, visits and what came of each, and the checklist. */
export function showInspectionPage(data: {
  frame: Frame;
  plan: InspectionPlan;
  checklist: readonly { title: string; note: string }[];
  today: Date;
  mayPlan: boolean;
}) {
  const { frame, plan, today } = data;
  const open = plan.status === 'PLANNED' || plan.status === 'UNDERWAY';
  const acts: Action[] = [
    { label: '修改安排', href: `${inspectionHref(plan.id)}/edit`, kind: 'quiet' },
    ...(plan.visits.some(({ status }) => status === 'PLANNED')
      ? [{ label: '修改检查清单', href: `${inspectionHref(plan.id)}/checklist`, kind: 'quiet' as const }]
      : []),
    ...(plan.status === 'PLANNED'
      ? [{ label: '取消这次检查', href: `${inspectionHref(plan.id)}/cancellation/new`, kind: 'link' as const }]
      : []),
  ];
  const [leader, ...members] = plan.team;
  return {
    title: plan.title,
    frame,
    tag: INSPECTION_TAGS[plan.status],
    lead: `${period(plan)}，${plan.visits.filter(({ status }) => status !== 'CANCELED').length}个党支部。`,
    acts: data.mayPlan && open ? acts : [],
    facts: [
      { label: '督导组组长', value: leader?.name ?? '' },
      { label: '督导组成员', value: members.map(({ name }) => name).join('、') },
      { label: '安排人', value: plan.createdByName },
      ...(plan.cancelReason === null ? [] : [{ label: '取消的原因', value: plan.cancelReason }]),
    ],
    visits: {
      caption: '各支部的检查',
      columns: [{ label: '党支部' }, { label: '日期' }, { label: '状态' }, { label: '整改' }],
      rows: plan.visits.map((visit) => ({
        cells: [
          {
            text: (visit.inspected ?? visit.branch).shortName,
            href: visitHref(visit.branchId, visit.id),
            note: visit.inspected ? `已并入${visit.branch.shortName}` : null,
          },
          showDay(visit.visitOn),
          { tag: VISIT_TAGS[visit.status] },
          mendingWords(visit.rectifications, today),
        ],
      })),
      empty: { title: '还没有安排党支部' },
    },
    checklist: data.checklist,
  };
}

function mendingWords(rows: InspectionPlan['visits'][number]['rectifications'], today: Date) {
  if (rows.length === 0) return '';
  const running = rows.filter(({ status }) => isRunning(status)).length;
  const overdue = rows.filter((row) => isOverdue(row, today)).length;
  const text = `共${rows.length}项，${running === 0 ? '全部整改到位' : `${running}项在整改`}`;
  return overdue === 0 ? text : { text, tag: { kind: 'late' as const, label: `逾期${overdue}项` } };
}

/** A stored plan as the form's values. */
export function planValues(plan: InspectionPlan | null): Record<string, string> {
  if (!plan) return { revision: '0' };
  const visits = plan.visits.filter((visit) => visit.status !== 'CANCELED' && isPlannable(visit));
  return {
    ...{ title: plan.title, startsOn: dayInput(plan.startsOn), endsOn: dayInput(plan.endsOn) },
    leaderId: plan.team.find(({ isLeader }) => isLeader)?.accountId ?? '',
    memberIds: plan.team.flatMap(({ isLeader, accountId }) => (isLeader ? [] : [accountId])).join(','),
    revision: String(plan.revision),
    ...Object.fromEntries(
      visits.flatMap(({ branchId, visitOn }, index) => [
        [`visits.${index}.branchId`, branchId],
        [`visits.${index}.visitOn`, dayInput(visitOn)],
      ]),
    ),
  };
}

const MORE_ROWS = 3;

/** Title, period, team, and which branch on which day. */
export function showPlanForm(data: {
  frame: Frame;
  plan: InspectionPlan | null;
  people: readonly ListedInspector[];
  branches: readonly { id: string; shortName: string }[];
  form: FormState;
}) {
  const { frame, plan, people, branches, form } = data;
  const filled = Object.keys(form.values).filter((name) => /^visits\.\d+\.branchId$/.test(name)).length;
  const choice = [{ value: '', label: '请选择' }];
  const roleOf = ({ role }: ListedInspector): string => ROLE_LABELS[role as Role];
  return {
    title: plan ? '修改安排' : '安排督导检查',
    frame,
    lead: '督导组从局党委书记、委员和督导员中产生，不检查自己所在的党支部。检查清单保存后可以再改。',
    form: {
      action: plan ? inspectionHref(plan.id) : INSPECTIONS,
      submit: plan ? '保存修改' : '保存安排',
      ...{ errors: form.summary, hidden: [{ name: 'revision', value: form.values['revision'] ?? '0' }], keep: true },
      fields: [
        fieldOf(form, 'title', '督导检查名称', { maxlength: 60, hint: '例如：第三季度督导检查' }),
        fieldOf(form, 'startsOn', '开始日期', { type: 'date', width: 'short' }),
        fieldOf(form, 'endsOn', '结束日期', { type: 'date', width: 'short' }),
        fieldOf(form, 'leaderId', '督导组组长', {
          ...{ type: 'select', width: 'medium' },
          options: [
            ...choice,
            ...people.map((one) => ({ value: one.accountId, label: `${one.name}（${roleOf(one)}）` })),
          ],
        }),
        checkboxesOf(form, 'memberIds', '督导组成员', {
          options: people.map((one) => ({ value: one.accountId, label: one.name, hint: roleOf(one) })),
        }),
      ],
      blocks: Array.from({ length: filled + MORE_ROWS }, (_, index) => ({
        legend: `第${index + 1}个支部`,
        note: null,
        fields: [
          fieldOf(form, `visits.${index}.branchId`, '党支部', {
            ...{ type: 'select', width: 'medium' },
            options: [...choice, ...branches.map(({ id, shortName }) => ({ value: id, label: shortName }))],
          }),
          fieldOf(form, `visits.${index}.visitOn`, '检查日期', { type: 'date', width: 'short' }),
        ],
      })),
      blocksNote: plan ? '不再检查的，把党支部和日期都清空。已经开始的检查不受影响。' : null,
      cancel: { label: '返回', href: plan ? inspectionHref(plan.id) : INSPECTIONS },
    },
  };
}

/** Before a plan is called off. */
export function confirmCancellationPage(data: { frame: Frame; plan: InspectionPlan; form: FormState }) {
  const { frame, plan, form } = data;
  return {
    title: '取消这次检查',
    frame,
    confirm: {
      question: `确定取消“${plan.title}”吗？`,
      happens: '各支部的检查不再进行，安排和清单留作记录。',
      seenBy: '局党委和督导组看到取消的原因。',
      undo: '不能撤回。需要检查时，请重新安排。',
      action: `${inspectionHref(plan.id)}/cancellation`,
      ...{ submit: '确认取消', danger: true, errors: form.summary },
      fields: [fieldOf(form, 'reason', '取消的原因', { type: 'textarea', rows: 3, maxlength: 300 })],
      cancel: { label: '返回', href: inspectionHref(plan.id) },
    },
  };
}
