import { randomInt } from 'node:crypto';

/** Letters and figures that are not taken for one another on a printed slip. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A random code to be read off paper and typed once: three blocks of four signs, 59 bits. */
export function slipCode(): string {
  const block = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${block()}-${block()}-${block()}`;
}
