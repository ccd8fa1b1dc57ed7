import { type FoundForm, formsIn, linksIn } from './page-links.js';
import type { RawAnswer, RawBrowser } from './raw-browser.js';

export interface FoundPage {
  path: string;
  answer: RawAnswer;
  forms: readonly FoundForm[];
  /** The page whose link led here. */
  from: string;
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g;

/** The kind of page an address means: ids left out, but for the branch's. A file of a page is a kind of its own. */
export function kindOf(path: string): string {
  const [bare = '', query] = path.split('?');
  const file = new URLSearchParams(query).get('as');
  const branch = /^\/branches\/[^/]+/.exec(bare)?.[0] ?? '';
  const page = branch + bare.slice(branch.length).replaceAll(ID, ':id');
  return file === null ? page : `${page} as ${file.replaceAll(ID, ':id')}`;
}

/** Follows the links of the portal from `start`, at most `each` pages of a kind. `visit` may look at every request. */
export async function crawl(
  browser: RawBrowser,
  { start = '/', each = 2, ask = (path: string) => browser.get(path) } = {},
): Promise<FoundPage[]> {
  const pages: FoundPage[] = [];
  const seen = new Set<string>([start]);
  const counts = new Map<string, number>();
  const queue = [{ path: start, from: '' }];
  for (const { path, from } of queue) {
    const kind = kindOf(path);
    const count = counts.get(kind) ?? 0;
    if (count >= each) continue;
    counts.set(kind, count + 1);
    const answer = await ask(path);
    pages.push({ path, from, answer, forms: formsIn(answer.text) });
    const next = answer.status === 303 ? [answer.headers.location ?? ''] : linksIn(answer.text);
    for (const link of next.filter((href) => href.startsWith('/') && !seen.has(href))) {
      seen.add(link);
      queue.push({ path: link, from: path });
    }
  }
  return pages;
}
