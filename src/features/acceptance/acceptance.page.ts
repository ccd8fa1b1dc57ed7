import type { Permission } from '../../access/permissions.js';
import { showDay, showMoment } from '../../shared/dates.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { assessmentHref, itemHref, problemHref, versionHref } from './acceptance.paths.js';
import { MOST_POINTS, type Part } from './acceptance.rules.js';
import type { FoundAssessment } from './assessment.queries.js';
import { ASSESSMENT_STATUS_LABELS, isEditable, type Standing, totalOf } from './assessment.rules.js';
import type { ListedVerdict } from './verdicts.queries.js';
import { outcomeTag } from './verdicts.rules.js';

export interface AssessmentRights {
  open: (access: Permission) => boolean;
  /** Officers of the branch fill in and mend; others look on. */
  write: boolean;
  /** A member of the committee from outside the branch, and where he says his word. */
  review: string | null;
}

const TAG_KINDS: Record<FoundAssessment['status'], Tag['kind']> = {
  ...{ DRAFT: 'idle', SUBMITTED: 'warn', RETURNED: 'late', PASSED_ON: 'ok' },
};

export const assessmentTag = (status: FoundAssessment['status'] | null): Tag => ({
  kind: status ? TAG_KINDS[status] : 'idle',
  label: status ? ASSESSMENT_STATUS_LABELS[status] : '还没有自查',
});

/** R47: the self-assessment against the 100 points: what the portal can show, and where each gap is mended. */
export function showAcceptancePage(data: {
  frame: Frame;
  branch: { id: string; shortName: string };
  standings: readonly Standing[];
  found: FoundAssessment | null;
  listChanged: boolean;
  /** The branch has come to the step. */
  reached: boolean;
  today: Date;
  verdicts: readonly ListedVerdict[];
  may: AssessmentRights;
}) {
  const { frame, branch, standings, found, today, may } = data;
  const suggested = standings.reduce((sum, one) => sum + one.points, 0);
  const gaps = standings.flatMap(({ parts }) => parts.filter(({ done }) => !done));
  const editable = may.write && data.reached && isEditable(found?.status ?? null);
  return {
    title: '验收自查',
    frame,
    tag: assessmentTag(found?.status ?? null),
    lead: '对照验收清单自查自评。佐证由系统从办理记录中找出，缺什么、到哪里补，逐项列明。',
    next: nextCard(data, gaps.length),
    returned: found?.status === 'RETURNED' ? `局党委意见：${found.reviewNote ?? ''}` : null,
    facts: [
      { label: '自评得分', value: `${totalOf(standings)}分，满分${MOST_POINTS}分` },
      { label: '系统建议', value: `${suggested}分` },
      { label: '尚缺', value: gaps.length === 0 ? '没有缺项' : `${gaps.length}项` },
      { label: '截至', value: showDay(today) },
    ],
    note: data.listChanged
      ? '清单由局党委调整。分数只用于自查，不排名。'
      : '清单为默认标准（可替换），分数只用于自查，不排名。',
    versions: (found?.versions ?? []).map((version) => ({
      label: `第${version.number}版，自评${version.total}分`,
      href: versionHref(branch.id, version.number),
      note: `${version.submittedBy} ${showMoment(version.submittedAt)}提交`,
    })),
    verdicts: data.verdicts.map((verdict) =>
      verdictCard(verdict, (id) => (may.write ? problemHref(branch.id, id) : null)),
    ),
    items: standings.map((standing) => ({
      id: standing.item.name,
      title: standing.item.title,
      note: pointsNote(standing),
      said: saidOf(standing),
      link: editable ? { label: '填写得分和说明', href: itemHref(branch.id, standing.item.name) } : null,
      parts: standing.parts.map((part) => partRow(part, may)),
    })),
  };
}

const pointsNote = ({ own, points, item }: Standing): string =>
  `自评${own}分${own === points ? '' : `（系统建议${points}分）`}，满分${item.points}分`;

/** The branch's words on an item. */
export const saidOf = ({ reason, remark }: { reason: string | null; remark: string | null }): string[] => [
  ...(reason === null ? [] : [`得分理由：${reason}`]),
  ...(remark === null ? [] : [`说明：${remark}`]),
];

/** A part with its records; whoever may not open a record reads its name. */
export function partRow(part: Part, { open, write }: Pick<AssessmentRights, 'open' | 'write'>) {
  return {
    tag: partTag(part.done),
    title: part.title,
    reason: part.reason,
    evidence: part.evidence.map(({ label, href, access }) => ({
      label,
      href: access === null || open(access) ? href : null,
    })),
    link: !part.done && open(part.access) ? { label: write ? '去补' : '查看', href: part.href } : null,
  };
}

export const partTag = (done: boolean): Tag => (done ? { kind: 'ok', label: '有佐证' } : { kind: 'warn', label: '缺' });

/** A verdict with its problems; `problemLink` leads whoever mends them. */
export const verdictCard = (verdict: ListedVerdict, problemLink?: (id: string) => string | null) => ({
  title: `第${verdict.number}次验收`,
  tag: outcomeTag(verdict.outcome, verdict.reopenedAt !== null),
  text: verdict.text,
  note: `${verdict.decidedBy}，${showDay(verdict.decidedOn)}。${verdict.recordedBy}登记。`,
  problems: verdict.problems.map(({ id, text, dueOn, answer, answeredBy }) => {
    const href = answer === null ? (problemLink?.(id) ?? null) : null;
    return {
      tag: (answer === null ? { kind: 'warn', label: '待整改' } : { kind: 'ok', label: '已整改' }) satisfies Tag,
      title: text,
      reason: answer === null ? `整改期限${showDay(dueOn)}` : `${answer}（${answeredBy ?? ''}）`,
      evidence: [],
      link: href === null ? null : { label: '填写整改情况', href },
    };
  }),
});

function nextCard(data: Parameters<typeof showAcceptancePage>[0], gaps: number) {
  const { branch, found, reached, may } = data;
  const status = found?.status ?? null;
  const submit: Action = { label: '提交自查', href: `${assessmentHref(branch.id)}/submission/new` };
  if (status === 'SUBMITTED') {
    return may.review
      ? {
          title: '请审核这份自查',
          text: '同意转报，或写明意见退回修改。',
          action: { label: '去审核', href: may.review },
        }
      : { title: '等待局党委审核', text: '审核结果会显示在这里，审核期间不能修改。', action: null };
  }
  const [last] = data.verdicts;
  if (last?.outcome === 'PASSED' && last.reopenedAt === null)
    return { title: '已通过验收', text: `${showDay(last.decidedOn)}通过验收，活动资料已冻结。`, action: null };
  if (status === 'PASSED_ON')
    return { title: '自查已由局党委转报', text: '等待自治区检查组验收，结论会显示在这里。', action: null };
  if (!may.write) return { title: '支部正在自查', text: '提交以后，局党委在审核事项中看到。', action: null };
  if (!reached)
    return {
      ...{ title: '还没有进行到“验收检查”', text: '现在可以先看缺什么、到哪里补；到这一步后填写得分并提交。' },
      action: null,
    };
  const text =
    gaps === 0 ? '各项都有佐证，核对得分后提交。' : `还缺${gaps}项佐证，能补的先补，不能补的在该项写明情况。`;
  return { title: status === 'RETURNED' ? '按意见修改后再提交' : '逐项核对，提交自查', text, action: submit };
}
