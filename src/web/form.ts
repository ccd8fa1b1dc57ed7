import type { z } from 'zod';
import { RuleViolation } from '../shared/errors.js';
import { withRows } from './form-fields.js';
import type { Visit } from './visit.js';

/** A form as a page shows it: what was typed, and what is wrong with which field. */
export interface FormState {
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  /** For the summary on top, in the order of the fields; `field` links to it. */
  summary: readonly { field: string | null; message: string }[];
}

/** A form that nobody has filled in yet, or one filled with what is stored. */
export function freshForm(values: Record<string, string> = {}): FormState {
  return { values, errors: {}, summary: [] };
}

export type FormResult<T> = { ok: true; data: T; state: FormState } | { ok: false; state: FormState };

/** Reads a body through its schema. Issue paths are joined by dots and name the fields (`items.0.dueDate`). */
export function readForm<S extends z.ZodType>(
  schema: S,
  body: Readonly<Record<string, unknown>>,
): FormResult<z.output<S>> {
  const { _csrf: _, ...fields } = body;
  const values = typedValues(fields);
  const parsed = schema.safeParse(fields);
  if (parsed.success) return { ok: true, data: parsed.data, state: freshForm(values) };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    errors[issue.path.join('.')] ??= issue.message;
  }
  return { ok: false, state: { values, errors, summary: summaryOf(errors) } };
}

function summaryOf(errors: Record<string, string>): FormState['summary'] {
  return Object.entries(errors).map(([field, message]) => ({ field: field === '' ? null : field, message }));
}

/**
 * What the person typed, as text, so that a refused form comes back filled: rows as `items.0.dueDate`, checkboxes of
 * one name joined by commas.
 */
function typedValues(body: object, prefix = ''): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = prefix + name;
    if (typeof value === 'string') values[field] = value.replaceAll('\0', '');
    else if (Array.isArray(value) && value.every((part) => typeof part === 'string')) values[field] = value.join(',');
    else if (typeof value === 'object' && value !== null) Object.assign(values, typedValues(value, `${field}.`));
  }
  return values;
}

/** The form again, with a refusal of the service that the person can mend. */
export function withRefusal(state: FormState, refusal: RuleViolation): FormState {
  const field = refusal.field ?? '';
  const errors = { ...state.errors, [field]: refusal.message };
  return { values: state.values, errors, summary: summaryOf(errors) };
}

/**
 * The life of a form submission: read; on bad input or a rule that refuses, 422 with the same page and what was typed;
 * else 303 to where `save` says. Other errors go on to the error pages.
 */
export async function submitForm<S extends z.ZodType>(
  visit: Visit,
  schema: S,
  steps: {
    save: (data: z.output<S>) => Promise<{ href: string; notice?: string }>;
    /** Shows the page again with this form state; it must call visit.show(view, page, 422). */
    again: (state: FormState) => Promise<void> | void;
    /** Names of repeated rows in the form, sent as `name.0.field`. */
    rows?: readonly string[];
  },
): Promise<void> {
  const body = (steps.rows ?? []).reduce((read, name) => withRows(read, name), visit.body);
  const form = readForm(schema, body);
  if (!form.ok) return steps.again(form.state);
  try {
    const { href, notice } = await steps.save(form.data);
    visit.go(href, notice);
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await steps.again(withRefusal(form.state, error));
  }
}
