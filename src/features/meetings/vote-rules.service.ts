import { settingProblem, type VoteSetting } from '../../campaign/vote-settings.js';
import { VOTE_KINDS } from '../../campaign/vote-settings.queries.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { MeetingKind } from '../../generated/prisma/enums.js';
import { RuleViolation } from '../../shared/errors.js';

/** R14: the bureau sets its own thresholds for later meetings; null goes back to the regulation's. */
export async function setMeetingRule(useCase: UseCase, kind: MeetingKind, setting: VoteSetting | null): Promise<void> {
  const problem = setting === null ? null : settingProblem(kind, setting);
  if (problem) throw new RuleViolation(problem.message, problem.field);
  const key = { bureauId: useCase.actor.bureauId, kind: VOTE_KINDS[kind] };
  await inTransaction(useCase, async (tx, record) => {
    if (setting === null) await tx.voteRuleSetting.deleteMany({ where: key });
    else {
      const { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator, reason } = setting;
      const numbers = { quorumNumerator, quorumDenominator, passBase, passNumerator, passDenominator };
      const data = { ...numbers, reason, updatedAt: useCase.clock.now() };
      const where = { bureauId_kind: key };
      await tx.voteRuleSetting.upsert({ where, create: { ...key, ...data }, update: data });
    }
    record({
      action: 'vote-rule.set',
      entity: 'VoteRuleSetting',
      entityId: key.bureauId,
      to: setting === null ? 'REGULATION' : 'BUREAU',
      note: setting === null ? key.kind : `${key.kind} ${setting.reason}`,
    });
  });
}
