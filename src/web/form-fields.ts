import { z } from 'zod';
import { parseDay } from '../shared/dates.js';

// What a schema does not say itself, Zod says in Chinese too.
z.config(z.locales.zhCN());

/**
 * Building blocks of form schemas. Each takes the field's Chinese label and speaks Chinese; each accepts exactly one
 * text (a repeated parameter or an operator object is refused) and refuses U+0000, which PostgreSQL cannot store.
 */
const oneText = (label: string) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? `请填写${label}` : `${label}的格式不正确`) })
    .refine((text) => !text.includes('\0'), { error: `${label}含有不能保存的字符`, abort: true })
    .transform((text) => text.replaceAll('\r\n', '\n').trim());

/** A text that must be given, at most `max` characters. */
export const requiredText = (label: string, max: number) =>
  oneText(label)
    .refine((text) => text !== '', { error: `请填写${label}`, abort: true })
    .refine((text) => text.length <= max, { error: `${label}最多${max}个字，请精简` });

/** A text that may be left out; empty becomes null. */
export const optionalText = (label: string, max: number) =>
  oneText(label)
    .refine((text) => text.length <= max, { error: `${label}最多${max}个字，请精简` })
    .transform((text) => (text === '' ? null : text))
    .optional()
    .transform((text) => text ?? null);

/** A calendar day from a date field. */
export const requiredDay = (label: string) =>
  oneText(label).transform((text, context) => {
    const day = parseDay(text);
    if (day) return day;
    context.addIssue({
      code: 'custom',
      message: text === '' ? `请选择${label}` : `${label}不是有效日期，请按“2026-07-05”的样子填写`,
    });
    return z.NEVER;
  });

/** A calendar day that may be left out. */
export const optionalDay = (label: string) =>
  oneText(label)
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null;
      const day = parseDay(text);
      if (day) return day;
      context.addIssue({ code: 'custom', message: `${label}不是有效日期，请按“2026-07-05”的样子填写` });
      return z.NEVER;
    });

/** A whole number within limits. */
export const wholeNumber = (label: string, min: number, max: number) =>
  oneText(label).transform((text, context) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    context.addIssue({
      code: 'custom',
      message: text === '' ? `请填写${label}` : `${label}应为${min}到${max}之间的整数`,
    });
    return z.NEVER;
  });

/** A number with at most two decimals, as `numeric(12,2)` keeps it; empty becomes null. */
export const optionalNumber = (label: string) =>
  oneText(label)
    .optional()
    .transform((text, context) => {
      if (text === undefined || text === '') return null;
      if (/^-?\d{1,10}(\.\d{1,2})?$/.test(text)) return Number(text);
      context.addIssue({ code: 'custom', message: `${label}应为数字，最多两位小数` });
      return z.NEVER;
    });

/** One of fixed codes, as a select or radio sends it. */
export const choice = <const T extends readonly [string, ...string[]]>(label: string, codes: T) =>
  z.enum(codes, { error: `请选择${label}` });

/** The id of a row chosen from a list. */
export const rowId = (label: string) => z.uuid({ error: `请选择${label}` });

/** The id of a row, or nothing. */
export const optionalRowId = (label: string) =>
  z
    .union([z.literal(''), z.uuid({ error: `请重新选择${label}` })], { error: `请重新选择${label}` })
    .optional()
    .transform((id) => (id ? id : null));

/** A checkbox: ticked or not. */
export const checkbox = () =>
  z
    .literal('on', { error: '选择有误，请重新勾选' })
    .optional()
    .transform((value) => value === 'on');

/** A checkbox that must be ticked before a binding act. */
export const mustAgree = (message: string) => z.literal('on', { error: message });

/** Checkboxes of one name: none, one or several ids. */
export const rowIds = (label: string) =>
  z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(500)], { error: `请重新选择${label}` })
    .optional()
    .transform((ids) => ids ?? []);

/** Checkboxes of one name with fixed codes: none, one or several. */
export const choices = <const T extends readonly [string, ...string[]]>(label: string, codes: T) => {
  const one = z.enum(codes);
  return z
    .union([one.transform((code) => [code]), z.array(one).max(codes.length)], { error: `请重新选择${label}` })
    .optional()
    .transform((chosen) => chosen ?? []);
};

/**
 * Turns flat names (`items.0.mainTask`) into rows, dropping rows in which nothing was typed. At most `max` rows.
 * Gives the body with `name` as an array, for a schema with z.array.
 */
export function withRows(body: Readonly<Record<string, unknown>>, name: string, max = 50): Record<string, unknown> {
  const rows: Record<string, unknown>[] = [];
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) {
    const match = new RegExp(`^${name}\\.(\\d{1,3})\\.(\\w{1,40})$`).exec(key);
    if (!match) {
      rest[key] = value;
      continue;
    }
    const index = Number(match[1]);
    if (index >= max) continue;
    rows[index] ??= {};
    Object.assign(rows[index], { [String(match[2])]: value });
  }
  const filled = rows.filter(
    (row) => row && Object.values(row).some((value) => typeof value !== 'string' || value.trim() !== ''),
  );
  return { ...rest, [name]: filled };
}
