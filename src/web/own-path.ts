const isOwn = (path: string): boolean => /^\/(?![/\\])/.test(path) && !/\p{Cc}/u.test(path);

/** A path of this site to go back to; `//other.example` and what is no path lead to the home page instead. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && isOwn(path) ? path : '/';
}

/** The page of the bureau somebody came from, as the address says in `from`; null where it says none, or another place. */
export function bureauPathFrom(query: Readonly<Record<string, string>>): string | null {
  const path = query['from'];
  return path?.startsWith('/bureau/') && isOwn(path) ? path : null;
}

/** An address that says where one came from. */
export function withFrom(href: string, from: string | null): string {
  return from === null ? href : `${href}?${new URLSearchParams({ from })}`;
}
