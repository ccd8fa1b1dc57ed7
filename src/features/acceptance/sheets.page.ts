import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { assessmentHref, SHEETS, sheetHref } from './acceptance.paths.js';
import { type AcceptanceItem, MOST_POINTS } from './acceptance.rules.js';
import type { FoundSheet } from './sheets.queries.js';

interface Branch {
  id: string;
  shortName: string;
}

const sheetTag = (mine: FoundSheet | null): Tag => {
  if (mine === null) return { kind: 'warn', label: '待打分' };
  return mine.status === 'CLOSED' ? { kind: 'ok', label: '已定稿' } : { kind: 'warn', label: '已打分，未定稿' };
};

/** A reviewer's desk: the branches passed on and the bureau as a whole. */
export function showSheetsPage(data: {
  frame: Frame;
  branches: readonly (Branch & { ready: boolean })[];
  own: readonly FoundSheet[];
  /** The last day of the access. */
  until: string | null;
}) {
  const { frame, branches, own, until } = data;
  const mineOn = (branchId: string | null) => own.find((sheet) => sheet.branchId === branchId) ?? null;
  const ready = branches.filter((branch) => branch.ready);
  const left = ready.filter(({ id }) => mineOn(id)?.status !== 'CLOSED');
  const whole = mineOn(null);
  const row = (branchId: string | null, name: string) => {
    const mine = mineOn(branchId);
    return {
      cells: [{ text: name, href: sheetHref(branchId) }, { tag: sheetTag(mine) }, mine ? `${mine.total}分` : ''],
    };
  };
  return {
    title: '我的检查',
    frame,
    lead: `逐个支部、逐项打分并写明意见。只能查阅，除评分以外不能更改任何内容。${until === null ? '' : `账号可用到${until}。`}`,
    next: nextCard(left, whole, ready.length),
    table: {
      caption: '我的检查',
      columns: [{ label: '对象' }, { label: '我的评分' }, { label: '得分', kind: 'number' }],
      rows: [...ready.map(({ id, shortName }) => row(id, shortName)), row(null, '全局总体')],
      empty: { title: '还没有可以检查的对象' },
    },
    others: branches
      .filter((branch) => !branch.ready)
      .map(({ id, shortName }) => ({ label: shortName, href: assessmentHref(id) })),
  };
}

function nextCard(left: readonly Branch[], whole: FoundSheet | null, ready: number) {
  const [first] = left;
  if (whole?.status === 'CLOSED')
    return { title: '您的检查已经结束', text: '评分已定稿，可以继续查阅。', action: null };
  if (first) {
    const action: Action = { label: `检查${first.shortName}`, href: sheetHref(first.id) };
    return { title: `还有${left.length}个支部没有定稿`, text: '先看自查和佐证，再逐项打分。', action };
  }
  if (ready === 0)
    return { title: '还没有转报的支部自查', text: '局党委转报后显示在这里。现在可以查阅各支部的记录。', action: null };
  return {
    ...{ title: '对全局总体打分，结束检查', text: '各支部都已定稿。' },
    action: { label: '全局总体', href: sheetHref(null) } as Action,
  };
}

export function sheetValues(mine: FoundSheet | null, list: readonly AcceptanceItem[]): Record<string, string> {
  return {
    ...Object.fromEntries(
      list.flatMap((_, index) => [
        [`scores.${index}.points`, String(mine?.scores[index]?.points ?? '')],
        [`scores.${index}.remark`, mine?.scores[index]?.remark ?? ''],
      ]),
    ),
    ...{ remark: mine?.remark ?? '', revision: String(mine?.revision ?? 0) },
  };
}

/** One sheet. The branch's own points stand beside each item; others' sheets are shown after closing. */
export function showSheetPage(data: {
  frame: Frame;
  branch: Branch | null;
  list: readonly AcceptanceItem[];
  /** What the branch gave itself, by item; empty for the bureau as a whole. */
  claimed: ReadonlyMap<string, { points: number; said: string[] }>;
  mine: FoundSheet | null;
  others: readonly FoundSheet[];
  /** The whole review is closed. */
  ended: boolean;
  form: FormState;
  refusal: string | null;
}) {
  const { frame, branch, list, claimed, mine, others, ended, form } = data;
  const href = sheetHref(branch?.id ?? null);
  const name = branch?.shortName ?? '全局总体';
  const editable = mine?.status !== 'CLOSED' && !ended;
  return {
    title: `检查：${name}`,
    frame,
    tag: sheetTag(mine),
    lead: branch ? '先查阅自查和佐证，再逐项打分；没有得满分的，写明意见。' : '就全局的组织领导和总体成效逐项打分。',
    links: branch ? [{ label: '看自查和佐证', href: assessmentHref(branch.id), kind: 'quiet' as const }] : [],
    refusal: data.refusal,
    form: editable ? sheetForm({ href, list, claimed, form, saved: mine !== null }) : null,
    close: editable && mine ? closeCard(href, mine.total, branch !== null) : null,
    result: mine && !editable ? resultOf(mine, list) : null,
    others:
      mine?.status === 'CLOSED'
        ? {
            caption: '其他检查员已定稿的评分',
            columns: [{ label: '检查员' }, { label: '得分', kind: 'number' }, { label: '意见' }],
            rows: others.map((sheet) => ({ cells: [sheet.reviewerName, `${sheet.total}分`, sheet.remark] })),
            empty: { title: '还没有其他检查员定稿' },
          }
        : null,
    back: { label: '返回我的检查', href: SHEETS },
  };
}

function sheetForm(data: {
  href: string;
  list: readonly AcceptanceItem[];
  claimed: ReadonlyMap<string, { points: number; said: string[] }>;
  form: FormState;
  saved: boolean;
}) {
  const { href, list, claimed, form, saved } = data;
  return {
    ...{ action: href, submit: '保存评分', kind: saved ? 'quiet' : 'primary', errors: form.summary },
    hidden: [
      { name: 'revision', value: form.values['revision'] ?? '0' },
      ...list.map((_, index) => ({ name: `scores.${index}.at`, value: String(index) })),
    ],
    fields: [
      ...list.flatMap(({ name, title, points }, index) => [
        fieldOf(form, `scores.${index}.points`, `${title}（${points}分）`, {
          ...{ type: 'number', width: 'short', unit: '分', min: 0, max: points, inputmode: 'numeric' },
          hint: hintOf(claimed.get(name)),
        }),
        fieldOf(form, `scores.${index}.remark`, `对“${title}”的意见`, { optional: true, maxlength: 300 }),
      ]),
      fieldOf(form, 'remark', '总的意见', { type: 'textarea', rows: 4, maxlength: 1000 }),
    ],
  };
}

const hintOf = (claim: { points: number; said: string[] } | undefined): string | null =>
  claim ? [`支部自评${claim.points}分`, ...claim.said].join('。') : null;

const closeCard = (href: string, total: number, ofBranch: boolean) => ({
  title: ofBranch ? '定稿' : '结束检查',
  text: ofBranch
    ? `已打${total}分。定稿后不能修改，可以看到其他检查员已定稿的评分。`
    : `已打${total}分。结束后，各支部和全局的评分都不能再修改。`,
  action: {
    ...({ label: ofBranch ? '定稿' : '结束检查', href: `${href}/closure`, method: 'post', kind: 'primary' } as const),
  },
});

const resultOf = ({ scores, total, remark }: FoundSheet, list: readonly AcceptanceItem[]) => ({
  facts: [
    { label: '我的评分', value: `${total}分，满分${MOST_POINTS}分` },
    { label: '总的意见', value: remark },
  ],
  table: {
    caption: '我的评分',
    columns: [{ label: '项目' }, { label: '得分', kind: 'number' }, { label: '意见' }],
    rows: list.map(({ title, points }, index) => ({
      cells: [title, `${scores[index]?.points ?? 0}分，满分${points}分`, scores[index]?.remark ?? ''],
    })),
    empty: { title: '没有评分' },
  },
});
