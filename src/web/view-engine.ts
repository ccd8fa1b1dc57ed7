import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ejs from 'ejs';
import type { Page } from './frame-shape.js';

/** What a compiled template is called with: nothing else of the request reaches it. */
interface Locals {
  page: Page;
  /** What the including template handed to a partial. */
  part: unknown;
  /** The rendered view; only layouts get it. */
  body: string | null;
  include: (name: string, part?: unknown) => string;
}

type Template = (locals: Locals) => string;

interface Options {
  viewsDir: string;
  /** Compile everything once at the start (production); otherwise a template is compiled again when its file changed. */
  cache: boolean;
}

export interface ViewEngine {
  /** Renders `views/<name>.ejs` inside the layout that the page's frame names. Throws on an unknown name. */
  render(name: string, page: Page): string;
  /** The same as an Express view engine; of Express's options only `page` is used. */
  express(path: string, options: object, done: (error: unknown, html?: string) => void): void;
}

const SPECIAL = /[&<>"']/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Escapes for text and quoted attributes; most strings hold nothing to escape, so they are tested before replaced. */
export function escapeHtml(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '') : text;
}

/**
 * Strict mode without `with`: a data key can then never shadow the escape function. The block around the source shadows
 * EJS's own `include`, which looks at the disk every time, by ours over the map of compiled templates.
 */
function compile(source: string, filename: string, debug: boolean): Template {
  return ejs.compile(`<% { const { include } = locals; %>${source}<% } %>`, {
    filename,
    strict: true,
    destructuredLocals: ['page', 'part', 'body'],
    escape: escapeHtml,
    // The indentation of the templates would be half of a long table.
    rmWhitespace: true,
    compileDebug: debug,
    async: false,
  }) as (locals: object) => string;
}

function listTemplates(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ejs'));
}

const nameOf = (file: string): string =>
  file
    .replace(/\.ejs$/, '')
    .split(sep)
    .join('/');

function compiledOnce(viewsDir: string): (name: string) => Template {
  const templates = new Map<string, Template>();
  for (const file of listTemplates(viewsDir)) {
    const path = join(viewsDir, file);
    templates.set(nameOf(file), compile(readFileSync(path, 'utf8'), path, false));
  }
  return (name) => {
    const template = templates.get(name);
    if (!template) throw new Error(`No such template: ${name}`);
    return template;
  };
}

function compiledOnChange(viewsDir: string): (name: string) => Template {
  const templates = new Map<string, { changedAt: number; template: Template }>();
  return (name) => {
    const path = join(viewsDir, `${name}.ejs`);
    const changedAt = statSync(path).mtimeMs;
    const known = templates.get(name);
    if (known?.changedAt === changedAt) return known.template;
    const template = compile(readFileSync(path, 'utf8'), path, true);
    templates.set(name, { changedAt, template });
    return template;
  };
}

/** Makes the engine over one folder of templates; includes are named from that folder: `partials/tag`. */
export function createViewEngine({ viewsDir, cache }: Options): ViewEngine {
  const find = cache ? compiledOnce(viewsDir) : compiledOnChange(viewsDir);

  function render(name: string, page: Page): string {
    const include = (partial: string, part?: unknown): string => find(partial)({ page, part, body: null, include });
    const body = find(name)({ page, part: null, body: null, include });
    return find(`layouts/${page.frame.layout}`)({ page, part: null, body, include });
  }

  function express(path: string, options: object, done: (error: unknown, html?: string) => void): void {
    let html: string;
    try {
      html = render(nameOf(relative(viewsDir, path)), (options as { page: Page }).page);
    } catch (error) {
      done(error);
      return;
    }
    done(null, html);
  }

  return { render, express };
}
