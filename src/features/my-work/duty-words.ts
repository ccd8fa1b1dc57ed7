import { stepRow, stepSlug } from '../../campaign/phases.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { parseDay, showDay } from '../../shared/dates.js';
import type { Duty, DutyKind } from './duties.rules.js';

type Parts = Pick<Duty, 'id' | 'other' | 'title'> & { b: string };

interface Words {
  /** What is to be done, as a heading. */
  title: (parts: Parts) => string;
  /** What the link does. */
  act: string;
  /** The very form. */
  href: (parts: Parts) => string;
  /** Shown with the thing's own words where it has some. */
  about?: true;
  /** What its day is the day of; without: the last day. */
  day?: (day: string) => string;
}

const letterDay = (day: string): string => `介绍信有效期到${day}`;
const lastDay = (day: string): string => `${day}截止`;

const branch = ({ b }: Parts, path: string): string => `/branches/${b}/${path}`;
const stepOf = ({ other }: Parts) => stepRow(other as StepName);

/** Each kind of duty: what it is called and where it is done. */
const WORDS: Record<DutyKind, Words> = {
  BRANCH_LETTER: {
    title: ({ title }) => `审核党支部${title}年承诺`,
    act: '去审核',
    href: ({ id }) => `/bureau/reviews/${id}`,
  },
  STATEMENT: {
    title: () => '审核支部报送的材料',
    act: '去审核',
    href: ({ id }) => `/bureau/statements/${id}`,
    about: true,
  },
  SELF_ASSESSMENT: {
    title: () => '审核验收自查',
    act: '去审核',
    href: ({ b }) => `/bureau/acceptance/branches/${b}/review`,
  },
  SCORE_SHEET: {
    title: ({ title }) => `为“${title}”评审打分`,
    act: '去打分',
    href: ({ id }) => `/bureau/score-sheets/${id}`,
  },
  OBJECTION: {
    title: () => '核查公示期间的异议',
    act: '去核查',
    href: ({ id }) => `/bureau/objections/${id}`,
    about: true,
  },
  ROUND_TO_SCORE: {
    title: () => '申报已截止，开始评审',
    act: '去开始',
    href: ({ id }) => `/bureau/evaluations/${id}/scoring/new`,
    about: true,
  },
  ROUND_TO_PUBLISH: {
    title: () => '评选已决定，发布公示',
    act: '去公示',
    href: ({ id }) => `/bureau/evaluations/${id}/publication/new`,
    about: true,
  },
  ROUND_TO_AWARD: {
    title: () => '公示期满，授予荣誉',
    act: '去办理',
    href: ({ id }) => `/bureau/evaluations/${id}/award/new`,
    about: true,
  },
  ROUND_REOPENING: {
    title: () => '同意或不同意重新打开评选',
    act: '去办理',
    href: ({ id }) => `/bureau/evaluations/${id}`,
    about: true,
  },
  BRANCH_REOPENING: {
    title: () => '同意或不同意重新打开已验收的支部',
    act: '去办理',
    href: ({ b }) => `/bureau/acceptance/branches/${b}`,
  },
  BUREAU_REPORT: { title: () => '审核全局活动总结', act: '去审核', href: () => '/bureau/report', about: true },
  VISIT: {
    title: ({ other }) => (other === 'UNDERWAY' ? '填写督导检查情况' : '到支部督导检查'),
    act: '去检查',
    href: (parts) => branch(parts, `inspections/${parts.id}${parts.other === 'UNDERWAY' ? '/checklist' : ''}`),
    about: true,
  },
  RECHECK: {
    title: () => '复查支部的整改',
    act: '去复查',
    href: (parts) => branch(parts, `rectifications/${parts.id}`),
    about: true,
  },
  MENDING_EXTENSION: {
    title: () => '审核整改延期申请',
    act: '去审核',
    href: (parts) => branch(parts, `rectifications/${parts.id}`),
    about: true,
  },
  ACCEPTANCE_SHEET: { title: () => '填写验收评分表', act: '去评分', href: ({ b }) => `/bureau/acceptance/sheets/${b}` },
  STEP: {
    title: (parts) => `完成“${stepOf(parts).label}”`,
    act: '去办理',
    href: (parts) => branch(parts, `steps/${stepSlug(stepOf(parts).step)}`),
  },
  LETTER: {
    title: ({ title }) => `审核“${title}”的承诺`,
    act: '去审核',
    href: (parts) => branch(parts, `reviews/${parts.id}`),
  },
  LETTER_RETURNED: {
    title: ({ title }) => `修改被退回的党支部${title}年承诺`,
    act: '去修改',
    href: (parts) => branch(parts, 'commitments/branch'),
  },
  OPINION: {
    title: () => '答复党员对小组方案的意见',
    act: '去答复',
    href: (parts) => branch(parts, `group-proposal/opinions/${parts.id}`),
    about: true,
  },
  QUESTION: {
    title: () => '答复群众的提问',
    act: '去答复',
    href: (parts) => branch(parts, `feedback/${parts.id}/answer/new`),
    about: true,
  },
  MENDING: {
    title: () => '整改督导检查发现的问题',
    act: '去整改',
    href: (parts) => branch(parts, `rectifications/${parts.id}`),
    about: true,
  },
  VISIT_RECORD: {
    title: () => '确认收到督导检查记录',
    act: '去确认',
    href: (parts) => branch(parts, `inspections/${parts.id}`),
    about: true,
  },
  STATEMENT_RETURNED: {
    title: () => '修改被退回的材料',
    act: '去修改',
    href: (parts) => branch(parts, `statements/${parts.other}/edit`),
    about: true,
  },
  ASSESSMENT_RETURNED: {
    title: () => '修改被退回的验收自查',
    act: '去修改',
    href: (parts) => branch(parts, 'acceptance'),
  },
  ACCEPTANCE_PROBLEM: {
    title: () => '答复验收发现的问题',
    act: '去答复',
    href: (parts) => branch(parts, `acceptance/problems/${parts.id}`),
    about: true,
  },
  RECOMMENDATION: {
    title: () => '支部党员大会讨论推荐对象',
    act: '去办理',
    href: (parts) => branch(parts, `evaluations/${parts.id}`),
    about: true,
  },
  PLANNED: {
    title: ({ other }) => (other === 'STUDY' ? '登记按计划开展的学习' : '登记按计划召开的会议'),
    act: '去登记',
    href: (parts) =>
      branch(
        parts,
        parts.other === 'STUDY' ? `study-sessions/new?plan=${parts.id}` : `study-plan/${parts.id}/meeting/new`,
      ),
    about: true,
    day: (day) => `计划${day}开展`,
  },
  ARRIVAL: {
    title: ({ title }) => `接收转入的党员${title}`,
    act: '去接收',
    href: (parts) => branch(parts, `transfers/${parts.id}/reception/new`),
    day: letterDay,
  },
  RECEIPT: {
    title: ({ title }) => `登记${title}转出的回执`,
    act: '去登记',
    href: (parts) => branch(parts, `transfers/${parts.id}/reception/new`),
    day: letterDay,
  },
  LETTER_LAPSED: {
    title: ({ title }) => `撤回${title}已过期的介绍信`,
    act: '去撤回',
    href: (parts) => branch(parts, `transfers/${parts.id}/cancellation/new`),
    day: letterDay,
  },
  NEWCOMER: {
    title: ({ title }) => `安排转入的党员${title}参加功能党小组`,
    act: '去安排',
    href: (parts) => branch(parts, `enrollment/members/${parts.id}`),
  },
  PROBATION_OVER: {
    title: ({ title }) => `预备党员${title}预备期已满一年，讨论并登记转正`,
    act: '去登记',
    href: (parts) => branch(parts, `members/${parts.id}/changes/new`),
  },
  LEADER_RENEWAL: {
    title: ({ title }) => `支委会已换届，“${title}”的组长须重新推选或确认留任`,
    act: '去确认',
    href: (parts) => branch(parts, `groups/${parts.id}/leader-confirmation/new`),
  },
  BY_ELECTION: {
    title: ({ title }) => `“${title}”的组长已离任，请补选`,
    act: '去补选',
    href: (parts) => branch(parts, parts.other ? `groups/${parts.id}/election` : 'elections#f-closesOn'),
  },
  LEADER_MEETING: {
    title: ({ title }) => `支委会已换届，请召开“${title}”的党小组会，重新推选组长或同意留任`,
    act: '去查看',
    href: (parts) => branch(parts, `groups/${parts.id}/election`),
  },
  AMENDMENT: {
    title: ({ title }) => `审核“${title}”调整承诺的申请`,
    act: '去审核',
    href: (parts) => branch(parts, `commitments/${parts.other}/amendments/${parts.id}`),
  },
  RECORD: {
    title: () => '认可践诺记录',
    act: '去认可',
    href: (parts) => branch(parts, `items/${parts.other}`),
    about: true,
  },
  ITEM_EXTENSION: {
    title: () => '审核事项延期申请',
    act: '去审核',
    href: (parts) => branch(parts, `extensions/${parts.id}`),
    about: true,
  },
  ITEM_DUE: {
    title: () => '办结承诺事项',
    act: '去登记',
    href: (parts) => branch(parts, `items/${parts.id}`),
    about: true,
  },
};

/** A duty in words, without anything that changes from day to day. */
export interface DutyWords {
  title: string;
  /** What it is about, in the words of the thing itself. */
  about: string | null;
  /** What its day is the day of. */
  day: string | null;
  link: { label: string; href: string };
}

export function dutyWords({ kind, id, other, title, branchId, dueOn }: Duty): DutyWords {
  const words = WORDS[kind];
  const parts: Parts = { id, other, title, b: branchId ?? '' };
  const due = dueOn === null ? null : parseDay(dueOn);
  return {
    title: words.title(parts),
    about: words.about && title ? aboutOf(title) : null,
    day: due && (words.day ?? lastDay)(showDay(due)),
    link: { label: words.act, href: words.href(parts) },
  };
}

const LONGEST_ABOUT = 40;

/** Words in the middle of a sentence: what somebody typed ends without its full stop. */
function aboutOf(title: string): string {
  return title.length > LONGEST_ABOUT ? `${title.slice(0, LONGEST_ABOUT)}…` : title.replace(/[。．.；;，,、\s]+$/u, '');
}
