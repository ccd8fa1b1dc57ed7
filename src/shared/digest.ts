import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * One text for one value, whatever the order of its keys (RFC 8785): the database keeps JSON in an order of its own, and
 * a digest must come out the same when it is read back.
 */
export function canonicalText(value: object): string {
  return canonicalize(value) ?? '';
}

/** SHA-256 of a value's canonical text, in hex. */
export const digestOf = (value: object): string =>
  createHash('sha256').update(canonicalText(value), 'utf8').digest('hex');
