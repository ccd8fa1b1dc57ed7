import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts personal fields (phone, ID number, uploaded rosters) and makes the blind index they are looked up by. */
export interface FieldCipher {
  /** AES-256-GCM under a fresh nonce; base64 of version, nonce, tag and ciphertext. */
  encrypt(text: string): string;
  /** Throws CipherTextInvalid when the text was changed, cut or encrypted under another key. */
  decrypt(text: string): string;
  /** HMAC-SHA-256, hex: equal texts give equal indexes, and the index does not give the text away without the key. */
  index(text: string): string;
}

/** Thrown when an encrypted field cannot be opened with this key. */
export class CipherTextInvalid extends Error {
  override readonly name = 'CipherTextInvalid';
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** `key`: 32 bytes kept outside the database. The keys for encryption and for the index are derived from it. */
export function createFieldCipher(key: Buffer): FieldCipher {
  if (key.length !== 32) throw new RangeError('The field key must be 32 bytes long.');
  const encryptionKey = derive(key, 'field encryption');
  const indexKey = derive(key, 'blind index');
  return {
    encrypt: (text) => seal(encryptionKey, text),
    decrypt: (text) => open(encryptionKey, text),
    index: (text) => createHmac('sha256', indexKey).update(text, 'utf8').digest('hex'),
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32));
}

function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]).toString('base64');
}

function open(key: Buffer, text: string): string {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) throw new CipherTextInvalid('Not an encrypted field.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new CipherTextInvalid('An encrypted field was changed or belongs to another key.', { cause: error });
  }
}
