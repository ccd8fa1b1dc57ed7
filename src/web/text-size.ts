import type { Request } from 'express';
import { cookieOf } from './cookies.js';
import type { TextSize } from './frame-shape.js';

const TEXT_SIZES: readonly TextSize[] = ['normal', 'large', 'larger'];

/** 大字版, kept in a cookie for people with and without an account. */
export function textSizeOf(req: Request): TextSize {
  const chosen = cookieOf(req, 'text_size');
  return TEXT_SIZES.find((size) => size === chosen) ?? 'normal';
}
