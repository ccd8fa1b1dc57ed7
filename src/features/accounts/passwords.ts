import { hash, verify } from '@node-rs/argon2';

/** Argon2id, the library's default, with the parameters OWASP recommends (19 MiB, 2 passes, 1 lane). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

let dummyHash: Promise<string> | undefined;

/**
 * Whether the password fits. For an unknown account give null: the work is done on a dummy hash, so that known and
 * unknown names take the same time.
 */
export async function passwordFits(storedHash: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('no account has this password');
  const fits = await verify(storedHash ?? (await dummyHash), password);
  return fits && storedHash !== null;
}
