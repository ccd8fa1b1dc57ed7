import { CAMPAIGN_STEPS, stepRow } from '../../campaign/phases.js';
import type { CampaignAtHand } from '../../campaign/place.js';
import { addDays, dayInput, daysBetween, parseDay, showDay, showDistance } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import type { Agenda } from './agenda.queries.js';
import { NOT_KEPT } from './board.page.js';
import { BRIEFING } from './board.paths.js';
import type { TaskCoverage } from './key-task-coverage.js';
import { progressWords } from './key-tasks.page.js';
import { reasonsOf, STATE_WORDS, type StandingState } from './standing.js';
import type { StoodBranch } from './standings.js';

export interface BriefingData {
  bureauName: string;
  campaign: CampaignAtHand;
  branches: readonly StoodBranch[];
  tasks: readonly TaskCoverage[];
  agenda: Agenda;
  /** The day it speaks of; `past` when that is not today. */
  on: Date;
  past: boolean;
}

const AHEAD_DAYS = 30;
interface Section {
  heading: string;
  heads: string[];
  rows: string[][];
  /** What stands there without rows. */
  none: string;
}

/** 领导小组会议材料 as plain strings: the page, the Word file and the ledger are made of it. */
export function briefingMatter(data: BriefingData) {
  const { on, past } = data;
  return {
    title: '推进情况汇报',
    subtitle: `${data.bureauName}，截至${showDay(on)}`,
    campaign: data.campaign.name,
    figures: figuresOf(data),
    sections: [heldUp(data), problems(data), keyTasks(data.tasks), upcoming(data)],
    note: past
      ? `这是${showDay(on)}当天结束时的情况。${NOT_KEPT}当时安排的督导检查和评选日期没有留存，也不列出。`
      : null,
  };
}

function figuresOf({ branches, agenda, on, past }: BriefingData): { label: string; value: string }[] {
  const count = (...states: StandingState[]) =>
    `${branches.filter(({ standing }) => states.includes(standing.state)).length}个`;
  const late = agenda.problems.filter(({ dueOn, waits }) => waits && isPast(dueOn, on)).length;
  return [
    { label: '党支部', value: `${branches.length}个` },
    { label: '逾期', value: count('late') },
    ...(past
      ? [{ label: '进行中', value: count('running', 'blocked') }]
      : [
          { label: '受阻', value: count('blocked') },
          { label: '按期推进', value: count('running') },
        ]),
    { label: '全部完成', value: count('done') },
    { label: '督导检查的记录', value: `${agenda.visits}份` },
    { label: '未整改到位的问题', value: `${agenda.problems.length}项，逾期${late}项` },
    { label: '公开栏现有内容', value: `${agenda.notices}条` },
    { label: '已认可的践诺记录', value: `${agenda.records}条` },
  ];
}

const isPast = (day: string, on: Date): boolean => {
  const date = parseDay(day);
  return date !== null && daysBetween(date, on) > 0;
};

function heldUp({ branches, on, past }: BriefingData): Section {
  const rows = branches.filter(({ standing }) => standing.state === 'late' || standing.state === 'blocked');
  return {
    heading: past ? '逾期的党支部' : '逾期和受阻的党支部',
    heads: ['党支部', '所在步骤', '情况', past ? '截止' : '原因'],
    rows: rows.map(({ branch, standing }) => [
      branch.shortName,
      standing.step === null ? '' : stepRow(standing.step).label,
      standing.state === 'late' && standing.dueOn ? showDistance(on, standing.dueOn) : STATE_WORDS[standing.state],
      past ? (standing.dueOn ? showDay(standing.dueOn) : '') : reasonsOf(standing).join('；'),
    ]),
    none: past ? '没有逾期的党支部。' : '没有逾期或受阻的党支部。',
  };
}

function problems({ agenda, on }: BriefingData): Section {
  return {
    heading: '督导检查发现、还没有整改到位的问题',
    heads: ['党支部', '问题', '整改期限', '情况'],
    rows: agenda.problems.map(({ branchName, content, dueOn, waits }) => {
      const due = parseDay(dueOn);
      const state = waits ? (due ? showDistance(on, due) : '') : '已报告，等复查';
      return [branchName, content, due ? showDay(due) : '', state];
    }),
    none: '没有未整改到位的问题。',
  };
}

function keyTasks(tasks: readonly TaskCoverage[]): Section {
  return {
    heading: '重点工作的落实',
    heads: ['重点工作', '已有承诺的支部', '已办结', '进度', '还没有承诺的支部'],
    rows: tasks.map(({ title, branches, without, items, done, progress }) => [
      title,
      `${branches.length}个`,
      `${items}项中${done}项`,
      progressWords(progress, items),
      without.map(({ name }) => name).join('、') || '没有',
    ]),
    none: '还没有公布重点工作。',
  };
}

function upcoming({ branches, agenda, on, past }: BriefingData): Section {
  const last = addDays(on, AHEAD_DAYS);
  const steps = CAMPAIGN_STEPS.flatMap(({ step, label }) => {
    const here = branches.filter(({ standing }) => standing.step === step && isAhead(standing.dueOn, on, last));
    const days = [...new Set(here.map(({ standing }) => (standing.dueOn ? dayInput(standing.dueOn) : '')))];
    return days.map((day) => {
      const names = here.filter(({ standing }) => standing.dueOn && dayInput(standing.dueOn) === day);
      return { on: day, what: `“${label}”截止`, who: names.map(({ branch }) => branch.shortName).join('、') };
    });
  });
  const mending = agenda.problems
    .filter(({ waits, dueOn }) => waits && isAhead(parseDay(dueOn), on, last))
    .map(({ dueOn, branchName, content }) => ({ on: dueOn, what: `整改到期：${content}`, who: branchName }));
  const rows = [...steps, ...mending, ...agenda.upcoming].toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return {
    heading: past ? `此后${AHEAD_DAYS}天内到期` : `今后${AHEAD_DAYS}天内到期`,
    heads: ['日期', '事项', '党支部'],
    rows: rows.map((row) => [showDay(parseDay(row.on) ?? on), row.what, row.who]),
    none: '没有到期的事项。',
  };
}

const isAhead = (day: Date | null, on: Date, last: Date): boolean => day !== null && day >= on && day <= last;

/** R60, R49: the one page that is printed for the meeting of the leading group. */
export function showBriefingPage(data: BriefingData & { frame: Frame }) {
  return {
    title: '领导小组会议材料',
    frame: data.frame,
    matter: briefingMatter(data),
    filters: {
      action: BRIEFING,
      fields: [
        { name: 'on', label: '截至哪一天', type: 'date', width: 'short', value: data.past ? dayInput(data.on) : '' },
      ],
      submit: '查看',
      reset: data.past ? BRIEFING : null,
      count: null,
    },
  };
}
