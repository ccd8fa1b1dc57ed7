import { dayInput, showDay, showMoment } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import { checkboxesOf, fieldOf } from '../../web/form-view.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { outcomeTag } from './applications.page.js';
import type { Outcome } from './decisions.queries.js';
import { type Decision, type Standing, standingsOf } from './decisions.rules.js';
import { revocationHref, roundHref } from './evaluations.paths.js';
import { isHolding } from './public-notices.rules.js';
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
    recusals: `回避：${recusalWords(outcome)}。会议研究这些对象时，请回避的委员离开会场。`,
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

/** Who stood aside from a candidate's branch, with the reason (E43). */
function recusalWords({ recusals, applications }: Outcome): string {
  const branches = new Map(applications.map(({ branchId, branch }) => [branchId, branch.shortName]));
  const lines = recusals.map(
    ({ branchId, reviewerName, reason }) => `${reviewerName}回避${branches.get(branchId) ?? ''}（${reason}）`,
  );
  return lines.length === 0 ? '没有' : lines.join('；');
}

/** What the committee decided, as a card of the round's page; null before. `mayRevoke`: who manages the round. */
export function decisionCard(outcome: Outcome, { roundId, mayRevoke }: { roundId: string; mayRevoke: boolean }) {
  const { decision, applications } = outcome;
  if (!decision) return null;
  const awarded = outcome.awardedAt !== null;
  const ranked = applications.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return {
    facts: [...decisionFacts(decision), { label: '回避', value: recusalWords(outcome) }],
    revocations: applications.flatMap(({ candidateName, revocation }) =>
      revocation ? [{ title: `撤销表彰：${candidateName}`, facts: decisionFacts(revocation) }] : [],
    ),
    table: {
      caption: '评审结果',
      columns: [
        { label: '申报对象' },
        { label: '党支部' },
        { label: '名次', kind: 'number' },
        { label: '得分', kind: 'number' },
        { label: '结果' },
        ...(awarded && mayRevoke ? [{ label: '操作', kind: 'act' }] : []),
      ],
      rows: ranked.map((row) => ({
        cells: [
          row.candidateName,
          row.branch.shortName,
          row.rank === null ? '' : `第${row.rank}`,
          row.result === null ? '' : `${showResult(row.result)}分`,
          { tag: resultTag(outcome, row), note: row.revokeReason ?? droppedNote(outcome, row) },
          ...(awarded && mayRevoke ? [{ actions: revokeActions(roundId, row) }] : []),
        ],
      })),
      empty: { title: '没有支部推荐的对象' },
    },
  };
}

type Candidate = Outcome['applications'][number];

const objectionsTo = ({ periods }: Outcome, { id }: Candidate) =>
  periods.flatMap(({ objections }) => objections).filter(({ applicationId }) => applicationId === id);

/** E29: a candidate with an objection that has no outcome yet is on hold. */
function resultTag(outcome: Outcome, row: Candidate): Tag {
  const held = row.status === 'CHOSEN' && !outcome.awardedAt && objectionsTo(outcome, row).some(isHolding);
  return held ? { kind: 'late', label: '暂缓，异议待核查' } : outcomeTag(row, outcome.awardedAt !== null);
}

const droppedNote = (outcome: Outcome, row: Candidate): string | null =>
  row.status === 'NOT_CHOSEN' && objectionsTo(outcome, row).some(({ status }) => status === 'UPHELD')
    ? '异议成立，不予表彰'
    : null;

const revokeActions = (roundId: string, { id, status, awardRevokedOn }: Candidate): Action[] =>
  status === 'CHOSEN' && awardRevokedOn === null
    ? [{ label: '撤销表彰', href: `${revocationHref(roundId, id)}/new`, kind: 'link' }]
    : [];

/** E30: the form of the meeting that withdraws an award. */
export function showRevocationForm(data: {
  frame: Frame;
  roundId: string;
  candidate: { id: string; candidateName: string };
  form: FormState;
  minutes: readonly object[];
}) {
  const { frame, roundId, candidate, form, minutes } = data;
  return {
    title: `撤销表彰：${candidate.candidateName}`,
    frame,
    lead: '表彰以后收到的举报经核查属实的，由局党委会议研究，决定是否撤销表彰。公开的表彰名单会写明撤销和原因，证书不再生成。',
    form: {
      ...{ action: revocationHref(roundId, candidate.id), submit: '撤销表彰', kind: 'danger', errors: form.summary },
      cancel: { label: '返回评选', href: roundHref(roundId) },
      fields: [
        fieldOf(form, 'reason', '撤销的原因', { maxlength: 200, hint: '公开显示；不写反映人，不写他人的隐私' }),
        ...minutes,
      ],
    },
  };
}

/** The binding act that ends a round in which nobody was found fit. */
export function confirmClosingPage({ frame, round, form }: { frame: Frame; round: Round; form: FormState }) {
  return {
    title: '结束评选',
    frame,
    warnings: [],
    confirm: {
      question: `结束“${round.title}”，不表彰吗？`,
      happens: '会议没有选定表彰对象，不用公示，这轮评选到此为止。',
      seenBy: '局党委、各党支部和申报的党员。',
      undo: '结束后不能再重新评审。',
      facts: [],
      action: `${roundHref(round.id)}/closing`,
      submit: '结束评选',
      hidden: [{ name: 'revision', value: String(round.revision) }],
      errors: form.summary,
      fields: [],
      cancel: { label: '返回', href: roundHref(round.id) },
    },
  };
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
