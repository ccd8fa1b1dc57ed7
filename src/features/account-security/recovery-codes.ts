import type { FieldCipher } from '../../shared/cipher.js';
import { slipCode } from '../../shared/slip-code.js';

const HOW_MANY = 10;

/** Ten codes like `k3fm-x7qa-92hd`, shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, slipCode);
}

/** What of a code is stored: an HMAC under a key outside the database. Typed in capitals or without dashes it is the same. */
export function recoveryCodeHash(cipher: FieldCipher, accountId: string, code: string): string {
  const signs = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return cipher.index(`recovery-code:${accountId}:${signs}`);
}
