import { showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame } from '../../web/frame-shape.js';
import { RESULT_TAGS } from './checklist.rules.js';
import { inspectionFileHref, inspectionHref, rectificationHref, visitHref, visitsHref } from './inspections.paths.js';
import { isHandedOver, VISIT_TAGS } from './inspections.rules.js';
import { isRunning, rectificationTag, SEVERITY_LABELS } from './rectifications.rules.js';
import type { ListedVisit, VisitRecord } from './visits.queries.js';

export interface VisitRights {
  /** Why the person does not act as inspector; null: he does. */
  refusal: string | null;
  /** Holds a role that inspects at all: others are not told why they do not. */
  inspects: boolean;
  acknowledges: boolean;
  answers: boolean;
  ofBureau: boolean;
}

interface VisitData {
  frame: Frame;
  visit: VisitRecord;
  today: Date;
  rights: VisitRights;
  acknowledgement: FormState;
}

/** One visit: what is next for this person, what was found, what is to be mended. */
export function showVisitPage(data: VisitData) {
  const { frame, visit, rights } = data;
  const base = visitHref(visit.branchId, visit.id);
  const underway = visit.status === 'UNDERWAY';
  const writes = underway && rights.inspects && rights.refusal === null;
  return {
    title: `督导检查：${visit.branch.shortName}`,
    frame,
    tag: VISIT_TAGS[visit.status],
    lead: `${visit.inspection.title}，${showDay(visit.visitOn)}。`,
    next: nextFor(data),
    refusal: rights.inspects ? rights.refusal : null,
    facts: factsOf(data),
    links: [
      ...(isHandedOver(visit.status) ? [{ label: '打印督导检查记录', href: `${base}/record` }] : []),
      ...(rights.ofBureau ? [{ label: '查看整个督导检查', href: inspectionHref(visit.inspection.id) }] : []),
    ],
    problems: visit.rectifications.map((row) => problemCard(data, row)),
    problemsEmpty: isHandedOver(visit.status) ? '没有需要整改的问题。' : '还没有记下问题。',
    addProblem: writes ? { label: '记一个问题', href: `${base}/problems/new`, kind: 'quiet' } : null,
    items: visit.items.map((item) => ({
      title: `${item.position + 1}．${item.title}`,
      tag: item.result ? RESULT_TAGS[item.result] : { kind: 'idle', label: '还没有填' },
      note: item.note,
      files: item.evidence.map((file) => fileCard(visit.branchId, file, writes)),
    })),
    itemsNote: `${visit.items.filter(({ result }) => result !== null).length}项已填，共${visit.items.length}项`,
    acknowledge: acknowledgeForm(data),
  };
}

function nextFor({ visit, rights, today }: VisitData) {
  const base = visitHref(visit.branchId, visit.id);
  const inspects = rights.inspects && rights.refusal === null;
  if (visit.status === 'PLANNED') {
    if (!inspects) return { title: '还没有开始检查', text: `安排在${showDay(visit.visitOn)}。`, action: null };
    if (visit.visitOn > today)
      return { title: `安排在${showDay(visit.visitOn)}`, text: '到那天在现场开始检查；清单可以先修改。', action: null };
    const action = { label: '开始检查', href: `${base}/start`, method: 'post' };
    return { title: '可以开始检查', text: '开始后清单不再变，逐项填写结果、记录和照片。手机上就能填。', action };
  }
  if (visit.status === 'UNDERWAY') return nextOnTheSpot(visit, inspects);
  if (visit.status === 'CANCELED') return { title: '这个支部不再检查', text: null, action: null };
  return nextAfterwards(visit, rights);
}

function nextOnTheSpot(visit: VisitRecord, inspects: boolean) {
  const base = visitHref(visit.branchId, visit.id);
  const left = visit.items.filter(({ result }) => result === null).length;
  const text = `${visit.items.length}项中还有${left}项没有填，记下${visit.rectifications.length}个问题。`;
  if (!inspects) return { title: '正在检查', text, action: null };
  return left > 0
    ? { title: '逐项填写检查结果', text, action: { label: '填写检查清单', href: `${base}/checklist` } }
    : {
        title: '各项都已填写',
        text: '核对问题和整改时限后，把记录交给支部。',
        action: { label: '交给支部', href: `${base}/handover/new` },
      };
}

function nextAfterwards(visit: VisitRecord, rights: VisitRights) {
  const running = visit.rectifications.filter(({ status }) => isRunning(status));
  if (visit.status === 'HANDED_OVER' && rights.acknowledges)
    return {
      title: '请确认收到督导检查记录',
      text: '对记录有不同看法的，可以写明陈述意见。',
      action: { label: '去确认', href: '#acknowledgement', kind: 'quiet' },
    };
  const mine = running.find(({ status }) => (rights.answers ? status !== 'REPORTED' : status === 'REPORTED'));
  if (mine && (rights.answers || (rights.inspects && rights.refusal === null)))
    return {
      title: rights.answers ? '按时限整改，报告整改情况' : '复查整改情况',
      text: mine.content,
      action: { label: rights.answers ? '报告整改情况' : '去复查', href: rectificationHref(visit.branchId, mine.id) },
    };
  const text = running.length === 0 ? '问题都已整改到位，或者没有发现问题。' : `${running.length}项正在整改。`;
  return { title: running.length === 0 ? '检查已经办结' : '正在整改', text, action: null };
}

function factsOf({ visit }: VisitData) {
  const team = visit.inspection.team.map(({ name, isLeader }) => (isLeader ? `${name}（组长）` : name)).join('、');
  return [
    { label: '督导组', value: team },
    ...(visit.inspected
      ? [{ label: '当时检查的支部', value: `${visit.inspected.shortName}，已并入${visit.branch.shortName}` }]
      : []),
    ...(visit.startedAt ? [{ label: '开始检查', value: showMoment(visit.startedAt) }] : []),
    ...(visit.summary === null ? [] : [{ label: '总体情况', value: visit.summary }]),
    ...(visit.handedOverAt
      ? [{ label: '交给支部', value: `${showMoment(visit.handedOverAt)}，${visit.handedOverByName ?? ''}` }]
      : []),
    ...(visit.acknowledgedAt
      ? [{ label: '支部确认', value: `${showMoment(visit.acknowledgedAt)}，${visit.acknowledgedByName ?? ''}` }]
      : []),
    ...(visit.statement === null ? [] : [{ label: '支部的陈述意见', value: visit.statement }]),
  ];
}

function problemCard({ visit, today }: VisitData, row: VisitRecord['rectifications'][number]) {
  return {
    id: `p-${row.id}`,
    title: row.content,
    href: rectificationHref(visit.branchId, row.id),
    tag: rectificationTag(row, today),
    note: `${SEVERITY_LABELS[row.severity]}，${showDay(row.dueOn)}前整改${row.item ? `；${row.item.title}` : ''}`,
    demand: row.demand,
  };
}

/** A kept file as the pages show it. */
export function fileCard(
  branchId: string,
  file: { id: string; fileName: string; mediaType: string },
  removable: boolean,
  removal = `${inspectionFileHref(branchId, file.id)}/removal`,
) {
  const remove: Action = { label: `去掉“${file.fileName}”`, href: removal, method: 'post', kind: 'link' };
  return {
    ...{ href: inspectionFileHref(branchId, file.id), name: file.fileName },
    isPicture: file.mediaType === 'image/jpeg',
    actions: removable ? [remove] : [],
  };
}

function acknowledgeForm({ visit, rights, acknowledgement }: VisitData) {
  if (visit.status !== 'HANDED_OVER' || !rights.acknowledges) return null;
  return {
    action: `${visitHref(visit.branchId, visit.id)}/acknowledgement`,
    ...{ submit: '确认收到', errors: acknowledgement.summary, keep: true },
    fields: [
      fieldOf(acknowledgement, 'statement', '陈述意见', {
        ...{ type: 'textarea', rows: 4, maxlength: 1000, optional: true },
        hint: '对检查记录的说明或不同看法，会写进督导检查记录',
      }),
    ],
  };
}

/** Before the record goes to the branch. */
export function confirmHandoverPage(data: { frame: Frame; visit: VisitRecord; form: FormState }) {
  const { frame, visit, form } = data;
  const left = visit.items.filter(({ result }) => result === null).length;
  return {
    title: '把记录交给支部',
    frame,
    warnings: left === 0 ? [] : [`还有${left}项没有结果，填好后才能交给支部；没有检查到的请选择“未检查”。`],
    confirm: {
      question: `确定把检查记录交给${visit.branch.shortName}吗？`,
      happens: `检查结果和${visit.rectifications.length}个问题交给支部，支部从现在起按时限整改。`,
      seenBy: '支部书记、支部委员和局党委看到全部记录；党员和公开栏看不到。',
      undo: '不能撤回，交出后记录不再修改。',
      facts: visit.rectifications.map((row) => ({
        label: `${SEVERITY_LABELS[row.severity]}问题`,
        value: row.content,
        note: `${showDay(row.dueOn)}前整改：${row.demand}`,
      })),
      action: `${visitHref(visit.branchId, visit.id)}/handover`,
      ...{ submit: '交给支部', errors: form.summary, keep: true },
      fields: [
        fieldOf(form, 'summary', '总体情况', {
          ...{ type: 'textarea', rows: 5, maxlength: 2000 },
          hint: '先写做得好的，再写不足；写事实，不打分',
        }),
      ],
      cancel: { label: '返回', href: visitHref(visit.branchId, visit.id) },
    },
  };
}

/** Visits of one branch: all for the bureau, those handed over for the branch. */
export function showVisitsPage(data: {
  frame: Frame;
  branch: { id: string; shortName: string };
  visits: readonly ListedVisit[];
  today: Date;
}) {
  const { frame, branch, visits, today } = data;
  const problems = visits.flatMap(({ rectifications }) => rectifications);
  const running = problems.filter(({ status }) => isRunning(status));
  return {
    title: '督导检查',
    frame,
    lead: `局党委对${branch.shortName}的督导检查、发现的问题和整改情况。`,
    actions: [],
    next: {
      title: running.length === 0 ? '没有正在整改的问题' : `${running.length}项正在整改`,
      text: running[0] ? `最早到期的一项：${running[0].content}` : null,
      action: running[0] ? { label: '查看这项整改', href: rectificationHref(branch.id, running[0].id) } : null,
    },
    table: {
      caption: '督导检查',
      columns: [{ label: '名称' }, { label: '日期' }, { label: '督导组' }, { label: '状态' }],
      rows: visits.map((visit) => ({
        cells: [
          { text: visit.inspection.title, href: visitHref(branch.id, visit.id) },
          showDay(visit.visitOn),
          visit.inspection.team.map(({ name }) => name).join('、'),
          { tag: VISIT_TAGS[visit.status] },
        ],
      })),
      empty: { title: '还没有督导检查', text: '局党委检查后，记录在这里查看。' },
    },
    open: {
      caption: '问题和整改',
      columns: [{ label: '问题' }, { label: '程度' }, { label: '时限' }, { label: '状态' }],
      rows: problems.map((row) => ({
        cells: [
          { text: row.content, href: rectificationHref(branch.id, row.id) },
          SEVERITY_LABELS[row.severity],
          showDay(row.dueOn),
          { tag: rectificationTag(row, today) },
        ],
      })),
      empty: { title: '没有需要整改的问题' },
    },
    openNote: `${problems.length}项`,
    backHref: visitsHref(branch.id),
  };
}
