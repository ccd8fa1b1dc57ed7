/** What a person could follow or send on a page of the portal, read from its HTML (its own templates, so expressions do). */

export interface FoundForm {
  method: 'get' | 'post';
  action: string;
  fields: readonly FoundField[];
}

export interface FoundField {
  name: string;
  /** What the page has filled in. */
  value: string;
  type: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };
const unescaped = (text: string): string => text.replaceAll(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match?.[1] === undefined ? null : unescaped(match[1]);
}

/** Addresses of this portal that the page links to, without those for files. */
export function linksIn(html: string): string[] {
  const hrefs = [...html.matchAll(/<a\s[^>]*>/g)].flatMap(([tag]) => attribute(tag, 'href') ?? []);
  return [...new Set(hrefs)]
    .filter((href) => /^\/(?!\/|assets\/|text-size)/.test(href))
    .map((href) => href.split('#')[0] ?? href);
}

export function formsIn(html: string): FoundForm[] {
  return [...html.matchAll(/(<form\s[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', inside = '']) => ({
    method: attribute(tag, 'method') === 'post' ? 'post' : 'get',
    action: attribute(tag, 'action') ?? '',
    fields: fieldsIn(inside),
  }));
}

function fieldsIn(html: string): FoundField[] {
  const fields: FoundField[] = [];
  for (const [all, tag = '', kind = ''] of html.matchAll(/(<(input|select|textarea|button)\b[^>]*>)/g)) {
    const name = attribute(tag, 'name');
    if (name === null || name === '_csrf') continue;
    const type = kind === 'input' ? (attribute(tag, 'type') ?? 'text') : kind;
    const offered = (type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(tag);
    const value = kind === 'select' ? chosenIn(html, all) : (attribute(tag, 'value') ?? '');
    fields.push({ name, type, value: offered ? '' : value });
  }
  return fields;
}

function chosenIn(html: string, tag: string): string {
  const rest = html.slice(html.indexOf(tag));
  const options = [...rest.slice(0, rest.indexOf('</select>')).matchAll(/<option\s[^>]*>/g)].map(([option]) => option);
  const chosen = options.find((option) => /\sselected\b/.test(option)) ?? options[0];
  return chosen === undefined ? '' : (attribute(chosen, 'value') ?? '');
}
