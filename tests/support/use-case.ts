import type { Db } from '../../src/db/client.js';
import type { Actor, UseCase } from '../../src/db/transaction.js';
import { createFieldCipher } from '../../src/shared/cipher.js';
import type { Clock } from '../../src/shared/clock.js';
import { testClock } from './fixed-clock.js';

export const testCipher = createFieldCipher(Buffer.alloc(32, 7));

/**
 * What a service is given, for somebody of a bureau.
 *
 *     await closeEnrollment(useCaseFor(db, { bureauId, name: '王秀兰' }, clock), …);
 */
export function useCaseFor(db: Db, actor: Partial<Actor> & { bureauId: string }, clock: Clock = testClock()): UseCase {
  return { db, clock, actor: { accountId: null, name: '测试人员', ...actor }, cipher: testCipher };
}
