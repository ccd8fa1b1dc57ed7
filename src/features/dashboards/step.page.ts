import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { phaseRow, stepRow } from '../../campaign/phases.js';
import { type BranchPlace, currentStep, standingIn, stepDueDay, stepState } from '../../campaign/place.js';
import { stepHref, stepNote } from '../../campaign/rail.js';
import type { BranchMatters } from '../../campaign/step-facts.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, showDay, showDistance } from '../../shared/dates.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';
import { attentionTo } from './attention.page.js';
import { checkItem, type StepRights } from './check-item.page.js';
import { type Duties, openPages } from './open-pages.page.js';

interface StepData extends BranchMatters {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  /** Null for a step the branch has not reached. */
  outcomes: readonly CheckOutcome[] | null;
  today: Date;
  may: StepRights & { complete: boolean };
  /** The page of the bureau the person came from. */
  from: string | null;
  duties: Duties | null;
}

interface NextCard {
  title: string;
  text: string | null;
  action: Action | null;
}

/** The page of one step: where the branch is, what is next, what is missing, what opens afterwards. */
export function showStepPage(data: StepData) {
  const { place, step, outcomes } = data;
  const row = stepRow(step);
  const overrideReason = standingIn(place, step)?.overrideReason ?? null;
  return {
    title: row.label,
    frame: data.frame,
    head: { title: row.label, lead: row.purpose, tag: stateTag(data) },
    next: nextCard(data),
    override: overrideReason === null ? null : `局党委批准进入下一步，理由：${overrideReason}`,
    checks:
      outcomes && outcomes.length > 0
        ? { title: '完成本步还需要', items: outcomes.map((outcome) => checkItem(outcome, data.may)) }
        : null,
    duties: data.duties,
    attention: attentionTo({ ...data, listed: data.duties !== null }),
    facts: factsOf(data),
    open: openPages(place, data.may),
    back: data.from === null ? null : { label: backWords(data.from), href: data.from },
  };
}

function stateTag({ place, step, today }: StepData): Tag {
  const state = stepState(place, step, today);
  if (state === 'done') return { kind: 'ok', label: '已完成' };
  if (state === 'later') return { kind: 'idle', label: '未开始' };
  return state === 'late' ? { kind: 'late', label: '逾期' } : { kind: 'warn', label: '进行中' };
}

function nextCard(data: StepData): NextCard {
  const { place, step, outcomes, today } = data;
  const state = stepState(place, step, today);
  const current = currentStep(place);
  if (state === 'later' || outcomes === null) {
    const action = current && { label: `去“${stepRow(current).label}”`, href: stepHref(place.branch.id, current) };
    return { title: '还没有进行到这一步', text: `${stepNote(place, step, today)}。${stepRow(step).opens}。`, action };
  }
  if (state === 'done') return doneCard(place, current);
  return openCard(data, outcomes);
}

function doneCard(place: BranchPlace, current: StepName | null): NextCard {
  if (current === null) return { title: '各步骤已全部完成', text: '本支部已完成本次活动的全部步骤。', action: null };
  const { label, opens } = stepRow(current);
  return {
    title: `继续“${label}”`,
    text: `${opens}。`,
    action: { label: `去“${label}”`, href: stepHref(place.branch.id, current) },
  };
}

function openCard({ place, step, may }: StepData, outcomes: readonly CheckOutcome[]): NextCard {
  const missing = missingChecks(outcomes);
  const first = missing.find(({ awaitsBureau }) => !awaitsBureau);
  const { next } = stepRow(step);
  if (missing.length === 0) {
    const opens =
      next === null
        ? '完成后，本支部的各步骤全部结束。'
        : `完成后进入“${stepRow(next).label}”：${stepRow(next).opens}。`;
    const action = may.complete
      ? { label: '完成本步', href: `${stepHref(place.branch.id, step)}/completion/new` }
      : null;
    return { title: '本步各项都已办好', text: may.complete ? opens : `等支部书记确认完成。${opens}`, action };
  }
  if (!first)
    return {
      title: missing[0]?.title ?? '',
      text: `${missing[0]?.reason ?? ''}。审核结果出来后再继续。`,
      action: null,
    };
  return {
    title: first.title,
    text: `${first.reason}。`,
    action: may.act && may.open(first.access) ? { label: first.action, href: first.href } : null,
  };
}

function factsOf({ place, step, today }: StepData) {
  const row = stepRow(step);
  const phase = place.campaign?.phases.find((candidate) => candidate.phase === row.phase);
  const standing = standingIn(place, step);
  const due = stepDueDay(place, step);
  const open = standing?.status === 'OPEN';
  return [
    { label: '所属阶段', value: `第${phaseRow(row.phase).numeral}阶段 ${phase?.title ?? ''}` },
    ...(standing ? [{ label: '开始', value: showDay(chinaDay(standing.openedAt)) }] : []),
    ...(standing?.completedAt ? [{ label: '完成', value: showDay(chinaDay(standing.completedAt)) }] : []),
    ...(due
      ? [
          {
            label: standing?.extendedTo ? '截止（局党委已延期）' : '截止',
            value: showDay(due),
            note: open ? showDistance(today, due) : '',
          },
        ]
      : []),
    { label: '完成后进入', value: row.next === null ? '本步是最后一步' : stepRow(row.next).label },
  ];
}

/** R60: whoever looked in from the board goes back to his place there. */
const backWords = (from: string): string => (from.startsWith('/bureau/board') ? '返回推进情况' : '返回');
