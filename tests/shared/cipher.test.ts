import { describe, expect, it } from 'vitest';
import { CipherTextInvalid, createFieldCipher } from '../../src/shared/cipher.js';

const cipher = createFieldCipher(Buffer.alloc(32, 1));
const otherKey = createFieldCipher(Buffer.alloc(32, 2));
const idNumber = '640102198001011234';

describe('S12: personal fields', () => {
  it.each(['', idNumber, '王伟 13800000000', '𠮷'.repeat(1000)])('open again as they were: %s', (text) => {
    expect(cipher.decrypt(cipher.encrypt(text))).toBe(text);
  });

  it('never look the same twice, and show nothing of the text', () => {
    const [first, second] = [cipher.encrypt(idNumber), cipher.encrypt(idNumber)];
    expect(first).not.toBe(second);
    expect(Buffer.from(first, 'base64').toString('latin1')).not.toContain(idNumber);
  });

  it('do not open under another key', () => {
    expect(() => otherKey.decrypt(cipher.encrypt(idNumber))).toThrow(CipherTextInvalid);
  });

  it('do not open once a single byte was changed', () => {
    const bytes = Buffer.from(cipher.encrypt(idNumber), 'base64');
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => cipher.decrypt(changed.toString('base64')), `byte ${position}`).toThrow(CipherTextInvalid);
    }
  });

  it.each(['', 'AAAA', '不是密文'])('refuse what is no ciphertext: %j', (text) => {
    expect(() => cipher.decrypt(text)).toThrow(CipherTextInvalid);
  });

  it('are found by an index that needs the key', () => {
    expect(cipher.index(idNumber)).toBe(cipher.index(idNumber));
    expect(cipher.index(idNumber)).toMatch(/^[0-9a-f]{64}$/);
    expect(otherKey.index(idNumber)).not.toBe(cipher.index(idNumber));
  });

  it('want a key of 32 bytes', () => {
    expect(() => createFieldCipher(Buffer.alloc(16))).toThrow(RangeError);
  });
});
