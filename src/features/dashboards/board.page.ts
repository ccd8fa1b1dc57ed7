import { type CheckOutcome, missingChecks } from '../../campaign/guards.js';
import { CAMPAIGN_PHASES, CAMPAIGN_STEPS, stepIndex, stepRow, stepSlug } from '../../campaign/phases.js';
import { type CampaignAtHand, standingIn, stepDueDay, stepState } from '../../campaign/place.js';
import { stepHref } from '../../campaign/rail.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput, parseDay, showDay, showDistance, showMonthDay } from '../../shared/dates.js';
import { SCHOOL_KIND_LABELS } from '../../shared/school-kinds.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import {
  BOARD,
  BRIEFING,
  boardHref,
  COMPARISON,
  filteredHref,
  KEY_TASKS,
  placeOnBoard,
  rowId,
  withFrom,
} from './board.paths.js';
import type { BranchProgress } from './board.queries.js';
import { type BoardFilter, FILTER_WORDS, isFiltered, passes } from './board-filter.js';
import { showNearDay } from './near-day.js';
import {
  asPlace,
  isBlocked,
  reasonsOf,
  STATE_WORDS,
  type Standing,
  type StandingState,
  standingOf,
  type Way,
} from './standing.js';

interface Cell {
  tag: Tag;
  /** Short lines under the state. */
  notes: string[];
  href: string | null;
  label: string;
  /** The step the branch stands in: the only one a narrow screen shows. */
  current: boolean;
}

interface BoardData {
  frame: Frame;
  campaign: CampaignAtHand | null;
  branches: readonly BranchProgress[];
  outcomes: ReadonlyMap<string, readonly CheckOutcome[]>;
  /** The day the board speaks of. */
  today: Date;
  filter: BoardFilter;
  /** The day is past: what was not kept with its day is not shown. */
  past: boolean;
  /** A day to come was asked for. */
  ahead: boolean;
  /** May have the acceptance file of the whole bureau. */
  readsFiles: boolean;
}

/** R60: branches as rows, steps as columns; what is done, late, missing or waits for the committee, and why. */
export function showBoardPage(data: BoardData) {
  const { campaign, filter } = data;
  const all = data.branches.map((branch) => judged(branch, data));
  const shown = all.filter((row) => passes(filter, row));
  return {
    title: '推进情况',
    frame: data.frame,
    head: { title: '推进情况', lead: campaign ? campaign.name : '没有进行中的活动。' },
    links: linksOf(data),
    empty: emptyBoard(data, all.length),
    note: noteOf(data),
    figures: figuresOf(all, data),
    filters: filtersOf(data, shown.length, all.length),
    phases: CAMPAIGN_PHASES.map(({ phase, numeral, label }) => ({
      label: `${numeral} ${label}`,
      span: CAMPAIGN_STEPS.filter((row) => row.phase === phase).length,
    })),
    steps: CAMPAIGN_STEPS.map(({ label }) => label),
    rows: shown.map((row) => rowOf(row, data)),
    none: {
      title: '没有符合条件的党支部',
      text: '换一个条件，或者清除条件查看全部。',
      action: { label: '查看全部党支部', href: filteredHref(filter, { state: '', step: '', kind: '', q: '' }) },
    },
  };
}

interface Judged {
  branch: BranchProgress;
  way: Way;
  outcomes: readonly CheckOutcome[];
  standing: Standing;
  isMendingLate: boolean;
}

function judged(branch: BranchProgress, { campaign, outcomes, today }: BoardData): Judged {
  const way: Way = { campaign, steps: branch.steps };
  const own = outcomes.get(branch.id) ?? [];
  return {
    ...{ branch, way, outcomes: own, standing: standingOf(way, own, today) },
    isMendingLate: branch.overdueMending !== null,
  };
}

function rowOf(row: Judged, data: BoardData) {
  const { branch, standing } = row;
  const { filter, today, past } = data;
  const from = placeOnBoard(filter, branch.id);
  return {
    ...{ id: rowId(branch.id), name: branch.shortName, href: boardHref(branch.id, '', from) },
    at: placeWords(standing),
    cells: CAMPAIGN_STEPS.map(({ step }) => cellOf(row, step, data, from)),
    standing: standing.state,
    state: past && standing.state === 'running' ? RUNNING_THEN : STATE_WORDS[standing.state],
    // What runs in time needs no reason: the count of what is missing stands in its cell.
    reasons: !past && (standing.state === 'late' || standing.state === 'blocked') ? reasonsOf(standing) : [],
    mending: mendingMark(branch, today, from),
  };
}

/** 第4步，共8步 */
function placeWords({ step, state }: Standing): string {
  if (step !== null) return `第${stepIndex(step) + 1}步，共${CAMPAIGN_STEPS.length}步`;
  return STATE_WORDS[state];
}

function linksOf({ campaign, readsFiles, past, today }: BoardData) {
  if (campaign === null) return [];
  const on = past ? `?on=${dayInput(today)}` : '';
  return [
    { label: '会议材料', href: `${BRIEFING}${on}` },
    { label: '并列比较', href: COMPARISON },
    { label: '重点工作', href: `${KEY_TASKS}${on}` },
    ...(readsFiles ? [{ label: '验收材料包', href: '/bureau/acceptance-files' }] : []),
  ];
}

function filtersOf({ filter }: BoardData, shown: number, all: number) {
  const filtered = isFiltered(filter);
  const any = { value: '', label: '全部' };
  return {
    action: BOARD,
    fields: [
      {
        ...{ name: 'state', label: '情况', type: 'select', value: filter.state ?? '' },
        options: [any, ...Object.entries(FILTER_WORDS).map(([value, label]) => ({ value, label }))],
      },
      {
        ...{ name: 'step', label: '所在步骤', type: 'select', value: filter.step ? stepSlug(filter.step) : '' },
        options: [any, ...CAMPAIGN_STEPS.map(({ step, label }) => ({ value: stepSlug(step), label }))],
      },
      {
        ...{ name: 'kind', label: '学校类别', type: 'select', value: filter.kind?.toLowerCase() ?? '' },
        options: [
          any,
          ...Object.entries(SCHOOL_KIND_LABELS).map(([kind, label]) => ({ value: kind.toLowerCase(), label })),
        ],
      },
      { name: 'q', label: '党支部或学校名称', value: filter.text, maxlength: 30 },
      { name: 'on', label: '截至哪一天（不填为今天）', type: 'date', value: filter.on ?? '' },
    ],
    submit: '筛选',
    reset: filtered ? filteredHref(filter, { state: '', step: '', kind: '', q: '' }) : null,
    count: filtered ? `${all}个支部中符合条件的有${shown}个支部` : `共${all}个支部`,
  };
}

const SHORT_CONTENT = 18;

/** R49: what an inspection found and the branch has not mended in time, with the earliest as the reason. */
function mendingMark({ id, overdueMending }: BranchProgress, today: Date, from: string) {
  const dueOn = overdueMending && parseDay(overdueMending.dueOn);
  if (!overdueMending || !dueOn) return null;
  const { count, content } = overdueMending;
  const short = content.length > SHORT_CONTENT ? `${content.slice(0, SHORT_CONTENT)}…` : content;
  const tag: Tag = { kind: 'late', label: `整改逾期${count}项` };
  const note = `${showDistance(today, dueOn)}：${short}`;
  return { tag, note, href: withFrom(`/branches/${id}/inspections`, from) };
}

function cellOf({ branch, way, outcomes }: Judged, step: StepName, data: BoardData, from: string): Cell {
  const standing = standingIn(way, step);
  const { label } = stepRow(step);
  if (!standing) {
    return { tag: { kind: 'idle', label: '未开始' }, notes: [], href: null, label, current: false };
  }
  const href = withFrom(stepHref(branch.id, step), from);
  if (standing.completedAt) {
    const tag: Tag = { kind: 'ok', label: standing.overrideReason === null ? '完成' : '批准通过' };
    return { tag, notes: [showMonthDay(chinaDay(standing.completedAt))], href, label, current: false };
  }
  return { ...openCell(way, step, outcomes, data), href, label, current: true };
}

function openCell(
  way: Way,
  step: StepName,
  outcomes: readonly CheckOutcome[],
  { today, past }: BoardData,
): Pick<Cell, 'tag' | 'notes'> {
  const place = asPlace(way);
  const due = stepDueDay(place, step);
  const missing = missingChecks(outcomes);
  const rest = past ? [] : [missing.length === 0 ? '各项已办好' : `还差${missing.length}项`];
  if (stepState(place, step, today) === 'late') {
    return { tag: { kind: 'late', label: '逾期' }, notes: [...(due ? [showDistance(today, due)] : []), ...rest] };
  }
  if (isBlocked(missing)) return { tag: { kind: 'late', label: '受阻' }, notes: ['等局党委审核'] };
  return { tag: { kind: 'warn', label: '进行中' }, notes: due ? [...rest, `${showNearDay(today, due)}截止`] : rest };
}

function figuresOf(rows: readonly Judged[], { filter, past }: BoardData) {
  const figure = (state: StandingState, label: string, note?: string) => ({
    ...{ value: String(rows.filter(({ standing }) => standing.state === state).length), unit: '个', label },
    ...{ href: filteredHref(filter, { state }), ...(note === undefined ? {} : { note }) },
  });
  return [
    { value: String(rows.length), unit: '个', label: '党支部', href: filteredHref(filter, { state: '' }) },
    figure('late', STATE_WORDS.late),
    ...(past
      ? [figure('running', '进行中', '含受阻的')]
      : [figure('blocked', '受阻', '等局党委审核'), figure('running', STATE_WORDS.running)]),
    figure('done', STATE_WORDS.done),
  ];
}

const RUNNING_THEN = '进行中';
export const NOT_KEPT = '当时还差哪些事项、是否等局党委审核没有留存，不显示。';

function noteOf({ campaign, today, past, ahead }: BoardData): string | null {
  if (ahead) return '不能查看以后的情况，这里是今天的情况。';
  if (!past || !campaign) return null;
  return `这是${showDay(today)}当天结束时的情况，由各步骤、延期、阶段调整和督导检查当时留下的日期得出。${NOT_KEPT}`;
}

function emptyBoard({ campaign, past, today }: BoardData, branches: number) {
  if (!campaign && past) {
    return {
      title: '当天还没有发布活动',
      text: `${showDay(today)}还没有各支部的进度。`,
      action: { label: '看今天的情况', href: BOARD },
    };
  }
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
