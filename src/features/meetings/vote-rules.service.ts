import { type RuledVote, settingProblem, type VoteSetting } from '../../campaign/vote-settings.js';
import { VOTE_KINDS } from '../../campaign/vote-settings.queries.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';

/** R14, R24: the bureau sets its own thresholds for later votes; null goes back to the regulation's. */
export async function setVoteRule(useCase: UseCase, kind: RuledVote, setting: VoteSetting | null): Promise<void> {
  const problem = setting === null ? null : settingProblem(kind, setting);
  if (problem) throw new RuleViolation(problem.message, problem.field);
  const key = { bureauId: useCase.actor.bureauId, kind: VOTE_KINDS[kind] };
  await inTransaction(useCase, async (tx, record) => {
    if (kind === 'LEADER') await requireNoBallot(tx, key.bureauId);
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

/** A vote is counted by the rule under which it was opened. */
async function requireNoBallot(tx: Tx, bureauId: string): Promise<void> {
  const running = await tx.ballotBox.count({ where: { bureauId, status: { in: ['OPEN', 'CLOSED'] } } });
  if (running > 0) throw new RuleViolation('有小组正在本系统内投票，请在计票后再改推选组长的规则。', 'kind');
}
