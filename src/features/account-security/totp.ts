import { Secret, TOTP } from 'otpauth';

/** What every authenticator app knows (RFC 6238): six figures of HMAC-SHA-1, a new code each half minute. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SEED_BYTES = 20;

export function newSeed(): string {
  return new Secret({ size: SEED_BYTES }).base32;
}

/**
 * The half minute, counted since 1970, whose code this is; the one before and the one after `now` are taken too, for
 * clocks that are not quite right. Null when the code is wrong.
 */
export function periodOfCode(seed: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(seed) });
  const distance = totp.validate({ token: code, timestamp: now.getTime(), window: 1 });
  return distance === null ? null : totp.counter({ timestamp: now.getTime() }) + distance;
}

/** What the QR code tells the app. */
export function setUpAddress(seed: string, { username, bureauName }: { username: string; bureauName: string }): string {
  return new TOTP({ ...FORM, issuer: bureauName, label: username, secret: Secret.fromBase32(seed) }).toString();
}
