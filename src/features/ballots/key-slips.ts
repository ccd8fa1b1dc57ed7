import { randomBytes } from 'node:crypto';
import { sha256 } from './sealing.js';

const SHARE_BYTES = 32;
const CHECK_BYTES = 3;
/** Letters and digits that are not taken for one another when they are copied by hand. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/**
 * Splits the private half of a box's key into as many shares as there are supervisors. All of them together give the
 * key; any fewer say nothing about it (each is random, the last is the key XOR the others).
 */
export function splitKey(key: Buffer, count: number): Buffer[] {
  const random = Array.from({ length: count - 1 }, () => randomBytes(SHARE_BYTES));
  return [...random, random.reduce(xor, key)];
}

export function joinShares(shares: readonly Buffer[]): Buffer {
  return shares.reduce(xor, Buffer.alloc(SHARE_BYTES));
}

/** To recognize a share without keeping it. */
export function shareHash(share: Buffer): string {
  return sha256(share);
}

/** A share as it is printed: groups of four signs, the last signs a checksum against slips of the pen. */
export function writeSlip(share: Buffer): string {
  const bytes = Buffer.concat([share, checksum(share)]);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => SIGNS[Number.parseInt(five, 2)]).join('');
  return (signs.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** The share on a slip as it was typed, with or without hyphens; null when it was not copied rightly. */
export function readSlip(typed: string): Buffer | null {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (signs.length !== ((SHARE_BYTES + CHECK_BYTES) * 8) / 5) return null;
  const values = [...signs].map((sign) => SIGNS.indexOf(sign));
  if (values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const share = bytes.subarray(0, SHARE_BYTES);
  return checksum(share).equals(bytes.subarray(SHARE_BYTES)) ? share : null;
}

const checksum = (share: Buffer): Buffer => Buffer.from(sha256(share), 'hex').subarray(0, CHECK_BYTES);

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ (b[index] ?? 0)));
