export { SKILLS } from '../../shared/skills.js';

/** Words for a member's codes, as pages and files show them. */
export const GENDER_WORDS = { MALE: '男', FEMALE: '女' } as const;
export const MEMBER_TYPE_WORDS = { FULL: '正式党员', PROBATIONARY: '预备党员' } as const;
export const MEMBERSHIP_STATUS_WORDS = { NORMAL: '正常', SUSPENDED: '停止党籍' } as const;

export const MOST_SKILLS = 12;

type SkillState = 'CONFIRMED' | 'FILLED' | 'RETURNED' | 'NONE';

interface SkillMoments {
  skillsFilledAt: Date | null;
  skillsConfirmedAt: Date | null;
  skillsReturnedAt: Date | null;
}

/** Filled in by the member, then confirmed by the branch, or given back to him (R6). */
export function skillState({ skillsFilledAt, skillsConfirmedAt, skillsReturnedAt }: SkillMoments): SkillState {
  if (skillsConfirmedAt) return 'CONFIRMED';
  if (skillsFilledAt) return 'FILLED';
  return skillsReturnedAt ? 'RETURNED' : 'NONE';
}

export const SKILL_TAGS = {
  CONFIRMED: { kind: 'ok', label: '特长已确认' },
  FILLED: { kind: 'warn', label: '特长待确认' },
  RETURNED: { kind: 'late', label: '已退回修改' },
  NONE: { kind: 'idle', label: '特长未填' },
} as const satisfies Record<SkillState, { kind: string; label: string }>;

/** What sets a member apart from the usual case; the reason of suspended rights is never said. */
export function specialStates(member: {
  memberType: 'FULL' | 'PROBATIONARY';
  membershipStatus: 'NORMAL' | 'SUSPENDED';
  isLost: boolean;
  isMobile: boolean;
  isRetired: boolean;
}): string[] {
  const states: [boolean, string][] = [
    [member.memberType === 'PROBATIONARY', '预备党员'],
    [member.membershipStatus === 'SUSPENDED', '停止党籍'],
    [member.isLost, '失联'],
    [member.isMobile, '流动'],
    [member.isRetired, '离退休'],
  ];
  return states.flatMap(([holds, word]) => (holds ? [word] : []));
}
