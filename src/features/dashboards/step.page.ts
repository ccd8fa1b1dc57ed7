import type { Permission } from '../../access/permissions.js';
import { yearOfWriting } from '../../campaign/commitment-year.js';
import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { phaseRow, stepRow } from '../../campaign/phases.js';
import {
  type BranchPlace,
  currentStep,
  finishedSteps,
  standingIn,
  stepDueDay,
  stepState,
} from '../../campaign/place.js';
import { stepHref, stepNote } from '../../campaign/rail.js';
import type { BranchMatters } from '../../campaign/step-facts.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, daysBetween, parseDay, showDay, showDistance } from '../../shared/dates.js';
import type { FormState } from '../../web/form.js';
import type { Action, Frame, Tag } from '../../web/frame-shape.js';

interface StepData extends BranchMatters {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  /** Null for a step the branch has not reached. */
  outcomes: readonly CheckOutcome[] | null;
  today: Date;
  may: StepRights & { complete: boolean };
}

/** What the person may do with the pages the checks lead to. */
export interface StepRights {
  open: (access: Permission) => boolean;
  /** Sees to things there; others only look. */
  act: boolean;
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
    attention: attentionTo(data),
    facts: factsOf(data),
    open: openPages(place, data.may),
  };
}

/** What does not hold back the step, but the branch should see to. */
function attentionTo(data: StepData) {
  const items = [
    ...toMend(data),
    ...toAcknowledge(data),
    ...lateQuestions(data),
    ...membersOnTheirWay(data),
    ...recordsToAccept(data),
    ...renewal(data),
    ...tooSmall(data),
  ];
  return items.length === 0 ? null : { title: '需要留意', items };
}

/** R49: what an inspection found and the branch has to mend. Members do not read it: they are not told either. */
function toMend({ mendingDays, place, today, may }: StepData) {
  const days = mendingDays.flatMap((text) => parseDay(text) ?? []);
  const [first] = days;
  if (first === undefined || !may.open('inspections:read')) return [];
  const late = days.filter((day) => daysBetween(day, today) > 0).length;
  const words = `${days.length}项问题要整改${late > 0 ? `，其中${late}项逾期` : ''}；最早一项${showDay(first)}到期，${showDistance(today, first)}`;
  return [
    {
      tag: (late > 0 ? { kind: 'late', label: '逾期' } : { kind: 'warn', label: '待办' }) satisfies Tag,
      ...{ title: '督导检查的整改', reason: words },
      link: {
        label: may.open('rectifications:answer') && may.act ? '去整改' : '查看',
        href: `/branches/${place.branch.id}/inspections`,
      },
    },
  ];
}

/** R49: the record of an inspection waits for the branch's word. */
function toAcknowledge({ recordsHandedOver, place, may }: StepData) {
  if (recordsHandedOver === 0 || !may.open('inspections:acknowledge')) return [];
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      ...{ title: '督导检查记录', reason: `${recordsHandedOver}份记录等支部书记确认收到` },
      link: { label: '去确认', href: `/branches/${place.branch.id}/inspections` },
    },
  ];
}

/** E1, E2: letters to act upon and arrivals without a group; who is not to see to the roster is not told. */
function membersOnTheirWay({ transfers, place, today, may }: StepData) {
  if (!may.open('members:manage')) return [];
  const lapsed = (text: string) => {
    const day = parseDay(text);
    return day !== null && daysBetween(day, today) > 0;
  };
  const matters: [number, Tag, string][] = [
    [transfers.out.filter(lapsed).length, { kind: 'late', label: '逾期' }, '份转出的介绍信已过期，请撤回后重新开具'],
    [
      transfers.into.filter((text) => !lapsed(text)).length,
      { kind: 'warn', label: '待办' },
      '名党员的介绍信已开到本支部，等您接收',
    ],
    [transfers.unplaced, { kind: 'warn', label: '待办' }, '名转入的党员还没有参加功能党小组'],
  ];
  const link = { label: '去办理', href: `/branches/${place.branch.id}/transfers` };
  return matters
    .filter(([count]) => count > 0)
    .map(([count, tag, words]) => ({ tag, title: '组织关系转接', reason: `${count}${words}`, link }));
}

/** R41: what the groups did or ask for waits for the branch. */
function recordsToAccept({ toAccept, place, may }: StepData) {
  if (toAccept === 0) return [];
  const link = { label: '去办理', href: `/branches/${place.branch.id}/fulfillments` };
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      title: '小组的践诺记录',
      reason: `${toAccept}条践诺记录或延期申请等支部认可`,
      link: may.open('group-commitments:review') ? link : null,
    },
  ];
}

/** R32, E36: the new year's letter, from January on until it is begun; not before the branch's turn (E37). */
function renewal({ letterYears, place, today, may }: StepData) {
  const year = yearOfWriting(place, today);
  if (year === null || year === place.campaign?.startYear || letterYears.includes(year)) return [];
  const link = { label: '去安排', href: `/branches/${place.branch.id}/commitments` };
  return [
    {
      tag: { kind: 'warn', label: '待办' } satisfies Tag,
      title: `开始${year}年的承诺`,
      reason: '每年年初征求意见建议、逐级承诺；上一年没有办结的事项可以延续',
      link: may.open('branch-commitments:write') ? link : null,
    },
  ];
}

/** E47: questions whose day has passed without an answer. */
function lateQuestions({ questionDays, place, today, may }: StepData) {
  const late = questionDays.filter((text) => {
    const day = parseDay(text);
    return day !== null && daysBetween(day, today) > 0;
  }).length;
  if (late === 0) return [];
  const link = { label: '去答复', href: `/branches/${place.branch.id}/feedback` };
  return [
    {
      tag: { kind: 'late', label: '逾期' } satisfies Tag,
      title: '群众的提问',
      reason: `${late}条提问逾期未答复，公开栏上已显示`,
      link: may.open('feedback:answer') ? link : null,
    },
  ];
}

/** E12: groups too small to be one. */
function tooSmall({ smallGroups, place, may }: StepData) {
  const merger = `/branches/${place.branch.id}/group-changes/merger/new`;
  return smallGroups.map(({ id, name, members, full }) => ({
    tag: { kind: 'warn', label: '待办' } satisfies Tag,
    title: `小组“${name}”`,
    reason: `现有${members}人${full === 0 ? '，没有正式党员' : ''}。党小组一般不少于3人，至少1名正式党员，请与相近的小组合并或补充成员`,
    link: may.open('groups:manage') ? { label: '去合并', href: `${merger}?group=${id}` } : null,
  }));
}

/** What the branch shows and hears in public belongs to no step: it is reached from every one. */
function openPages({ branch }: BranchPlace, may: StepRights): { title: string; actions: Action[] } {
  const base = `/branches/${branch.id}`;
  return {
    title: '活动、公开、监督和评选',
    actions: [
      { label: '小组活动', href: `${base}/activities`, kind: 'quiet' },
      ...(may.open('meetings:read')
        ? [{ label: '申报评选', href: `${base}/evaluations`, kind: 'quiet' as const }]
        : []),
      { label: '群众意见', href: `${base}/feedback`, kind: 'quiet' },
      ...(may.open('surveys:manage') ? [{ label: '群众评议', href: `${base}/surveys`, kind: 'quiet' as const }] : []),
      ...(may.open('appraisals:manage')
        ? [{ label: '民主评议党员', href: `${base}/member-appraisals`, kind: 'quiet' as const }]
        : []),
      ...(may.open('inspections:read')
        ? [{ label: '督导检查', href: `${base}/inspections`, kind: 'quiet' as const }]
        : []),
      ...(may.open('acceptance:read')
        ? [{ label: '验收自查', href: `${base}/acceptance`, kind: 'quiet' as const }]
        : []),
      ...(may.open('acceptance-files:read')
        ? [{ label: '验收材料包', href: `${base}/acceptance-files`, kind: 'quiet' as const }]
        : []),
      { label: '公开栏已公布的内容', href: `${base}/notices`, kind: 'quiet' },
    ],
  };
}

export function checkItem(outcome: CheckOutcome, may: StepRights) {
  return {
    tag: checkTag(outcome),
    title: outcome.title,
    reason: outcome.reason,
    link: may.open(outcome.access) ? { label: may.act ? outcome.action : '查看', href: outcome.href } : null,
  };
}

function checkTag({ done, awaitsBureau }: CheckOutcome): Tag {
  if (done) return { kind: 'ok', label: '已完成' };
  return awaitsBureau ? { kind: 'idle', label: '待审核' } : { kind: 'warn', label: '待办' };
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

/** A branch without a campaign, or with none of its steps open yet. */
export function showIdleBranchPage(data: { frame: Frame; place: BranchPlace; may: StepRights }) {
  const { place } = data;
  const allDone = finishedSteps(place) > 0;
  return {
    title: place.branch.shortName,
    frame: data.frame,
    head: { title: place.branch.shortName, lead: place.branch.schoolName },
    empty: place.campaign
      ? {
          title: allDone ? '本次活动的步骤已全部完成' : '本支部还没有加入本次活动',
          text: allDone ? '各步骤的内容可以从左边的进程查看。' : '请联系局党委。',
        }
      : { title: '局党委尚未发布活动', text: '活动发布后，这里显示本支部要办理的第一步。现在可以先核对党员名册。' },
    open: openPages(place, data.may),
  };
}

export function confirmCompletionPage(data: {
  frame: Frame;
  place: BranchPlace;
  step: StepName;
  form: FormState;
  outcomes: readonly CheckOutcome[];
  may: StepRights;
}) {
  const { place, step, form } = data;
  const row = stepRow(step);
  const href = stepHref(place.branch.id, step);
  const missing = missingChecks(data.outcomes);
  const next = row.next === null ? null : stepRow(row.next);
  return {
    title: `完成“${row.label}”`,
    frame: data.frame,
    checks:
      missing.length > 0
        ? {
            title: `还有${missing.length}项没有完成，办好后才能完成本步`,
            items: missing.map((outcome) => checkItem(outcome, data.may)),
          }
        : null,
    confirm:
      missing.length > 0
        ? null
        : {
            question: `确定完成“${row.label}”吗？`,
            happens: next ? `本步结束，进入“${next.label}”：${next.opens}。` : '本步结束，本支部的各步骤全部完成。',
            seenBy: '本支部党员和局党委在进程中看到本步已完成。',
            undo: '不能撤回。完成后，本步的内容只能查看。',
            action: `${href}/completion`,
            submit: '确认完成',
            errors: form.summary,
            cancel: { label: '暂不完成', href },
          },
    back: { label: '返回', href } satisfies Action,
  };
}
