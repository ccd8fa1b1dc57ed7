import { fileURLToPath } from 'node:url';
import { showProblem } from '../../../src/web/error-pages.js';
import type { Frame } from '../../../src/web/frame-shape.js';
import { createViewEngine } from '../../../src/web/view-engine.js';

const engine = createViewEngine({ viewsDir: fileURLToPath(new URL('../../../views', import.meta.url)), cache: true });
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
  today: '2026年11月23日',
};

/** The page of a problem as it is sent, also of those that a sound portal does not come to. */
export function problemHtml(status: number): string {
  return engine.render(
    'errors/problem',
    showProblem(status, { message: null, requestId: '7', signedIn: false, frame }),
  );
}
