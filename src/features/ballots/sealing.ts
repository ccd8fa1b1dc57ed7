import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** Every vote is padded to this many bytes, so that the length of a ciphertext says nothing. */
const PLAIN_BYTES = 512;
const RAW_KEY = 32;
const IV = 12;
const TAG = 16;

/** The two halves of a ballot box's key, raw X25519. Only the public half may be stored. */
export interface BoxKeys {
  publicKey: string;
  privateKey: Buffer;
}

export function makeBoxKeys(): BoxKeys {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return { publicKey: rawPublic(publicKey).toString('base64url'), privateKey: rawPrivate(privateKey) };
}

/**
 * Seals one vote: a key pair for this vote alone, HKDF-SHA-256 over the agreement with the box's key, AES-256-GCM bound
 * to the box. Throws when the vote does not fit.
 */
export function sealVote(boxId: string, boxPublicKey: string, vote: string): string {
  const once = generateKeyPairSync('x25519');
  const sender = rawPublic(once.publicKey);
  const receiver = Buffer.from(boxPublicKey, 'base64url');
  const secret = diffieHellman({ privateKey: once.privateKey, publicKey: publicFrom(receiver) });
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', keyFor(boxId, secret, sender, receiver), iv);
  cipher.setAAD(Buffer.from(boxId));
  const body = Buffer.concat([cipher.update(padded(vote)), cipher.final()]);
  return Buffer.concat([sender, iv, cipher.getAuthTag(), body]).toString('base64');
}

/** The vote in an envelope; null when it was not sealed for this box and key, or was changed. */
export function openEnvelope(boxId: string, keys: BoxKeys, envelope: string): string | null {
  try {
    const bytes = Buffer.from(envelope, 'base64');
    const sender = bytes.subarray(0, RAW_KEY);
    const iv = bytes.subarray(RAW_KEY, RAW_KEY + IV);
    const tag = bytes.subarray(RAW_KEY + IV, RAW_KEY + IV + TAG);
    const receiver = Buffer.from(keys.publicKey, 'base64url');
    const secret = diffieHellman({ privateKey: privateFrom(keys), publicKey: publicFrom(sender) });
    const decipher = createDecipheriv('aes-256-gcm', keyFor(boxId, secret, sender, receiver), iv);
    decipher.setAAD(Buffer.from(boxId));
    decipher.setAuthTag(tag);
    return unpadded(Buffer.concat([decipher.update(bytes.subarray(RAW_KEY + IV + TAG)), decipher.final()]));
  } catch {
    return null;
  }
}

/** What a voter keeps: it proves that the envelope was in the box, not what was in it. */
export function receiptOf(envelope: string): string {
  return sha256(Buffer.from(envelope, 'base64'));
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function keyFor(boxId: string, secret: Buffer, sender: Buffer, receiver: Buffer): Buffer {
  const salt = Buffer.concat([sender, receiver]);
  return Buffer.from(hkdfSync('sha256', secret, salt, `sealed-ballot-1:${boxId}`, 32));
}

function padded(vote: string): Buffer {
  const text = Buffer.from(vote, 'utf8');
  if (text.length > PLAIN_BYTES - 2) throw new RangeError('A vote is longer than an envelope.');
  const plain = Buffer.alloc(PLAIN_BYTES);
  plain.writeUInt16BE(text.length);
  text.copy(plain, 2);
  return plain;
}

function unpadded(plain: Buffer): string {
  return plain.subarray(2, 2 + plain.readUInt16BE()).toString('utf8');
}

const rawPublic = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
const rawPrivate = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');

const publicFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' });

const privateFrom = ({ privateKey, publicKey }: BoxKeys): KeyObject =>
  createPrivateKey({
    key: { kty: 'OKP', crv: 'X25519', x: publicKey, d: privateKey.toString('base64url') },
    format: 'jwk',
  });
