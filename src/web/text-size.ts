import type { Request } from 'express';
import type { TextSize } from './frame-shape.js';

const TEXT_SIZES: readonly TextSize[] = ['normal', 'large', 'larger'];

/** 大字版, kept in a cookie for people with and without an account. */
export function textSizeOf(req: Request): TextSize {
  const match = /(?:^|;\s*)text_size=(\w+)/.exec(req.get('cookie') ?? '');
  return TEXT_SIZES.find((size) => size === match?.[1]) ?? 'normal';
}
