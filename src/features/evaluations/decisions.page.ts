import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { APPLICATION_TAGS } from './applications.page.js';
import type { Outcome } from './decisions.queries.js';
import { type Decision, type Standing, standingsOf } from './decisions.rules.js';
import { roundHref } from './evaluations.paths.js';
import type { Round } from './rounds.queries.js';
import { showResult } from './scoring.rules.js';

/** What the form of the decision begins with. */
export const decisionValues = (today: Date, revision: number): Record<string, string> => ({
  ...{ heldOn: dayInput(today), agenda: '审定表彰对象', revision: String(revision) },
});

/** The committee's decision: what still hinders it, or the ranks and the form of the meeting. */
export function showDecisionPage(data: {
  frame: Frame;
  round: Round;
  outcome: Outcome;
  blockers: readonly string[];
  form: FormState;
  /** The fields of the meeting's minutes. */
  minutes: readonly object[];
}) {
  const { frame, round, outcome, blockers, form, minutes } = data;
  const standings = standingsOf(outcome.applications, round.rules);
  const ready = blockers.length === 0;
  return {
    title: '登记局党委会议的决定',
    frame,
    lead: `${round.title}。得分按冻结的办法计算；表彰谁由局党委会议决定。`,
    // Whoever still scores must not read the others' points here.
    blockers,
    standings: ready ? standingTable(standings) : null,
    form: ready
      ? {
          ...{ action: `${roundHref(round.id)}/decision`, submit: '登记决定', errors: form.summary },
          hidden: [{ name: 'revision', value: form.values['revision'] ?? '0' }],
          cancel: { label: '返回', href: roundHref(round.id) },
          fields: [
            checkboxesOf(form, 'chosenIds', '拟表彰的对象', {
              optional: true,
              hint: '按会议决定勾选；都不勾选表示本轮没有合适的对象',
              options: standings.map(({ id, candidateName, branchName, result }) => ({
                ...{
                  value: id,
                  label: candidateName,
                  hint: `${branchName}，${result === null ? '' : showResult(result)}分`,
                },
              })),
            }),
            fieldOf(form, 'grounds', '不按得分先后或得分相同时的理由', {
              ...{ type: 'textarea', rows: 3, maxlength: 600, optional: true },
            }),
            ...minutes,
          ],
        }
      : null,
    back: { label: '返回评选', href: roundHref(round.id) },
  };
}

function standingTable(standings: readonly Standing[]) {
  return {
    caption: '评审得分',
    columns: [
      { label: '申报对象' },
      { label: '党支部' },
      { label: '名次', kind: 'number' },
      { label: '得分', kind: 'number' },
      { label: '最高、最低' },
    ],
    rows: standings.map(({ candidateName, branchName, rank, result, totals }) => ({
      cells: [
        candidateName,
        branchName,
        rank === null ? '' : sharedRank(standings, rank),
        result === null ? '' : `${showResult(result)}分`,
        totals.length === 0 ? '' : `${Math.max(...totals)}分、${Math.min(...totals)}分，${totals.length}份`,
      ],
    })),
    empty: { title: '没有支部推荐的对象' },
  };
}

const sharedRank = (standings: readonly Standing[], rank: number): string =>
  standings.filter((row) => row.rank === rank).length > 1 ? `并列第${rank}` : `第${rank}`;

/** What the committee decided, as a card of the round's page; null before. */
export function decisionCard(outcome: Outcome) {
  const { decision, applications } = outcome;
  if (!decision) return null;
  const ranked = applications.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return {
    facts: decisionFacts(decision),
    table: {
      caption: '评审结果',
      columns: [
        { label: '申报对象' },
        { label: '党支部' },
        { label: '名次', kind: 'number' },
        { label: '得分', kind: 'number' },
        { label: '结果' },
      ],
      rows: ranked.map((row) => ({
        cells: [
          row.candidateName,
          row.branch.shortName,
          row.rank === null ? '' : `第${row.rank}`,
          row.result === null ? '' : `${showResult(row.result)}分`,
          { tag: resultTag(outcome, row), note: row.revokeReason },
        ],
      })),
      empty: { title: '没有支部推荐的对象' },
    },
  };
}

function resultTag({ awardedAt }: Outcome, row: Outcome['applications'][number]): Tag {
  if (row.awardRevokedOn) return { kind: 'late', label: '已撤销表彰' };
  if (row.status === 'CHOSEN' && awardedAt) return { kind: 'ok', label: '已表彰' };
  return APPLICATION_TAGS[row.status];
}

function decisionFacts(decision: Decision) {
  const { heldOn, place, chair, recorder, agenda, grounds, verdictText, decidedBy } = decision;
  return [
    { label: '会议', value: `${showDay(new Date(heldOn))}，${place}，主持人${chair}，记录人${recorder}` },
    { label: '议题', value: agenda },
    { label: '表决', value: verdictText },
    { label: '决议', value: decision.decision },
    ...(grounds === null ? [] : [{ label: '理由', value: grounds }]),
    { label: '登记人', value: decidedBy },
  ];
}

/** Requests to reopen, and what this person can do about the one that waits. */
export function reopeningCard(
  outcome: Outcome,
  round: Round,
  {
    accountId,
    mayManage,
    mayScore,
    form,
  }: { accountId: string; mayManage: boolean; mayScore: boolean; form: FormState },
) {
  const open = outcome.reopenings.find(({ agreedAt }) => agreedAt === null) ?? null;
  const decided = round.status === 'DECIDED';
  const agree = decided && open !== null && mayScore && open.askedById !== accountId;
  const ask = decided && open === null && mayManage;
  const lines = outcome.reopenings.map(({ askedByName, askedAt, reason, agreedBy, agreedAt }) => {
    const agreed =
      agreedAt && agreedBy ? `${agreedBy}于${showMoment(agreedAt)}同意，已重新评审。` : '正在等另一人同意。';
    return `${askedByName}于${showMoment(askedAt)}提出：${reason}。${agreed}`;
  });
  if (lines.length === 0 && !ask) return null;
  const action: Action = {
    ...{ label: '同意重新评审', href: `${roundHref(round.id)}/reopening/agreement`, method: 'post', kind: 'quiet' },
  };
  return {
    lines,
    action: agree ? action : null,
    form: ask
      ? {
          ...{
            action: `${roundHref(round.id)}/reopening`,
            submit: '提出重新评审',
            kind: 'quiet',
            errors: form.summary,
          },
          fields: [
            fieldOf(form, 'reopeningReason', '重新评审的理由', {
              ...{ maxlength: 300, hint: '另一名委员同意后，决定作废，评分重新打开；过程留有记录' },
            }),
          ],
        }
      : null,
  };
}
