import { mayInBranch } from '../../access/permissions.js';
import type { Person } from '../../access/roles.js';
import { leadsGroup } from '../../access/scope.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Application } from './applications.queries.js';
import { entry } from './applications.service.js';
import { findGroupOf, findSpokenOf } from './group-words.queries.js';
import { lockRound } from './rounds.queries.js';
import { isTaking } from './rounds.rules.js';

/**
 * Who writes a group's word of a candidate: its leader, or an officer of the branch from the group's minutes. Nobody
 * writes of himself (E43).
 */
export function speaksFor(
  person: Person,
  { memberId, groupId, branchId }: { memberId: string | null; groupId: string; branchId: string },
): boolean {
  if (person.member !== null && person.member.id === memberId) return false;
  return leadsGroup(person, groupId) || mayInBranch(person.roles, 'meetings:manage', branchId);
}

/**
 * R43, R44: what the candidate's group said of him, before the branch's general meeting discusses him; given once. Throws
 * NotFound (another's group, oneself), RuleViolation (late, a day ahead), StaleState (decided, or said already).
 */
export async function writeGroupWord(
  useCase: UseCase,
  person: Person,
  where: { branchId: string; applicationId: string },
  said: { supported: boolean; opinion: string; heldOn: Date },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const today = chinaDay(clock.now());
  await inTransaction(useCase, async (tx, record) => {
    await lockRound(tx, bureauId, where.applicationId, 'SHARE');
    const found = await findSpokenOf(tx, { bureauId, branchId: where.branchId, id: where.applicationId });
    const { memberId } = found ?? {};
    if (!found || !memberId) throw new NotFound();
    const place = await findGroupOf(tx, { bureauId, campaignId: found.round.campaignId, memberId });
    if (!place || !speaksFor(person, { memberId, groupId: place.groupId, branchId: where.branchId }))
      throw new NotFound();
    if (found.status !== 'SUBMITTED') throw new StaleState('支部已经研究决定，或本人已经撤回。');
    if (!isTaking(found.round, today)) throw new RuleViolation('申报已经截止，不能再提出小组意见。');
    if (said.heldOn > today) throw new RuleViolation('小组讨论的日期不能晚于今天', 'heldOn');
    const by = { writtenById: person.accountId, writtenByName: person.displayName, createdAt: clock.now() };
    try {
      await tx.groupWord.create({
        data: { bureauId, id: newId(), applicationId: found.id, groupId: place.groupId, ...said, ...by },
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new StaleState('小组意见已经提出。') : error;
    }
    record({ ...entry('group-word', found.id, where.branchId), detail: { supported: said.supported } });
  });
}

/** Group before branch: a member of a group is handed in only with its word, spoken before the branch met. */
export async function requireGroupWord(
  tx: Tx,
  { actor }: UseCase,
  campaignId: string,
  { memberId, candidateName, groupWord }: Application,
  branchMetOn: Date,
): Promise<void> {
  if (memberId === null) return;
  if (groupWord === null) {
    const place = await findGroupOf(tx, { bureauId: actor.bureauId, campaignId, memberId });
    if (place)
      throw new RuleViolation(
        `“${place.group.name}”还没有对${candidateName}提出小组意见，请先由小组讨论`,
        'applicationIds',
      );
    return;
  }
  if (groupWord.heldOn > branchMetOn)
    throw new RuleViolation(
      `小组${showDay(groupWord.heldOn)}才讨论${candidateName}，晚于支部党员大会，请选择在这以后召开的大会`,
      'meetingId',
    );
}
