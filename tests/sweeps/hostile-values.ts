/** Marks of a payload that ran or would run: none may stand in an answer as it was sent. */
export const PAYLOADS: readonly string[] = [
  '"><script>kanari(1)</script>',
  "'><img src=x onerror=kanari(2)>",
  '</textarea></title><svg onload=kanari(3)>',
  'javascript:kanari(4)',
  '<%= process.env %> #{7*7} {{7*7}}',
];

/** What an answer must not hold: the payloads' own brackets. */
export const UNESCAPED = /<script>kanari|<img src=x|<svg onload=kanari|href="javascript:kanari/;

/** For every field of every form, one after the other. An array is sent as a repeated parameter. */
export const HOSTILE_VALUES: readonly (string | readonly string[])[] = [
  ...PAYLOADS,
  '\0',
  '文字\0文字',
  '2147483648',
  '-1',
  '1e9',
  'NaN',
  '99999999999999999999',
  '字'.repeat(20_000),
  '{"not":""}',
  ['一', '二'],
  ['', ''],
  '😀👩‍👩‍👧‍👦',
  '\ud800',
  '\u202e反\u200b向\ufeff',
  "'; DROP TABLE member; --",
  '2026-02-30',
  '0000-00-00',
  '99999-01-01',
  '=HYPERLINK("http://elsewhere.example")',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
];

/** Names of fields that no form has, as tools for attackers send them. */
export const HOSTILE_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'bureauId',
  'a[b]',
  'rows.0.__proto__',
  'items.999.mainTask',
  'items.0.__proto__',
];

/** Queries after any address. */
export const HOSTILE_QUERIES: readonly string[] = [
  'page=-1',
  'q=%00',
  'q=1&q=2',
  'from=99999999999',
  'from=-1&show=all',
  'name=%F0%9F%98%80',
  'name=%',
  'name[$ne]=1',
  'a[b]=c&__proto__=1',
  'show=%3Cscript%3Ekanari(1)%3C/script%3E',
  'name=%22%3E%3Cscript%3Ekanari(1)%3C/script%3E',
  'year=2147483648',
  `name=${'x'.repeat(5000)}`,
  'status=%ED%A0%80',
];

/** In place of a parameter of a path. */
export const HOSTILE_SEGMENTS: readonly string[] = [
  '%00',
  '%',
  '%ff',
  '..%2f..%2fetc%2fpasswd',
  '..',
  'x'.repeat(4000),
  '2147483648',
  '-1',
  'null',
  '%F0%9F%98%80',
  "'%20OR%201=1--",
  '%3Cscript%3Ekanari(1)%3C%2Fscript%3E',
  '01A209F2-8A5D-7932-8522-3612600243B6',
];
