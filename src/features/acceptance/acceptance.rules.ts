import type { Permission } from '../../access/permissions.js';
import type { CheckName } from '../../campaign/phases.js';
import type { Evidence } from './evidence.rules.js';

/** What the region looks at, with its points. */
export interface Listed {
  name: string;
  title: string;
  points: number;
}

/** The same with the checks of the portal that show it. */
export interface AcceptanceItem extends Listed {
  checks: readonly CheckName[];
  /** Findings beyond the steps' checks. */
  findings: readonly FindingName[];
}

export type FindingName = 'activitiesHeld' | 'recordsKept' | 'overdueExplained' | 'questionsAnswered';

/** What the points of a list make together. */
export const MOST_POINTS = 100;

/**
 * 自查自评 by 100 points. The region's own list was not found: this one follows the plan's documents and is the portal's
 * setting (默认，可替换).
 */
export const ACCEPTANCE_ITEMS: readonly AcceptanceItem[] = [
  item('survey', '调查摸底，掌握每名党员的能力特长', 8, ['rosterImported', 'skillsRecorded']),
  item('goals', '学习动员，公布目标任务和标准', 7, ['studyHeld', 'goalsPublished']),
  item('setup', '组建小组：初步意见、征求意见、会议研究、大会公布', 15, [
    ...(['proposalDrafted', 'consultationAnswered', 'proposalDecided', 'proposalAnnounced'] as const),
  ]),
  item('members', '每名党员参加一个小组，名单已确定', 12, ['everyMemberPlaced', 'listConfirmed']),
  item('leaders', '组长经自荐、选举产生并公布', 8, ['leadersChosen', 'leadersPublished']),
  item('rules', '小组制定活动制度和职责，开展活动有记录', 10, ['rulesLaidDown'], ['activitiesHeld']),
  item('letters', '三级双向承诺齐全、书面作出', 15, [
    ...(['branchCommitmentPublished', 'groupCommitmentsPublished', 'memberCommitmentsPublished'] as const),
  ]),
  item('breakdown', '支部承诺事项全部分解', 5, ['itemsBrokenDown']),
  item('keeping', '践诺有记录，逾期有说明', 10, [], ['recordsKept', 'overdueExplained']),
  item('honours', '按标准开展申报评选', 5, ['recommendationDecided']),
  item('supervision', '接受师生群众监督，意见都有答复', 3, [], ['questionsAnswered']),
  item('summary', '撰写并公布活动总结', 2, ['summaryPublished']),
];

function item(
  name: string,
  title: string,
  points: number,
  checks: readonly CheckName[],
  findings: readonly FindingName[] = [],
): AcceptanceItem {
  return { name, title, points, checks, findings };
}

/** The list that holds: the default with the bureau's titles and points. */
export function listWith(changed: readonly Listed[] | null): AcceptanceItem[] {
  const byName = new Map(changed?.map((row) => [row.name, row]));
  return ACCEPTANCE_ITEMS.map((row) => {
    const own = byName.get(row.name);
    return own ? { ...row, title: own.title, points: own.points } : row;
  });
}

/** Why a changed list cannot be taken; null when it can. */
export function listFault(rows: readonly Listed[]): { field: string; message: string } | null {
  const names = ACCEPTANCE_ITEMS.map(({ name }) => name);
  if (rows.map(({ name }) => name).join() !== names.join())
    return { field: 'items.0.title', message: '清单的项目有变化，请打开最新内容再改' };
  const sum = rows.reduce((total, { points }) => total + points, 0);
  if (sum === MOST_POINTS) return null;
  return {
    field: 'items.0.points',
    message: `各项分值合计${sum}分，应为${MOST_POINTS}分，请${sum > MOST_POINTS ? '减去' : '补上'}${Math.abs(MOST_POINTS - sum)}分`,
  };
}

/** How one part of an item stands: shown by records, or the gap with where it is mended. */
export interface Part {
  title: string;
  done: boolean;
  reason: string;
  href: string;
  /** What one needs to open that page. */
  access: Permission;
  evidence: readonly Evidence[];
}

export interface Assessed {
  item: AcceptanceItem;
  parts: Part[];
  /** The points that the records carry: the share of parts shown, rounded down. */
  points: number;
}

/** Each item with its parts; a part that is not known yet (a step not reached) counts as a gap. */
export function assess(
  list: readonly AcceptanceItem[],
  parts: ReadonlyMap<CheckName | FindingName, Part>,
  missing: (name: string) => Part,
): Assessed[] {
  return list.map((one) => {
    const own = [...one.checks, ...one.findings].map((name) => parts.get(name) ?? missing(name));
    const done = own.filter((part) => part.done).length;
    return { item: one, parts: own, points: Math.floor((one.points * done) / own.length) };
  });
}

export interface KeepingFigures {
  /** Groups in being, and those of them with an activity on record (R27). */
  groups: number;
  groupsWithActivity: number;
  items: number;
  itemsWithRecord: number;
  overdue: number;
  overdueExplained: number;
  questions: number;
  questionsOpen: number;
}

/** What the figures of keeping and of supervision show. */
export function findingsOf(figures: KeepingFigures, base: string): Map<FindingName, Omit<Part, 'evidence'>> {
  const { items, itemsWithRecord, overdue, overdueExplained, questions, questionsOpen } = figures;
  const { groups, groupsWithActivity } = figures;
  const access = 'branch:read';
  return new Map<FindingName, Omit<Part, 'evidence'>>([
    [
      'activitiesHeld',
      {
        title: '小组活动有记录',
        done: groups > 0 && groupsWithActivity === groups,
        reason: groups === 0 ? '还没有功能党小组' : `${groups}个小组中${groupsWithActivity}个有活动记录`,
        ...{ href: `${base}/activities`, access },
      },
    ],
    [
      'recordsKept',
      {
        title: '承诺事项有践诺记录',
        done: items > 0 && itemsWithRecord === items,
        reason: items === 0 ? '还没有公布的承诺事项' : `${items}项中${itemsWithRecord}项有已认可的记录`,
        ...{ href: `${base}/commitments`, access },
      },
    ],
    [
      'overdueExplained',
      {
        title: '逾期事项有说明',
        done: items > 0 && overdue === overdueExplained,
        reason: overdue === 0 ? '没有逾期未办结的事项' : `逾期${overdue}项，其中${overdueExplained}项有说明`,
        ...{ href: `${base}/commitments`, access },
      },
    ],
    [
      'questionsAnswered',
      {
        title: '群众意见已答复',
        done: questionsOpen === 0,
        reason: questions === 0 ? '没有收到群众意见' : `收到${questions}条，${questionsOpen}条还没有答复`,
        ...{ href: `${base}/feedback`, access },
      },
    ],
  ]);
}
