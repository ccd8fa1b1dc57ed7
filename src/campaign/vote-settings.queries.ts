import type { Db, Tx } from '../db/client.js';
import type { MeetingKind } from '../generated/prisma/enums.js';
import { settledMeetingRule } from './vote-settings.js';
import type { MeetingRule } from './vote-thresholds.js';

export const VOTE_KINDS = {
  COMMITTEE: 'COMMITTEE_MEETING',
  GENERAL: 'GENERAL_MEETING',
  GROUP: 'GROUP_MEETING',
} as const satisfies Record<MeetingKind, string>;

/** The rule by which this bureau's meetings of the kind vote now. */
export async function findMeetingRule(db: Db | Tx, bureauId: string, kind: MeetingKind): Promise<MeetingRule> {
  const setting = await db.voteRuleSetting.findUnique({
    where: { bureauId_kind: { bureauId, kind: VOTE_KINDS[kind] } },
  });
  return settledMeetingRule(kind, setting);
}

/** All of them, in one query. */
export async function listMeetingRules(db: Db, bureauId: string): Promise<Record<MeetingKind, MeetingRule>> {
  const settings = await db.voteRuleSetting.findMany({ where: { bureauId } });
  const rule = (kind: MeetingKind) =>
    settledMeetingRule(kind, settings.find((row) => row.kind === VOTE_KINDS[kind]) ?? null);
  return { COMMITTEE: rule('COMMITTEE'), GENERAL: rule('GENERAL'), GROUP: rule('GROUP') };
}
