import type { Request, RequestHandler } from 'express';
import { NotFound, RuleViolation } from '../shared/errors.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether a text can be the id of a row. */
export const isId = (text: string): boolean => UUID.test(text);

const WORD = /^[a-z0-9-]{1,40}$/;

/**
 * Path parameters as text. Names that end in `Id` must be UUIDs, others short words: everything else, %00 and
 * 2^31 included, looks like a page that does not exist and never reaches the database.
 */
export function readParams(req: Request): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.params)) {
    const pattern = name.endsWith('Id') ? UUID : WORD;
    if (typeof value !== 'string' || !pattern.test(value)) throw new NotFound();
    read[name] = value;
  }
  return read;
}

/** Query parameters as text. One that came twice, or holds U+0000, is refused. */
export function readQuery(req: Request): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.query)) {
    if (typeof value !== 'string' || value.includes('\0') || value.length > 200) {
      throw new RuleViolation('网址里的查询条件不正确，请从页面上重新选择。');
    }
    read[name] = value;
  }
  return read;
}

/** A URL with an encoded NUL or broken percent-encoding is a page that does not exist. */
export const refuseBrokenUrls: RequestHandler = (req, _res, next) => {
  try {
    if (decodeURIComponent(req.path).includes('\0')) return next(new NotFound());
  } catch {
    return next(new NotFound());
  }
  return next();
};
