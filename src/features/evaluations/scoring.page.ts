import type { FormState } from '../../web/form.js';
import { fieldOf } from '../../web/form-view.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { recordCard } from './applications.page.js';
import type { CandidateRecord } from './candidate-record.rules.js';
import { SHEETS, sheetHref } from './evaluations.paths.js';
import { AWARD_NAMES } from './rounds.rules.js';
import type { RoundToScore, ToScore } from './scoring.queries.js';
import { aggregate, showResult } from './scoring.rules.js';

export interface ListedCandidate {
  application: RoundToScore['applications'][number];
  recusal: string | null;
  mustExplain: boolean;
}

/** Everything a reviewer has to score, round by round. */
export function showSheetsPage(data: {
  frame: Frame;
  rounds: readonly { round: RoundToScore; candidates: readonly ListedCandidate[] }[];
  accountId: string;
}) {
  const { frame, rounds, accountId } = data;
  return {
    title: '评审打分',
    frame,
    lead: '按冻结的标准逐条打分、写明理由。定稿以前，看不到其他人的分数；本支部和亲属的，按规定回避。',
    sections: rounds.map(({ round, candidates }) => ({
      title: round.title,
      note: AWARD_NAMES[round.award],
      table: {
        caption: round.title,
        columns: [
          { label: '申报对象' },
          { label: '党支部' },
          { label: '我的评分' },
          { label: '已定稿', kind: 'number' },
        ],
        rows: candidates.map((candidate) => candidateRow(candidate, accountId)),
        empty: { title: '没有支部推荐的对象' },
      },
    })),
    empty: { title: '现在没有评审中的评选', text: '申报截止、开始评审以后，在这里打分。' },
  };
}

function candidateRow({ application, recusal, mustExplain }: ListedCandidate, accountId: string) {
  const mine = application.sheets.find(({ reviewerId }) => reviewerId === accountId);
  const closed = application.sheets.filter(({ status }) => status === 'CLOSED').length;
  return {
    id: `a-${application.id}`,
    cells: [
      { text: application.candidateName, href: sheetHref(application.id) },
      application.branch.shortName,
      { tag: stateTag(mine?.status ?? null, recusal, mustExplain) },
      `${closed}份`,
    ],
  };
}

function stateTag(mine: 'OPEN' | 'CLOSED' | null, recusal: string | null, mustExplain: boolean): Tag {
  if (recusal !== null) return { kind: 'idle', label: '回避' };
  if (mustExplain) return { kind: 'late', label: '请说明理由' };
  if (mine === 'CLOSED') return { kind: 'ok', label: '已定稿' };
  return mine === 'OPEN' ? { kind: 'warn', label: '已打分，未定稿' } : { kind: 'warn', label: '待打分' };
}

/** The values of the reviewer's own sheet. */
export function sheetValues({ sheets, rules }: ToScore, accountId: string): Record<string, string> {
  const mine = sheets.find(({ reviewerId }) => reviewerId === accountId);
  const values = rules.criteria.flatMap((_, index) => [
    [`scores.${index}.points`, String(mine?.scores[index]?.points ?? '')],
    [`scores.${index}.reason`, mine?.scores[index]?.reason ?? ''],
  ]);
  return { ...Object.fromEntries(values), revision: String(mine?.revision ?? 0) };
}

/** One candidate at a reviewer's desk. */
export function showSheetPage(data: {
  frame: Frame;
  found: ToScore;
  accountId: string;
  recusal: string | null;
  mustExplain: boolean;
  form: FormState;
  recusalForm: FormState;
  explanation: FormState;
}) {
  const { frame, found, accountId, recusal, mustExplain, form, recusalForm, explanation } = data;
  const mine = found.sheets.find(({ reviewerId }) => reviewerId === accountId);
  const href = sheetHref(found.id);
  const scoring = recusal === null && mine?.status !== 'CLOSED';
  return {
    title: `评审：${found.candidateName}`,
    frame,
    tag: stateTag(mine?.status ?? null, recusal, mustExplain),
    lead: `${found.roundTitle}，${found.branch.shortName}推荐。`,
    note: recusal,
    deeds: recusal === null ? found.deeds : null,
    record: recusal === null && found.record !== null ? recordCard(found.record as unknown as CandidateRecord) : null,
    form: scoring ? sheetForm(found, form, href, mine !== undefined) : null,
    close: scoring && mine ? closeCard(href, mine.total) : null,
    spread: mine?.status === 'CLOSED' ? spreadOf(found) : null,
    explain: mustExplain
      ? {
          ...{ action: `${href}/explanation`, submit: '提交说明', errors: explanation.summary },
          fields: [
            fieldOf(explanation, 'explanation', '与其他人相差较大，请说明理由', {
              ...{ type: 'textarea', rows: 3, maxlength: 500 },
            }),
          ],
        }
      : null,
    recuse: scoring
      ? {
          ...{ action: `${href}/recusal`, submit: '申报回避', kind: 'quiet', errors: recusalForm.summary },
          fields: [
            fieldOf(recusalForm, 'recusalReason', '回避的理由', {
              ...{ maxlength: 200, hint: '例如：申报人是本人的近亲属。申报后不再给这个支部打分，已打的未定稿分数作废' },
            }),
          ],
        }
      : null,
    back: { label: '返回评审列表', href: SHEETS },
  };
}

function sheetForm({ rules }: ToScore, form: FormState, href: string, saved: boolean) {
  return {
    ...{ action: href, submit: '保存打分', kind: saved ? 'quiet' : 'primary', errors: form.summary },
    hidden: [
      { name: 'revision', value: form.values['revision'] ?? '0' },
      ...rules.criteria.map((_, index) => ({ name: `scores.${index}.at`, value: String(index) })),
    ],
    fields: rules.criteria.flatMap(({ title, description, points }, index) => [
      fieldOf(form, `scores.${index}.points`, `${title}（${points}分）`, {
        ...{ type: 'number', width: 'short', unit: '分', min: 0, max: points, inputmode: 'numeric', hint: description },
      }),
      fieldOf(form, `scores.${index}.reason`, `“${title}”的理由`, { maxlength: 300 }),
    ]),
  };
}

const closeCard = (href: string, total: number) => ({
  text: `已打${total}分。定稿后不能修改，可以看到其他人已定稿的分数。`,
  action: { label: '定稿', href: `${href}/closure`, method: 'post', kind: 'primary' } as const,
});

/** The closed sheets, shown to whoever closed his own. */
function spreadOf({ sheets, rules }: ToScore) {
  const closed = sheets.filter(({ status }) => status === 'CLOSED');
  const totals = closed.map(({ total }) => total);
  const result = aggregate(totals, rules.aggregation);
  return {
    facts: [
      { label: '已定稿', value: `${closed.length}份` },
      { label: '最高、最低', value: `${Math.max(...totals)}分、${Math.min(...totals)}分` },
      { label: '目前得分', value: result === null ? '' : `${showResult(result)}分` },
    ],
    table: {
      caption: '已定稿的评分',
      columns: [{ label: '评审人' }, { label: '总分', kind: 'number' }, { label: '说明' }],
      rows: closed.map(({ reviewerName, total, explanation }) => ({
        cells: [reviewerName, `${total}分`, explanation ?? ''],
      })),
      empty: { title: '还没有定稿的评分' },
    },
  };
}
