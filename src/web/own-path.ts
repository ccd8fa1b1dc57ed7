/** A path of this site to go back to; `//other.example` and what is no path lead to the home page instead. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/';
}
