import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STEPS, stepRow } from '../../campaign/phases.js';
import {
  type BranchPlace,
  type CampaignAtHand,
  currentStep,
  finishedSteps,
  standingIn,
  stepDueDay,
  stepState,
} from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, parseDay, showDay, showDistance, showMonthDay } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import type { BranchProgress } from './board.queries.js';

interface Cell {
  tag: Tag;
  /** Short lines under the state. */
  notes: string[];
  href: string | null;
  label: string;
}

export const boardHref = (branchId: string, part = ''): string => `/bureau/board/${branchId}${part}`;

/** R60: branches as rows, steps as columns; what is done, late, missing or waits for the committee. */
export function showBoardPage(data: {
  frame: Frame;
  campaign: CampaignAtHand | null;
  branches: readonly BranchProgress[];
  outcomes: ReadonlyMap<string, readonly CheckOutcome[]>;
  today: Date;
  /** May have the acceptance file of the whole bureau. */
  readsFiles: boolean;
}) {
  const { campaign, today } = data;
  const rows = data.branches.map((branch) => {
    const place: BoardPlace = { campaign, steps: branch.steps, branch };
    const outcomes = data.outcomes.get(branch.id) ?? [];
    const cells = CAMPAIGN_STEPS.map(({ step }) => cellOf(place, step, outcomes, today));
    return {
      ...{ name: branch.shortName, href: boardHref(branch.id), cells, standing: standingOf(place, outcomes, today) },
      mending: mendingMark(branch, today),
    };
  });
  return {
    title: '推进情况',
    frame: data.frame,
    head: { title: '推进情况', lead: campaign ? campaign.name : '还没有发布活动。' },
    filesHref: data.readsFiles ? '/bureau/acceptance-files' : null,
    empty: emptyBoard(campaign, data.branches.length),
    figures: figuresOf(rows.map(({ standing }) => standing)),
    phases: CAMPAIGN_PHASES.map(({ phase, numeral, label }) => ({
      label: `${numeral} ${label}`,
      span: CAMPAIGN_STEPS.filter((row) => row.phase === phase).length,
    })),
    steps: CAMPAIGN_STEPS.map(({ label }) => label),
    rows,
  };
}

const SHORT_CONTENT = 18;

/** R49: what an inspection found and the branch has not mended in time, with the earliest as the reason. */
function mendingMark({ id, overdueMending }: BranchProgress, today: Date) {
  const dueOn = overdueMending && parseDay(overdueMending.dueOn);
  if (!overdueMending || !dueOn) return null;
  const { count, content } = overdueMending;
  const short = content.length > SHORT_CONTENT ? `${content.slice(0, SHORT_CONTENT)}…` : content;
  const tag: Tag = { kind: 'late', label: `整改逾期${count}项` };
  return { tag, note: `${showDistance(today, dueOn)}：${short}`, href: `/branches/${id}/inspections` };
}

type BoardPlace = Pick<BranchPlace, 'campaign' | 'steps'> & { branch: { id: string } };
type Standing = 'done' | 'late' | 'blocked' | 'running' | 'outside';

/** stepState and stepDueDay look only at campaign and steps. */
const asPlace = (place: BoardPlace): BranchPlace => place as BranchPlace;

function isBlocked(outcomes: readonly CheckOutcome[]): boolean {
  const missing = missingChecks(outcomes);
  return missing.length > 0 && missing.some(({ awaitsBureau }) => awaitsBureau);
}

function standingOf(place: BoardPlace, outcomes: readonly CheckOutcome[], today: Date): Standing {
  const step = currentStep(place);
  if (step === null) return finishedSteps(place) > 0 ? 'done' : 'outside';
  if (stepState(asPlace(place), step, today) === 'late') return 'late';
  return isBlocked(outcomes) ? 'blocked' : 'running';
}

function cellOf(place: BoardPlace, step: StepName, outcomes: readonly CheckOutcome[], today: Date): Cell {
  const standing = standingIn(place, step);
  const { label } = stepRow(step);
  if (!standing) return { tag: { kind: 'idle', label: '未开始' }, notes: [], href: null, label };
  const href = stepHref(place.branch.id, step);
  if (standing.completedAt) {
    const released = standing.overrideReason !== null;
    return {
      tag: { kind: 'ok', label: released ? '批准通过' : '完成' },
      notes: [showMonthDay(chinaDay(standing.completedAt))],
      href,
      label,
    };
  }
  return { ...openCell(asPlace(place), step, outcomes, today), href, label };
}

function openCell(
  place: BranchPlace,
  step: StepName,
  outcomes: readonly CheckOutcome[],
  today: Date,
): Pick<Cell, 'tag' | 'notes'> {
  const due = stepDueDay(place, step);
  const missing = missingChecks(outcomes).length;
  const rest = missing === 0 ? '各项已办好' : `还差${missing}项`;
  if (stepState(place, step, today) === 'late') {
    return { tag: { kind: 'late', label: '逾期' }, notes: [due ? showDistance(today, due) : '', rest] };
  }
  if (isBlocked(outcomes)) return { tag: { kind: 'late', label: '受阻' }, notes: ['等局党委审核'] };
  return { tag: { kind: 'warn', label: '进行中' }, notes: due ? [rest, `${showNearDay(today, due)}截止`] : [rest] };
}

/** 7月5日; with its year where that is another one. */
function showNearDay(today: Date, day: Date): string {
  return today.getUTCFullYear() === day.getUTCFullYear() ? showMonthDay(day) : showDay(day);
}

function figuresOf(standings: readonly Standing[]) {
  const count = (standing: Standing) => String(standings.filter((candidate) => candidate === standing).length);
  return [
    { value: String(standings.length), unit: '个', label: '党支部' },
    { value: count('late'), unit: '个', label: '逾期' },
    { value: count('blocked'), unit: '个', label: '受阻', note: '等局党委审核' },
    { value: count('running'), unit: '个', label: '按期推进' },
    { value: count('done'), unit: '个', label: '全部完成' },
  ];
}

function emptyBoard(campaign: CampaignAtHand | null, branches: number) {
  if (!campaign) {
    return {
      title: '还没有发布活动',
      text: '开设活动、核对方案并发布后，这里显示各支部的进度。',
      action: { label: '活动方案', href: '/bureau/campaigns' },
    };
  }
  if (branches === 0) {
    return {
      title: '还没有党支部',
      text: '先建立党支部、任命书记。',
      action: { label: '建立党支部', href: '/bureau/branches/new' },
    };
  }
  return null;
}
