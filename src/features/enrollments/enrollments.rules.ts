import type { EnrollmentRoundStatus } from '../../generated/prisma/enums.js';
import { addDays, showDay } from '../../shared/dates.js';

export type RoundAction = 'changeWindow' | 'close' | 'reopen' | 'confirm' | 'revise';

export interface RoundTransition {
  to: EnrollmentRoundStatus;
  permission: 'enrollments:manage';
  label: string;
  /** Asked for, and shown, where the act needs a written reason. */
  note?: string;
}

const permission = 'enrollments:manage';

/** The life of a sign-up: open to the members, closed for the branch to settle, confirmed and revised by versions. */
export const ROUND_LIFE: Record<EnrollmentRoundStatus, Partial<Record<RoundAction, RoundTransition>>> = {
  OPEN: {
    changeWindow: { to: 'OPEN', permission, label: '调整报名时间' },
    close: { to: 'CLOSED', permission, label: '结束报名' },
  },
  CLOSED: {
    reopen: { to: 'OPEN', permission, label: '重新开放报名' },
    confirm: { to: 'CONFIRMED', permission, label: '确定名单' },
  },
  CONFIRMED: {
    revise: { to: 'CONFIRMED', permission, label: '调整名单', note: '请写明调整名单的原因' },
  },
};

export const ROUND_LABELS: Record<EnrollmentRoundStatus, string> = {
  OPEN: '报名中',
  CLOSED: '报名已结束，待确定名单',
  CONFIRMED: '名单已确定',
};

interface Window {
  status: EnrollmentRoundStatus;
  opensOn: Date;
  closesOn: Date;
}

/** Why a member cannot sign up on this day; null when the window is open. Both days count as open. */
export function windowRefusal(round: Window, today: Date): string | null {
  if (round.status === 'CONFIRMED') return '功能党小组名单已经确定。如需调整，请与支部书记联系。';
  if (round.status === 'CLOSED') return '报名已经结束。如需调整，请与支部书记联系。';
  if (today < round.opensOn) return `报名从${showDay(round.opensOn)}开始，请届时再来。`;
  if (today > round.closesOn) return `报名已于${showDay(round.closesOn)}截止。如需补报，请与支部书记联系。`;
  return null;
}

/** E2: came into the branch by transfer when the list was settled already: he still says where he would like to be. */
export const isLatecomer = (
  round: { status: EnrollmentRoundStatus } | null,
  member: { arrivedOn: Date | null },
  membership: unknown,
): boolean => round?.status === 'CONFIRMED' && member.arrivedOn !== null && membership === null;

/** What is wrong with the dates of a window, and which field; null when they are good. */
export function windowFault(opensOn: Date, closesOn: Date, today: Date): { field: string; message: string } | null {
  if (closesOn < opensOn) return { field: 'closesOn', message: '截止日期不能早于开始日期。' };
  if (closesOn < today) return { field: 'closesOn', message: '截止日期已经过去，请选择今天或以后的日期。' };
  if (closesOn > addDays(opensOn, 180)) return { field: 'closesOn', message: '报名时间最长180天，请提前截止日期。' };
  return null;
}

/**
 * The window that was promised to the members is kept: before its last day the branch ends it only when everybody has
 * signed up or has a place already.
 */
export function earlyCloseRefusal(round: Window, today: Date, silent: number): string | null {
  if (today >= round.closesOn || silent === 0) return null;
  return `报名到${showDay(round.closesOn)}截止，还有${silent}名党员未报名，暂不能提前结束。`;
}

/** 王五、赵六、钱七等12人 */
export function namesOf(names: readonly string[], shown = 6): string {
  const listed = names.slice(0, shown).join('、');
  return names.length > shown ? `${listed}等${names.length}人` : listed;
}

export interface GroupSize {
  name: string;
  minSize: number;
  memberCount: number;
  fullMembers: number;
}

/** A group has at least three members, one of them a full member (支部工作条例 practice, E11). */
export const SMALLEST_GROUP = 3;

/** E11, E13: what is too small about a group, in words; null when nothing is. */
export function sizeFault(group: GroupSize): string | null {
  const floor = Math.max(group.minSize, SMALLEST_GROUP);
  if (group.memberCount < floor) return `“${group.name}”只有${group.memberCount}人，少于${floor}人`;
  if (group.fullMembers === 0) return `“${group.name}”没有正式党员`;
  return null;
}

export interface Consultation {
  heldOn: Date;
  withWhom: string;
  outcome: string;
}

/** R21: date, with whom, outcome, as it is kept and shown. */
export function consultationText({ heldOn, withWhom, outcome }: Consultation): string {
  return `${showDay(heldOn)}与${withWhom}协商：${outcome}`;
}

/** R17: in no group, and not recorded as exempt. */
export const isUnplaced = ({ membership, exemption }: { membership: unknown; exemption: unknown }) =>
  membership === null && exemption === null;

/** R21: in another group than the first wish, with no consultation on record. */
export function needsTalk({
  membership,
  wish,
}: {
  membership: { groupId: string; consultationNote: string | null } | null;
  wish: { wishGroupId: string } | null;
}): boolean {
  if (membership === null || membership.consultationNote !== null) return false;
  return wish?.wishGroupId !== membership.groupId;
}

/** E16: what is certain after signing up, and what is not: where the member is now and which wish that is. */
export function takenText(taken: { name: string; rank: number } | null): string {
  if (taken === null) return '所填志愿暂时都已满，截止后由支部统一调配，会先征求您的意见。';
  const full = taken.rank > 1 ? `第${taken.rank - 1}志愿暂时已满，` : '';
  return `${full}已在第${taken.rank}志愿“${taken.name}”先占位；截止后统一调配，如有变动会先征求您的意见。`;
}

/** 还剩3个名额 / 已满 */
export function roomText(group: { maxSize: number; memberCount: number }): string {
  const room = group.maxSize - group.memberCount;
  return room > 0 ? `还剩${room}个名额` : '已满';
}
