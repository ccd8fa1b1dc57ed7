import type { Db, Tx } from '../db/client.js';
import type { MeetingKind, VoteKind } from '../generated/prisma/enums.js';
import { type RuledVote, settledElectionRule, settledMeetingRule } from './vote-settings.js';
import type { ElectionRule, MeetingRule } from './vote-thresholds.js';

export const VOTE_KINDS = {
  COMMITTEE: 'COMMITTEE_MEETING',
  GENERAL: 'GENERAL_MEETING',
  GROUP: 'GROUP_MEETING',
  LEADER: 'LEADER_ELECTION',
} as const satisfies Record<RuledVote, VoteKind>;

const findSetting = (db: Db | Tx, bureauId: string, kind: RuledVote) =>
  db.voteRuleSetting.findUnique({ where: { bureauId_kind: { bureauId, kind: VOTE_KINDS[kind] } } });

/** The rule by which this bureau's meetings of the kind vote now. */
export async function findMeetingRule(db: Db | Tx, bureauId: string, kind: MeetingKind): Promise<MeetingRule> {
  return settledMeetingRule(kind, await findSetting(db, bureauId, kind));
}

/** The rule by which this bureau's groups choose their leaders now, on paper and in the portal (R24). */
export async function findElectionRule(db: Db | Tx, bureauId: string): Promise<ElectionRule> {
  return settledElectionRule(await findSetting(db, bureauId, 'LEADER'));
}

/** All of them, in one query. */
export async function listVoteRules(
  db: Db,
  bureauId: string,
): Promise<Record<MeetingKind, MeetingRule> & { LEADER: ElectionRule }> {
  const settings = await db.voteRuleSetting.findMany({ where: { bureauId } });
  const settingOf = (kind: RuledVote) => settings.find((row) => row.kind === VOTE_KINDS[kind]) ?? null;
  const rule = (kind: MeetingKind) => settledMeetingRule(kind, settingOf(kind));
  return {
    ...{ COMMITTEE: rule('COMMITTEE'), GENERAL: rule('GENERAL'), GROUP: rule('GROUP') },
    LEADER: settledElectionRule(settingOf('LEADER')),
  };
}
