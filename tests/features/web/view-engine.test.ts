import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Frame, Page } from '../../../src/web/frame-shape.js';
import { createViewEngine, escapeHtml } from '../../../src/web/view-engine.js';

const VIEWS = fileURLToPath(new URL('../../../views', import.meta.url));

const frame: Frame = {
  layout: 'plain',
  bureauName: '示范区教育体育局',
  csrfToken: 'a-token',
  notice: null,
  who: null,
  nav: [],
  rail: null,
  crumbs: [],
  textSize: 'normal',
  today: '2026年7月2日',
};

const folders: string[] = [];
function viewsOf(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'views-'));
  folders.push(dir);
  const all = { 'layouts/plain.ejs': '<main><%- body %></main>', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const pageWith = (more: Record<string, unknown>): Page => ({ title: '页', frame, ...more });

describe('rendering', () => {
  it('wraps the view in the layout its frame names', () => {
    const engine = createViewEngine({ viewsDir: viewsOf({ 'a/show.ejs': '<p><%= page.title %></p>' }), cache: true });
    expect(engine.render('a/show', pageWith({}))).toBe('<main><p>页</p></main>');
  });

  it('leaves out the indentation of the templates, never that of the data', () => {
    const dir = viewsOf({ 'a/show.ejs': '<ul>\n    <li>\n      <%= page.text %>\n    </li>\n</ul>\n' });
    const html = createViewEngine({ viewsDir: dir, cache: true }).render('a/show', pageWith({ text: '甲\n   乙' }));
    expect(html).toBe('<main><ul>\n<li>\n甲\n   乙\n</li>\n</ul>\n</main>');
  });

  it('gives a partial what it was handed, and the page', () => {
    const dir = viewsOf({
      'a/show.ejs': "<%- include('partials/x', { n: 1 }) %>",
      'partials/x.ejs': '<%= part.n %><%= page.title %>',
    });
    expect(createViewEngine({ viewsDir: dir, cache: true }).render('a/show', pageWith({}))).toBe('<main>1页</main>');
  });

  it('compiles once in production and again after a change in development', () => {
    const dir = viewsOf({ 'a/show.ejs': 'one' });
    const kept = createViewEngine({ viewsDir: dir, cache: true });
    const fresh = createViewEngine({ viewsDir: dir, cache: false });
    expect(fresh.render('a/show', pageWith({}))).toContain('one');
    writeFileSync(join(dir, 'a/show.ejs'), 'two');
    utimesSync(join(dir, 'a/show.ejs'), new Date(), new Date(Date.now() + 5000));
    expect(kept.render('a/show', pageWith({}))).toContain('one');
    expect(fresh.render('a/show', pageWith({}))).toContain('two');
  });

  it('refuses an unknown template', () => {
    const engine = createViewEngine({ viewsDir: viewsOf({}), cache: true });
    expect(() => engine.render('a/none', pageWith({}))).toThrow('a/none');
  });
});

describe('escaping', () => {
  it('escapes what could leave text or an attribute', () => {
    expect(escapeHtml(`<b a="1" c='2'>&`)).toBe('&lt;b a=&#34;1&#34; c=&#39;2&#39;&gt;&amp;');
    expect(escapeHtml('第二中学')).toBe('第二中学');
    expect(escapeHtml(0)).toBe('0');
    expect(escapeHtml(null)).toBe('');
    expect(escapeHtml(undefined)).toBe('');
  });

  it('T8: data keys named like the engine’s own do not switch escaping off', () => {
    const identity = (text: string): string => text;
    const evil = {
      escapeFn: identity,
      escape: identity,
      escapeFunction: identity,
      include: identity,
      rethrow: identity,
    };
    const dir = viewsOf({ 'a/show.ejs': '<%= page.text %>' });
    const page = { ...pageWith({ text: '<script>' }), ...evil };
    const engine = createViewEngine({ viewsDir: dir, cache: true });
    expect(engine.render('a/show', page)).toBe('<main>&lt;script&gt;</main>');
    let html = '';
    engine.express(join(dir, 'a/show.ejs'), { page, ...evil, settings: evil }, (_error, text) => {
      html = text ?? '';
    });
    expect(html).toBe('<main>&lt;script&gt;</main>');
  });

  it('T8: only `page` reaches a template, no other local of the request', () => {
    const dir = viewsOf({ 'a/show.ejs': '<%= typeof secret %>' });
    let html = '';
    createViewEngine({ viewsDir: dir, cache: true }).express(
      join(dir, 'a/show.ejs'),
      { page: pageWith({}), secret: 'x' },
      (_error, text) => {
        html = text ?? '';
      },
    );
    expect(html).toBe('<main>undefined</main>');
  });
});

const templates = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ejs'));

describe('every template', () => {
  it('compiles', () => {
    expect(() => createViewEngine({ viewsDir: VIEWS, cache: true })).not.toThrow();
  });

  it('prints unescaped only includes, and the body in the layouts', () => {
    const unescaped = templates.flatMap((file) =>
      [...readFileSync(join(VIEWS, file), 'utf8').matchAll(/<%-\s*([\s\S]*?)%>/g)]
        .map((match) => match[1] ?? '')
        .filter((code) => !/^include\('[a-z][a-z0-9/-]*'/.test(code))
        .map((code) => `${file}: ${code.trim()}`),
    );
    expect(unescaped.sort()).toEqual([
      'layouts/board.ejs: body',
      'layouts/paper.ejs: body',
      'layouts/plain.ejs: body',
      'layouts/portal.ejs: body',
    ]);
  });

  /** Opened from the disk, out of the acceptance file, under no policy and with no other file to take its styles from. */
  const served = templates.filter((file) => file !== 'acceptance-file/archive-page.ejs');

  it.each(served)('%s has no inline style or script, which the content security policy would drop', (file) => {
    const source = readFileSync(join(VIEWS, file), 'utf8');
    expect(source).not.toMatch(/\sstyle\s*=|<style|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:/i);
  });

  it.each(templates)('%s: every form that posts carries the CSRF field', (file) => {
    const source = readFileSync(join(VIEWS, file), 'utf8');
    const forms = [...source.matchAll(/<form\b[\s\S]*?<\/form>/g)].map((match) => match[0]);
    for (const form of forms.filter((text) => /method="post"/i.test(text))) {
      expect(form).toContain("include('partials/csrf')");
    }
  });
});
