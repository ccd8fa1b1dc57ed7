import type { LeaderMethod } from '../generated/prisma/enums.js';

/** 支部工作条例（试行） art. 13: appointed by the branch, or recommended by the members of the group; acting until a by-election. */
export const LEADER_METHOD_LABELS: Readonly<Record<LeaderMethod, string>> = {
  ELECTED: '小组党员推选',
  APPOINTED: '党支部指定',
  ACTING: '代理组长',
};
