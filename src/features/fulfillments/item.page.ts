import { chinaDay, dayInput, daysBetween, showDay, showDistance, showMoment } from '../../shared/dates.js';
import { EXTENSION_TAGS } from '../../shared/extension-life.js';
import { doneOn, nestedNode, type ProgressNode, progressOf } from '../../shared/progress.js';
import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { EXTENSION_WORDS, kindOn } from './extensions.rules.js';
import { extensionHref, itemHref, recordHref } from './fulfillments.paths.js';
import type { ItemWithRecords } from './fulfillments.queries.js';
import { FULFILLMENT_TAGS } from './fulfillments.rules.js';

type Row = ItemWithRecords['fulfillments'][number];

export interface ItemPageData {
  frame: Frame;
  branchId: string;
  item: ItemWithRecords;
  today: Date;
  /** Keeps the item and may record now. */
  mayRecord: boolean;
  /** An officer of the branch, who may hand a member's item to another (E1). */
  mayHandOver: boolean;
  /** For each waiting record at the person's desk why he does not decide; null: he does. Others' are not in it. */
  refusals: ReadonlyMap<string, string | null>;
  form: FormState;
  decision: FormState;
}

/** One item of a commitment: what was promised, how far it is, what was done, and what is next. */
export function showItemPage(data: ItemPageData) {
  const { item, branchId, today, frame, form } = data;
  const node = nestedNode(item);
  const share = progressOf(node);
  return {
    title: item.mainTask,
    frame,
    lead: `${pledgerOf(item)}的承诺事项，${showDay(item.dueDate)}前办结。`,
    tag: stateTag(item, node, share, today),
    progress: { value: share, text: `${share}%` },
    facts: factsOf(item, branchId),
    children: item.children.length === 0 ? null : childrenTable(item, branchId),
    extensions: item.extensions.map((row) => ({
      label: EXTENSION_WORDS[row.kind].name,
      href: extensionHref(branchId, row.id),
      tag: EXTENSION_TAGS[row.status],
      note: `${row.newDueDate ? `${showDay(row.oldDueDate)}改为${showDay(row.newDueDate)}，` : ''}${row.reason}`,
    })),
    acts: [askLink(data, share), handoverLink(data, share)].filter((act) => act !== null),
    records: item.fulfillments.map((row) => recordCard(data, row)),
    form: data.mayRecord
      ? { ...recordForm(item, form, today), action: `${itemHref(branchId, item.id)}/fulfillments` }
      : null,
  };
}

/** E34: while it is not done, and no request waits. */
function askLink({ item, branchId, mayRecord, today }: ItemPageData, share: number): Action | null {
  if (!mayRecord || share === 100 || item.extensions.some(({ status }) => status === 'REQUESTED')) return null;
  const label = kindOn(item.dueDate, today) === 'EXTENSION' ? '申请延期' : '说明逾期的原因';
  return { label, href: `${itemHref(branchId, item.id)}/extensions/new`, kind: 'quiet' };
}

/** E1: of a member's unfinished item. */
function handoverLink({ item, branchId, mayHandOver }: ItemPageData, share: number): Action | null {
  if (!mayHandOver || item.commitment.level !== 'MEMBER' || share === 100) return null;
  return { label: '移交给其他党员', href: `${itemHref(branchId, item.id)}/handover/new`, kind: 'quiet' };
}

/** E35: done late keeps both days. */
function stateTag(item: ItemWithRecords, node: ProgressNode, share: number, today: Date): Tag {
  if (item.closedOn) return { kind: 'idle', label: '不再办理' };
  const day = node.children.length === 0 ? doneOn(node) : null;
  if (share === 100) {
    const late = day !== null && daysBetween(item.dueDate, day) > 0;
    return late ? { kind: 'warn', label: `逾期办结（${showDay(day)}）` } : { kind: 'ok', label: '已办结' };
  }
  const late = daysBetween(item.dueDate, today) > 0;
  return late
    ? { kind: 'late', label: showDistance(today, item.dueDate) }
    : { kind: 'idle', label: `进行中，${showDistance(today, item.dueDate)}` };
}

function pledgerOf({ commitment }: ItemWithRecords): string {
  if (commitment.level === 'MEMBER') return commitment.member?.name ?? '';
  return commitment.level === 'GROUP' ? `“${commitment.group?.name ?? ''}”小组` : commitment.branch.shortName;
}

function factsOf(item: ItemWithRecords, branchId: string) {
  const goal =
    item.measureKind === 'NUMBER'
      ? `${item.baseline === null ? '' : `从${item.baseline}${item.unit ?? ''}`}达到${item.target}${item.unit ?? ''}`
      : '';
  return [
    { label: '工作内容', value: item.workContent },
    { label: '具体措施', value: item.measures ?? '' },
    { label: '衡量', value: goal },
    { label: '责任人', value: item.responsiblePerson ?? '' },
    {
      label: '上级事项',
      value: item.parent?.mainTask ?? '',
      ...(item.parent ? { href: itemHref(branchId, item.parent.id) } : {}),
    },
    { label: '不再办理', value: item.closeReason ?? '' },
    ...item.handovers.map(({ fromName, toName, createdAt }) => ({
      label: '移交',
      value: `${showDay(chinaDay(createdAt))}由${fromName}移交给${toName}`,
    })),
  ].filter(({ value }) => value !== '');
}

function childrenTable(item: ItemWithRecords, branchId: string) {
  return {
    caption: '下级事项',
    columns: [{ label: '事项' }, { label: '承诺人' }, { label: '进度', kind: 'number' }],
    rows: item.children.map((child) => ({
      cells: [
        { text: child.mainTask, href: itemHref(branchId, child.id) },
        child.commitment.member?.name ?? child.commitment.group?.name ?? '',
        child.closedOn ? '不再办理' : `${progressOf(nestedNode(child))}%`,
      ],
    })),
    empty: { title: '没有下级事项' },
  };
}

function recordCard(data: ItemPageData, row: Row) {
  const { item, branchId, mayRecord, refusals, decision, form, today } = data;
  const refusal = refusals.get(row.id);
  const decides = refusal === null;
  const href = recordHref(branchId, row.id);
  const withdraw: Action = { label: '撤回这条记录', href: `${href}/withdrawal`, method: 'post', kind: 'link' };
  const addFile: Action = { label: '添加照片或PDF', href: `${href}/evidence/new`, kind: 'quiet' };
  const mending = mayRecord && row.status === 'RETURNED';
  return {
    id: `r-${row.id}`,
    title: `${showDay(row.doneOn)}${row.value === null ? '' : `，达到${row.value}${item.unit ?? ''}`}${row.completes ? '，本项办结' : ''}`,
    tag: FULFILLMENT_TAGS[row.status],
    content: row.content,
    by: `${row.createdByName}，${showMoment(row.createdAt)}`,
    decision: row.decidedAt ? `${row.decidedByName}：${row.decisionNote ?? FULFILLMENT_TAGS[row.status].label}` : null,
    refusal: refusal ?? null,
    decide: decides ? decisionForm(row, href, decision) : null,
    mend: mending
      ? { ...recordForm(item, valuesOf(row, form), today), action: `${href}/correction`, submit: '改正后再报' }
      : null,
    files: row.evidence.map((file) => evidenceCard(data, row, file)),
    actions: mayRecord && row.status !== 'ACCEPTED' ? [addFile, withdraw] : [],
  };
}

function evidenceCard({ branchId, mayRecord }: ItemPageData, row: Row, file: Row['evidence'][number]) {
  const href = `/branches/${branchId}/evidence/${file.id}`;
  const remove: Action = { label: `去掉“${file.fileName}”`, href: `${href}/removal`, method: 'post', kind: 'link' };
  return {
    href,
    name: file.fileName,
    isPicture: file.mediaType === 'image/jpeg',
    actions: mayRecord && row.status !== 'ACCEPTED' ? [remove] : [],
  };
}

/** The returned record's own words, unless the form holds what was just typed. */
function valuesOf(row: Row, form: FormState): FormState {
  const stored = {
    doneOn: dayInput(row.doneOn),
    content: row.content,
    value: row.value === null ? '' : String(row.value),
    completes: row.completes ? 'on' : '',
  };
  return Object.keys(form.values).length > 0 ? form : { ...form, values: stored };
}

function recordForm(item: ItemWithRecords, form: FormState, today: Date) {
  return {
    ...{ submit: '记下这件事', keep: true },
    errors: form.summary,
    fields: [
      fieldOf(form, 'doneOn', '完成日期', { type: 'date', width: 'short', max: dayInput(today) }),
      fieldOf(form, 'content', '做了什么', { type: 'textarea', rows: 3, maxlength: 500 }),
      ...(item.measureKind === 'NUMBER'
        ? [
            fieldOf(form, 'value', '达到的数', {
              width: 'short',
              unit: item.unit ?? '',
              inputmode: 'decimal',
              optional: true,
            }),
          ]
        : []),
      fieldOf(form, 'completes', '本项已经办结', { type: 'checkbox' }),
    ],
  };
}

function decisionForm(row: Row, href: string, form: FormState) {
  return {
    action: `${href}/decision`,
    submit: '提交意见',
    errors: form.summary,
    hidden: [{ name: 'revision', value: String(row.revision) }],
    fields: [
      fieldOf(form, 'action', '意见', {
        type: 'radios',
        options: [
          { value: 'accept', label: '认可', hint: '计入进度' },
          { value: 'return', label: '退回', hint: '写明理由，由承诺人改正后再报' },
        ],
      }),
      fieldOf(form, 'note', '说明', { type: 'textarea', rows: 2, maxlength: 300, optional: true }),
    ],
  };
}
