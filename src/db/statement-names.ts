/**
 * Names for prepared statements, so that PostgreSQL parses and plans each text once a connection. The number of names is
 * bounded: lists of varying length would otherwise fill the memory of every connection. Beyond it statements go unnamed.
 */
export function statementNames(limit: number): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= limit) return '';
    const name = `p${names.size}`;
    names.set(sql, name);
    return name;
  };
}
