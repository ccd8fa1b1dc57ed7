import type { NoticePeriodStatus, ObjectionStatus } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';

/** State as a sign and a word. */
interface StateTag {
  kind: 'ok' | 'warn' | 'late' | 'idle';
  label: string;
}

/** What a 公示 shows, frozen with its SHA-256. No phone, number or address of a person (R54). */
export interface NoticeContent {
  title: string;
  award: string;
  candidates: ShownCandidate[];
  contact: string;
  /** yyyy-mm-dd */
  startsOn: string;
  endsOn: string;
}

export interface ShownCandidate {
  applicationId: string;
  name: string;
  branchName: string;
  /** 性别、出生年月、学历、职务. */
  about: string;
  deeds: string;
}

/** 公示 (R57): nothing else sets a status. A corrected text is another period, never the old one again (E31). */
export const PERIOD_LIFE = {
  RUNNING: { correct: { to: 'WITHDRAWN', label: '撤回更正' }, end: { to: 'ENDED', label: '公示期满' } },
  WITHDRAWN: {},
  ENDED: {},
} as const satisfies Record<
  NoticePeriodStatus,
  Partial<Record<'correct' | 'end', { to: NoticePeriodStatus; label: string }>>
>;

export type ObjectionAction = 'investigate' | 'uphold' | 'reject';

/** 异议 (E29): nothing else sets a status. */
export const OBJECTION_LIFE: Record<
  ObjectionStatus,
  Partial<Record<ObjectionAction, { to: ObjectionStatus; label: string }>>
> = {
  RECEIVED: { investigate: { to: 'INVESTIGATING', label: '开始核查' } },
  INVESTIGATING: {
    uphold: { to: 'UPHELD', label: '异议成立' },
    reject: { to: 'REJECTED', label: '异议不成立' },
  },
  UPHELD: {},
  REJECTED: {},
};

/** Whoever investigates does it with somebody else. null when two are named. */
export function investigatorsFault(named: string): string | null {
  const people = new Set(named.split(/[、，,；;\s]+/).filter(Boolean));
  return people.size >= 2 ? null : '核查须两人以上，请写明每个人的姓名，用顿号隔开';
}

export const OBJECTION_TAGS: Record<ObjectionStatus, StateTag> = {
  RECEIVED: { kind: 'late', label: '待核查' },
  INVESTIGATING: { kind: 'warn', label: '正在核查' },
  UPHELD: { kind: 'ok', label: '异议成立' },
  REJECTED: { kind: 'idle', label: '异议不成立' },
};

/** Of the candidates' deeds, the beginning that a public notice has room for. */
const SHOWN_DEEDS = 300;

export const shortDeeds = (deeds: string): string => {
  const signs = [...deeds.replaceAll(/\s+/g, '')];
  return signs.length <= SHOWN_DEEDS ? signs.join('') : `${signs.slice(0, SHOWN_DEEDS - 1).join('')}…`;
};

const GENDERS: Readonly<Record<string, string>> = { MALE: '男', FEMALE: '女' };

/** 男，1985年3月出生，本科，第一中学数学教师 */
export function aboutMember(
  member: { gender: string; birthDate: Date | null; education: string | null; post: string | null },
  schoolName: string,
): string {
  const { gender, birthDate, education, post } = member;
  const born = birthDate && `${birthDate.getUTCFullYear()}年${birthDate.getUTCMonth() + 1}月出生`;
  return [GENDERS[gender], born, education, `${schoolName}${post ?? ''}`].filter(Boolean).join('，');
}

interface Period {
  status: NoticePeriodStatus;
  startsOn: Date;
  endsOn: Date;
}

/** Where a 公示 stands on a day. */
export function periodTag({ status, startsOn, endsOn }: Period, today: Date): StateTag {
  if (status === 'WITHDRAWN') return { kind: 'idle', label: '已撤回更正' };
  if (status === 'ENDED' || today > endsOn) return { kind: 'ok', label: '公示期已满' };
  return today < startsOn
    ? { kind: 'warn', label: `从${showDay(startsOn)}开始公示` }
    : { kind: 'warn', label: `公示到${showDay(endsOn)}` };
}

/** An objection that came in time and has no outcome yet holds its candidate and the next step (E29). */
export const isHolding = ({ status, late }: { status: ObjectionStatus; late: boolean }): boolean =>
  !late && (status === 'RECEIVED' || status === 'INVESTIGATING');

/** Why the award cannot be made yet; null when it can. */
export function awardBlocker(
  periods: readonly (Period & { objections: readonly { status: ObjectionStatus; late: boolean }[] })[],
  today: Date,
): string | null {
  const running = periods.find(({ status }) => status === 'RUNNING');
  if (!running) return '没有正在进行的公示，不能公布表彰决定。';
  if (today <= running.endsOn) return `公示到${showDay(running.endsOn)}，期满以后才能公布表彰决定。`;
  const open = periods.flatMap(({ objections }) => objections).filter(isHolding).length;
  return open === 0 ? null : `还有${open}件异议没有结论，不能公布表彰决定。`;
}
