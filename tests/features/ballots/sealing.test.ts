import { expect, it } from 'vitest';
import { joinShares, readSlip, splitKey, writeSlip } from '../../../src/features/ballots/key-slips.js';
import { makeBoxKeys, openEnvelope, receiptOf, sealVote } from '../../../src/features/ballots/sealing.js';

const keys = makeBoxKeys();

it('S10: an envelope opens with its own box and key alone, and tells when it was changed', () => {
  const envelope = sealVote('box', keys.publicKey, '{"choices":"12"}');
  expect(openEnvelope('box', keys, envelope)).toBe('{"choices":"12"}');
  expect(openEnvelope('other', keys, envelope)).toBeNull();
  expect(openEnvelope('box', makeBoxKeys(), envelope)).toBeNull();
  const bytes = Buffer.from(envelope, 'base64');
  for (const at of [0, 40, 50, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(openEnvelope('box', keys, changed.toString('base64'))).toBeNull();
  }
  expect(openEnvelope('box', keys, '')).toBeNull();
});

it('S10: every envelope is as long as every other, and the same vote twice shows nothing in common', () => {
  const votes = ['', '1', '3'.repeat(200), '{"choices":"1","other":"王"}'];
  const envelopes = [...votes, ...votes].map((vote) => sealVote('box', keys.publicKey, vote));
  expect(new Set(envelopes.map((envelope) => envelope.length)).size).toBe(1);
  expect(new Set(envelopes.map(receiptOf)).size).toBe(envelopes.length);
  expect(() => sealVote('box', keys.publicKey, '1'.repeat(511))).toThrow(RangeError);
});

it.each([2, 3])('S10: %i shares give the key together, and fewer do not', (count) => {
  const shares = splitKey(keys.privateKey, count);
  expect(joinShares(shares).equals(keys.privateKey)).toBe(true);
  for (let left = 0; left < count; left += 1) {
    const some = shares.filter((_, index) => index !== left);
    expect(joinShares(some).equals(keys.privateKey)).toBe(false);
    expect(openEnvelope('box', { ...keys, privateKey: joinShares(some) }, sealVote('box', keys.publicKey, 'x'))).toBe(
      null,
    );
  }
});

it('S10: a slip is read as it was printed, and a slip of the pen is noticed', () => {
  const [share = Buffer.alloc(0)] = splitKey(keys.privateKey, 2);
  const slip = writeSlip(share);
  expect(slip).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(readSlip(slip)?.equals(share)).toBe(true);
  expect(readSlip(` ${slip.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `)).toEqual(
    share,
  );
  expect(readSlip(slip.slice(0, -1))).toBeNull();
  expect(readSlip(`${slip.slice(0, -1)}${slip.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
  expect(readSlip('不是密钥条')).toBeNull();
});
