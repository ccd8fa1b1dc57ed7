export interface DutyLine {
  tag: string;
  title: string;
  reason: string;
  href: string;
}

/** The lines of the list of what waits, in their order. */
export function dutyLines(html: string): DutyLine[] {
  const list = html.split('<section class="card checks">')[1] ?? '';
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = '']) => ({
    tag: /<span class="tag[^>]*>(?:<span[^>]*>[^<]*<\/span>)?([^<]*)</.exec(item)?.[1] ?? '',
    title: /<b>([^<]*)<\/b>/.exec(item)?.[1] ?? '',
    reason: /<small>([^<]*)<\/small>/.exec(item)?.[1] ?? '',
    href: /href="([^"]*)"/.exec(item)?.[1] ?? '',
  }));
}
