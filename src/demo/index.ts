import type { Db } from '../db/client.js';
import type { FieldCipher } from '../shared/cipher.js';
import type { Clock } from '../shared/clock.js';

export interface DemoDeps {
  db: Db;
  clock: Clock;
  cipher: FieldCipher;
}

/** Fills an empty database with the demonstration bureau, through the services themselves; leaves any other database alone. */
export async function loadDemoDataIfEmpty(_deps: DemoDeps): Promise<void> {}
