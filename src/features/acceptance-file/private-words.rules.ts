/** Numbers as people type them into free text: eleven digits of a mobile phone, with or without spaces or dashes. */
const PHONE = /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g;
/** 18 digits, the last may be X; the birth date in the middle tells it from other long numbers. */
const ID_NUMBER =
  /(?<![\dA-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g;

/**
 * R54: no phone and no ID number leaves the portal in an acceptance file, not even one that somebody typed into a text. What
 * is kept in fields of its own is not read at all.
 */
export function withoutPrivateNumbers(text: string): string {
  return text.replace(ID_NUMBER, '（身份证号已略）').replace(PHONE, '（手机号已略）');
}
