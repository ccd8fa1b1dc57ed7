import { type BranchInCampaign, placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';
import { getSession } from './study-sessions.service.js';

/**
 * R4: a member's own words after a session (学习心得): his to write or to leave, to change and to take back (null). What
 * they say stays out of the audit trail. Throws NotFound.
 */
export async function saveStudyNote(
  useCase: UseCase,
  place: BranchInCampaign,
  { sessionId, memberId }: { sessionId: string; memberId: string },
  content: string | null,
): Promise<void> {
  const key = placeFor(useCase, place);
  const { bureauId, branchId } = key;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'STUDY');
    await getSession(tx, key, sessionId);
    if (content === null) await tx.studyNote.deleteMany({ where: { bureauId, sessionId, memberId } });
    else {
      const written = { content, savedAt: useCase.clock.now() };
      await tx.studyNote.upsert({
        where: { bureauId_sessionId_memberId: { bureauId, sessionId, memberId } },
        create: { bureauId, id: newId(), sessionId, memberId, ...written },
        update: written,
      });
    }
    const action = content === null ? 'studyNote.takeBack' : 'studyNote.write';
    record({ action, entity: 'StudySession', entityId: sessionId, branchId });
  });
}
