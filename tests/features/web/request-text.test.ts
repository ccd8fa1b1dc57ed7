import { expect, it } from 'vitest';
import { z } from 'zod';
import { readForm } from '../../../src/web/form.js';
import {
  checkbox,
  choice,
  mustAgree,
  optionalDay,
  optionalRowId,
  optionalText,
  requiredDay,
  requiredText,
  rowId,
  rowIds,
  wholeNumber,
  withRows,
} from '../../../src/web/form-fields.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp();

it.each(['/sign-in/%00', '/%00', '/board/%00', '/board/a%00b', '/%', '/%ZZ', '/branches/%E0%A4%A/members'])(
  'T7, T14: %s is a page that does not exist, for Express hands such paths on',
  async (path) => {
    expect((await app.anonymous().get(path)).status).toBe(404);
  },
);

it('T14: a form sent without a body is refused, not a fault', async () => {
  const browser = app.anonymous();
  expect((await browser.postRaw('/sign-in', {}, { 'Content-Type': 'text/plain' })).status).toBe(403);
  expect((await browser.postRaw('/sign-out', {})).status).toBe(303);
});

it('T14: a query parameter that comes twice is refused', async () => {
  expect((await app.anonymous().get('/text-size?size=large&size=larger')).status).toBe(422);
});

const HOSTILE: readonly unknown[] = ['a\0b', ['a', 'b'], { not: '' }, 42, null];
const FIELDS = {
  requiredText: requiredText('文字', 5),
  optionalText: optionalText('文字', 5),
  requiredDay: requiredDay('日期'),
  optionalDay: optionalDay('日期'),
  wholeNumber: wholeNumber('人数', 0, 100),
  choice: choice('类别', ['A', 'B']),
  rowId: rowId('党员'),
  optionalRowId: optionalRowId('党员'),
  checkbox: checkbox(),
  mustAgree: mustAgree('请勾选'),
} as const;

it.each(Object.entries(FIELDS))(
  'T7: %s takes one sound text and refuses U+0000, arrays and operator objects in Chinese',
  (_, field) => {
    for (const value of HOSTILE) {
      const form = readForm(z.object({ field }), { field: value });
      expect(form.ok, JSON.stringify(value)).toBe(false);
      if (!form.ok) expect(form.state.errors['field']).toMatch(/[一-鿿]/);
    }
  },
);

it.each(['2147483648', '-1', 'NaN', '1e9', '1.5', '0x10', '101', ''])('T7: refuses the number %s', (value) => {
  expect(wholeNumber('人数', 0, 100).safeParse(value).success).toBe(false);
});

it.each(['2026-02-30', '2026-13-01', '0000-00-00', '99999-01-01', '2026/07/05', ''])(
  'T7: refuses the day %s',
  (value) => {
    expect(requiredDay('日期').safeParse(value).success).toBe(false);
  },
);

it('reads a list of ids, of which one may come as a single text', () => {
  const id = '01a20a00-12bd-7b71-ac47-fadd2c11e981';
  expect(rowIds('党员').parse(undefined)).toEqual([]);
  expect(rowIds('党员').parse(id)).toEqual([id]);
  expect(rowIds('党员').parse([id, id])).toEqual([id, id]);
  expect(rowIds('党员').safeParse([id, 'x']).success).toBe(false);
});

it('turns flat names into rows, drops empty ones, and ignores rows past the limit', () => {
  const body = {
    title: 'x',
    'items.0.task': 'a',
    'items.1.task': ' ',
    'items.2.task': 'c',
    'items.99.task': 'z',
    'items.1.__proto__.x': 'y',
  };
  expect(withRows(body, 'items', 50)).toEqual({
    title: 'x',
    'items.1.__proto__.x': 'y',
    items: [{ task: 'a' }, { task: 'c' }],
  });
});

it('gives back what was typed, row by row, with the errors beside it', () => {
  const schema = z.object({ items: z.array(z.object({ task: requiredText('任务', 3) })) });
  const form = readForm(schema, withRows({ 'items.0.task': '太长的任务', 'items.1.task': '好' }, 'items'));
  expect(form.ok).toBe(false);
  expect(form.state.values).toEqual({ 'items.0.task': '太长的任务', 'items.1.task': '好' });
  expect(form.state.summary).toEqual([{ field: 'items.0.task', message: '任务最多3个字，请精简' }]);
});
