import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { showProblem } from '../../../src/web/error-pages.js';
import type { Frame } from '../../../src/web/frame-shape.js';
import { createViewEngine } from '../../../src/web/view-engine.js';

const frame: Frame = {
  layout: 'plain',
  bureauName: '',
  csrfToken: '',
  notice: null,
  who: null,
  nav: [],
  rail: null,
  crumbs: [],
  textSize: 'normal',
  today: '2026年7月2日',
};
const engine = createViewEngine({ viewsDir: fileURLToPath(new URL('../../../views', import.meta.url)), cache: true });
const occasion = { message: null, requestId: 'request-7', signedIn: false, frame };

describe('problem pages', () => {
  it.each([403, 404, 409, 422, 429, 500, 503])('%i says what happened, what to do, and leads onwards', (status) => {
    const page = showProblem(status, occasion);
    const html = engine.render('errors/problem', page);
    for (const text of [page.heading, page.what, page.todo, page.action.label]) expect(html).toContain(text);
    expect(html).toContain('href="/"');
    expect(html).not.toMatch(/[!！]</);
  });

  it('shows the message of a domain error, escaped', () => {
    const page = showProblem(409, { ...occasion, message: '<b>已有新进展</b>' });
    expect(engine.render('errors/problem', page)).toContain('&lt;b&gt;已有新进展&lt;/b&gt;');
  });

  it.each([500, 502, 418])('%i shows the request’s number and never an inner message', (status) => {
    const html = engine.render('errors/problem', showProblem(status, { ...occasion, message: 'relation "member"' }));
    expect(html).toContain('request-7');
    expect(html).not.toContain('relation');
  });

  it('shows no request number where the portal is not at fault', () => {
    expect(engine.render('errors/problem', showProblem(404, occasion))).not.toContain('request-7');
  });

  it('asks for no token where there is no session to hold one', () => {
    expect(engine.render('errors/problem', showProblem(503, occasion))).not.toMatch(/_csrf|method="post"/);
  });
});
